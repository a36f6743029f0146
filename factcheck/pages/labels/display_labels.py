"""What readers see in place of the names of kinds and the words of closed lists."""

from functools import cache
from typing import TypeGuard

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from factcheck.records import registry
from factcheck.records.serializers import ClosedWordField

from .dates_and_numbers import page_language

ClosedField = ClosedWordField | serializers.ChoiceField

# German writes every noun with a capital letter, wherever it stands.
CAPITAL_NOUNS = ("de",)

OWN_KINDS = {
    "redaction": _("Text"),
    "key": _("Key of the ledger"),
    "clock": _("Clock"),
    "hold": _("Record"),
}
"""What lines of the ledger's own are about."""
OF_OTHER = {
    "repeats": _("repeats this claim"),
    "contradicts": _("contradicts this claim"),
    "narrower": _("narrower than this claim"),
    "depends-on": _("depends on this claim"),
    "distinct-from": _("distinct from this claim"),
}
FOR_READERS = {
    "none": _("None"),
    "disc-most": _("Disc most"),
    "half": _("Half"),
    "social_post": _("Social media post"),
    "original": _("Original"),
    "second-hand": _("second-hand"),
}
"""Words whose label at the desk explains more than a reader needs."""


@cache
def closed_words() -> dict[str, str | Promise]:
    """{word: label} of every closed list in a public form, from the choices that its field declares."""
    labels: dict[str, str | Promise] = {}
    for field in _closed_fields():
        for value, label in choices_of(field):
            labels.setdefault(value, label)
    return labels | FOR_READERS


@cache
def closed_names() -> frozenset[str]:
    """The names of the fields that hold a word of a closed list."""
    return frozenset(str(field.field_name) for field in _closed_fields())


def is_closed(field: serializers.Field) -> TypeGuard[ClosedField]:
    """Whether a field of a public form holds a word of a closed list."""
    return isinstance(field, ClosedField)


def choices_of(field: ClosedField) -> list[tuple[str, str | Promise]]:
    """(word, label) of each word that a closed field may hold."""
    if isinstance(field, ClosedWordField):
        return [*field.choices.choices]
    return list(field.choices.items())


def _closed_fields() -> list[ClosedField]:
    """Every field with a closed list in the public forms of all kinds, parts included."""
    forms: list[serializers.Serializer] = [
        kind.serializer for kind in registry.all_kinds()
    ]
    closed: list[ClosedField] = []
    while forms:
        for field in forms.pop(0).fields.values():
            inside = getattr(field, "child", field)
            if isinstance(inside, serializers.Serializer):
                forms.append(inside)
            elif is_closed(field):
                closed.append(field)
    return closed


def kind_label(kind: str) -> str:
    """A record of a kind, or what a line of the ledger's own is about; the kind's name where nobody says."""
    if registry.is_registered(kind):
        return str(registry.get(kind).labels.one)
    return str(OWN_KINDS.get(kind, kind))


def display_label(value: str) -> str:
    """A word of the closed lists, or the name of a kind, as readers see it."""
    label = closed_words().get(value)
    if label is None and (registry.is_registered(value) or value in OWN_KINDS):
        label = kind_label(value)
    if label is not None:
        return str(label)
    return value.replace("_", " ").replace("-", " ").capitalize()


def label_lower(value: str) -> str:
    """The same inside a sentence."""
    said = display_label(value)
    return (
        said
        if page_language() in CAPITAL_NOUNS or said[1:2].isupper()
        else said[:1].lower() + said[1:]
    )


def label_plural(kind: str) -> str:
    """Several records of a kind."""
    if registry.is_registered(kind):
        return str(registry.get(kind).labels.several)
    return str(capfirst(kind))


def label_subject(kind: str) -> str:
    """A record of a kind as the subject of a sentence about itself."""
    if registry.is_registered(kind):
        return str(registry.get(kind).labels.subject)
    return str(_("This record"))


def relation_of_other(relation: str) -> str:
    """What another claim is to the one that is shown."""
    return str(OF_OTHER.get(relation) or label_lower(relation))
