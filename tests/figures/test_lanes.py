"""The drawing of lanes: marks with the exact bounds of their dates."""

import gzip
import random
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import edtf_forms

from factcheck.pages.figures.drawing import svg
from factcheck.pages.figures.drawing.axis import Axis
from factcheck.pages.figures.drawing.extent import extent_of_text
from factcheck.pages.figures.drawing.lane_bars import (
    BarLane,
    PeriodBar,
    draw_lane_bars,
)
from factcheck.pages.figures.drawing.lane_bed import LaneName
from factcheck.pages.figures.drawing.lanes import (
    MOST_MARKS,
    Lane,
    LaneMark,
    draw_lanes,
    span_of,
)
from factcheck.pages.labels.dates_and_numbers import short_date

NOW = date(2026, 1, 20).toordinal()
STATUSES = ("happened", "reported", "announced", "planned", "cancelled")
HOSTILE = """<script>"' & ]]> </title></svg> \u202e"""


def mark(when: str, index: int = 0, **changes) -> LaneMark | None:
    extent = extent_of_text(when)
    if extent is None:
        return None
    plain = LaneMark(
        f"entry-{index}", f"#e-entry-{index}", f"Entry {index}", extent, "happened"
    )
    return plain._replace(**changes)


def drawing(*lanes, rtl: bool = False) -> ElementTree.Element:
    """The lanes of these marks, read as XML."""
    named = [
        Lane(LaneName(index + 1, f"Side {index}"), marks)
        for index, marks in enumerate(lanes)
    ]
    return ElementTree.fromstring(drawn(named, rtl=rtl) or "<svg/>")


def drawn(lanes: list[Lane], rtl: bool = False) -> str:
    return draw_lanes(
        lanes, now=NOW, now_word="now", title="Who acts", say=short_date, rtl=rtl
    )


marks = st.lists(
    st.builds(
        lambda when, status: mark(when, status=status),
        edtf_forms.texts,
        st.sampled_from(STATUSES),
    ).filter(bool),
    max_size=30,
)


@given(marks, st.booleans())
def test_every_date_can_be_drawn(found, rtl):
    picture = drawing(found, rtl=rtl)

    links = picture.findall(".//a")
    assert [link.get("href") for link in links] == [each.href for each in found]
    for link in links:
        assert any(shape.tag in ("circle", "rect") for shape in link.iter())


@given(marks)
def test_it_is_drawn_alike_every_time(found):
    lane = [Lane(LaneName(1, "Side"), found)]

    assert drawn(lane) == drawn(lane)


@given(marks)
def test_nothing_is_styled_in_place(found):
    for element in drawing(found).iter():
        assert "style" not in element.attrib
        assert element.tag not in ("style", "script", "foreignObject")


@given(marks)
def test_a_bar_reaches_from_the_first_day_to_the_last(found):
    spans = [span_of(each.extent, NOW) for each in found]
    axis = Axis([*spans, (NOW, NOW)])

    links = drawing(found).findall(".//a")

    for each, link in zip(found, links, strict=True):
        for bar in link.findall("rect"):
            left, right = axis.ends(*span_of(each.extent, NOW))
            assert bar.get("x") == svg.percent(left)
            assert bar.get("width") == svg.percent(right - left)


def test_a_day_that_is_not_known_stands_between_whiskers():
    picture = drawing([mark("2026-01"), mark("2026-03-31")])

    link = picture.find(".//a")
    whiskers = link.findall("line[@class='whisker']")
    axis = Axis(
        [
            (span_of(each, NOW))
            for each in map(extent_of_text, ["2026-01", "2026-03-31"])
        ]
        + [(NOW, NOW)]
    )
    left, right = axis.ends(date(2026, 1, 1).toordinal(), date(2026, 1, 31).toordinal())
    assert whiskers[0].get("x1") == svg.percent(left)
    assert whiskers[0].get("x2") == svg.percent(right)
    assert len(link.findall("circle")) == 1


@pytest.mark.parametrize("status", ["announced", "planned", "reported"])
def test_what_has_not_happened_is_hollow(status):
    link = drawing([mark("2026-01-14", status=status)]).find(".//a")

    assert [each.get("class") for each in link.findall("circle")] == ["dot", "hole"]


def test_what_was_cancelled_is_struck():
    link = drawing([mark("2026-01-14", status="cancelled")]).find(".//a")

    assert link.find("use").get("href").endswith("shapes.svg#mark-strike")


def test_what_has_no_end_fades_at_the_day_of_reading():
    link = drawing([mark("2026-01-02/.."), mark("2025-12-01")]).find(".//a")

    assert link.find("line[@class='span-tail far']") is not None


def test_an_entry_of_two_sides_is_tied():
    shared = mark("2026-01-14")

    picture = drawing([shared, mark("2026-01-02", 1)], [shared])

    tie = picture.findall(".//line[@class='tie']")
    assert len(tie) == 1
    assert float(tie[0].get("y1")) < float(tie[0].get("y2"))


def test_nothing_is_drawn_without_an_entry():
    assert drawn([Lane(LaneName(1, "Side"), [])]) == ""


def test_hostile_words_stay_words():
    name = LaneName(1, HOSTILE, HOSTILE, '"><script>')
    hostile = mark("2026-01-14", words=HOSTILE, href='"><script>', short=HOSTILE[:20])

    picture = ElementTree.fromstring(drawn([Lane(name, [hostile])]))

    assert picture.find(".//script") is None
    assert picture.find(".//a/title").text == HOSTILE


def test_words_from_the_right_stand_apart_from_those_around_them():
    found = mark("2026-01-14", words="14 January: الجسر ملك البلدة (planned)")

    title = drawing([found]).find(".//a/title").text

    assert title == "14 January: \u2068الجسر ملك البلدة\u2069 (planned)"


def test_marks_of_one_day_stand_in_rows_of_their_own():
    picture = drawing([mark("2026-01-14", index) for index in range(12)])

    places = [(each.get("cx"), each.get("cy")) for each in picture.iter("circle")]
    assert len(set(places)) == 12


def test_a_picture_is_no_stop_for_the_keyboard():
    picture = drawing([mark("2026-01-14")])

    assert picture.find(".//a").get("tabindex") == "-1"
    assert picture.findall("g")[0].get("role") == "img"
    assert picture.findall("g")[1].get("aria-hidden") == "true"


def test_short_names_touch_nothing_on_a_wide_screen():
    found = [
        mark(f"2026-01-{day:02d}", day, short="A name of twenty four")
        for day in (1, 2, 3, 14, 15)
    ]

    texts = drawing(found).findall(".//text")
    shown = [each for each in texts if "short" in each.get("class")]

    assert shown
    assert all("wide" in each.get("class").split() for each in shown)


def words(chance: random.Random) -> str:
    letters = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=4))
    return f"what-{letters}-did-on-the-{chance.randrange(99)}th"


def test_a_figure_of_120_marks_is_small():
    chance = random.Random(7)
    lanes = []
    for number in range(4):
        found = []
        for _index in range(MOST_MARKS // 4):
            day = f"{chance.randrange(2024, 2026)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
            slug = words(chance)
            found.append(
                mark(day, key=slug, href=f"#e-{slug}", words=f"{day}: {words(chance)}")
            )
        lanes.append(Lane(LaneName(number + 1, f"Side {number}"), found))

    packed = gzip.compress(drawn(lanes).encode(), 9)

    assert len(packed) < 4_000


def test_counts_are_as_tall_as_they_are_many():
    bars = [
        PeriodBar("#in-2026-01", "January", NOW - 19, NOW + 11, 10, 0),
        PeriodBar("#in-2026-02", "February", NOW + 12, NOW + 39, 5, 5),
    ]
    text = draw_lane_bars(
        [BarLane(LaneName(1, "Side"), bars)],
        now=NOW,
        now_word="now",
        title="Who",
        say=short_date,
    )

    one, happened, others = [
        float(each) for each in re.findall(r'class="bar[^>]*height="([\d.]+)"', text)
    ]
    assert one == happened + others == 28
