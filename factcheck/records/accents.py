"""The colour that a site adds to its pages: whether it can be read on every paper that they are printed on."""

from factcheck.text import contrast

# The hardest papers of the style sheets: that of pages of the past by day, and a raised sheet on it by night.
LIGHT = ("#f6ecd2",)
DARK = ("#29220f",)
NO_COLOUR = "Write a colour as # and six hexadecimal digits, such as #17406d."
TOO_FAINT = (
    "%(colour)s has a contrast of %(ratio)s to 1 on %(paper)s paper, where text needs 4.5 to 1. "
    "Near to it %(nearby)s can be read there."
)


def refusal(colour: str, papers: tuple[str, ...]) -> str:
    """Why a text cannot be the accent on these papers, with a near colour where it is too faint; else empty."""
    if not contrast.is_colour(colour):
        return NO_COLOUR
    lowest = contrast.lowest(colour, papers)
    if lowest >= contrast.TEXT:
        return ""
    return TOO_FAINT % {
        "colour": colour,
        "ratio": f"{int(lowest * 100) / 100:.2f}",
        "paper": "light" if papers == LIGHT else "dark",
        "nearby": contrast.nearby(colour, papers),
    }


def pair(accent: str, accent_dark: str = "") -> tuple[str, str]:
    """The accent by day and by night; where nobody chose one for the night, the nearest tone that can be read then."""
    return accent, accent_dark or contrast.nearby(accent, DARK)


def is_readable(accent: str, accent_dark: str) -> bool:
    """Whether two colours are a pair that a site may have."""
    return not (refusal(accent, LIGHT) or refusal(accent_dark, DARK))
