"""One page of a dispute's timeline: cut where a day ends, with its entries as blocks that are made once."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from factcheck import ledger
from factcheck.ledger import ListRow, View
from factcheck.pages.base_views import Frame
from factcheck.pages.cache import fragments
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query import pagination

from .filters import TimelineForm
from .periods import day_of

SIZE = 200
MOST = 2_000  # entries on one page, where a reader asks for all of them or one day has more than fit
ENTRY, SOURCES = "timeline/_entry.html", "timeline/_sources.html"


class Course(NamedTuple):
    """The rows of a page in their order, and the places of the pages before and after it, empty where there is none."""

    rows: list[ListRow]
    earlier: str = ""
    later: str = ""


def read_course(
    view: View, filters: TimelineForm, dispute: tuple[str, ...], asked
) -> Course:
    """The page that the address names; none where the form holds an error. Raises BadQuery."""
    after, before = (
        pagination.read_place(asked, "after"),
        pagination.read_place(asked, "before"),
    )
    backwards = bool(before and not after)
    listing = filters.listing(dispute, after or before, backwards)
    if filters.errors:
        return Course([])
    rows = _whole_days(view, listing, MOST if asked.get("all") else SIZE)
    return Course(
        *pagination.around(
            rows.found, len(rows.kept), backwards=backwards, is_start=after is None
        )
    )


class _Rows(NamedTuple):
    found: list[ListRow]
    kept: list[ListRow]


def _whole_days(view: View, listing: ledger.Listing, size: int) -> _Rows:
    """At most `size` rows, ending where a day ends; a day with more than that stands on one page all the same."""
    found = ledger.page(view, listing, size + 1)
    if len(found) <= size:
        return _Rows(found, found)
    end = next(
        (i for i in range(size, 0, -1) if day_of(found[i]) != day_of(found[i - 1])), 0
    )
    if end or size >= MOST:
        return _Rows(found, found[: end or size])
    found = ledger.page(view, listing, MOST + 1)
    end = next(
        (i for i, row in enumerate(found) if day_of(row) != day_of(found[0])),
        min(len(found), MOST),
    )
    return _Rows(found, found[:end])


class Blocks:
    """The entries of a page as text: those that were shown before as they were, the others made by their cards.

    An entry published after line `since` is marked as new; unfolded, an entry shows its evidence at once. `language` is
    that of the dispute, and so of its entries.
    """

    def __init__(
        self,
        frame: Frame,
        rows: list[ListRow],
        since: int | None = None,
        *,
        language: str = "",
        unfolded: bool = False,
    ):
        self.frame, self.rows, self.unfolded = frame, rows, unfolded
        self.new = {row.seq for row in rows if since is not None and row.seq > since}
        marks = {
            row.seq: ("new" if row.seq in self.new else "")
            + ("open" if unfolded else "")
            + language
            for row in rows
        }
        self.reached = fragments.reach(frame.view, [row.seq for row in rows])
        self.entries = fragments.Shelf(frame, ENTRY, self.reached.digests, marks)
        self.list = fragments.Shelf(
            frame, SOURCES, {0: self.reached.whole} if rows else {}
        )

    def lay_out(self, loader: RecordLoader) -> None:
        """Read what the blocks that must be made show, if any. At most one query."""
        roots = self.reached.lines if self.list.missing else self.entries.missing
        lines = [line for root in roots for line in self.reached.lines[root]]
        if not lines:
            return
        uids = {
            line.uid: line.uid if isinstance(line.uid, UUID) else UUID(line.uid)
            for line in lines
        }
        claims = {uids[line.uid] for line in lines if line.kind == "claim"}
        loader.read_lines({line.seq for line in lines}, uids.values(), claims)

    def made(self, loader: RecordLoader) -> tuple[dict[int, SafeString], SafeString]:
        """The text of each entry by its line, and the list of the sources that they cite; the loader is filled."""
        cards = {card.line.seq: card for card in loader.records.values()}
        entry, sources = get_template(ENTRY), get_template(SOURCES)
        entries = self.entries.fill(
            lambda seq: entry.render(
                self._context(entry=cards[seq], is_new=seq in self.new)
            )
        )
        listed = self.list.fill(
            lambda _: sources.render(self._context(**self._cited(loader, cards)))
        )
        return entries, listed.get(0, mark_safe(""))

    def _context(self, **shown) -> dict:
        return {"page": self.entries.frame, "unfolded": self.unfolded, **shown}

    def _cited(
        self, loader: RecordLoader, cards: dict[int, PublishedRecord]
    ) -> dict[str, list[PublishedRecord]]:
        """The sources that the entries cite, and the claims that they tell of in the order of the page."""
        claims = {
            claim.uid: claim for row in self.rows for claim in cards[row.seq]["claims"]
        }
        return {
            "sources": self._sources(cards, claims.values()),
            "claims": list(claims.values()),
        }

    def _sources(
        self, cards: dict[int, PublishedRecord], claims: Iterable[PublishedRecord]
    ) -> list[PublishedRecord]:
        """By the numbers of their lines, which the entries name in print."""
        shown = [cards[row.seq] for row in self.rows]
        parts = [
            part for entry in shown for part in (*entry["citations"], *entry["quotes"])
        ]
        parts += [
            part
            for claim in claims
            for part in (*claim["evidence"], *claim["appearances"])
        ]
        found = {
            part["source"].uid: part["source"]
            for part in parts
            if part["source"] and not part["source"].gone
        }
        return sorted(found.values(), key=lambda card: card.line.seq)
