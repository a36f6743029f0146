"""The entries of a timeline as text, each rendered once and cached for every page that shows it the same."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from factcheck.ledger import ListRow
from factcheck.pages.cache import fragments
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader

from .compact_entries import compact
from .filters import COMPACT, FULL, INDEX
from .sides import look_of, sides_of

ENTRY_ID = re.compile(r' id="e-([^"]+)"')
SOURCE_NUMBER = re.compile(r'<span class="n">\[(\d+)\]</span>')
NEXT_NEW = "<!-- the next that is new -->"
TEMPLATES = {
    COMPACT: "timeline/_entry_compact.html",
    FULL: "timeline/_entry.html",
    INDEX: "timeline/_line.html",
}
SOURCES = "timeline/_sources.html"
INDEX_DEPTH = 2
"""How many references away a headline shows something: the rating of a claim."""


class ShownAs(NamedTuple):
    """How entries are shown: in which view, with their evidence unfolded or not, the latest first or not."""

    view: str = COMPACT
    unfolded: bool = False
    newest_first: bool = False


class EntryTexts(NamedTuple):
    """The text of each entry by its line, the list of the sources that they cite, and which entries are new."""

    entries: dict[int, SafeString]
    sources: SafeString
    new: list[str]


class EntryBlocks:
    """The entries of a page as text: those that are cached as they were, the others rendered from their records.

    An entry published after line `since` is marked as new. The dispute says which language its entries are in, and
    which sides their parties are on.
    """

    def __init__(
        self,
        frame: Frame,
        rows: list[ListRow],
        since: int | None = None,
        *,
        dispute: PublishedRecord,
        shown_as: ShownAs,
    ):
        self.frame, self.rows, self.shown_as = frame, rows, shown_as
        self.language = dispute.payload["language"]
        self.sides = sides_of(dispute)
        self.new = {row.seq for row in rows if since is not None and row.seq > since}
        is_index = shown_as.view == INDEX
        self.dependencies = fragments.block_dependencies(
            frame.ledger_view,
            [row.seq for row in rows],
            INDEX_DEPTH if is_index else fragments.DEPTH,
        )
        variants = {row.seq: self._variant(row) for row in rows}
        self.entries = fragments.CachedBlocks(
            frame, TEMPLATES[shown_as.view], self.dependencies.digests, variants
        )
        has_sources = rows and not is_index
        digests = {0: self.dependencies.combined_digest} if has_sources else {}
        order = "-" if shown_as.newest_first else ""
        self.source_list = fragments.CachedBlocks(
            frame, SOURCES, digests, {0: f"{shown_as.view}{order}"}
        )

    def _variant(self, row: ListRow) -> str:
        """What the text of an entry depends on beside the lines that it shows."""
        new = "new" if row.seq in self.new else ""
        unfolded = "open" if self.shown_as.unfolded else ""
        return f"{new}{unfolded}{self.language}{self.sides.fingerprint}"

    def read_missing(self, loader: RecordLoader) -> None:
        """Read what the blocks that must be rendered show, if any. At most one query."""
        by_root = self.dependencies.lines
        roots = by_root if self.source_list.missing else self.entries.missing
        seqs: set[int] = set()
        uids: set[UUID] = set()
        claims: set[UUID] = set()
        for root in roots:
            for line in by_root[root]:
                uid = line.uid if isinstance(line.uid, UUID) else UUID(line.uid)
                seqs.add(line.seq)
                uids.add(uid)
                if line.kind == "claim" and self.shown_as.view != INDEX:
                    claims.add(uid)
        if seqs:
            loader.read_lines(seqs, uids, claims)

    def render(self, loader: RecordLoader) -> EntryTexts:
        """The entries and what stands below them, with the numbers of this page; the loader is filled."""
        records = {record.line.seq: record for record in loader.records.values()}
        template = get_template(TEMPLATES[self.shown_as.view])

        def render_entry(seq: int) -> str:
            return template.render(self._of_entry(records[seq], seq in self.new))

        texts = self.entries.fill(render_entry)
        numbers = self._numbers(texts)

        def render_sources(_: int) -> str:
            context = self._context(**self._cited(records, numbers))
            return get_template(SOURCES).render(context)

        source_list = self.source_list.fill(render_sources)
        new = [slug_in(texts[row.seq]) for row in self.rows if row.seq in self.new]
        return EntryTexts(
            dict(self._finished(texts, numbers, new)),
            source_list.get(0, mark_safe("")),
            new,
        )

    def _of_entry(self, entry: PublishedRecord, is_new: bool) -> dict[str, object]:
        """What the block of an entry shows."""
        context = self._context(
            entry=entry, is_new=is_new, look=look_of(entry, self.sides)
        )
        if self.shown_as.view == COMPACT:
            context["compact"] = compact(entry, self.sides)
        return context

    def _context(self, **context: object) -> dict[str, object]:
        return {
            "page": self.entries.frame,
            "unfolded": self.shown_as.unfolded,
            "sources_below": {},
            **context,
        }

    def _numbers(self, texts: dict[int, SafeString]) -> dict[int, int]:
        """The number of each source on this page, by its line: they count in the order in which they are named."""
        numbers: dict[int, int] = {}
        for row in self.rows:
            for seq in SOURCE_NUMBER.findall(texts[row.seq]):
                numbers.setdefault(int(seq), len(numbers) + 1)
        return numbers

    def _finished(
        self, texts: dict[int, SafeString], numbers: dict[int, int], new: list[str]
    ) -> Iterator[tuple[int, SafeString]]:
        """The texts with this page's numbers of sources, and with the way from one new entry to the next."""
        following = dict(zip(new, new[1:], strict=False))

        def numbered(match: re.Match[str]) -> str:
            return f'<span class="n">[{numbers[int(match[1])]}]</span>'

        for seq, text in texts.items():
            finished = SOURCE_NUMBER.sub(numbered, text)
            if seq in self.new:
                way = _link_to(following.get(slug_in(text)))
                finished = finished.replace(NEXT_NEW, way)
            yield seq, mark_safe(finished)

    def _cited(
        self, records: dict[int, PublishedRecord], numbers: dict[int, int]
    ) -> dict[str, object]:
        """The sources that the entries name with their numbers, and the claims in the order of the page."""
        entries = [records[row.seq] for row in self.rows]
        claims: dict[UUID, PublishedRecord] = {}
        for entry in entries:
            for claim in entry["claims"]:
                claims[claim.uid] = claim
        by_number = [
            (source, numbers[source.line.seq])
            for source in cited_sources(entries, claims.values())
            if source.line.seq in numbers
        ]
        by_number.sort(key=lambda pair: pair[1])
        return {"sources": by_number, "claims": list(claims.values())}


def _link_to(slug: str | None) -> str:
    """The way to the next entry that is new; empty where it is the last."""
    if not slug:
        return ""
    return get_template("timeline/_next_new.html").render({"slug": slug})


def slug_in(block: str) -> str:
    """The slug of the entry whose text this is."""
    match = ENTRY_ID.search(block)
    return match[1] if match else ""


def cited_sources(
    entries: Iterable[PublishedRecord], claims: Iterable[PublishedRecord]
) -> list[PublishedRecord]:
    """The sources that still stand, each once, in the order in which they are cited."""
    parts: list = []
    for entry in entries:
        parts += [*entry["citations"], *entry["quotes"]]
    for claim in claims:
        parts += [*claim["evidence"], *claim["appearances"]]
    sources: dict[UUID, PublishedRecord] = {}
    for part in parts:
        source = part["source"]
        if source and not source.gone:
            sources.setdefault(source.uid, source)
    return list(sources.values())
