"""The lists of records that wait for one act of one person: to be reviewed, to be published, to be finished."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse

from factcheck import workflow
from factcheck.models import Record, Revision, ScheduledRecord, Status, User
from factcheck.records import registry
from factcheck.workflow import Verb

from .. import moment_display
from ..records import record_titles
from .blocks import MOST, DashboardBlock, DashboardItem, count_label

MOST_ON_A_PAGE = 500
PUBLISHED = (Revision.Verb.PUBLISH, Revision.Verb.EMERGENCY)


class WorkList(NamedTuple):
    """A list of records that wait for one act: its heading, the verb whose permission shows it, what is in it.

    `records` gives at most so many, what has waited longest first.
    """

    heading: str
    verb: str
    records: Callable[[User, int], list[Record]]


def may_see(name: str, user: User) -> bool:
    """Whether the list of this name is for this person's roles."""
    return user.has_perm(workflow.VERBS[LISTS[name].verb].permission)


def whole_list(name: str, user: User) -> DashboardBlock:
    """All of a list, as far as one page takes it."""
    work_list = LISTS[name]
    records = work_list.records(user, MOST_ON_A_PAGE + 1)
    count = str(len(records))
    if len(records) > MOST_ON_A_PAGE:
        count = f"more than {MOST_ON_A_PAGE}"
    items = _items(records[:MOST_ON_A_PAGE])
    return DashboardBlock(work_list.heading, items, count)


def first_of(name: str, user: User) -> DashboardBlock:
    """What a block shows of a list, with the way to the rest."""
    work_list = LISTS[name]
    records = work_list.records(user, MOST + 1)
    url = reverse(f"desk_waiting_{name}") if len(records) > MOST else ""
    items, count = _items(records[:MOST]), count_label(len(records))
    return DashboardBlock(work_list.heading, items, count, url)


def _items(records: Iterable[Record]) -> list[DashboardItem]:
    items = []
    for record in records:
        by, age = record.changed_by or "–", moment_display.age(record.changed_at)
        note = f"{record._meta.verbose_name}, {by}, {age}"
        url = record_titles.change_url(record)
        items.append(DashboardItem(str(record), url, note))
    return items


def _in_status(status: str, most: int, **conditions: Any) -> list[Record]:
    """The records of a status that have waited longest, of all kinds, with the people that their lines name."""
    records: list[Record] = []
    for kind in registry.all_kinds():
        people = ("changed_by", *kind.model.APPROVALS)
        rows = kind.model.objects.select_related(*people)
        rows = rows.filter(status=status, **conditions).order_by("changed_at")
        records.extend(rows[:most])
    records.sort(key=lambda record: record.changed_at)
    return records[:most]


def _to_review(user: User, most: int) -> list[Record]:
    """Oldest first, without what this person had a hand in or approved already, as the first of two."""
    records = _in_status(Status.IN_REVIEW, MOST_ON_A_PAGE + 1)
    own = changed_by(user, (record.uid for record in records))
    to_review = []
    for record in records:
        if record.uid not in own and user not in record.approvals:
            to_review.append(record)
    return to_review[:most]


def _to_publish(user: User, most: int) -> list[Record]:
    """Without what is scheduled already: that waits for its time and for nobody."""
    pending = ScheduledRecord.objects.filter(is_pending=True)
    scheduled = set(pending.values_list("uid", flat=True))
    records = _in_status(Status.APPROVED, most + len(scheduled))
    return [record for record in records if record.uid not in scheduled][:most]


def _drafts_of(user: User, most: int) -> list[Record]:
    return _in_status(Status.DRAFT, most, changed_by=user)


LISTS = {
    "review": WorkList("For your review", Verb.APPROVE, _to_review),
    "publish": WorkList("Approved, to be published", Verb.PUBLISH, _to_publish),
    "drafts": WorkList("Your drafts", Verb.SUBMIT, _drafts_of),
}


def changed_by(user: User, uids: Iterable[UUID]) -> set[UUID]:
    """Which of these records the person changed since their last publication, in one query."""
    own: set[UUID] = set()
    revisions = Revision.objects.filter(
        uid__in=list(uids), verb__in=[Revision.Verb.SAVE, *PUBLISHED]
    ).order_by("number")
    for uid, verb, by in revisions.values_list("uid", "verb", "by_id"):
        if verb in PUBLISHED:
            own.discard(uid)
        elif by == user.pk:
            own.add(uid)
    return own
