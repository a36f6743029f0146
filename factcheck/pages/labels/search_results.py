"""What is shown of each thing that a search found."""

from dataclasses import dataclass, field
from typing import NamedTuple, Self
from uuid import UUID

from factcheck.ledger import Hit, SearchTerms, View, payload_of, places_of
from factcheck.models import Publication
from factcheck.models.site_paths import site_path
from factcheck.records import registry

from ..snippets import SnippetPart, marked, snippet
from . import content_language
from .content_language import text_language, title_language
from .display_labels import kind_label

LONG_TITLE = 300


@dataclass
class SearchResult:
    """A record that answers a search. `disputes` are (path, title, language) of those that stand at the moment."""

    kind: str
    word: str
    path: str
    title: list[SnippetPart]
    snippet: list[SnippetPart]
    when: str
    language: str
    published_at: str
    text_language: str = ""
    speaker: str = ""
    speaker_language: str = ""
    disputes: list[tuple[str, str, str]] = field(default_factory=list)


class Mentioned(NamedTuple):
    """A record that a result names: its dispute, or who spoke."""

    payload: dict
    title: str

    @classmethod
    def from_line(cls, line: Publication) -> Self:
        payload = payload_of(line)
        return cls(payload, registry.get(line.kind).title(payload))

    @property
    def path(self) -> str:
        return site_path(self.payload["path"])

    @property
    def language(self) -> str:
        return self.payload.get("language", "")


def results(view: View, words: SearchTerms, hits: list[Hit]) -> list[SearchResult]:
    """The hits as they are shown, in two queries."""
    lines = Publication.objects.in_bulk([hit.seq for hit in hits])
    payloads = [payload_of(lines[hit.seq]) for hit in hits]
    uids: set[UUID] = set()
    for payload in payloads:
        uids.update(UUID(uid) for uid in (*_disputes(payload), *_speaker(payload)))
    mentioned = {}
    for uid, line in view.resolve(uids).items():
        mentioned[str(uid)] = Mentioned.from_line(line)
    return [_result(words, payload, mentioned) for payload in payloads]


def as_written(text: str, hit: Hit) -> str:
    """A text of folded words, each spelt as the record that was found first spells it. One query."""
    payload = payload_of(Publication.objects.get(seq=hit.seq))
    spellings: dict[str, str] = {}
    for written in registry.get(hit.kind).text(payload):
        for word, start, end in places_of(written):
            spellings.setdefault(word, written[start:end])
    return " ".join(spellings.get(word, word) for word in text.split())


def _disputes(payload: dict) -> list[str]:
    return payload.get("disputes") or [uid for uid in [payload.get("dispute")] if uid]


def _speaker(payload: dict) -> list[str]:
    return [uid for uid in [payload.get("speaker")] if uid]


def _result(
    words: SearchTerms, payload: dict, mentioned: dict[str, Mentioned]
) -> SearchResult:
    kind = registry.get(payload["kind"])
    title = content_language.title(kind.name, payload)
    texts = [text for text in kind.text(payload) if text and text != title]

    def language_of(uid: str) -> str:
        return mentioned[uid].language if uid in mentioned else ""

    speakers = [mentioned[uid] for uid in _speaker(payload) if uid in mentioned]
    speaker, speaker_language = "", ""
    if speakers:
        speaker = speakers[0].title
        speaker_language = title_language("party", speakers[0].payload, language_of)
    disputes = []
    for uid in _disputes(payload):
        if uid in mentioned:
            dispute = mentioned[uid]
            disputes.append((dispute.path, dispute.title, dispute.language))
    return SearchResult(
        kind.name,
        kind_label(kind.name),
        site_path(payload["path"]),
        _title(words, title),
        snippet(words, texts),
        kind.event_date(payload)[0],
        title_language(kind.name, payload, language_of),
        payload["published_at"],
        text_language(kind.name, payload, language_of),
        speaker,
        speaker_language,
        disputes,
    )


def _title(words: SearchTerms, title: str) -> list[SnippetPart]:
    """A title with its hits; of a long one the part around them, or its beginning."""
    is_long = len(title) > LONG_TITLE
    parts = snippet(words, [title]) if is_long else marked(words, title)
    return parts or [SnippetPart(title[:LONG_TITLE] + "…")]
