"""Why a record of factcheck's kinds cannot be published yet, beyond what it rests on."""

from collections.abc import Iterable, Iterator

from factcheck import passages
from factcheck.kinds import Blocker
from factcheck.models import Anchored, Capture, Claim, Quote

NEEDS_EVIDENCE = ("fact", "legal")


def of_claim(claim: Claim) -> Iterator[Blocker]:
    """A claim needs a verdict with its reason; of a fact or a legal claim, evidence."""
    verdict = getattr(claim, "verdict", None)
    if verdict is None or not verdict.rationale.strip():
        yield Blocker("verdict", "Give a rating and the reason for it.")
    evidence = list(claim.evidence.all())
    if claim.claim_kind in NEEDS_EVIDENCE and not evidence:
        yield Blocker("evidence", f"A claim of the kind “{claim.get_claim_kind_display()}” needs evidence.")
    if not claim.disputes.all():
        yield Blocker("disputes", "Name the dispute it belongs to.")
    yield from of_passages("evidence", evidence)
    yield from of_passages("appearances", claim.appearances.all())


def of_quote(quote: Quote) -> Iterator[Blocker]:
    if not quote.disputes.all():
        yield Blocker("disputes", "Name the dispute it belongs to.")
    yield from of_passage(quote, "words")


def of_passages(part: str, rows: Iterable[Anchored]) -> Iterator[Blocker]:
    """The passages of a part's rows; their copies are read in one query."""
    rows = list(rows)
    texts = _held(rows)
    for i, row in enumerate(rows):
        yield from _of_text(row, f"{part}[{i}].passage", texts)


def of_passage(anchored: Anchored, field: str) -> Iterator[Blocker]:
    """A passage must stand in the copy that it names, at one place."""
    return _of_text(anchored, field, _held([anchored]))


def _held(rows: Iterable[Anchored]) -> dict[str, str]:
    """The texts of the copies that the passages name, by sha256; what is not held is left out."""
    named = {row.capture_sha256 for row in rows if row.exact and row.capture_sha256}
    return dict(Capture.objects.filter(sha256__in=named).values_list("sha256", "text")) if named else {}


def _of_text(anchored: Anchored, field: str, texts: dict[str, str]) -> Iterator[Blocker]:
    text = texts.get(anchored.capture_sha256)
    if text is None or not anchored.exact:
        return  # a copy that is not held here cannot be looked into; readers are told that it is not held
    places = passages.find_all(text, anchored.exact)
    if not places:
        yield Blocker(field, f"“{anchored.exact[:80]}” does not stand in the archived copy that it names.")
    elif anchored.start not in places:
        yield Blocker(field, f"“{anchored.exact[:80]}” stands there {len(places)} times; say which place is meant.")
