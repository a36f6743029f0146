"""What waits for one person: the first thing that the desk shows."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from factcheck import kinds, workflow
from factcheck.models import ImportJob, Record, Revision, Status, User

from .proposals import waiting_for

MOST = 20
PUBLISHED = (Revision.Verb.PUBLISH, Revision.Verb.EMERGENCY)


class Item(NamedTuple):
    """One line of a block."""

    title: str
    url: str
    note: str


class Block(NamedTuple):
    """What waits for one act; `url` leads to all of it."""

    heading: str
    items: list[Item]


def blocks(user: User) -> list[Block]:
    """The blocks of this person's roles; a block without items says that nothing waits."""
    found = []
    if user.has_perm(workflow.VERBS["approve"].permission):
        found.append(Block("For your review", _records(_to_review(user))))
    if user.has_perm(workflow.VERBS["publish"].permission):
        found.append(Block("Approved, to be published", _records(_in(Status.APPROVED))))
    if any(user.has_perm(workflow.VERBS[verb].permission) for verb in ("restore", "merge", "redact", "review")):
        found.append(Block("Waits for a second person", _proposals(user)))
    if user.has_perm("factcheck.run_imports"):
        found.append(Block("Imports that failed", _failed_jobs()))
    if user.has_perm(workflow.VERBS["submit"].permission):
        found.append(Block("Your drafts", _records(_drafts_of(user))))
    return found


def _in(status: str, **conditions) -> list[Record]:
    rows = [
        record
        for kind in kinds.all_kinds()
        for record in kind.model.objects.filter(status=status, **conditions).select_related("changed_by")[:MOST]
    ]
    return sorted(rows, key=lambda record: record.changed_at)[:MOST]


def _to_review(user: User) -> list[Record]:
    """Oldest first, without what this person had a hand in."""
    records = _in(Status.IN_REVIEW)
    own = changed_by(user, (record.uid for record in records))
    return [record for record in records if record.uid not in own]


def _drafts_of(user: User) -> list[Record]:
    return _in(Status.DRAFT, changed_by=user)


def changed_by(user: User, uids: Iterable[UUID]) -> set[UUID]:
    """Which of these records the person changed since their last publication, in one query."""
    own: set[UUID] = set()
    done = Revision.objects.filter(uid__in=list(uids), verb__in=[Revision.Verb.SAVE, *PUBLISHED]).order_by("number")
    for uid, verb, by in done.values_list("uid", "verb", "by_id"):
        if verb in PUBLISHED:
            own.discard(uid)
        elif by == user.pk:
            own.add(uid)
    return own


def _records(records: Iterable[Record]) -> list[Item]:
    return [Item(str(record), _url(record), _note(record)) for record in records]


def _note(record: Record) -> str:
    by = record.changed_by
    who = (by.desk_name or by.get_username()) if by else "–"
    return f"{record._meta.verbose_name}, {who}, {record.changed_at:%d %b %H:%M}"


def _url(record: Record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def _proposals(user: User) -> list[Item]:
    rows = waiting_for(user).select_related("asked_by").order_by("asked_at")[:MOST]
    return [
        Item(
            f"{row.get_verb_display()}: {row.kind}",
            reverse("admin:factcheck_proposal_change", args=[row.pk]),
            f"{row.asked_by.public_name()}: {row.reason[:80]}",
        )
        for row in rows
    ]


def _failed_jobs() -> list[Item]:
    jobs = ImportJob.objects.filter(state=ImportJob.State.FAILED).order_by("-state_at")[:5]
    return [
        Item(str(job), reverse("admin:factcheck_importjob_change", args=[job.pk]), job.message[:100]) for job in jobs
    ]
