"""The axis of figures: days in order, long silences cut, words that touch no other."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.pages.figures.drawing import svg
from factcheck.pages.figures.drawing.axis import Axis, ends_of
from factcheck.pages.figures.drawing.extent import day_number, day_of_number
from factcheck.pages.labels.dates_and_numbers import short_date
from factcheck.text.edtf import Day

NUMBERS = st.integers(-800_000, 1_200_000)
SPANS = st.lists(
    st.tuples(NUMBERS, st.integers(0, 5_000)).map(lambda one: (one[0], sum(one))),
    min_size=1,
    max_size=60,
)


def number(written: str) -> int:
    return date.fromisoformat(written).toordinal()


@given(st.dates())
def test_a_day_has_the_number_that_python_gives_it(day):
    assert day_number(Day(day.year, day.month, day.day)) == day.toordinal()


@given(NUMBERS)
def test_a_number_is_the_number_of_its_day(day):
    assert day_number(day_of_number(day)) == day


@given(SPANS, st.booleans())
def test_later_days_stand_further_on_the_axis(spans, rtl):
    axis = Axis(spans, rtl)

    days = sorted({day for span in spans for day in span})
    places = [axis.x(day) for day in days]

    assert places == sorted(places, reverse=rtl)
    assert all(0 <= place <= 100 for place in places)


@given(SPANS)
def test_from_right_to_left_the_axis_is_mirrored(spans):
    axis, mirror = Axis(spans), Axis(spans, rtl=True)

    for first, last in spans:
        assert axis.x(first) == pytest.approx(100 - mirror.x(first))
        assert axis.ends(first, last)[0] == pytest.approx(
            100 - mirror.ends(first, last)[1]
        )


@given(SPANS, st.booleans(), st.sampled_from([svg.NARROW, svg.WIDE]))
def test_words_under_the_axis_touch_no_others(spans, rtl, width):
    labels = Axis(spans, rtl).labels(short_date, spans[-1][1], "now")
    shown = [label for label in labels if label.is_narrow or width == svg.WIDE]

    ends = sorted(ends_of(label, width, rtl) for label in shown)

    for (_low, high), (low, _high) in zip(ends, ends[1:], strict=False):
        assert high <= low + 0.001


@given(SPANS)
def test_at_most_three_silences_are_cut(spans):
    stretches = Axis(spans).stretches

    assert len(stretches) <= 4
    assert sum(stretch.width for stretch in stretches) <= 100
    for one, other in zip(stretches, stretches[1:], strict=False):
        assert one.left + one.width < other.left


def test_the_far_past_is_cut_off_and_the_cut_is_drawn():
    spans = [(number("1951-04-27"),) * 2]
    spans += [(number(f"2026-01-{day:02d}"),) * 2 for day in (4, 9, 14, 15)]

    axis = Axis(spans)

    assert [day_of_number(each.first).year for each in axis.stretches] == [1951, 2026]
    assert len(list(axis.cuts())) == 1
    words = [label.words for label in axis.labels(short_date)]
    assert words[0] == "1951"
    assert "4 Jan 2026" in words


def test_years_are_named_where_days_would_be_too_many():
    axis = Axis([(number("2019-03-01"), number("2026-02-01"))])

    words = [label.words for label in axis.labels(short_date)]

    assert words == ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
