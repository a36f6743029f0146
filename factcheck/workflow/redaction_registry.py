"""What a redaction may do with a text of a table, and which rule each text of the database was registered with.

An app registers its models in its `workflow.redaction_rules`.
"""

from enum import StrEnum
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import (
    CASCADE,
    BinaryField,
    CharField,
    Field,
    FileField,
    ForeignKey,
    GenericIPAddressField,
    JSONField,
    Model,
    TextField,
)

from factcheck.models import Part, Record


class RedactionAct(StrEnum):
    """What happens to a text that holds the words."""

    REPLACED = "replaced"  # "[removed]" stands in their place
    EMPTIED = "emptied"  # the text goes as a whole: half a link leads nowhere
    RENAMED = "renamed"  # a neutral name, for what must stay one of its kind
    BLACKED = "blacked out"  # as many black signs, so that passages keep their places
    FILE = "file removed"  # the stored bytes go, and the name of the file with them
    DELETED = "row deleted"
    UNCHANGED = "kept"


class RedactionRule(NamedTuple):
    """What a redaction does with one text of a table; `why` where it is left unchanged."""

    act: RedactionAct
    why: str = ""


REPLACED, EMPTIED, RENAMED, BLACKED, FILE, DELETED = (
    RedactionRule(act) for act in RedactionAct if act != RedactionAct.UNCHANGED
)


def unchanged(why: str) -> RedactionRule:
    """The rule of a text that a redaction leaves as it is."""
    return RedactionRule(RedactionAct.UNCHANGED, why)


CLOSED = unchanged("one of a closed list of words")
DIGEST = unchanged("a hash, a key or a signature")
DATE = unchanged("a date or a language as its field checks it")
LEDGER = unchanged("the ledger strikes it, and what is derived from it")
ACCOUNT = unchanged(
    "of somebody's account at the desk; erase_name takes the name out of it"
)
SESSION = unchanged("of a session that ends by itself")
MACHINE = unchanged("what a machine calls itself")

TEXTS = (CharField, TextField, JSONField, FileField, BinaryField, GenericIPAddressField)

_tables: dict[str, dict[str, RedactionRule]] = {}


def register(model: str, /, **rules: RedactionRule) -> None:
    """Say of each text of a model, named as `app.Model`, what a redaction does with it."""
    _tables[model] = rules


def rules_of(model: type[Model]) -> dict[str, RedactionRule]:
    """The rules of the texts of a model, by the names of their fields. KeyError for a model without rules.

    A field with choices holds a word of a closed list, and needs no row.
    """
    closed = {field.name: CLOSED for field in texts_of(model) if field.choices}
    return closed | _tables[model._meta.label]


def tables() -> dict[str, dict[str, RedactionRule]]:
    """The rules of every model that was registered, by its name; LookupError where there is no such model."""
    return {label: rules_of(apps.get_model(label)) for label in _tables}


def texts_of(model: type[Model]) -> "list[Field[Any, Any]]":
    """The fields of a model that may hold words."""
    return [field for field in model._meta.concrete_fields if isinstance(field, TEXTS)]


def changed_models() -> list[type[Model]]:
    """The models in which a redaction changes something."""
    changed = []
    for model in apps.get_models():
        acts = {rule.act for rule in rules_of(model).values()}
        if acts - {RedactionAct.UNCHANGED}:
            changed.append(model)
    return changed


def record_of(model: type[Model]) -> str:
    """The look-up that leads from a row to the uid of the record that it is about; empty where none does."""
    if issubclass(model, Part):
        return f"{whole_of(model).name}__uid"
    if model._meta.label == "factcheck.Suggestion":
        return "became"
    names = {field.name for field in model._meta.concrete_fields}
    is_about_a_record = issubclass(model, Record) or "kind" in names
    return "uid" if "uid" in names and is_about_a_record else ""


def whole_of(part: type[Part]) -> "Field[Any, Any]":
    """The field of a part that names the record that it belongs to."""
    for field in part._meta.concrete_fields:
        # A part may refer to other records too; only with its own is it deleted.
        if (
            isinstance(field, ForeignKey)
            and issubclass(field.related_model, Record)
            and field.remote_field.on_delete is CASCADE
        ):
            return field
    raise LookupError(f"{part._meta.label} belongs to no record.")


def public_words() -> frozenset[str]:
    """The keys in the payload of a record that hold words of somebody, and no word of a closed list."""
    keys = {"notice", "reason"}
    for model in apps.get_models():
        if not issubclass(model, Record | Part):
            continue
        for name, rule in rules_of(model).items():
            if rule in (REPLACED, EMPTIED):
                keys.add(name)
    return frozenset(keys)


ANCHORED = {"capture_sha256": DIGEST} | dict.fromkeys(
    ("exact", "before", "after", "locator"), REPLACED
)
RECORD = {"slug": RENAMED, "status": CLOSED}


def dated(name: str) -> dict[str, RedactionRule]:
    """The rules of a date of the world and of its bounds."""
    return dict.fromkeys((name, f"{name}_earliest", f"{name}_latest"), DATE)
