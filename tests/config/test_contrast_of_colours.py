"""Colours are measured as WCAG does, and an accent is measured on the hardest papers of the style sheets."""

import re

import pytest
from django.conf import settings

from factcheck.records import accents
from factcheck.text import contrast

PAPER = re.compile(r"--(?:paper|raised): (#[0-9a-f]{3,6});")
SHEETS = ("tokens.css", "record.css")


@pytest.mark.parametrize(
    ("colour", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_the_contrast_of_two_colours(colour, other, ratio):
    assert contrast.ratio(colour, other) == pytest.approx(ratio, abs=0.005)
    assert contrast.ratio(other, colour) == contrast.ratio(colour, other)


@pytest.mark.parametrize("papers", [accents.LIGHT, accents.DARK])
@pytest.mark.parametrize(
    "colour", ["#ffcc00", "#17406d", "#808080", "#000000", "#ffffff", "#00ff7f"]
)
def test_the_nearby_colour_can_be_read(colour, papers):
    found = contrast.nearby(colour, papers)

    assert contrast.lowest(found, papers) >= contrast.TEXT
    assert accents.refusal(found, papers) == ""


def test_a_colour_that_can_be_read_is_its_own_nearest():
    assert contrast.nearby("#17406d", accents.LIGHT) == "#17406d"


def papers() -> set[str]:
    """Every colour of paper in the style sheets, as six digits."""
    found = set()
    for name in SHEETS:
        sheet = (settings.BASE_DIR / "static" / "css" / name).read_text()
        found.update(PAPER.findall(sheet))
    longer = {
        f"#{''.join(2 * digit for digit in short[1:])}"
        for short in found
        if len(short) == 4
    }
    return {colour for colour in found if len(colour) == 7} | longer


def test_no_paper_of_the_style_sheets_is_harder_than_those_that_are_measured_on():
    light = {paper for paper in papers() if contrast.luminance(paper) > 0.5}
    dark = papers() - light

    assert len(light) >= 2
    assert len(dark) >= 2
    assert min(map(contrast.luminance, light)) >= contrast.luminance(*accents.LIGHT)
    assert max(map(contrast.luminance, dark)) <= contrast.luminance(*accents.DARK)
