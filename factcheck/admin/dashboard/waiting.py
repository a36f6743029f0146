"""The dashboard: what waits for one person, shown on the desk's first page."""

from datetime import datetime
from operator import attrgetter

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from factcheck import workflow
from factcheck.models import (
    Held,
    Proposal,
    Publication,
    Recheck,
    Record,
    Report,
    Schedule,
    Status,
    User,
)
from factcheck.records import registry
from factcheck.workflow import Verb

from .. import moment_display
from ..records import record_titles
from ..verbs.proposals import titles, waiting_for
from .blocks import MOST, DashboardBlock, DashboardItem, block
from .import_blocks import import_blocks
from .work_lists import first_of, may_see

MOST_LINES = 5  # lines of the ledger
CHECK_AGAIN = "check_again_on"
MOST_REPORTS = 5
HELD, HELD_TOO_LONG = "Held", "Held for more than 72 hours: decide now"
BY_TWO = (Verb.RESTORE, Verb.MERGE, Verb.REDACT, Verb.REVIEW)
"""Verbs that a second person carries out."""


def blocks(user: User) -> list[DashboardBlock]:
    """The blocks of this person's roles; a block without items says that nothing waits."""
    shown: list[DashboardBlock] = []
    is_second_person = any(_may(user, verb) for verb in BY_TWO)
    if is_second_person:
        shown += _overdue_schedules()
    if _may(user, Verb.HOLD):
        shown += _held()
    shown += [
        first_of(name, user) for name in ("review", "publish") if may_see(name, user)
    ]
    if is_second_person:
        shown.append(block("Waits for a second person", _proposals(user)))
        pending = _schedules(Schedule.State.PENDING)
        shown.append(block("Scheduled next", pending))
    if _may(user, Verb.APPROVE):
        shown.append(block("To look at again", _rechecks()))
    if _may(user, Verb.SUBMIT):
        shown.append(block("To check again today", _to_check()))
    if _may(user, Verb.ANSWER):
        shown.append(_reports())
    shown += import_blocks(user)
    if may_see("drafts", user):
        shown.append(first_of("drafts", user))
    shown.append(block("Last publications", _last_lines()))
    return shown


def _may(user: User, verb: str) -> bool:
    return user.has_perm(workflow.VERBS[verb].permission)


def _held() -> list[DashboardBlock]:
    """What is held; first what no second person has decided on in time, for no clock releases it."""
    late = set(workflow.overdue().values_list("pk", flat=True))
    rows = Held.objects.filter(until_seq__isnull=True).values("since_seq")
    holds = Proposal.objects.filter(verb=Proposal.Verb.HOLD, line__in=rows)
    holds = holds.order_by("asked_at")
    groups = (
        block(HELD_TOO_LONG, _holds(holds.filter(pk__in=late))),
        block(HELD, _holds(holds.exclude(pk__in=late))),
    )
    return [group for group in groups if not group.is_empty]


def _holds(proposals: QuerySet[Proposal]) -> list[DashboardItem]:
    rows = list(proposals.select_related("asked_by", "decided_by")[: MOST + 1])
    title_of = _titles(rows)
    items = []
    for row in rows:
        state = "waits for a second person"
        if row.state == Proposal.State.DONE:
            state = f"confirmed by {row.decided_by}"
        note = f"{row.asked_by}, {moment_display.age(row.asked_at)}; {state}"
        items.append(DashboardItem(title_of[row.pk], _url(row), note))
    return items


def _titles(rows: list[Proposal] | list[Report]) -> dict[int, str]:
    """What the records of these rows are called, by the row's key; of one that is gone its kind."""
    records = record_titles.records_of((row.kind, row.uid) for row in rows)
    return {row.pk: str(records.get(str(row.uid)) or row.kind) for row in rows}


def _url(row: Proposal | Recheck | Report | Schedule | Publication) -> str:
    """The row at the desk."""
    return reverse(f"admin:factcheck_{row._meta.model_name}_change", args=[row.pk])


def _to_check() -> list[DashboardItem]:
    """Announced entries and forecasts whose day to be looked at again has come, the longest overdue first."""
    today = datetime.now(moment_display.zone()).date()
    rows: list[Record] = []
    for kind in registry.all_kinds():
        if CHECK_AGAIN in {field.name for field in kind.model._meta.fields}:
            due = kind.model.objects.filter(**{f"{CHECK_AGAIN}__lte": today})
            rows.extend(due.order_by(CHECK_AGAIN)[: MOST + 1])
    rows.sort(key=attrgetter(CHECK_AGAIN))
    items = []
    for row in rows[: MOST + 1]:
        day = moment_display.day(getattr(row, CHECK_AGAIN))
        note = f"{row._meta.verbose_name}, {day}"
        items.append(DashboardItem(str(row), record_titles.change_url(row), note))
    return items


def _last_lines() -> list[DashboardItem]:
    """What readers were given last, newest first."""
    lines = Publication.objects.order_by("-seq")[:MOST_LINES]
    records = record_titles.records_of((line.kind, line.uid) for line in lines)
    items = []
    for line in lines:
        title = str(records.get(str(line.uid)) or line)
        age = moment_display.age(line.published_at)
        note = f"line {line.seq}, {line.action}, {age}"
        items.append(DashboardItem(title, _url(line), note))
    return items


def _proposals(user: User) -> list[DashboardItem]:
    """What others proposed or did alone, and what is one's own: it must not be forgotten because its author waits."""
    own = Q(state=Proposal.State.OPEN, asked_by=user)
    proposals = Proposal.objects.filter(Q(pk__in=waiting_for(user)) | own)
    proposals = proposals.select_related("asked_by").order_by("asked_at")
    rows = list(proposals[: MOST + 1])
    record_of, proposal_title = _titles(rows), titles(rows)
    items = []
    for row in rows:
        title = f"{proposal_title[row.pk]}: {record_of[row.pk]}"
        asker = str(row.asked_by)
        if row.asked_by_id == user.pk:
            asker = "you, so someone else decides"
        note = f"{asker}, {moment_display.age(row.asked_at)}: {row.reason[:80]}"
        items.append(DashboardItem(title, _url(row), note))
    return items


def _overdue_schedules() -> list[DashboardBlock]:
    """What could not be published at its time and was not since; no block where there is none."""
    failed = _schedules(Schedule.State.FAILED)
    return [block("Could not be published on time", failed)] if failed else []


def _schedules(state: str) -> list[DashboardItem]:
    """What waits for its time, the next first; and what could not be published then and was not since."""
    schedules = Schedule.objects.filter(state=state).prefetch_related("records")
    rows = list(schedules.order_by("due_at")[: MOST + 1])
    pairs = []
    for schedule in rows:
        pairs += [(row.kind, row.uid) for row in schedule.records.all()]
    records = record_titles.records_of(pairs)
    items = []
    for schedule in rows:
        if state == Schedule.State.PENDING or _still_waits(schedule, records):
            items.append(_schedule_item(schedule, records))
    return items


def _schedule_item(schedule: Schedule, records: dict[str, Record]) -> DashboardItem:
    names = []
    for row in schedule.records.all():
        names.append(str(records.get(str(row.uid)) or row))
    due = moment_display.with_weekday(schedule.due_at)
    note = schedule.message or f"{due}, {moment_display.until(schedule.due_at)}"
    return DashboardItem("; ".join(names), _url(schedule), note)


def _still_waits(schedule: Schedule, records: dict[str, Record]) -> bool:
    """Whether a publication that failed is still wanted: some of it has a version that is not published."""
    for row in schedule.records.all():
        record = records.get(str(row.uid))
        if record and record.status != Status.CLEAN:
            return True
    return False


def _rechecks() -> list[DashboardItem]:
    """What rests on something that was corrected or retracted, or reads otherwise now; oldest first."""
    rechecks = Recheck.objects.filter(state=Recheck.State.OPEN).order_by("opened_at")
    rows = list(rechecks[: MOST + 1])
    records = record_titles.records_of((row.kind, row.uid) for row in rows)
    items = []
    for row in rows:
        title = str(records.get(str(row.uid)) or row)
        note = f"{_cause(row)}, {moment_display.moment(row.opened_at)}"
        items.append(DashboardItem(title, _url(row), note))
    return items


def _cause(row: Recheck) -> str:
    if row.is_about_a_copy:
        return "words that it cites are changed or gone in the newest copy"
    return f"rests on a {row.cause_kind}, line {row.cause}"


def _reports() -> DashboardBlock:
    """What readers say is wrong, oldest first, with how many there are in all."""
    waiting = Report.objects.filter(state=Report.State.OPEN).order_by("received_at")
    rows = list(waiting[:MOST_REPORTS])
    title_of = _titles(rows)
    items = []
    for row in rows:
        excerpt = Truncator(row.text).words(12)
        note = f"{moment_display.age(row.received_at)}, about {title_of[row.pk]}"
        items.append(DashboardItem(excerpt, _url(row), note))
    list_url = reverse("admin:factcheck_report_changelist")
    url = f"{list_url}?state__exact={Report.State.OPEN}" if items else ""
    return DashboardBlock("Reports by readers", items, str(waiting.count()), url)
