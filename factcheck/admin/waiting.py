"""What waits for one person: the first thing that the desk shows."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator

from factcheck import kinds, workflow
from factcheck.models import (
    ImportJob,
    Proposal,
    Publication,
    Recheck,
    Record,
    Report,
    Revision,
    Schedule,
    Status,
    Suggestion,
    User,
)

from . import names, times
from .proposals import called, waiting_for

MOST = 20
MOST_JOBS = 5
MOST_LINES = 5
CHECKED = "check_again_on"
MOST_REPORTS = 5
FAILED = {"state__exact": ImportJob.State.FAILED}
LEFT_OUT = {"state__exact": ImportJob.State.DONE, "failed__gt": 0}
PUBLISHED = (Revision.Verb.PUBLISH, Revision.Verb.EMERGENCY)


class Item(NamedTuple):
    """One line of a block."""

    title: str
    url: str
    note: str


class Block(NamedTuple):
    """What waits for one act: the first of it, how many there are in all, and where the rest is, if there is more."""

    heading: str
    items: list[Item]
    count: str
    all_url: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.items


def blocks(user: User) -> list[Block]:
    """The blocks of this person's roles; a block without items says that nothing waits."""
    found = []
    if user.has_perm(workflow.VERBS["approve"].permission):
        found.append(_block("For your review", _records(_to_review(user))))
    if user.has_perm(workflow.VERBS["publish"].permission):
        found.append(_block("Approved, to be published", _records(_in(Status.APPROVED))))
    if any(user.has_perm(workflow.VERBS[verb].permission) for verb in ("restore", "merge", "redact", "review")):
        found.append(_block("Waits for a second person", _proposals(user)))
        found.append(_block("Scheduled next", _schedules(Schedule.State.PENDING)))
        if failed := _schedules(Schedule.State.FAILED):
            found.insert(0, _block("Could not be published on time", failed))
    if user.has_perm(workflow.VERBS["approve"].permission):
        found.append(_block("To look at again", _rechecks()))
    if user.has_perm(workflow.VERBS["submit"].permission):
        found.append(_block("To check again today", _to_check()))
    if user.has_perm(workflow.VERBS["answer"].permission):
        found.append(_reports())
    if user.has_perm("factcheck.decide_suggestions"):
        found.append(_block("Suggestions to decide", _jobs_to_review()))
    if user.has_perm("factcheck.run_imports"):
        found.append(_jobs("Imports that failed", FAILED))
        found.append(_jobs("Imports that left something out", LEFT_OUT))
    if user.has_perm(workflow.VERBS["submit"].permission):
        found.append(_block("Your drafts", _records(_drafts_of(user))))
    found.append(_block("Last publications", _last_lines()))
    return found


def _block(heading: str, items: list[Item]) -> Block:
    return Block(heading, items, f"{MOST} or more" if len(items) == MOST else str(len(items)))


def _in(status: str, **conditions) -> list[Record]:
    rows = [
        record for kind in kinds.all_kinds() for record in _named(kind.model).filter(status=status, **conditions)[:MOST]
    ]
    return sorted(rows, key=lambda record: record.changed_at)[:MOST]


def _named(model: type[Record]):
    """Records with the people that their lines name."""
    return model.objects.select_related("changed_by", *model.APPROVALS)


def _to_review(user: User) -> list[Record]:
    """Oldest first, without what this person had a hand in or approved already, as the first of two."""
    records = _in(Status.IN_REVIEW)
    own = changed_by(user, (record.uid for record in records))
    return [record for record in records if record.uid not in own and user not in record.approvals]


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
    return f"{record._meta.verbose_name}, {who}, {times.age(record.changed_at)}"


def _to_check() -> list[Item]:
    """Announced entries and forecasts whose day to be looked at again has come, the longest overdue first."""
    today = datetime.now(times.zone()).date()
    dated = [kind.model for kind in kinds.all_kinds() if CHECKED in {field.name for field in kind.model._meta.fields}]
    rows = [
        row for model in dated for row in model.objects.filter(**{f"{CHECKED}__lte": today}).order_by(CHECKED)[:MOST]
    ]
    rows.sort(key=attrgetter(CHECKED))
    return [
        Item(str(row), _url(row), f"{row._meta.verbose_name}, {getattr(row, CHECKED):%d %b %Y}") for row in rows[:MOST]
    ]


def _last_lines() -> list[Item]:
    """What readers were given last, newest first."""
    lines = Publication.objects.order_by("-seq")[:MOST_LINES]
    found = names.records_of((line.kind, line.uid) for line in lines)
    return [
        Item(
            str(found.get(str(line.uid)) or line),
            reverse("admin:factcheck_publication_change", args=[line.pk]),
            f"line {line.seq}, {line.action}, {times.age(line.published_at)}",
        )
        for line in lines
    ]


def _url(record: Record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def _proposals(user: User) -> list[Item]:
    """What others proposed or did alone, and what is one's own: it must not be forgotten because its author waits."""
    proposals = Q(pk__in=waiting_for(user)) | Q(state=Proposal.State.OPEN, asked_by=user)
    rows = list(Proposal.objects.filter(proposals).select_related("asked_by").order_by("asked_at")[:MOST])
    found, said = names.records_of((row.kind, row.uid) for row in rows), called(rows)
    return [
        Item(
            f"{said[row.pk]}: {found.get(str(row.uid)) or row.kind}",
            reverse("admin:factcheck_proposal_change", args=[row.pk]),
            f"{_asker(row, user)}, {times.age(row.asked_at)}: {row.reason[:80]}",
        )
        for row in rows
    ]


def _asker(row: Proposal, user: User) -> str:
    return "you, so someone else decides" if row.asked_by_id == user.pk else row.asked_by.public_name()


def _schedules(state: str) -> list[Item]:
    """What waits for its time, the next first; and what could not be published then and was not since."""
    rows = list(Schedule.objects.filter(state=state).prefetch_related("records").order_by("due_at")[:MOST])
    found = names.records_of((row.kind, row.uid) for made in rows for row in made.records.all())
    return [
        Item(
            "; ".join(str(found.get(str(row.uid)) or row) for row in made.records.all()),
            reverse("admin:factcheck_schedule_change", args=[made.pk]),
            made.message or f"{times.said(made.due_at)}, {times.until(made.due_at)}",
        )
        for made in rows
        if state == Schedule.State.PENDING or _still_waits(made, found)
    ]


def _still_waits(made: Schedule, found: dict) -> bool:
    """Whether a publication that failed is still wanted: some of it has a version that is not published."""
    records = [found.get(str(row.uid)) for row in made.records.all()]
    return any(record and record.status != Status.CLEAN for record in records)


def _rechecks() -> list[Item]:
    """What rests on something that was corrected or retracted since, oldest first."""
    rows = list(Recheck.objects.filter(state=Recheck.State.OPEN).order_by("opened_at")[:MOST])
    found = names.records_of((row.kind, row.uid) for row in rows)
    return [
        Item(
            str(found.get(str(row.uid)) or row),
            reverse("admin:factcheck_recheck_change", args=[row.pk]),
            f"rests on a {row.cause_kind}, line {row.cause}, {row.opened_at:%d %b %H:%M}",
        )
        for row in rows
    ]


def _reports() -> Block:
    """What readers say is wrong, oldest first, with how many there are in all."""
    waiting = Report.objects.filter(state=Report.State.OPEN).order_by("received_at")
    rows = list(waiting[:MOST_REPORTS])
    found = names.records_of((row.kind, row.uid) for row in rows)
    items = [
        Item(
            Truncator(row.text).words(12),
            reverse("admin:factcheck_report_change", args=[row.pk]),
            f"{times.age(row.received_at)}, about {found.get(str(row.uid)) or row.kind}",
        )
        for row in rows
    ]
    url = f"{reverse('admin:factcheck_report_changelist')}?state__exact={Report.State.OPEN}"
    return Block("Reports by readers", items, str(waiting.count()), url if items else "")


def _jobs_to_review() -> list[Item]:
    """Jobs with suggestions that nobody has decided yet, oldest first."""
    open_ = Count("suggestions", filter=Q(suggestions__state=Suggestion.State.PENDING))
    jobs = ImportJob.objects.defer("text").annotate(waiting=open_).filter(waiting__gt=0).order_by("queued_at")[:MOST]
    return [
        Item(
            job.file_name or job.address or job.adapter,
            reverse("admin:factcheck_importjob_review", args=[job.pk]),
            f"{job.waiting} of them",
        )
        for job in jobs
    ]


def _jobs(heading: str, conditions: dict) -> Block:
    """The latest jobs of which this is true, named as their list filters by it."""
    jobs = ImportJob.objects.defer("text").filter(**conditions).order_by("-state_at")
    items = [
        Item(str(job), reverse("admin:factcheck_importjob_change", args=[job.pk]), _why(job))
        for job in jobs[:MOST_JOBS]
    ]
    count = jobs.count()
    url = f"{reverse('admin:factcheck_importjob_changelist')}?{urlencode(conditions)}"
    return Block(heading, items, str(count), url if count > len(items) else "")


def _why(job: ImportJob) -> str:
    said = f"{job.failed} not taken" if job.failed else ""
    return ". ".join(filter(None, [said, Truncator(job.message).words(20)]))
