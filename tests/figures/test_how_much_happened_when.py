"""How many entries a dispute has when: bars of months or years that lead to their place."""

import gzip
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.people import World, published

from factcheck import ledger
from factcheck.pages.figures.drawing.strip import StripBar, draw_strip
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import RecordLoader
from factcheck.text import edtf
from timeline.pages.figures.period_bins import (
    MOST_BARS,
    EntryCount,
    binned,
    coarse_period,
)
from timeline.pages.figures.strip import StripFigure, read_strip


def figure(**more) -> StripFigure | None:
    with ledger.reading() as view:
        dispute = RecordLoader(view).add([view.find("dispute", "bridge")])[0]
        return read_strip(Frame(dispute.path, "", view), dispute, **more)


def key(written: str) -> str:
    return edtf.sort_key(edtf.parse(written))


def of_days(*written: str) -> list[EntryCount]:
    return [EntryCount(key(each), 1) for each in written]


@pytest.mark.django_db
def test_each_month_is_a_bar_that_leads_to_its_place():
    world = World()
    for number, when in enumerate(["2026-01-20", "2026-03-02"]):
        content = world.entry_content() | {"when": when}
        published("entry", slug=f"further-{number}", **content)

    found = figure()

    assert re.findall(r'<a href="([^"]*)"', found.svg) == ["#in-2026-01", "#in-2026-03"]
    assert [each.period.count for each in found.periods] == [2, 1]
    assert "January 2026: 2 entries" in found.svg


@pytest.mark.django_db
def test_a_page_says_where_its_periods_are():
    World()

    found = figure(period_link=lambda period: f"?after={period.start}#{period.key}")

    assert found.periods[0].href.endswith("#in-2026-01")
    assert found.periods[0].href.startswith("?after=")
    assert f'href="{found.periods[0].href}"' in found.svg


@pytest.mark.django_db
def test_there_is_no_figure_without_an_entry():
    published("dispute", slug="bridge")

    assert figure() is None


def test_months_become_years_where_they_are_too_many():
    months = of_days(*(f"{2000 + n // 12}-{n % 12 + 1:02d}-05" for n in range(37)))

    assert [each.period for each in binned(months)] == ["2000", "2001", "2002", "2003"]
    assert len(binned(months[1:])) == MOST_BARS


def test_years_become_decades_and_centuries():
    years = of_days(*(f"{year}-05-05" for year in range(1700, 2026, 5)))

    assert [each.period for each in binned(years)][:2] == ["170X", "171X"]
    many = of_days(*(f"{year:04d}-05-05" for year in range(1000, 2026, 5)))
    assert binned(many)[0].period == "10XX"


def test_a_year_is_no_month_of_it():
    assert coarse_period(key("2026"), "month") == "2026"
    assert coarse_period(key("2026-01-14"), "month") == "2026-01"


def test_what_is_not_dated_comes_last():
    bins = binned([EntryCount(edtf.UNDATED, 3), *of_days("2026-01-14")])

    assert [each.period for each in bins] == ["2026-01", ""]
    assert bins[-1].extent is None


BARS = st.lists(
    st.builds(
        StripBar,
        count=st.integers(0, 900),
        words=st.text(max_size=20).filter(str.isprintable),
        href=st.just("#in"),
        label=st.sampled_from(["2026", "Jan", "", "202X", "1000 to 1999"]),
        rank=st.integers(0, 1),
    ),
    max_size=60,
)


@given(BARS, st.booleans())
def test_bars_stand_within_the_figure_in_their_order(bars, rtl):
    drawing = draw_strip(bars, title="How many", rtl=rtl) or "<svg/>"

    root = ElementTree.fromstring(drawing)
    places = [
        float(each.get("x")[:-1]) for each in root.findall(".//a/rect[@class='bar']")
    ]
    assert places == sorted(places, reverse=rtl)
    assert all(0 <= place <= 100 for place in places)
    assert len(places) == sum(each.count > 0 for each in bars)
    assert not any("style" in each.attrib for each in root.iter())


def test_three_hundred_months_are_a_small_figure():
    months = [
        EntryCount(key(f"{2000 + n // 12}-{n % 12 + 1:02d}-05"), n % 7 + 1)
        for n in range(296)
    ]
    bars = [
        StripBar(each.count, each.name, f"#{each.period}") for each in binned(months)
    ]

    assert len(gzip.compress(draw_strip(bars, title="How many").encode(), 9)) < 1_500


def test_words_beneath_bars_do_not_touch():
    bars = [StripBar(1, "x", "#in", f"{1990 + n}") for n in range(36)]

    root = ElementTree.fromstring(draw_strip(bars, title="How many"))

    narrow = [
        float(each.get("x")[:-1])
        for each in root.iter("text")
        if each.get("class") == "axis middle"
    ]
    for one, other in zip(narrow, narrow[1:], strict=False):
        assert abs(other - one) > 5 * 6.4 / 288 * 100 - 0.2
