"""How well one colour can be read on another, as WCAG 2.2 computes it; colours are written `#rrggbb`."""

import colorsys
import re
from collections.abc import Iterable

COLOUR = re.compile(r"#[0-9a-f]{6}")
TEXT = 4.5  # the ratio that text needs (WCAG 2.2, success criterion 1.4.3)
STEPS = 200  # lightnesses that are tried for a nearby colour


def is_colour(written: str) -> bool:
    return bool(COLOUR.fullmatch(written))


def luminance(colour: str) -> float:
    """The relative luminance of a colour, from 0 for black to 1 for white."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(colour: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(colour), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lowest(colour: str, papers: Iterable[str]) -> float:
    """The contrast of a colour on the paper where it is read worst."""
    return min(ratio(colour, paper) for paper in papers)


def nearby(colour: str, papers: tuple[str, ...], least: float = TEXT) -> str:
    """The colour of the same hue and saturation, nearest in lightness, that has at least the contrast `least`.

    Black or white, one of which every paper can be read with, stand at the ends of the lightnesses that are tried.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    candidates = [colour]
    for step in range(STEPS + 1):
        parts = colorsys.hls_to_rgb(hue, step / STEPS, saturation)
        candidates.append("#" + "".join(f"{round(255 * part):02x}" for part in parts))
    passing = [each for each in candidates if lowest(each, papers) >= least]
    return min(passing, key=lambda each: abs(_lightness(each) - lightness))


def _lightness(colour: str) -> float:
    return colorsys.rgb_to_hls(*_parts(colour))[1]


def _parts(colour: str) -> list[float]:
    """Red, green and blue of a colour, each from 0 to 1."""
    return [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]


def _linear(part: float) -> float:
    """A part of a colour without the curve of sRGB."""
    if part <= 0.04045:
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)
