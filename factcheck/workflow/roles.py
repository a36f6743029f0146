"""Who may do what: the desk's roles, as groups made from one table."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

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
        wanted |= _writing()
    if role == "Administrator":
        wanted |= (
            Q(content_type__app_label="factcheck", content_type__model="user")
            | _deleting()
        )
    permissions = Permission.objects.filter(wanted)
    group.permissions.set(permissions)
    return len(permissions)


def _models():
    """Every record and part that the desk writes, as (app, model) pairs."""
    for kind in registry.all_kinds():
        for model in (kind.model, *(part.model for part in kind.parts)):
            yield model._meta


def _writing() -> Q:
    names = [
        f"{act}_{meta.model_name}" for meta in _models() for act in ("add", "change")
    ]
    names += [
        f"delete_{meta.model_name}"
        for kind in registry.all_kinds()
        for meta in (p.model._meta for p in kind.parts)
    ]
    return Q(codename__in=[*names, "add_capture", "change_capture"])


def _deleting() -> Q:
    """Records too; the desk refuses it for whatever was ever published."""
    return Q(
        codename__in=[
            f"delete_{kind.model._meta.model_name}" for kind in registry.all_kinds()
        ]
    )


def _viewing(sees: str) -> Q:
    kept = (
        GuestLink,
        Publication,
        Revision,
        Proposal,
        Recheck,
        Report,
        Schedule,
        ScheduledRecord,
    )
    everything = (*IMPORTING, Capture, *kept)
    models = {NOTHING: (), IMPORTS: IMPORTING, EVERYTHING: everything}[sees]
    names = [f"view_{model._meta.model_name}" for model in models]
    names += (
        [f"view_{meta.model_name}" for meta in _models()] if sees == EVERYTHING else []
    )
    return Q(codename__in=names)
