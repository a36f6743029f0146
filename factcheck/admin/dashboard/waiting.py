"""What waits for one person: the first thing that the desk shows."""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from factcheck import imports, workflow
from factcheck.models import (
    Held,
    ImportJob,
    Proposal,
    Publication,
    Recheck,
    Record,
    Report,
    Revision,
    Schedule,
    ScheduledRecord,
    Status,
    Suggestion,
    User,
)
from factcheck.records import registry

from .. import moment_display
from ..records import record_titles
from ..verbs.proposals import called, waiting_for

MOST, MOST_ON_A_PAGE = 20, 500
MOST_JOBS = 5
MOST_LINES = 5
CHECKED = "check_again_on"
MOST_REPORTS = 5
FAILED = {"state__exact": ImportJob.State.FAILED}
LEFT_OUT = {"state__exact": ImportJob.State.DONE, "failed__gt": 0}
HELD, HELD_TOO_LONG = "Held", "Held for more than 72 hours: decide now"
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
    found = [
        _first_of(name, user)
        for name in LISTS
        if may_see(name, user) and name != "drafts"
    ]
    if user.has_perm(workflow.VERBS["hold"].permission):
        found = [*_held(), *found]
    if any(
        user.has_perm(workflow.VERBS[verb].permission)
        for verb in ("restore", "merge", "redact", "review")
    ):
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
    if imports.may_start(user):
        whose = (
            {}
            if user.has_perm("factcheck.run_imports")
            else {"started_by__exact": user.pk}
        )
        found.append(_jobs("Imports that failed", FAILED | whose))
        found.append(_jobs("Imports that left something out", LEFT_OUT | whose))
    if may_see("drafts", user):
        found.append(_first_of("drafts", user))
    found.append(_block("Last publications", _last_lines()))
    return found


def _held() -> list[Block]:
    """What is held; first what no second person has decided on in time, for no clock releases it."""
    late = set(workflow.overdue().values_list("pk", flat=True))
    rows = Held.objects.filter(until_seq__isnull=True).values("since_seq")
    holds = Proposal.objects.filter(verb=Proposal.Verb.HOLD, line__in=rows).order_by(
        "asked_at"
    )
    found = {HELD_TOO_LONG: holds.filter(pk__in=late), HELD: holds.exclude(pk__in=late)}
    blocks = [
        _block(heading, _holds(proposals)) for heading, proposals in found.items()
    ]
    return [block for block in blocks if not block.is_empty]


def _holds(proposals: QuerySet[Proposal]) -> list[Item]:
    rows = list(proposals.select_related("asked_by", "decided_by")[: MOST + 1])
    found = record_titles.records_of((row.kind, row.uid) for row in rows)
    return [
        Item(
            str(found.get(str(row.uid)) or row.kind),
            reverse("admin:factcheck_proposal_change", args=[row.pk]),
            f"{row.asked_by}, {moment_display.age(row.asked_at)}; {_confirmed(row)}",
        )
        for row in rows
    ]


def _confirmed(row: Proposal) -> str:
    return (
        f"confirmed by {row.decided_by}"
        if row.state == Proposal.State.DONE
        else "waits for a second person"
    )


def may_see(name: str, user: User) -> bool:
    """Whether the list of this name is for this person's roles."""
    return user.has_perm(workflow.VERBS[LISTS[name].verb].permission)


def whole_list(name: str, user: User) -> Block:
    """All of a list, as far as one page takes it."""
    waits = LISTS[name]
    found = waits.records(user, MOST_ON_A_PAGE + 1)
    count = (
        f"more than {MOST_ON_A_PAGE}"
        if len(found) > MOST_ON_A_PAGE
        else str(len(found))
    )
    return Block(waits.heading, _records(found[:MOST_ON_A_PAGE]), count)


def _first_of(name: str, user: User) -> Block:
    """What a card shows of a list, with the way to the rest."""
    waits = LISTS[name]
    found = waits.records(user, MOST + 1)
    url = reverse(f"desk_waiting_{name}") if len(found) > MOST else ""
    return Block(waits.heading, _records(found[:MOST]), _count(len(found)), url)


def _block(heading: str, items: list[Item]) -> Block:
    """A card of items, of which one more than is shown was asked for."""
    return Block(heading, items[:MOST], _count(len(items)))


def _count(found: int) -> str:
    return f"more than {MOST}" if found > MOST else str(found)


def _in(status: str, most: int, **conditions) -> list[Record]:
    """The records of a status that have waited longest, of all kinds."""
    rows = [
        record
        for kind in registry.all_kinds()
        for record in _named(kind.model)
        .filter(status=status, **conditions)
        .order_by("changed_at")[:most]
    ]
    return sorted(rows, key=lambda record: record.changed_at)[:most]


def _named(model: type[Record]):
    """Records with the people that their lines name."""
    return model.objects.select_related("changed_by", *model.APPROVALS)


def _to_review(user: User, most: int) -> list[Record]:
    """Oldest first, without what this person had a hand in or approved already, as the first of two."""
    records = _in(Status.IN_REVIEW, MOST_ON_A_PAGE + 1)
    own = changed_by(user, (record.uid for record in records))
    return [
        record
        for record in records
        if record.uid not in own and user not in record.approvals
    ][:most]


def _to_publish(user: User, most: int) -> list[Record]:
    """Without what is scheduled already: that waits for its time and for nobody."""
    scheduled = set(
        ScheduledRecord.objects.filter(is_pending=True).values_list("uid", flat=True)
    )
    found = _in(Status.APPROVED, most + len(scheduled))
    return [record for record in found if record.uid not in scheduled][:most]


def _drafts_of(user: User, most: int) -> list[Record]:
    return _in(Status.DRAFT, most, changed_by=user)


class Waits(NamedTuple):
    """A list of records that wait for one act: its heading, the verb whose permission shows it, what is in it."""

    heading: str
    verb: str
    records: Callable[[User, int], list[Record]]


LISTS = {
    "review": Waits("For your review", "approve", _to_review),
    "publish": Waits("Approved, to be published", "publish", _to_publish),
    "drafts": Waits("Your drafts", "submit", _drafts_of),
}


def changed_by(user: User, uids: Iterable[UUID]) -> set[UUID]:
    """Which of these records the person changed since their last publication, in one query."""
    own: set[UUID] = set()
    done = Revision.objects.filter(
        uid__in=list(uids), verb__in=[Revision.Verb.SAVE, *PUBLISHED]
    ).order_by("number")
    for uid, verb, by in done.values_list("uid", "verb", "by_id"):
        if verb in PUBLISHED:
            own.discard(uid)
        elif by == user.pk:
            own.add(uid)
    return own


def _records(records: Iterable[Record]) -> list[Item]:
    return [
        Item(str(record), record_titles.change_url(record), _note(record))
        for record in records
    ]


def _note(record: Record) -> str:
    return f"{record._meta.verbose_name}, {record.changed_by or '–'}, {moment_display.age(record.changed_at)}"


def _to_check() -> list[Item]:
    """Announced entries and forecasts whose day to be looked at again has come, the longest overdue first."""
    today = datetime.now(moment_display.zone()).date()
    dated = [
        kind.model
        for kind in registry.all_kinds()
        if CHECKED in {field.name for field in kind.model._meta.fields}
    ]
    rows = [
        row
        for model in dated
        for row in model.objects.filter(**{f"{CHECKED}__lte": today}).order_by(CHECKED)[
            : MOST + 1
        ]
    ]
    rows.sort(key=attrgetter(CHECKED))
    return [
        Item(
            str(row),
            record_titles.change_url(row),
            f"{row._meta.verbose_name}, {moment_display.day(getattr(row, CHECKED))}",
        )
        for row in rows[: MOST + 1]
    ]


def _last_lines() -> list[Item]:
    """What readers were given last, newest first."""
    lines = Publication.objects.order_by("-seq")[:MOST_LINES]
    found = record_titles.records_of((line.kind, line.uid) for line in lines)
    return [
        Item(
            str(found.get(str(line.uid)) or line),
            reverse("admin:factcheck_publication_change", args=[line.pk]),
            f"line {line.seq}, {line.action}, {moment_display.age(line.published_at)}",
        )
        for line in lines
    ]


def _proposals(user: User) -> list[Item]:
    """What others proposed or did alone, and what is one's own: it must not be forgotten because its author waits."""
    proposals = Q(pk__in=waiting_for(user)) | Q(
        state=Proposal.State.OPEN, asked_by=user
    )
    rows = list(
        Proposal.objects.filter(proposals)
        .select_related("asked_by")
        .order_by("asked_at")[: MOST + 1]
    )
    found, said = (
        record_titles.records_of((row.kind, row.uid) for row in rows),
        called(rows),
    )
    return [
        Item(
            f"{said[row.pk]}: {found.get(str(row.uid)) or row.kind}",
            reverse("admin:factcheck_proposal_change", args=[row.pk]),
            f"{_asker(row, user)}, {moment_display.age(row.asked_at)}: {row.reason[:80]}",
        )
        for row in rows
    ]


def _asker(row: Proposal, user: User) -> str:
    return (
        "you, so someone else decides"
        if row.asked_by_id == user.pk
        else str(row.asked_by)
    )


def _schedules(state: str) -> list[Item]:
    """What waits for its time, the next first; and what could not be published then and was not since."""
    rows = list(
        Schedule.objects.filter(state=state)
        .prefetch_related("records")
        .order_by("due_at")[: MOST + 1]
    )
    found = record_titles.records_of(
        (row.kind, row.uid) for made in rows for row in made.records.all()
    )
    return [
        Item(
            "; ".join(
                str(found.get(str(row.uid)) or row) for row in made.records.all()
            ),
            reverse("admin:factcheck_schedule_change", args=[made.pk]),
            made.message
            or f"{moment_display.said(made.due_at)}, {moment_display.until(made.due_at)}",
        )
        for made in rows
        if state == Schedule.State.PENDING or _still_waits(made, found)
    ]


def _still_waits(made: Schedule, found: dict) -> bool:
    """Whether a publication that failed is still wanted: some of it has a version that is not published."""
    records = [found.get(str(row.uid)) for row in made.records.all()]
    return any(record and record.status != Status.CLEAN for record in records)


def _rechecks() -> list[Item]:
    """What rests on something that was corrected or retracted, or reads otherwise now; oldest first."""
    rows = list(
        Recheck.objects.filter(state=Recheck.State.OPEN).order_by("opened_at")[
            : MOST + 1
        ]
    )
    found = record_titles.records_of((row.kind, row.uid) for row in rows)
    return [
        Item(
            str(found.get(str(row.uid)) or row),
            reverse("admin:factcheck_recheck_change", args=[row.pk]),
            f"{_cause(row)}, {moment_display.moment(row.opened_at)}",
        )
        for row in rows
    ]


def _cause(row: Recheck) -> str:
    if row.is_about_a_copy:
        return "words that it cites are changed or gone in the newest copy"
    return f"rests on a {row.cause_kind}, line {row.cause}"


def _reports() -> Block:
    """What readers say is wrong, oldest first, with how many there are in all."""
    waiting = Report.objects.filter(state=Report.State.OPEN).order_by("received_at")
    rows = list(waiting[:MOST_REPORTS])
    found = record_titles.records_of((row.kind, row.uid) for row in rows)
    items = [
        Item(
            Truncator(row.text).words(12),
            reverse("admin:factcheck_report_change", args=[row.pk]),
            f"{moment_display.age(row.received_at)}, about {found.get(str(row.uid)) or row.kind}",
        )
        for row in rows
    ]
    url = f"{reverse('admin:factcheck_report_changelist')}?state__exact={Report.State.OPEN}"
    return Block(
        "Reports by readers", items, str(waiting.count()), url if items else ""
    )


def _jobs_to_review() -> list[Item]:
    """Jobs with suggestions that nobody has decided yet, oldest first."""
    open_ = Count("suggestions", filter=Q(suggestions__state=Suggestion.State.PENDING))
    jobs = (
        ImportJob.objects.defer("text")
        .annotate(waiting=open_)
        .filter(waiting__gt=0)
        .order_by("queued_at")
    )
    return [
        Item(
            job.name,
            reverse("admin:factcheck_importjob_review", args=[job.pk]),
            f"{job.waiting} of them",
        )
        for job in jobs[: MOST + 1]
    ]


def _jobs(heading: str, conditions: dict) -> Block:
    """The latest jobs of which this is true, named as their list filters by it."""
    jobs = ImportJob.objects.defer("text").filter(**conditions).order_by("-state_at")
    items = [
        Item(
            str(job),
            reverse("admin:factcheck_importjob_change", args=[job.pk]),
            _why(job),
        )
        for job in jobs[:MOST_JOBS]
    ]
    count = jobs.count()
    url = f"{reverse('admin:factcheck_importjob_changelist')}?{urlencode(conditions)}"
    return Block(heading, items, str(count), url if count > len(items) else "")


def _why(job: ImportJob) -> str:
    said = f"{job.failed} not taken" if job.failed else ""
    return ". ".join(filter(None, [said, Truncator(job.message).words(20)]))
