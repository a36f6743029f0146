"""What was published on which day: the figure that leads to the page as of each of them."""

import gzip
import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from support.people import World, change, make, publish

from factcheck import ledger
from factcheck.pages.figures.days import (
    MOST_DAYS,
    DaysFigure,
    LinesOfDays,
    in_few,
    read_days,
)
from factcheck.pages.figures.drawing.record_days import RecordDay, draw_days
from factcheck.pages.labels.dates_and_numbers import short_date
from factcheck.pages.page_context import Frame

PATH = "/disputes/bridge/"


def figure(as_of: str = "") -> DaysFigure | None:
    with ledger.reading(as_of) as view:
        line = view.find("dispute", "bridge")
        frame = Frame(PATH, as_of, view)
        return read_days(frame, view.family(line.uid), PATH)


def text(found: DaysFigure) -> str:
    return render_to_string("factcheck/figures/_days.html", {"figure": found})


@pytest.mark.django_db
def test_a_day_leads_to_the_page_as_of_it():
    World()

    found = figure()

    assert len(found.items) == 1
    assert found.items[0].href == PATH  # today is the present
    assert f'href="{PATH}"' in found.svg
    assert "changes" in found.items[0].words


@pytest.mark.django_db
def test_a_correction_is_marked():
    world = World()
    assert not figure().has_corrections
    publish(
        change(world.entry, headline="Nobody closed it"),
        action="correct",
        notice="We erred.",
    )

    found = figure()

    assert found.has_corrections
    assert "1 correction" in found.items[0].words
    assert "shapes.svg#mark-diamond" in text(found)


@pytest.mark.django_db
def test_what_came_later_is_not_in_the_figure_of_before():
    world = World()
    before = ledger.moment_text(ledger.current().lines("entry")[0].published_at)
    publish(
        change(world.entry, headline="Nobody closed it"),
        action="correct",
        notice="We erred.",
    )

    found = figure(before)

    assert not found.has_corrections
    assert 'class="now"' in found.svg


@pytest.mark.django_db
def test_a_draft_makes_no_day():
    world = World()
    words = figure().items[0].words

    make("entry", slug="draft", **world.entry_content())

    assert figure().items[0].words == words


@pytest.mark.django_db
def test_it_takes_one_query():
    World()
    with ledger.reading() as view:
        family = view.family(view.find("dispute", "bridge").uid)
        view.tombstones()
        read_days(Frame(PATH, "", view), family, PATH)

        with CaptureQueriesContext(connection) as queries:
            read_days(Frame(PATH, "", view), family, PATH)

    assert len(queries) == 1


def days_from(first: date, count: int, step: int = 1) -> list[LinesOfDays]:
    days = [first + timedelta(days=step * n) for n in range(count)]
    return [LinesOfDays(day, day, 1, 1, 0) for day in days]


def test_many_days_are_drawn_as_months_and_then_as_years():
    first = date(2020, 1, 1)

    assert len(in_few(days_from(first, MOST_DAYS))) == MOST_DAYS
    months = in_few(days_from(first, 400))
    assert [each.count for each in months][:2] == [62, 58]
    years = in_few(days_from(first, 400, step=10))
    assert years[0].first.year < years[1].first.year
    assert sum(each.count for each in years) == 800


DAYS = st.lists(
    st.builds(
        lambda first, length, counts: RecordDay(
            first, first + length, "/?as_of", "x", *counts
        ),
        st.integers(700_000, 760_000),
        st.integers(0, 30),
        st.tuples(st.integers(0, 90), st.integers(0, 3), st.integers(0, 3)),
    ).filter(lambda each: each.published + each.corrected + each.withdrawn),
    max_size=60,
)


@given(DAYS, st.booleans())
def test_days_stand_in_their_order_along_the_calendar(found, rtl):
    found = sorted(found)
    drawing = (
        draw_days(found, now=None, title="Days", say=short_date, rtl=rtl) or "<svg/>"
    )

    root = ElementTree.fromstring(drawing)
    assert len(root.findall(".//a")) == len(found)
    assert not any("style" in each.attrib for each in root.iter())


def test_sixty_days_are_a_small_figure():
    found = [
        RecordDay(
            day,
            day,
            f"/disputes/bridge/?as_of={day}",
            f"day {day}: 4 changes",
            3,
            day % 2,
            day % 3,
        )
        for day in range(739_000, 739_060)
    ]

    drawing = draw_days(found, now=None, title="Days", say=short_date)

    assert len(gzip.compress(drawing.encode(), 9)) < 4_000
    assert len(re.findall("<a ", drawing)) == 60
