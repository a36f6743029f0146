"""Why a record of factcheck's kinds cannot be published yet, beyond what it rests on."""

from collections.abc import Iterator

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
    for i, anchored in enumerate(evidence):
        yield from of_passage(anchored, f"evidence[{i}].passage")
    for i, anchored in enumerate(claim.appearances.all()):
        yield from of_passage(anchored, f"appearances[{i}].passage")


def of_quote(quote: Quote) -> Iterator[Blocker]:
    if not quote.disputes.all():
        yield Blocker("disputes", "Name the dispute it belongs to.")
    yield from of_passage(quote, "words")


def of_passage(anchored: Anchored, field: str) -> Iterator[Blocker]:
    """A passage must stand in the copy that it names, at one place."""
    if not anchored.exact or not anchored.capture_sha256:
        return
    text = Capture.objects.filter(sha256=anchored.capture_sha256).values_list("text", flat=True).first()
    if text is None:
        return  # a copy that is not held here cannot be looked into; readers are told that it is not held
    places = passages.find_all(text, anchored.exact)
    if not places:
        yield Blocker(field, f"“{anchored.exact[:80]}” does not stand in the archived copy that it names.")
    elif anchored.start not in places:
        yield Blocker(field, f"“{anchored.exact[:80]}” stands there {len(places)} times; say which place is meant.")
