"""What is shown of each thing that a search found."""

from dataclasses import dataclass, field
from uuid import UUID

from factcheck.ledger import Hit, SearchTerms, View, payload_of
from factcheck.models import Publication
from factcheck.records import registry

from ..snippets import Piece, marked, snippet
from .content_language import text_language, title_language
from .display_labels import kind_label

LONG_TITLE = 300


@dataclass
class Result:
    """One thing found. `disputes` are (path, title, language) of those that stand at the moment."""

    kind: str
    word: str
    path: str
    title: list[Piece]
    snippet: list[Piece]
    when: str
    language: str
    published_at: str
    text_language: str = ""
    speaker: str = ""
    speaker_language: str = ""
    disputes: list[tuple[str, str, str]] = field(default_factory=list)


def results(view: View, words: SearchTerms, hits: list[Hit]) -> list[Result]:
    """The hits as they are shown, in two queries."""
    lines = Publication.objects.in_bulk([hit.seq for hit in hits])
    payloads = [payload_of(lines[hit.seq]) for hit in hits]
    named = view.resolve(
        {
            UUID(uid)
            for payload in payloads
            for uid in (*_disputes(payload), *_speaker(payload))
        }
    )
    names = {str(uid): (line, payload_of(line)) for uid, line in named.items()}
    return [_result(words, payload, names) for payload in payloads]


def _disputes(payload: dict) -> list[str]:
    return payload.get("disputes") or [uid for uid in [payload.get("dispute")] if uid]


def _speaker(payload: dict) -> list[str]:
    return [uid for uid in [payload.get("speaker")] if uid]


def _result(words: SearchTerms, payload: dict, names: dict) -> Result:
    kind = registry.get(payload["kind"])
    title, texts = kind.title(payload), list(kind.text(payload))
    shown = (
        marked(words, title) if len(title) <= LONG_TITLE else snippet(words, [title])
    )
    called = {
        uid: registry.get(line.kind).title(said) for uid, (line, said) in names.items()
    }

    def language_of(uid: str) -> str:
        return names[uid][1].get("language", "") if uid in names else ""

    speaker = next((uid for uid in _speaker(payload) if uid in called), "")
    return Result(
        kind.name,
        kind_label(kind.name),
        payload["path"],
        shown or [Piece(title[:LONG_TITLE] + "…")],
        snippet(words, [text for text in texts if text and text != title]),
        kind.event_date(payload)[0],
        title_language(kind.name, payload, language_of),
        payload["published_at"],
        text_language(kind.name, payload, language_of),
        called.get(speaker, ""),
        title_language("party", names[speaker][1], language_of) if speaker else "",
        [
            (names[uid][1]["path"], called[uid], language_of(uid))
            for uid in _disputes(payload)
            if uid in called
        ],
    )
