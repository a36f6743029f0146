"""What a publisher should know before an entry is published, and acknowledges by name."""

import datetime
from collections.abc import Iterator, Sequence

from factcheck.models import Source
from factcheck.records.publication_checks import warnings
from factcheck.records.publication_checks.date_warnings import (
    OF_THE_WORLD,
    dated,
    implausible,
    of_parts,
)
from factcheck.records.registry import PublicationWarning
from factcheck.text import edtf, extraction
from timeline.models import Citation, Entry, Point

REPORTED_AFTERWARDS = (
    Entry.Progress.REPORTED,
    Entry.Progress.HAPPENED,
    Entry.Progress.CANCELLED,
)
Bounds = tuple[str, str]


def of_entry(entry: Entry) -> Iterator[PublicationWarning]:
    citations = list(entry.citations.all())
    sources = warnings.cited(
        [(f"citations[{i}].source", row.source_id) for i, row in enumerate(citations)]
    )
    yield from warnings.of_grounds("citations", sources)
    yield from warnings.of_copies("entry", sources)
    if entry.progress in REPORTED_AFTERWARDS:
        yield from warnings.older(sources, entry.when_earliest, "it happened")
    by_key = {each.source.pk: each.source for each in sources}
    if (
        entry.when
        and citations
        and not any(_supports(row, by_key[row.source_id], entry) for row in citations)
    ):
        yield PublicationWarning(
            "unsupported-date",
            "when",
            "No citation supports the date: cite a passage that names it.",
        )

    yield from warnings.of_accusation(
        entry, [("parties", party) for party in entry.parties.all()]
    )
    if entry.progress in REPORTED_AFTERWARDS:
        yield from implausible([dated(entry, "when", OF_THE_WORLD)])


def of_point(point: Point) -> Iterator[PublicationWarning]:
    yield from implausible(
        of_parts(point.positions.all(), "positions", "stated_on", oldest=OF_THE_WORLD)
    )


def _supports(citation: Citation, source: Source, entry: Entry) -> bool:
    """Whether the source is of that very day, or its cited passage names the date."""
    when = (entry.when_earliest, entry.when_latest)
    published = (source.published_on_earliest, source.published_on_latest)
    if source.published_on and _overlap(when, published):
        return True
    dates = _dates_in(citation.exact, source.published_on)
    return any(_overlap(when, bounds) for bounds in dates)


def _dates_in(words: str, published_on: str) -> Sequence[Bounds]:
    """The bounds of the dates that words name."""
    if not words:
        return []
    dates = []
    for finding in extraction.find(words, published_on=_day(published_on)):
        text = finding.fields.get("edtf")
        if finding.kind == "date" and text:
            dates.append(_bounds(edtf.parse(text)))
    return dates


def _bounds(date: edtf.EdtfDate) -> Bounds:
    return (
        date.earliest.key if date.earliest else "",
        date.latest.key if date.latest else "",
    )


def _day(written: str) -> datetime.date | None:
    """The day of publication, for “on Monday” in the passage to be counted from; None when it is no single day."""
    try:
        return datetime.date.fromisoformat(written)
    except ValueError:
        return None


def _overlap(one: Bounds, other: Bounds) -> bool:
    """Whether two spans of days have a day in common; an empty bound is open."""
    return (not one[0] or not other[1] or one[0] <= other[1]) and (
        not other[0] or not one[1] or other[0] <= one[1]
    )
