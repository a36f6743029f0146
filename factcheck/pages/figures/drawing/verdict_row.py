"""Claims as the shapes of their verdicts, one beside the other: each is a way to its claim."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg

CELL = 24
IN_LINE = 12
"""Claims beside each other; twelve fit the narrowest screen."""

NO_VERDICT = "mark-none"


class RatedClaim(NamedTuple):
    """A claim with the shape and the tone of its rating; both are empty where it has none."""

    href: str
    words: str
    shape: str = ""
    tone: str = ""
    language: str = ""


def draw_row(claims: Sequence[RatedClaim], *, title: str) -> SafeString:
    """The figure, in the order that is given; empty without a claim."""
    if not claims:
        return SafeString()
    width = CELL * min(len(claims), IN_LINE)
    height = CELL * -(-len(claims) // IN_LINE)
    linked = []
    for index, claim in enumerate(claims):
        y, x = divmod(index, IN_LINE)
        inside = f'<rect class="hit" x="{x * CELL}" y="{y * CELL}" width="{CELL}" height="{CELL}"/>'
        tone, shape = claim.tone or "non", claim.shape or NO_VERDICT
        inside += svg.symbol(shape, tone, x * CELL + 4, y * CELL + 4)
        linked.append(svg.link(claim.href, claim.words, inside, claim.language))
    size = f'width="{width}" height="{height}"'
    frame = f'<rect class="hit" width="{width}" height="{height}"/>'
    return svg.figure("row", height, title, [frame], linked, size)
