"""Who may do what: the desk's roles, as groups made from one table."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from factcheck import kinds
from factcheck.models import ImportIssue, ImportJob, Proposal, Publication, Revision, Suggestion

REPORTER = ("submit_records",)
EDITOR = (*REPORTER, "return_records", "approve_records", "run_imports")
PUBLISHER = (
    *EDITOR,
    "publish_records",
    "retract_records",
    "restore_records",
    "merge_records",
    "review_emergencies",
)
ADMINISTRATOR = (*PUBLISHER, "redact_lines")

# role: (verbs, may write records, other model permissions)
ROLES = {
    "Read-only": ((), False),
    "Reporter": (REPORTER, True),
    "Editor": (EDITOR, True),
    "Publisher": (PUBLISHER, True),
    "Import operator": (("run_imports",), False),
    "Administrator": (ADMINISTRATOR, True),
    "Emergency publication": (("publish_in_emergency",), False),
}
SEEN_BY_ALL = (ImportJob, ImportIssue, Suggestion, Publication, Revision, Proposal)


def sync_roles() -> dict[str, int]:
    """Make or mend every role's group; returns how many permissions each has. Safe to call again and again."""
    with transaction.atomic():
        return {role: _sync(role, *rules) for role, rules in ROLES.items()}


def _sync(role: str, verbs: tuple[str, ...], writes: bool) -> int:
    group, _ = Group.objects.get_or_create(name=role)
    wanted = Q(codename__in=verbs, content_type__app_label="factcheck")
    if role != "Emergency publication":
        wanted |= _viewing()
    if writes:
        wanted |= _writing()
    if role == "Administrator":
        wanted |= Q(content_type__app_label="factcheck", content_type__model="user")
    permissions = Permission.objects.filter(wanted)
    group.permissions.set(permissions)
    return len(permissions)


def _models():
    """Every record and part that the desk writes, as (app, model) pairs."""
    for kind in kinds.all_kinds():
        for model in (kind.model, *(part.model for part in kind.parts)):
            yield model._meta


def _writing() -> Q:
    names = [f"{act}_{meta.model_name}" for meta in _models() for act in ("add", "change")]
    names += [f"delete_{meta.model_name}" for kind in kinds.all_kinds() for meta in (p.model._meta for p in kind.parts)]
    return Q(codename__in=[*names, "add_capture", "change_capture"])


def _viewing() -> Q:
    names = [f"view_{meta.model_name}" for meta in _models()]
    return Q(codename__in=[*names, "view_capture", "view_feed", *(f"view_{m._meta.model_name}" for m in SEEN_BY_ALL)])
