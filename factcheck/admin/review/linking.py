"""What the uids in suggestions stand for: records, or suggestions that nobody has decided yet."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from factcheck.models import Suggestion
from factcheck.records import registry

from ..records.value_text import uids_in
from .plain_text import plain

State = Suggestion.State


class LinkedName(NamedTuple):
    """A record or suggestion as it is called; `note` says of a suggestion what becomes of it."""

    title: str
    url: str
    note: str = ""

    def __str__(self) -> str:
        return f"{self.title} ({self.note})" if self.note else self.title


NOTES: dict[str, str] = {
    State.REJECTED: "rejected",
    State.PENDING: "comes along as a draft",
    State.DEFERRED: "comes along as a draft",
}


def names_of(rows: Iterable[Suggestion]) -> dict[str, LinkedName]:
    """Names by uid of whatever these suggestions refer to, repeat or became: two queries, whatever their number."""
    wanted: set[str] = set()
    for row in rows:
        wanted |= uids_in(row.fields, row.differs)
        wanted |= {str(uid) for uid in (row.match_uid, row.became) if uid}
    others = []
    if wanted:
        suggestions = Suggestion.objects.filter(uid__in=wanted)
        others = list(suggestions.select_related("job"))
    wanted |= {str(other.became) for other in others if other.became}
    known = records(wanted)
    return known | {str(other.uid): _name_of(other, known) for other in others}


def records(uids: Iterable[str]) -> dict[str, LinkedName]:
    """Names of working records of any kind by uid, in one query."""
    uids = list(uids)
    if not uids:
        return {}
    first, *rest = [_titles(kind, uids) for kind in registry.all_kinds()]
    known = {}
    for kind, uid, pk, title in first.union(*rest, all=True):
        known[str(uid)] = LinkedName(plain(title), record_url(kind, pk))
    return known


def title_of(suggestion: Suggestion) -> str:
    """What a suggestion would be called as a record."""
    kind = registry.get(suggestion.kind)
    title = (
        suggestion.fields.get(kind.form.titled_by)
        or suggestion.exact
        or suggestion.place
        or suggestion.kind
    )
    return plain(" ".join(str(title).split()))


def record_url(kind: str, pk: int) -> str:
    """The record at the desk."""
    meta = registry.get(kind).model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[pk])


def suggestion_url(suggestion: Suggestion) -> str:
    """The suggestion in its review."""
    review = reverse("admin:factcheck_importjob_review", args=[suggestion.job_id])
    return f"{review}?show=all&at={suggestion.pk}#s-{suggestion.pk}"


def _titles(kind: registry.Kind, uids: list[str]) -> QuerySet:
    title = Cast(kind.form.titled_by, CharField(max_length=1000))
    rows = kind.model.objects.order_by().filter(uid__in=uids)
    return rows.annotate(_kind=Value(kind.name), _title=title).values_list(
        "_kind", "uid", "pk", "_title"
    )


def _name_of(other: Suggestion, known: dict[str, LinkedName]) -> LinkedName:
    if other.became and (record := known.get(str(other.became))):
        return record
    return LinkedName(
        title_of(other), suggestion_url(other), NOTES.get(other.state, "")
    )
