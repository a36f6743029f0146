"""What does not stand: retracted, merged, redacted or held; since when, and why."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Protocol
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from factcheck.ledger import GROUNDS, View, payload_of, struck_lines
from factcheck.models import Held, Publication, StruckSlug

from .labels.content_language import DESK

Action = Publication.Action


@dataclass(frozen=True)
class Gone:
    """Why a record does not stand. `action` is retract, merge, redact or hold; `title` is how it was called.

    `text_language` is that of the reason; empty where the page says the reason in its own.
    """

    uid: UUID
    kind: str
    action: str
    at: datetime
    reason: str
    path: str = ""
    title: str = ""
    text_language: str = ""
    title_language: str = ""


class EarlierText(Protocol):
    """What a record said last: its title, and the languages of its texts."""

    @property
    def title(self) -> str: ...
    @property
    def text_language(self) -> str: ...
    @property
    def title_language(self) -> str: ...


class Redaction(NamedTuple):
    """A `redact` line: the lines that it struck in, and the disputes that they name (not those that refer to them)."""

    seq: int
    uid: UUID
    at: datetime
    ground: str
    lines: frozenset[int]
    disputes: frozenset[str]


@lru_cache(maxsize=8)
def _every_redaction(_head_hash: str) -> tuple[Redaction, ...]:
    lines = Publication.objects.filter(action=Action.REDACT).order_by("seq")
    return tuple(_redaction(line, payload_of(line)) for line in lines)


def _redaction(line: Publication, payload: dict) -> Redaction:
    ground = GROUNDS.get(payload["ground"], payload["ground"])
    disputes: set[str] = set()
    for record in payload.get("of", ()):
        disputes.update(record["disputes"])
    return Redaction(
        line.seq,
        line.uid,
        line.published_at,
        ground,
        frozenset(struck_lines(payload)),
        frozenset(disputes),
    )


def redactions_until(view: View) -> list[Redaction]:
    """Every redaction up to the view, oldest first."""
    return [each for each in _every_redaction(view.head_hash) if each.seq <= view.seq]


@lru_cache(maxsize=8)
def _redactions(head_hash: str) -> dict[int, tuple[str, datetime]]:
    """Of a line that was struck in more than once the first redaction counts."""
    by_line: dict[int, tuple[str, datetime]] = {}
    for redaction in _every_redaction(head_hash):
        for seq in redaction.lines:
            by_line.setdefault(seq, (redaction.ground, redaction.at))
    return by_line


def redactions(view: View) -> dict[int, tuple[str, datetime]]:
    """Ground (in English, to be translated) and moment of every redaction, by the line that it emptied.

    A page of the past shows it as well, whatever its moment: the text is nowhere any more.
    """
    return _redactions(view.head_hash)


@lru_cache(maxsize=8)
def _holds(_head_hash: str) -> dict[int, datetime]:
    standing = Held.objects.filter(until_seq__isnull=True).values("since_seq")
    return dict(
        Publication.objects.filter(seq__in=standing).values_list("seq", "published_at")
    )


@lru_cache(maxsize=8)
def _withheld(head_hash: str) -> tuple[int, int, int]:
    held = Held.objects.aggregate(held=Count("since_seq"), released=Count("until_seq"))
    return len(_redactions(head_hash)), held["held"], held["released"]


def withheld(view: View) -> tuple[int, int, int]:
    """How many redactions, holds and releases there are: with any of them a page of any moment may read otherwise."""
    return _withheld(view.head_hash)


def gone_from(view: View, struck: StruckSlug) -> Gone:
    """Why nothing answers at an address that was struck: the ground alone, and no way to where its record is now."""
    lines = Publication.objects.filter(uid=struck.uid)
    seqs = set(lines.values_list("seq", flat=True))
    by_line = redactions(view)
    first = min(seq for seq in by_line if seq in seqs)
    ground, at = by_line[first]
    return Gone(struck.uid, struck.kind, Action.REDACT, at, _(ground))


def gone_of(view: View, line: Publication, before: EarlierText | None = None) -> Gone:
    """What a line that stands in no list says of its record; `before` is the card of the record as it last stood."""
    if line.held_seq is not None:
        since = _holds(view.head_hash).get(line.held_seq, line.published_at)
        return Gone(line.uid, line.kind, Action.HOLD, since, "")
    payload = payload_of(line)
    if line.action in Publication.WITHDRAWING:
        return _withdrawn(line, payload, before)
    ground, at = redactions(view).get(line.seq, ("", line.published_at))
    path = payload.get("path", "")
    return Gone(line.uid, line.kind, Action.REDACT, at, _(ground), path)


def _withdrawn(line: Publication, payload: dict, before: EarlierText | None) -> Gone:
    return Gone(
        line.uid,
        line.kind,
        line.action,
        line.published_at,
        payload.get("reason", ""),
        payload.get("path", ""),
        title=before.title if before else "",
        text_language=before.text_language if before else DESK,
        title_language=before.title_language if before else "",
    )
