"""What a redaction does with every table: one row for each text that the database holds, whichever app it is of.

An app registers its own models; whoever adds a model or a text adds its row, or a test fails.
"""

from enum import StrEnum
from typing import NamedTuple

from django.apps import apps
from django.db.models import (
    CASCADE,
    BinaryField,
    CharField,
    Field,
    FileField,
    GenericIPAddressField,
    JSONField,
    Model,
    TextField,
)

from factcheck.models import Part, Record


class Act(StrEnum):
    """What happens to a text that holds the words."""

    REPLACED = "replaced"  # "[removed]" stands in their place
    EMPTIED = "emptied"  # the text goes as a whole: half a link leads nowhere
    RENAMED = "renamed"  # a neutral name, for what must stay one of its kind
    BLACKED = "blacked out"  # as many black signs, so that passages keep their places
    FILE = "file removed"  # the stored bytes go, and the name of the file with them
    DELETED = "row deleted"
    KEPT = "kept"


class Rule(NamedTuple):
    """What a redaction does with one text of a table; `why` where it is kept."""

    act: Act
    why: str = ""


REPLACED, EMPTIED, RENAMED, BLACKED, FILE, DELETED = (
    Rule(act) for act in Act if act != Act.KEPT
)


def kept(why: str) -> Rule:
    return Rule(Act.KEPT, why)


CLOSED = kept("one of a closed list of words")
DIGEST = kept("a hash, a key or a signature")
DATE = kept("a date or a language as its field checks it")
LEDGER = kept("the ledger strikes it, and what is derived from it")
ACCOUNT = kept("of somebody's account at the desk; erase_name takes the name out of it")
SESSION = kept("of a session that ends by itself")
MACHINE = kept("what a machine calls itself")

TEXTS = (CharField, TextField, JSONField, FileField, BinaryField, GenericIPAddressField)

_tables: dict[str, dict[str, Rule]] = {}


def register(model: str, /, **rules: Rule) -> None:
    """Say of each text of a model, named as `app.Model`, what a redaction does with it."""
    _tables[model] = rules


def rules_of(model: type[Model]) -> dict[str, Rule]:
    """What is said of the texts of a model, by their fields; KeyError where nothing is."""
    return _tables[model._meta.label]


def tables() -> dict[str, dict[str, Rule]]:
    """Everything that was registered, by the names of models."""
    return _tables


def texts_of(model: type[Model]) -> list[Field]:
    """The fields of a model that may hold words."""
    return [field for field in model._meta.concrete_fields if isinstance(field, TEXTS)]


def changed_models() -> list[type[Model]]:
    """The models in which a redaction changes something."""
    return [
        model
        for model in apps.get_models()
        if any(rule.act != Act.KEPT for rule in rules_of(model).values())
    ]


def record_of(model: type[Model]) -> str:
    """The look-up that leads from a row to the uid of the record that it is about; empty where none does."""
    if issubclass(model, Part):
        return f"{whole_of(model).name}__uid"
    if model._meta.label == "factcheck.Suggestion":
        return "became"
    names = {field.name for field in model._meta.concrete_fields}
    return (
        "uid"
        if "uid" in names and (issubclass(model, Record) or "kind" in names)
        else ""
    )


def whole_of(part: type[Part]) -> Field:
    """The field of a part that names the record that it belongs to."""
    keys = (field for field in part._meta.concrete_fields if field.is_relation)
    return next(
        key
        for key in keys
        if issubclass(key.related_model, Record)
        and key.remote_field.on_delete is CASCADE
    )


def public_words() -> frozenset[str]:
    """The keys in the payload of a record that hold words of somebody, and no word of a closed list."""
    models = (model for model in apps.get_models() if issubclass(model, Record | Part))
    named = {
        name
        for model in models
        for name, rule in rules_of(model).items()
        if rule in (REPLACED, EMPTIED)
    }
    return frozenset(named | {"notice", "reason"})


ANCHORED = {"capture_sha256": DIGEST} | dict.fromkeys(
    ("exact", "before", "after", "locator"), REPLACED
)
RECORD = {"slug": RENAMED, "status": CLOSED}


def dated(name: str) -> dict[str, Rule]:
    """The rules of a date of the world and of its bounds."""
    return dict.fromkeys((name, f"{name}_earliest", f"{name}_latest"), DATE)


register(
    "admin.LogEntry", object_id=DIGEST, object_repr=REPLACED, change_message=REPLACED
)
register("auth.Permission", name=CLOSED, codename=CLOSED)
register("auth.Group", name=CLOSED)
register("contenttypes.ContentType", app_label=CLOSED, model=CLOSED)
register("sessions.Session", session_key=DIGEST, session_data=SESSION)
register("account.EmailAddress", email=ACCOUNT)
register("account.EmailConfirmation", key=DIGEST)
register("mfa.Authenticator", type=CLOSED, data=DIGEST)
register(
    "usersessions.UserSession",
    ip=SESSION,
    session_key=DIGEST,
    user_agent=SESSION,
    data=SESSION,
)
register(
    "factcheck.User",
    password=DIGEST,
    username=ACCOUNT,
    first_name=ACCOUNT,
    last_name=ACCOUNT,
    email=ACCOUNT,
    desk_name=ACCOUNT,
)
register(
    "factcheck.CacheRow",
    cache_key=kept("a number of tries, for minutes"),
    value=kept("a number of tries"),
)

register(
    "factcheck.Claim",
    **RECORD,
    **dated("claimed_on"),
    text=REPLACED,
    claim_kind=CLOSED,
    language=DATE,
    context=REPLACED,
)
register("factcheck.Appearance", **ANCHORED, role=CLOSED, stated_on=DATE, note=REPLACED)
register("factcheck.Evidence", **ANCHORED, stance=CLOSED, note=REPLACED)
register("factcheck.Verdict", rationale=REPLACED)
register("factcheck.ClaimRelation", relation=CLOSED)
register(
    "factcheck.ExternalReview",
    publisher=REPLACED,
    url=EMPTIED,
    label=REPLACED,
    language=DATE,
    reviewed_on=DATE,
)
register("factcheck.Reply", question=REPLACED, answer=REPLACED)
register("factcheck.Dispute", **RECORD, title=REPLACED, summary=REPLACED, language=DATE)
register("factcheck.Side", slug=RENAMED, name=REPLACED, line=REPLACED)
register("factcheck.Standing", heading=CLOSED, text=REPLACED)
register(
    "factcheck.Party",
    **RECORD,
    name=REPLACED,
    party_kind=CLOSED,
    aliases=EMPTIED,
    wikidata_id=DIGEST,
    description=REPLACED,
    publicity=CLOSED,
    shown_as=REPLACED,
    full_name_reason=REPLACED,
)
register("factcheck.PartyRole", title=REPLACED, held_from=DATE, held_to=DATE)
register(
    "factcheck.Quote",
    **RECORD,
    **ANCHORED,
    **dated("said_on"),
    words=REPLACED,
    quote_kind=CLOSED,
    basis=CLOSED,
    language=DATE,
    translation=REPLACED,
    translated_by=REPLACED,
    occasion=REPLACED,
    about=REPLACED,
)
register(
    "factcheck.Rating",
    **RECORD,
    label=REPLACED,
    polarity=CLOSED,
    definition=REPLACED,
    shape=CLOSED,
)
register(
    "factcheck.Source",
    **RECORD,
    **dated("published_on"),
    title=REPLACED,
    subtitle=REPLACED,
    source_kind=CLOSED,
    url=EMPTIED,
    address_key=EMPTIED,
    authors=REPLACED,
    language=DATE,
    licence=CLOSED,
    rank=CLOSED,
    archives=EMPTIED,
    note=REPLACED,
)
register(
    "factcheck.Capture",
    sha256=DIGEST,
    media_type=CLOSED,
    text=BLACKED,
    text_sha256=DIGEST,
    extractor=CLOSED,
    address=EMPTIED,
    bytes_removed_ground=CLOSED,
)

register(
    "factcheck.Revision",
    kind=CLOSED,
    verb=CLOSED,
    reason=REPLACED,
    changed=REPLACED,
    acknowledged=REPLACED,
)
register(
    "factcheck.Proposal",
    verb=CLOSED,
    kind=CLOSED,
    ground=CLOSED,
    phrase=EMPTIED,
    reason=REPLACED,
    binds=DIGEST,
    state=CLOSED,
    comment=REPLACED,
)
register("factcheck.ProposedStrike", words=kept("the places of words, and no words"))
register("factcheck.Schedule", state=CLOSED, message=REPLACED)
register(
    "factcheck.ScheduledRecord",
    kind=CLOSED,
    action=CLOSED,
    notice=REPLACED,
    acknowledged=REPLACED,
)
register(
    "factcheck.Recheck",
    kind=CLOSED,
    cause_kind=CLOSED,
    copy_sha256=DIGEST,
    found=REPLACED,
    found_sha256=DIGEST,
    state=CLOSED,
    comment=REPLACED,
)
register(
    "factcheck.Report",
    kind=CLOSED,
    text=REPLACED,
    contact=EMPTIED,
    state=CLOSED,
    note=REPLACED,
)
register(
    "factcheck.GuestLink",
    kind=CLOSED,
    name=REPLACED,
    role=REPLACED,
    token_sha256=DIGEST,
    decision=CLOSED,
    words=REPLACED,
)

register(
    "factcheck.ImportJob",
    adapter=CLOSED,
    file=FILE,
    file_name=REPLACED,
    text=REPLACED,
    address=EMPTIED,
    options=REPLACED,
    idempotency_key=DIGEST,
    state=CLOSED,
    owner=MACHINE,
    cursor=REPLACED,
    message=REPLACED,
)
register(
    "factcheck.ImportIssue",
    severity=CLOSED,
    place=REPLACED,
    field=REPLACED,
    value=REPLACED,
    message=REPLACED,
    raw=REPLACED,
)
register(
    "factcheck.StagedRecord",
    kind=CLOSED,
    slug=RENAMED,
    place=REPLACED,
    raw=REPLACED,
    result=CLOSED,
)
register(
    "factcheck.ImportedRecord",
    source=REPLACED,
    external_id=RENAMED,
    kind=CLOSED,
    content_sha256=DIGEST,
    content=REPLACED,
)
register(
    "factcheck.Suggestion",
    kind=CLOSED,
    purpose=CLOSED,
    fields=REPLACED,
    base=REPLACED,
    capture_sha256=DIGEST,
    exact=REPLACED,
    prefix=REPLACED,
    suffix=REPLACED,
    place=REPLACED,
    step=CLOSED,
    memory_key=DIGEST,
    match_kind=CLOSED,
    match_relation=CLOSED,
    differs=REPLACED,
    state=CLOSED,
    reason=REPLACED,
)
register(
    "factcheck.Feed",
    name=REPLACED,
    address=RENAMED,
    adapter=CLOSED,
    rhythm=CLOSED,
    etag=DIGEST,
    last_modified=DATE,
)
register(
    "factcheck.Look",
    key=REPLACED,
    document=REPLACED,
    asked=REPLACED,
    address=REPLACED,
    headers=REPLACED,
    sha256=DIGEST,
    outcome=CLOSED,
    problem=REPLACED,
)
register("factcheck.HostPace", host=DELETED)
register("factcheck.WorkerBeat", name=MACHINE)

register(
    "factcheck.Publication",
    **dict.fromkeys(
        ("payload", "current_form", "slug", "secret", "salts", "sealed"), LEDGER
    ),
    **dict.fromkeys(
        ("payload_root", "previous_hash", "hash", "key_id", "signature"), DIGEST
    ),
    **dict.fromkeys(("kind", "action"), CLOSED),
    **dict.fromkeys(("happened_key", "language"), DATE),
)
register("factcheck.Head", hash=DIGEST)
register("factcheck.Facet", name=CLOSED, value=LEDGER, kind=CLOSED, happened_key=DATE)
register("factcheck.Ref")
register("factcheck.SearchText", text=LEDGER)
register("factcheck.PublishedSlug", kind=CLOSED, slug=LEDGER)
register("factcheck.StruckSlug", kind=CLOSED, hash=DIGEST)
register("factcheck.SealedLeaf", path=CLOSED, salt=DIGEST, value=ACCOUNT)
register("factcheck.Held")
register("factcheck.DerivedBy", kind=CLOSED)
register("factcheck.LedgerGate", name=CLOSED)
