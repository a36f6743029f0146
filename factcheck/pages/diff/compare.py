"""What of a dispute's records reads otherwise at one moment than at an earlier one: a row a record, however often it
changed in between."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.ledger import payload_of
from factcheck.models import Publication
from factcheck.records import registry

from ..figures.verdict_changes import rating_of
from ..labels import content_language
from ..published_records import RecordLoader
from ..query.comparison_range import Between
from ..query.pagination import NO_PLACE, read_line
from ..query.params import BadQuery
from . import changes
from .differences import Difference, differences, named

MOST = 2000  # records that are counted and put in order
SIZE = 200  # records a page
ORDER = ("entry", "claim", "point", "dispute", "quote", "source", "party", "rating")
WORDS = {
    "added": _("Added"),
    "changed": _("Changed"),
    "gone": _("Taken down"),
    "back": _("Restored"),
    "passed": _("Added and taken down in between"),
}


@dataclass(frozen=True)
class Row:
    """A record that has a line between the two moments. `before` is the line that stood at the first, if any."""

    seq: int
    kind: str
    happened_key: str
    before: int | None
    before_key: str | None
    old_rating: str
    new_rating: str

    @property
    def state(self) -> str:
        """added, changed, gone, back or passed."""
        if self.happened_key and self.before_key:
            return "changed"
        if self.happened_key:
            return "added" if self.before is None else "back"
        return "gone" if self.before_key else "passed"

    @property
    def has_other_verdict(self) -> bool:
        return self.state == "changed" and self.old_rating != self.new_rating

    @property
    def place(self) -> tuple:
        """Verdicts first, then kind by kind, each by date."""
        return (
            not self.has_other_verdict,
            ORDER.index(self.kind),
            self.happened_key or self.before_key or "",
            self.seq,
        )


def changed_rows(between: Between, uids: Iterable[UUID]) -> list[Row]:
    """The records of these disputes that changed, in the order of the page; at most `MOST` + 1. One query."""
    start, end = between.start.view, between.end.view
    if start.seq >= end.seq:
        return []
    stood = Publication.objects.filter(
        uid=OuterRef("uid"), seq__lte=start.seq, superseded_seq__gt=start.seq
    )
    lines = (
        changes.of_disputes(end, uids)
        .filter(end.live(), seq__gt=start.seq, kind__in=ORDER, held_seq__isnull=True)
        .annotate(
            before=Subquery(stood.values("seq")[:1]),
            before_key=Subquery(stood.values("happened_key")[:1]),
        )
        .annotate(
            old=_rating_where_claim(OuterRef("before")),
            new=_rating_where_claim(OuterRef("seq")),
        )
    )
    found = lines.values_list(
        "seq", "kind", "happened_key", "before", "before_key", "old", "new"
    )[: MOST + 1]
    return sorted((Row(*values) for values in found), key=lambda row: row.place)


def _rating_where_claim(seq: OuterRef) -> Case:
    return Case(
        When(kind="claim", then=rating_of(seq)),
        default=Value(""),
        output_field=CharField(),
    )


def page_of(rows: Sequence[Row], asked: QueryDict) -> tuple[list[Row], int | None]:
    """The page after the record whose line the address names, and the line that the next one starts after."""
    start = 0
    if (after := read_line(asked, "after")) is not None:
        start = next((i + 1 for i, row in enumerate(rows) if row.seq == after), 0)
        if not start:
            raise BadQuery(NO_PLACE % {"name": "after", "written": after})
    shown = list(rows[start : start + SIZE])
    return shown, shown[-1].seq if len(rows) > start + SIZE else None


@dataclass(frozen=True)
class Compared:
    """A record as it reads at both moments. `steps` counts its lines in between; `ground` is set where a text of it
    was redacted. `verdict` is (old, new) where it changed."""

    row: Row
    line: Publication
    title: str
    path: str
    steps: int
    said: str = ""
    when: str = ""
    into: object = None
    differences: list[Difference] = field(default_factory=list)
    verdict: tuple | None = None
    is_redacted: bool = False
    text_language: str = ""
    title_language: str = ""
    is_unlisted: bool = False

    @property
    def word(self) -> str:
        return str(WORDS[self.row.state])

    @property
    def was_there(self) -> bool:
        return self.row.state in ("changed", "gone")

    @property
    def is_there(self) -> bool:
        return self.row.state in ("added", "changed", "back")


def compared(loader: RecordLoader, rows: Sequence[Row]) -> list[Compared]:
    """The rows as readers see them: one query for their lines, one or two for what they name."""
    lines = Publication.objects.in_bulk(
        {row.seq for row in rows} | {row.before for row in rows if row.before}
    )
    pairs = [(row, lines[row.seq], lines.get(row.before)) for row in rows]
    payloads = {seq: payload_of(line) for seq, line in lines.items()}
    loader.fill(
        1, also={uid for row, line, old in pairs for uid in _named(row, payloads)}
    )
    return [_compared(loader, row, line, old, payloads) for row, line, old in pairs]


def _named(row: Row, payloads: dict[int, dict]) -> Iterable[UUID]:
    new, old = payloads[row.seq], payloads.get(row.before, {})
    if into := new.get("into"):
        yield UUID(into)
    if "action" in new and "action" in old:
        yield from named(row.kind, old, new)
    yield from (
        UUID(uid)
        for uid in (row.old_rating, row.new_rating)
        if uid and row.has_other_verdict
    )


def _compared(
    loader: RecordLoader,
    row: Row,
    line: Publication,
    old: Publication | None,
    payloads: dict,
) -> Compared:
    new, was = payloads[row.seq], payloads.get(row.before, {})
    full = new if "action" in new else was
    is_whole = "action" in new and "action" in was
    into = loader.get(new["into"], required_live=True) if new.get("into") else None
    is_unlisted = registry.get(row.kind).unlisted(full)
    return Compared(
        row,
        line,
        title=registry.get(row.kind).title(full) if "action" in full else "",
        path="" if is_unlisted else new.get("path") or was.get("path", ""),
        steps=line.version - (old.version if old else 0),
        said=new.get("notice") or new.get("reason", ""),
        when=full.get("when", "") if row.kind == "entry" else "",
        into=into,
        differences=differences(loader, row.kind, was, new) if is_whole else [],
        verdict=_verdict(loader, row) if row.has_other_verdict else None,
        text_language=content_language.text_language(
            row.kind, full, loader.language_of_dispute
        ),
        title_language=content_language.title_language(
            row.kind, full, loader.language_of_dispute
        ),
        is_unlisted=is_unlisted,
        is_redacted=any(
            "action" not in payloads[each.seq]
            for each in (line, old)
            if each and _had_text(each)
        ),
    )


def _had_text(line: Publication) -> bool:
    return line.action in Publication.PUBLISHING


def _verdict(loader: RecordLoader, row: Row) -> tuple:
    return tuple(
        loader.get(uid, required_live=True) if uid else None
        for uid in (row.old_rating, row.new_rating)
    )


@dataclass(frozen=True)
class Counted:
    """How many records changed in which way; `is_capped` where there are more than are counted."""

    states: Counter
    verdicts: int
    is_capped: bool

    @property
    def all(self) -> int:
        return sum(self.states.values())


def counted(rows: Sequence[Row]) -> Counted:
    states = Counter(row.state for row in rows)
    return Counted(states, sum(row.has_other_verdict for row in rows), len(rows) > MOST)


def grouped(found: Sequence[Compared]) -> list[tuple[str, list[Compared]]]:
    """(kind, records), in the order of the page; `verdict` for the claims whose verdict changed."""
    groups: dict[str, list[Compared]] = {}
    for each in found:
        groups.setdefault("verdict" if each.verdict else each.row.kind, []).append(each)
    return list(groups.items())
