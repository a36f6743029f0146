"""How a claim's verdict came to be: its steps, read from the claim's own lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from factcheck.ledger import payload_of
from factcheck.models import Publication

from ..published_records import GoneRecord, PublishedRecord, RecordLoader


@dataclass(frozen=True)
class Step:
    """One verdict of a claim's history; `rating` is None for none. `until` is when the next one took its place."""

    rating: PublishedRecord | GoneRecord | None
    rationale: str
    decided_on: str
    published_at: datetime
    action: str
    notice: str
    until: datetime | None = None


def steps(loader: RecordLoader, past: Iterable[Publication]) -> list[Step]:
    """The verdicts that a claim has had, oldest first: a line counts when its rating or its day differs."""
    found, last = [], None
    for line in past:
        payload = payload_of(line)
        if "uid" not in payload:  # redacted
            continue
        verdict = payload["verdict"] or {}
        key = (verdict.get("rating"), verdict.get("decided_on"))
        if key == last or (not verdict and not found):
            continue
        last = key
        found.append(_step(loader, verdict, line, payload))
    return _closed(found)


def _step(
    loader: RecordLoader, verdict: dict, line: Publication, payload: dict
) -> Step:
    rating = loader.get(verdict["rating"], required_live=True) if verdict else None
    return Step(
        rating,
        verdict.get("rationale", ""),
        verdict.get("decided_on", ""),
        line.published_at,
        line.action,
        payload["notice"],
    )


def _closed(found: list[Step]) -> list[Step]:
    ends = [*(step.published_at for step in found), None][1:]
    return [
        Step(**{**vars(step), "until": until})
        for step, until in zip(found, ends, strict=True)
    ]


def earlier(loader: RecordLoader, claim: PublishedRecord) -> list[Step]:
    """The verdicts before the one that stands, newest first; only those whose rating differs from the next."""
    all_steps = steps(loader, claim.past)
    pairs = zip(all_steps, all_steps[1:], strict=False)
    return [step for step, after in pairs if step.rating and _uid(step) != _uid(after)][
        ::-1
    ]


def _uid(step: Step):
    return step.rating.uid if step.rating else None
