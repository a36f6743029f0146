"""How the evidence of a claim came and went, read from the claim's own lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from factcheck.ledger import payload_of
from factcheck.models import Publication

from ..published_records import GoneRecord, PublishedRecord, RecordLoader
from .utc_days import utc_day


@dataclass
class EvidenceStay:
    """A source with its stance: the day it came into the record, and the day it went, None while it stays."""

    source: PublishedRecord | GoneRecord | None
    stance: str
    first: date
    last: date | None = None


def sources_of(past: Iterable[Publication]) -> set[UUID]:
    """The sources that any version of a claim rested on."""
    sources: set[UUID] = set()
    for line in past:
        for piece in payload_of(line).get("evidence", ()):
            sources.add(UUID(piece["source"]))
    return sources


def evidence_history(
    loader: RecordLoader, past: Iterable[Publication]
) -> list[EvidenceStay]:
    """Every piece of evidence that the versions of a claim name, in the order in which they came.

    What was taken out and came back counts twice. A source that was taken down since went on that day.
    """
    stays: list[EvidenceStay] = []
    here: dict[tuple[UUID, str], EvidenceStay] = {}
    for line in past:
        payload = payload_of(line)
        if "uid" not in payload:  # redacted
            continue
        day = utc_day(line.published_at)
        named = _named(loader, payload)
        for key in [key for key in here if key not in named]:
            here.pop(key).last = day
        for uid, stance in named:
            if (uid, stance) in here:
                continue
            source = loader.get(uid, required_live=True)
            stay = EvidenceStay(source, stance, day)
            here[uid, stance] = stay
            stays.append(stay)
    for stay in here.values():
        if stay.source is not None and stay.source.gone:
            stay.last = max(utc_day(stay.source.gone.at), stay.first)
    return stays


def _named(loader: RecordLoader, payload: dict) -> list[tuple[UUID, str]]:
    """(source, stance) of each piece of a version once, merges followed."""
    named: dict[tuple[UUID, str], None] = {}
    for piece in payload["evidence"]:
        uid = loader.view.follow(UUID(piece["source"]))
        named[uid, piece["stance"]] = None
    return list(named)
