"""The few elements of SVG that figures are drawn with.

Along the axis everything is in per cent of the width, across it in pixels: one drawing fits a phone and a wide screen,
and its words keep their size. Colours, weights and dashes come from classes of `static/css/figures.css`.
"""

import re
from collections.abc import Iterable

from django.templatetags.static import static
from django.utils.html import escape as escape_markup
from django.utils.safestring import SafeString, mark_safe

NARROW, WIDE = 288, 640
"""Pixels that a figure has on the narrowest screen, of 320, and from which on it shows words of the class `wide`."""

LETTER = 6.4
"""Pixels of a letter in the small type of figures, estimated above what a browser takes in the mean."""


NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML may hold, escaped or not."""


LETTERS_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RTL_RUN = re.compile(f"[{LETTERS_RTL}]+(?:\\W+[{LETTERS_RTL}]+)*")
"""Words that are written from the right, with what stands between them."""

ISOLATED = "\N{FIRST STRONG ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}"
"""A title has no elements within it: these letters keep such words apart from those around them."""


def escape(words: str) -> str:
    """Words as they may stand in a text or an attribute."""
    return escape_markup(RTL_RUN.sub(ISOLATED, NO_XML.sub("", words)))


def percent(value: float) -> str:
    """A share of the width with one decimal and no idle zero."""
    rounded = round(value, 1) + 0.0  # minus nought is nought
    return f"{rounded:.1f}".removesuffix(".0") + "%"


def pixels(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def words_width(words: str, width: int = NARROW) -> float:
    """How much of the width some words in small type take, in per cent."""
    return len(words) * LETTER / width * 100


def shortened(words: str, most: int) -> str:
    """Words of at most so many letters; cut at a space where there is one, with an ellipsis."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:.") + "…"


def lang(language: str) -> str:
    """The attribute that says a language; nothing for that of the page."""
    return f' lang="{escape(language)}"' if language else ""


def line(kind: str, x1: float, x2: float, y1: float, y2: float) -> str:
    return (
        f'<line class="{kind}" x1="{percent(x1)}" x2="{percent(x2)}"'
        f' y1="{pixels(y1)}" y2="{pixels(y2)}"/>'
    )


def across(kind: str, left: float, right: float, y: float) -> str:
    """A line along the axis."""
    return line(kind, left, right, y, y)


def upright(kind: str, x: float, top: float, foot: float) -> str:
    return line(kind, x, x, top, foot)


def rect(
    kind: str, x: float, width: float, y: float, height: float, more: str = ""
) -> str:
    return (
        f'<rect class="{kind}" x="{percent(x)}" width="{percent(width)}"'
        f' y="{pixels(y)}" height="{pixels(height)}"{more}/>'
    )


def circle(kind: str, x: float, y: float, radius: float) -> str:
    return (
        f'<circle class="{kind}" cx="{percent(x)}" cy="{pixels(y)}"'
        f' r="{pixels(radius)}"/>'
    )


def shape(name: str, kind: str, x: float, y: float, shift: float = 0) -> str:
    """A shape of the shapes file that is drawn round its own middle; `shift` moves it by pixels along the axis."""
    moved = f' transform="translate({pixels(shift)})"' if shift else ""
    return (
        f'<use class="{kind}" href="{shape_address(name)}"'
        f' x="{percent(x)}" y="{pixels(y)}"{moved}/>'
    )


def symbol(name: str, kind: str, x: float, y: float, size: float = 16) -> str:
    """A symbol of the shapes file, such as a rating's, in a box whose corner is given in pixels."""
    return (
        f'<use class="{kind}" href="{shape_address(name)}" x="{pixels(x)}"'
        f' y="{pixels(y)}" width="{pixels(size)}" height="{pixels(size)}"/>'
    )


def placed(x: float, y: float, inside: str) -> str:
    """Something measured in pixels, put at a place that is in per cent of the width."""
    return f'<svg x="{percent(x)}" y="{pixels(y)}" overflow="visible">{inside}</svg>'


def shape_address(name: str) -> str:
    return f"{static('img/shapes.svg')}#{name}"


def text(
    kind: str, x: float, y: float, words: str, language: str = "", more: str = ""
) -> str:
    return (
        f'<text class="{kind}" x="{percent(x)}" y="{pixels(y)}"{lang(language)}{more}>'
        f"{escape(words)}</text>"
    )


def link(href: str, words: str, inside: str, language: str = "") -> str:
    """What leads somewhere: for pointers alone, since the list beside the figure leads there too.

    `language` is that of the words, where it is not that of the page.
    """
    named = f"<title{lang(language)}>{escape(words)}</title>{inside}"
    if not href:
        return f"<g>{named}</g>"
    return f'<a href="{escape(href)}" tabindex="-1">{named}</a>'


def figure(
    kind: str,
    height: float,
    title: str,
    drawn: Iterable[str],
    linked: Iterable[str],
    size: str = "",
) -> SafeString:
    """A whole figure: what is drawn, with one name for all of it, and what leads somewhere, hidden from screen readers.

    `size` are the attributes of its size, where it does not fill the width.
    """
    size = size or f'width="100%" height="{pixels(height)}"'
    named = f'<g role="img"><title>{escape(title)}</title>{"".join(drawn)}</g>'
    links = "".join(linked)
    hidden = f'<g aria-hidden="true">{links}</g>' if links else ""
    return mark_safe(
        f'<svg class="fig {kind}" {size} focusable="false">{named}{hidden}</svg>'
    )
