"""The entries of a timeline as text, each rendered once and cached for every page that shows it the same."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from factcheck.ledger import ListRow
from factcheck.pages.cache import fragments
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord, RecordLoader

from .sides import look_of, sides_of

ENTRY_ID = re.compile(r' id="e-([^"]+)"')
ENTRY, SOURCES = "timeline/_entry.html", "timeline/_sources.html"


class EntryBlocks:
    """The entries of a page as text: those that are cached as they were, the others rendered from their records.

    An entry published after line `since` is marked as new; unfolded, an entry shows its evidence at once. The dispute
    says which language its entries are in, and which sides their parties are on.
    """

    def __init__(
        self,
        frame: Frame,
        rows: list[ListRow],
        since: int | None = None,
        *,
        dispute: PublishedRecord,
        unfolded: bool = False,
    ):
        self.frame, self.rows, self.unfolded = frame, rows, unfolded
        self.language = dispute.payload["language"]
        self.sides = sides_of(dispute)
        self.new = {row.seq for row in rows if since is not None and row.seq > since}
        variants = {row.seq: self._variant(row) for row in rows}
        self.dependencies = fragments.block_dependencies(
            frame.ledger_view, [row.seq for row in rows]
        )
        self.entries = fragments.CachedBlocks(
            frame, ENTRY, self.dependencies.digests, variants
        )
        digests = {0: self.dependencies.combined_digest} if rows else {}
        self.source_list = fragments.CachedBlocks(frame, SOURCES, digests)

    def _variant(self, row: ListRow) -> str:
        """What the text of an entry depends on beside the lines that it shows."""
        new = "new" if row.seq in self.new else ""
        unfolded = "open" if self.unfolded else ""
        return f"{new}{unfolded}{self.language}{self.sides.fingerprint}"

    @property
    def new_in_order(self) -> list[int]:
        """The lines of the entries that are marked as new, in the order of the page."""
        return [row.seq for row in self.rows if row.seq in self.new]

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
                if line.kind == "claim":
                    claims.add(uid)
        if seqs:
            loader.read_lines(seqs, uids, claims)

    def render(self, loader: RecordLoader) -> tuple[dict[int, SafeString], SafeString]:
        """The text of each entry by its line, and the list of the sources that they cite; the loader is filled."""
        records = {record.line.seq: record for record in loader.records.values()}
        entry, sources = get_template(ENTRY), get_template(SOURCES)

        def render_entry(seq: int) -> str:
            is_new = seq in self.new
            record = records[seq]
            look = look_of(record, self.sides)
            context = self._context(entry=record, is_new=is_new, who=look)
            return entry.render(context)

        def render_sources(_: int) -> str:
            return sources.render(self._context(**self._cited(records)))

        entries = self.entries.fill(render_entry)
        source_list = self.source_list.fill(render_sources)
        return entries, source_list.get(0, mark_safe(""))

    def _context(self, **context: object) -> dict[str, object]:
        return {"page": self.entries.frame, "unfolded": self.unfolded, **context}

    def _cited(
        self, records: dict[int, PublishedRecord]
    ) -> dict[str, list[PublishedRecord]]:
        """The sources that the entries cite, and the claims that they tell of in the order of the page."""
        entries = [records[row.seq] for row in self.rows]
        claims: dict[UUID, PublishedRecord] = {}
        for entry in entries:
            for claim in entry["claims"]:
                claims[claim.uid] = claim
        return {
            "sources": cited_sources(entries, claims.values()),
            "claims": list(claims.values()),
        }


def slug_in(block: str) -> str:
    """The slug of the entry whose text this is."""
    match = ENTRY_ID.search(block)
    return match[1] if match else ""


def cited_sources(
    entries: Iterable[PublishedRecord], claims: Iterable[PublishedRecord]
) -> list[PublishedRecord]:
    """The sources that still stand, each once, by the numbers of their lines, which the entries name in print."""
    parts: list = []
    for entry in entries:
        parts += [*entry["citations"], *entry["quotes"]]
    for claim in claims:
        parts += [*claim["evidence"], *claim["appearances"]]
    sources: dict[UUID, PublishedRecord] = {}
    for part in parts:
        source = part["source"]
        if source and not source.gone:
            sources[source.uid] = source
    return sorted(sources.values(), key=lambda source: source.line.seq)
