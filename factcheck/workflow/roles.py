"""Who may do what: the desk's roles, as groups made from one table."""

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.db.models.options import Options

from factcheck.models import (
    Capture,
    Feed,
    GuestLink,
    ImportIssue,
    ImportJob,
    Look,
    Proposal,
    Publication,
    Recheck,
    Report,
    Revision,
    Schedule,
    ScheduledRecord,
    Suggestion,
)
from factcheck.records import registry
from factcheck.records.registry import Kind

REPORTER = ("submit_records", "decide_suggestions", "run_own_imports")
EDITOR = (
    *REPORTER,
    "return_records",
    "approve_records",
    "answer_reports",
    "run_imports",
    "add_feed",
    "change_feed",
)
PUBLISHER = (
    *EDITOR,
    "publish_records",
    "retract_records",
    "hold_records",
    "restore_records",
    "merge_records",
    "review_emergencies",
)
ADMINISTRATOR = (*PUBLISHER, "redact_lines")

NOTHING, IMPORTS, EVERYTHING = "nothing", "imports", "everything"

# role: (verbs, sees, may write records)
ROLES = {
    "Read-only": ((), EVERYTHING, False),
    "Reporter": (REPORTER, EVERYTHING, True),
    "Editor": (EDITOR, EVERYTHING, True),
    "Publisher": (PUBLISHER, EVERYTHING, True),
    "Import operator": (("run_imports", "add_feed", "change_feed"), IMPORTS, False),
    "Administrator": (ADMINISTRATOR, EVERYTHING, True),
    "Emergency publication": (("publish_in_emergency",), NOTHING, False),
}
IMPORTING = (ImportJob, ImportIssue, Suggestion, Feed, Look)


def sync_roles() -> dict[str, int]:
    """Make or mend every role's group; returns how many permissions each has. Safe to call again and again."""
    with transaction.atomic():
        return {role: _sync(role, *rules) for role, rules in ROLES.items()}


def _sync(role: str, verbs: tuple[str, ...], sees: str, writes: bool) -> int:
    group, _ = Group.objects.get_or_create(name=role)
    wanted = Q(codename__in=verbs, content_type__app_label="factcheck") | _viewing(sees)
    if writes:
        wanted |= _writing(role)
    if role == "Administrator":
        wanted |= (
            Q(content_type__app_label="factcheck", content_type__model="user")
            | _deleting()
        )
    permissions = Permission.objects.filter(wanted)
    group.permissions.set(permissions)
    return len(permissions)


def _metas(kind: Kind) -> "list[Options[Any]]":
    """The `_meta` of a kind's record and of its parts, in this order."""
    return [kind.model._meta, *(part.model._meta for part in kind.parts)]


def _writing(role: str) -> Q:
    """Adding and changing the records and parts that a role writes, and deleting parts."""
    names = ["add_capture", "change_capture"]
    for kind in registry.all_kinds():
        if kind.for_administrators and role != "Administrator":
            continue
        record, *parts = _metas(kind)
        for meta in (record, *parts):
            names += [f"add_{meta.model_name}", f"change_{meta.model_name}"]
        names += [f"delete_{meta.model_name}" for meta in parts]
    return Q(codename__in=names)


def _deleting() -> Q:
    """Records too; the desk refuses it for whatever was ever published."""
    records = [kind.model._meta for kind in registry.all_kinds()]
    return Q(codename__in=[f"delete_{meta.model_name}" for meta in records])


def _viewing(sees: str) -> Q:
    history = (
        GuestLink,
        Publication,
        Revision,
        Proposal,
        Recheck,
        Report,
        Schedule,
        ScheduledRecord,
    )
    everything = (*IMPORTING, Capture, *history)
    models = {NOTHING: (), IMPORTS: IMPORTING, EVERYTHING: everything}[sees]
    metas = [model._meta for model in models]
    if sees == EVERYTHING:
        for kind in registry.all_kinds():
            metas += _metas(kind)
    names = [f"view_{meta.model_name}" for meta in metas]
    return Q(codename__in=names)
