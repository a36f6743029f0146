"""What a guest reads: one text as readers would get it, what differs from what they have, and what it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from factcheck import ledger
from factcheck.models import Proposal, Publication, Record
from factcheck.pages.diff.differences import ChangedField, differences
from factcheck.pages.diff.redactions import (
    RedactionExtent,
    StruckRecord,
    extent_of,
    of_rows,
)
from factcheck.pages.labels import content_language
from factcheck.records import registry
from factcheck.workflow import current_line, last_version
from factcheck.workflow.own_lines import OwnLine

LEVELS = 3
UNSAID = {"noindex": False}  # what a whole text need not say


class ReferredRecord(NamedTuple):
    """A record that is referred to, as readers would be told of it, published or not."""

    kind: str
    content: dict

    @property
    def title(self) -> str:
        return registry.get(self.kind).title(self.content)

    @property
    def original_title(self) -> str:
        """As differences name it; a guest reads a title in no other language either."""
        return self.title


class Referred:
    """The records that some texts refer to; asked as the loader of a public page is."""

    def __init__(self, kind: str, contents: Iterable[dict]):
        self.records: dict[UUID, ReferredRecord] = {}
        wanted: dict[UUID, str] = {}
        for content in contents:
            wanted |= self._references(kind, content)
        for _level in range(LEVELS):
            fresh = self._load(wanted)
            self.records |= fresh
            wanted = {}
            for record in fresh.values():
                # what a work refers to is evidence too: a quote's source, its publisher
                if registry.get(record.kind).is_work:
                    wanted |= self._references(record.kind, record.content)

    @staticmethod
    def _references(kind: str, content: dict) -> dict[UUID, str]:
        """The kind of each record that a text refers to, by uid."""
        return {ref.uid: ref.to for ref in registry.get(kind).references(content)}

    def _load(self, wanted: dict[UUID, str]) -> dict[UUID, ReferredRecord]:
        """What of this is not known yet, by uid; one query a kind and relation."""
        by_kind: dict[str, list[UUID]] = {}
        for uid, name in wanted.items():
            if uid not in self.records:
                by_kind.setdefault(name, []).append(uid)
        fresh = {}
        for name, uids in by_kind.items():
            kind = registry.get(name)
            for record in kind.whole().filter(uid__in=uids):
                content = kind.public_content(record)
                fresh[record.uid] = ReferredRecord(name, content)
        return fresh

    def get(
        self, uid: str | UUID, *, required_live: bool = False
    ) -> ReferredRecord | None:
        return self.records.get(UUID(str(uid)))

    def language_of_dispute(self, uid: str) -> str:
        """The language of a dispute; empty where nothing refers to it."""
        dispute = self.get(uid)
        return dispute.content["language"] if dispute else ""


class CitedEvidence(NamedTuple):
    """One thing that the text rests on: the source, the cited words in it, and what is said of them."""

    source: ReferredRecord | None
    publisher: str
    stance: str
    note: str
    locator: str
    passage: dict | None
    words: str  # of a quote
    language: str

    @property
    def url(self) -> str:
        """Where the source stands on the web; empty for anything but a web address."""
        url = self.source.content["url"] if self.source else ""
        return url if url.startswith(("https://", "http://")) else ""


@dataclass(frozen=True)
class GuestText:
    """One text with all that belongs to it; `changes` is None where it stands beside nothing else."""

    kind: str
    title: str
    language: str
    whole: list[ChangedField]
    changes: list[ChangedField] | None
    evidence: list[CitedEvidence]


def of_record(record: Record) -> GuestText:
    """The version that waits for approval, held against what is published of it."""
    kind = registry.of(record)
    content = kind.public_content(kind.whole().get(pk=record.pk))
    line = current_line(record)
    published = ledger.payload_of(line) if line and line.happened_key else None
    return _guest_text(record.kind, content, published)


def of_proposal(proposal: Proposal, record: Record | OwnLine) -> list[GuestText]:
    """What a proposal is about: what goes or comes back; for a merge also what it goes into.

    Nothing of a redaction that strikes words: `struck_by` tells of those, each in its context.
    """
    if proposal.strikes.filter(is_whole=False).exists():
        return []
    line = _line_of(proposal, record)
    lines = [line]
    if proposal.into:
        into = registry.find_record(proposal.kind, proposal.into)
        lines.append(current_line(into) if into else None)
    earlier = None
    if line and proposal.verb == Proposal.Verb.REVIEW:
        earlier = _version_before(line)
    texts = []
    for each in lines:
        if payload := _payload(each, is_held=proposal.verb == Proposal.Verb.HOLD):
            texts.append(_guest_text(proposal.kind, payload, earlier))
    return texts


def _payload(line: Publication | None, *, is_held: bool) -> dict | None:
    """What the guest reads of a line; of one whose hold they are asked about all that readers do not get."""
    if line is None:
        return None
    if is_held:
        payload = ledger.whole_payload(line)
        return payload if "uid" in payload else None  # else it was redacted
    return ledger.payload_of(line) if line.happened_key else None


def _line_of(proposal: Proposal, record: Record | OwnLine) -> Publication | None:
    """The line that a proposal is about; of what was taken down, or is held, the last one that readers had."""
    if proposal.verb == Proposal.Verb.HOLD and isinstance(record, Record):
        return current_line(record)
    line = Publication.objects.filter(seq=proposal.line or 0).first()  # from 1
    is_retracted = line is not None and line.action == Publication.Action.RETRACT
    was_down = proposal.verb == Proposal.Verb.RESTORE or is_retracted
    if was_down and isinstance(record, Record):
        return last_version(record)
    return line


@dataclass(frozen=True)
class Striking:
    """What a redaction would strike: how much in all, and record by record the words that go."""

    extent: RedactionExtent
    records: list[StruckRecord]


def struck_by(proposal: Proposal) -> Striking | None:
    """The words that a redaction would strike; None for a whole line, which is read as a text, and for other verbs."""
    rows = list(proposal.strikes.order_by("seq"))
    if not rows or any(row.is_whole for row in rows):
        return None
    return Striking(extent_of(proposal), of_rows(rows, with_texts=True))


def _version_before(line: Publication) -> dict | None:
    """What readers had before a line of the same record."""
    lines = Publication.objects.filter(
        uid=line.uid, seq__lt=line.seq, action__in=Publication.PUBLISHING
    )
    before = lines.exclude(happened_key="").order_by("-seq").first()
    return ledger.payload_of(before) if before else None


def _guest_text(kind: str, content: dict, published: dict | None) -> GuestText:
    """A text with all that belongs to it, held against what readers have of it."""
    referred = Referred(kind, [content, published] if published else [content])
    fields = differences(referred, kind, UNSAID, content)
    return GuestText(
        kind=kind,
        title=registry.get(kind).title(content),
        language=content_language.title_language(
            kind, content, referred.language_of_dispute
        ),
        whole=[field for field in fields if field.rows],
        changes=differences(referred, kind, published, content) if published else None,
        evidence=list(_evidence(referred, content)),
    )


def _evidence(referred: Referred, content: dict) -> Iterator[CitedEvidence]:
    """Of the text itself and of each of its parts that names a source or a quote."""
    for part in _parts(content):
        if part.get("source") or part.get("passage"):
            yield _of_part(referred, part)
        quote = referred.get(part["quote"]) if part.get("quote") else None
        if quote:
            yield _of_part(referred, quote.content)


def _parts(content: dict) -> Iterator[dict]:
    """The text itself, and every row of its parts."""
    yield content
    for value in content.values():
        rows = value if isinstance(value, list) else []
        yield from (row for row in rows if isinstance(row, dict))


def _of_part(referred: Referred, part: dict) -> CitedEvidence:
    source = referred.get(part["source"]) if part.get("source") else None
    work = source.content if source else {}
    publisher = None
    if work.get("publisher"):
        publisher = referred.get(work["publisher"])
    language = work if source else part
    return CitedEvidence(
        source=source,
        publisher=publisher.title if publisher else "",
        stance=part.get("stance") or part.get("role") or "",
        note=part.get("note", ""),
        locator=part.get("locator", ""),
        passage=part.get("passage"),
        words=part.get("words", ""),
        language=language.get("language", ""),
    )
