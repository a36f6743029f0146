"""How a claim's verdict came to be: its steps, read from the claim's own lines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from factcheck.ledger import payload_of
from factcheck.models import Publication

from ..published_records import GoneRecord, PublishedRecord, RecordLoader


@dataclass(frozen=True)
class VerdictStep:
    """One verdict of a claim's history; `rating` is None for none. `until` is when the next one took its place."""

    rating: PublishedRecord | GoneRecord | None
    rationale: str
    decided_on: str
    published_at: datetime
    action: str
    notice: str
    until: datetime | None = None


def steps(loader: RecordLoader, past: Iterable[Publication]) -> list[VerdictStep]:
    """The verdicts that a claim has had, oldest first: a line counts when its rating or its day differs."""
    verdicts: list[VerdictStep] = []
    last = None
    for line in past:
        payload = payload_of(line)
        if "uid" not in payload:  # redacted
            continue
        verdict = payload["verdict"] or {}
        key = (verdict.get("rating"), verdict.get("decided_on"))
        is_first = not verdicts
        if key == last or (is_first and not verdict):
            continue
        last = key
        verdicts.append(_step(loader, verdict, line, payload))
    return _closed(verdicts)


def _step(
    loader: RecordLoader, verdict: dict, line: Publication, payload: dict
) -> VerdictStep:
    rating = loader.get(verdict["rating"], required_live=True) if verdict else None
    return VerdictStep(
        rating,
        verdict.get("rationale", ""),
        verdict.get("decided_on", ""),
        line.published_at,
        line.action,
        payload["notice"],
    )


def _closed(verdicts: list[VerdictStep]) -> list[VerdictStep]:
    """The steps, each ending when the next one begins."""
    closed = []
    following: datetime | None = None
    for step in reversed(verdicts):
        closed.append(replace(step, until=following))
        following = step.published_at
    return closed[::-1]


def earlier(loader: RecordLoader, claim: PublishedRecord) -> list[VerdictStep]:
    """The verdicts before the one that stands, newest first; only those whose rating differs from the next."""
    verdicts = steps(loader, claim.past)
    found = []
    for step, following in pairwise(verdicts):
        if step.rating and _uid(step) != _uid(following):
            found.append(step)
    return found[::-1]


def _uid(step: VerdictStep) -> UUID | None:
    return step.rating.uid if step.rating else None
