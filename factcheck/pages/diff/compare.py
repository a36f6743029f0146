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
from factcheck.models.site_paths import site_path
from factcheck.records import registry

from ..figures.verdict_changes import rating_of
from ..labels import content_language
from ..published_records import GoneRecord, PublishedRecord, RecordLoader
from ..query.comparison_range import Between
from ..query.pagination import NO_PLACE, read_line
from ..query.params import BadQuery
from . import changes
from .differences import ChangedField, differences, referenced_uids

MOST = 2000  # records that are counted and put in order
SIZE = 200  # records a page
STATE_LABELS = {
    "added": _("Added"),
    "changed": _("Changed"),
    "gone": _("Taken down"),
    "back": _("Restored"),
    "passed": _("Added and taken down in between"),
}


@dataclass(frozen=True)
class ComparedRow:
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
            registry.get(self.kind).comparison_rank,
            self.happened_key or self.before_key or "",
            self.seq,
        )


def changed_rows(between: Between, uids: Iterable[UUID]) -> list[ComparedRow]:
    """The records of these disputes that changed, in the order of the page; at most `MOST` + 1. One query."""
    start, end = between.start.view, between.end.view
    if start.seq >= end.seq:
        return []
    stood = Publication.objects.filter(
        uid=OuterRef("uid"), seq__lte=start.seq, superseded_seq__gt=start.seq
    )
    kinds = [kind.name for kind in registry.all_kinds()]
    lines = (
        changes.of_disputes(end, uids)
        .filter(end.live(), seq__gt=start.seq, kind__in=kinds, held_seq__isnull=True)
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
    return sorted((ComparedRow(*values) for values in found), key=lambda row: row.place)


def _rating_where_claim(seq: OuterRef) -> Case:
    return Case(
        When(kind="claim", then=rating_of(seq)),
        default=Value(""),
        output_field=CharField(),
    )


def page_of(
    rows: Sequence[ComparedRow], asked: QueryDict
) -> tuple[list[ComparedRow], int | None]:
    """The page after the record whose line the address names, and the line that the next one starts after."""
    start = 0
    if (after := read_line(asked, "after")) is not None:
        start = next((i + 1 for i, row in enumerate(rows) if row.seq == after), 0)
        if not start:
            raise BadQuery(NO_PLACE % {"name": "after", "written": after})
    shown = list(rows[start : start + SIZE])
    return shown, shown[-1].seq if len(rows) > start + SIZE else None


@dataclass(frozen=True)
class ComparedRecord:
    """A record as it reads at both moments. `steps` counts its lines in between; `ground` is set where a text of it
    was redacted. `verdict` is (old, new) where it changed."""

    row: ComparedRow
    line: Publication
    title: str
    path: str
    steps: int
    explanation: str = ""
    when: str = ""
    into: PublishedRecord | GoneRecord | None = None
    differences: list[ChangedField] = field(default_factory=list)
    verdict: tuple | None = None
    is_redacted: bool = False
    text_language: str = ""
    title_language: str = ""
    is_unlisted: bool = False

    @property
    def word(self) -> str:
        return str(STATE_LABELS[self.row.state])

    @property
    def was_there(self) -> bool:
        return self.row.state in ("changed", "gone")

    @property
    def is_there(self) -> bool:
        return self.row.state in ("added", "changed", "back")


def compared(loader: RecordLoader, rows: Sequence[ComparedRow]) -> list[ComparedRecord]:
    """The rows as readers see them: one query for their lines, one or two for what they name."""
    seqs = {row.seq for row in rows} | {row.before for row in rows if row.before}
    lines = Publication.objects.in_bulk(seqs)
    payloads = {seq: payload_of(line) for seq, line in lines.items()}
    wanted: set[UUID] = set()
    for row in rows:
        wanted.update(_wanted(row, payloads))
    loader.fill(1, also=wanted)
    return [_compared(loader, row, lines, payloads) for row in rows]


def _wanted(row: ComparedRow, payloads: dict[int, dict]) -> Iterable[UUID]:
    """The records that must be read to describe what changed."""
    new, old = payloads[row.seq], payloads.get(row.before or 0, {})
    if into := new.get("into"):
        yield UUID(into)
    if "action" in new and "action" in old:
        yield from referenced_uids(row.kind, old, new)
    if row.has_other_verdict:
        for rating in (row.old_rating, row.new_rating):
            if rating:
                yield UUID(rating)


def _compared(
    loader: RecordLoader,
    row: ComparedRow,
    lines: dict[int, Publication],
    payloads: dict[int, dict],
) -> ComparedRecord:
    kind = registry.get(row.kind)
    line, old_line = lines[row.seq], lines.get(row.before or 0)
    new, old = payloads[row.seq], payloads.get(row.before or 0, {})
    # What was taken down has no text: it is called as it was before.
    text = new if "action" in new else old
    is_unlisted = kind.unlisted(text)
    return ComparedRecord(
        row,
        line,
        title=content_language.title(row.kind, text) if "action" in text else "",
        path="" if is_unlisted else _path(old, new),
        steps=line.version - (old_line.version if old_line else 0),
        explanation=new.get("notice") or new.get("reason", ""),
        when=text.get("when", "") if row.kind == "entry" else "",
        into=_merged_into(loader, new),
        differences=_differences(loader, row.kind, old, new),
        verdict=_verdict(loader, row) if row.has_other_verdict else None,
        text_language=content_language.text_language(
            row.kind, text, loader.language_of_dispute
        ),
        title_language=content_language.title_language(
            row.kind, text, loader.language_of_dispute
        ),
        is_unlisted=is_unlisted,
        is_redacted=_is_redacted(line, new) or _is_redacted(old_line, old),
    )


def _merged_into(
    loader: RecordLoader, payload: dict
) -> PublishedRecord | GoneRecord | None:
    """The record that this one was merged into, if it was."""
    if not payload.get("into"):
        return None
    return loader.get(payload["into"], required_live=True)


def _differences(
    loader: RecordLoader, kind: str, old: dict, new: dict
) -> list[ChangedField]:
    """The fields that differ, where both lines have a text."""
    if "action" not in new or "action" not in old:
        return []
    return differences(loader, kind, old, new)


def _path(old: dict, new: dict) -> str:
    """The address of the record; what was redacted has none, so the older line says it."""
    return site_path(new.get("path") or old.get("path", ""))


def _is_redacted(line: Publication | None, payload: dict) -> bool:
    """Whether there is a line that had a text and has none any more."""
    return line is not None and _had_text(line) and "action" not in payload


def _had_text(line: Publication) -> bool:
    return line.action in Publication.PUBLISHING


def _verdict(loader: RecordLoader, row: ComparedRow) -> tuple:
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


def counted(rows: Sequence[ComparedRow]) -> Counted:
    states = Counter(row.state for row in rows)
    return Counted(states, sum(row.has_other_verdict for row in rows), len(rows) > MOST)


def tally(counts: Counted) -> list[tuple[str, int]]:
    """(label, records) of each way in which any record changed."""
    lines = []
    for state, label in STATE_LABELS.items():
        if counts.states[state]:
            lines.append((str(label), counts.states[state]))
    return lines


def grouped(found: Sequence[ComparedRecord]) -> list[tuple[str, list[ComparedRecord]]]:
    """(kind, records), in the order of the page; `verdict` for the claims whose verdict changed."""
    groups: dict[str, list[ComparedRecord]] = {}
    for each in found:
        groups.setdefault("verdict" if each.verdict else each.row.kind, []).append(each)
    return list(groups.items())
