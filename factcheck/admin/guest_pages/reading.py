"""What a guest reads: one text as readers would get it, what differs from what they have, and what it rests on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from factcheck import ledger
from factcheck.models import Proposal, Publication, Record
from factcheck.pages.diff.differences import Difference, differences
from factcheck.pages.diff.redactions import Extent, StruckRecord, extent_of, of_rows
from factcheck.pages.labels import content_language
from factcheck.records import registry
from factcheck.workflow import current_line, last_version

BORNE_BY = (
    "quote",
    "source",
)  # kinds whose own references belong to the evidence: a quote's source, its publisher
LEVELS = 3
UNSAID = {"noindex": False}  # what a whole text need not say


class Named(NamedTuple):
    """A record that is referred to, as readers would be told of it, published or not."""

    kind: str
    content: dict

    @property
    def title(self) -> str:
        return registry.get(self.kind).title(self.content)


class Referred:
    """The records that some texts refer to; asked as the loader of a public page is."""

    def __init__(self, kind: str, contents: Iterable[dict]):
        self.found: dict[UUID, Named] = {}
        wanted = {
            ref.uid: ref.to
            for content in contents
            for ref in registry.get(kind).references(content)
        }
        for _level in range(LEVELS):
            fresh = dict(
                self._read(
                    {uid: to for uid, to in wanted.items() if uid not in self.found}
                )
            )
            self.found |= fresh
            borne = [named for named in fresh.values() if named.kind in BORNE_BY]
            wanted = {
                ref.uid: ref.to
                for named in borne
                for ref in registry.get(named.kind).references(named.content)
            }

    @staticmethod
    def _read(wanted: dict[UUID, str]) -> Iterator[tuple[UUID, Named]]:
        """One query a kind and relation."""
        for name in set(wanted.values()):
            kind = registry.get(name)
            for record in kind.whole().filter(
                uid__in=[uid for uid, to in wanted.items() if to == name]
            ):
                yield record.uid, Named(name, kind.public_content(record))

    def get(self, uid: str | UUID, *, required_live: bool = False) -> Named | None:
        return self.found.get(UUID(str(uid)))

    def language_of_dispute(self, uid: str) -> str:
        """The language of a dispute; empty where nothing refers to it."""
        dispute = self.get(uid)
        return dispute.content["language"] if dispute else ""


class Evidence(NamedTuple):
    """One thing that the text rests on: the source, the cited words in it, and what is said of them."""

    source: Named | None
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
class Reading:
    """One text with all that belongs to it; `changes` is None where it stands beside nothing else."""

    kind: str
    title: str
    language: str
    whole: list[Difference]
    changes: list[Difference] | None
    evidence: list[Evidence]


def of_record(record: Record) -> Reading:
    """The version that waits for approval, held against what is published of it."""
    kind = registry.of(record)
    content = kind.public_content(kind.whole().get(pk=record.pk))
    line = current_line(record)
    return _reading(
        record.kind,
        content,
        ledger.payload_of(line) if line and line.happened_key else None,
    )


def of_proposal(proposal: Proposal, record: Record) -> list[Reading]:
    """What a proposal is about: what goes or comes back; for a merge also what it goes into.

    Nothing of a redaction that strikes words: `struck_by` tells of those, each in its context.
    """
    if proposal.strikes.filter(is_whole=False).exists():
        return []
    line = Publication.objects.filter(seq=proposal.line).first()
    if proposal.verb == Proposal.Verb.RESTORE or (line and line.action == "retract"):
        line = last_version(record)
    into = registry.find_record(proposal.kind, proposal.into) if proposal.into else None
    lines = [line, current_line(into) if into else None]
    earlier = (
        _version_before(line)
        if line and proposal.verb == Proposal.Verb.REVIEW
        else None
    )
    payloads = [ledger.payload_of(each) for each in lines if each and each.happened_key]
    return [_reading(proposal.kind, payload, earlier) for payload in payloads]


@dataclass(frozen=True)
class Striking:
    """What a redaction would strike: how much in all, and record by record the words that go."""

    extent: Extent
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


def _reading(kind: str, content: dict, published: dict | None) -> Reading:
    referred = Referred(kind, [content, *([published] if published else [])])
    return Reading(
        kind=kind,
        title=registry.get(kind).title(content),
        language=content_language.title_language(
            kind, content, referred.language_of_dispute
        ),
        whole=[
            each for each in differences(referred, kind, UNSAID, content) if each.rows
        ],
        changes=differences(referred, kind, published, content) if published else None,
        evidence=list(_evidence(referred, content)),
    )


def _evidence(referred: Referred, content: dict) -> Iterator[Evidence]:
    """Of the text itself and of each of its parts that names a source or a quote."""
    parts = [
        part
        for value in content.values()
        if isinstance(value, list)
        for part in value
        if isinstance(part, dict)
    ]
    for part in (content, *parts):
        quote = referred.get(part["quote"]) if part.get("quote") else None
        if part.get("source") or part.get("passage"):
            yield _of_part(referred, part)
        if quote:
            yield _of_part(referred, quote.content)


def _of_part(referred: Referred, part: dict) -> Evidence:
    source = referred.get(part["source"]) if part.get("source") else None
    publisher = source and source.content.get("publisher")
    named = referred.get(publisher) if publisher else None
    return Evidence(
        source=source,
        publisher=named.title if named else "",
        stance=part.get("stance") or part.get("role") or "",
        note=part.get("note", ""),
        locator=part.get("locator", ""),
        passage=part.get("passage"),
        words=part.get("words", ""),
        language=source.content.get("language", "")
        if source
        else part.get("language", ""),
    )
