"""Verdicts that changed: from which rating to which, and why."""

from dataclasses import dataclass
from typing import Protocol, cast
from uuid import UUID

from django.db.models import (
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from factcheck.ledger import View, payload_of
from factcheck.ledger.version_sql import is_later_version
from factcheck.models import Facet, Publication

from ..published_records import GoneRecord, PublishedRecord, RecordLoader


class WithRatings(Protocol):
    """What `changed` says of a line: the uids of the ratings that it and the version before gave; empty for none."""

    old: str
    new: str


@dataclass(frozen=True)
class VerdictChange:
    """A line of a claim whose verdict differs from the version before; a rating is None where there was no verdict."""

    line: Publication
    payload: dict
    old: PublishedRecord | GoneRecord | None
    new: PublishedRecord | GoneRecord | None

    @property
    def old_language(self) -> str:
        return self.old.title_language if self.old else ""

    @property
    def new_language(self) -> str:
        return self.new.title_language if self.new else ""


def changed(view: View) -> QuerySet[Publication]:
    """Lines of claims that still stand, newest first, that gave another rating than the version before."""
    before = Publication.objects.filter(
        uid=OuterRef("uid"), version=OuterRef("version") - 1, happened_key__gt=""
    )
    stands = Publication.objects.filter(
        view.live(), uid=OuterRef("uid"), happened_key__gt=""
    )
    lines = Publication.objects.filter(
        Exists(stands),
        is_later_version(),
        kind="claim",
        seq__lte=view.seq,
        action__in=Publication.CHANGES,
    )
    return (
        lines.exclude(happened_key="")
        .annotate(before=Subquery(before.values("seq")[:1]))
        .annotate(new=rating_of(OuterRef("seq")), old=rating_of(OuterRef("before")))
        .filter(before__isnull=False)
        .exclude(new=F("old"))
        .order_by("-seq")
    )


def rating_of(seq: OuterRef) -> Coalesce:
    """The uid of the rating that a line gave; empty for none."""
    return Coalesce(
        Subquery(Facet.objects.filter(seq=seq, name="rating").values("value")[:1]),
        Value(""),
    )


def verdict_changes(
    loader: RecordLoader, lines: list[Publication]
) -> list[VerdictChange]:
    """The lines that `changed` gave, with their ratings; one query."""
    wanted: set[UUID] = set()
    for line in lines:
        wanted.update(UUID(uid) for uid in _ratings(line) if uid)
    loader.fill(1, also=wanted)
    return [_verdict_change(loader, line) for line in lines]


def _verdict_change(loader: RecordLoader, line: Publication) -> VerdictChange:
    old, new = _ratings(line)
    return VerdictChange(
        line, payload_of(line), old=_rating(loader, old), new=_rating(loader, new)
    )


def _ratings(line: Publication) -> tuple[str, str]:
    """The uids of the ratings of the version before and of the line."""
    annotated = cast(WithRatings, line)
    return annotated.old, annotated.new


def _rating(loader: RecordLoader, uid: str) -> PublishedRecord | GoneRecord | None:
    return loader.get(uid, required_live=True) if uid else None
