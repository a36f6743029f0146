"""What holds for any text at all."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.edtf import (
    UNDATED,
    DateError,
    Day,
    parse,
    sort_key,
    time_attribute,
    words,
)

near_edtf = st.text(alphabet="0129X-/.[],?~%YTx{ :", max_size=24)
years = st.integers(min_value=-9999, max_value=9999).filter(bool)
points = st.builds(
    "{:s}{}{}".format,
    st.builds(lambda year: f"{'-' * (year < 0)}{abs(year):04d}", years),
    st.sampled_from(
        ["", "-XX", "-XX-XX", "-01", "-12-31", "-02-28", "-21", "-24", "-06-XX"]
    ),
    st.sampled_from(["", "?", "~", "%"]),
)
forms = st.sampled_from(["{}", "{}/..", "../{}", "{}/", "/{}", "[{}..]", "[..{}]"])
dates = st.builds(lambda form, point: parse(form.format(point)), forms, points)


@given(st.text() | near_edtf)
def test_text_is_read_or_refused_and_nothing_else(text):
    with contextlib.suppress(DateError):
        date = parse(text)
        assert date.text == text
        assert words(date)
        assert sort_key(date) < UNDATED
        time_attribute(date)


@given(st.text(max_size=12), st.text(max_size=12))
def test_times_and_zones_are_read_or_refused_and_nothing_else(time, zone):
    with contextlib.suppress(DateError):
        words("2026-01-14", time, zone)


@given(dates)
def test_the_first_day_is_never_after_the_last(date):
    assert date.earliest or date.latest
    if date.earliest and date.latest:
        assert date.earliest <= date.latest


@given(points, points)
def test_two_dates_make_an_interval_that_holds_both_or_none(first, second):
    start, end = parse(first), parse(second)
    with contextlib.suppress(DateError):
        interval = parse(f"{first}/{second}")
        assert (interval.earliest, interval.latest) == (start.earliest, end.latest)
        return

    assert end.latest < start.earliest


@given(dates, dates)
def test_a_date_that_starts_earlier_sorts_earlier(one, other):
    first, second = (date.earliest or date.latest for date in (one, other))
    if first < second:
        assert sort_key(one) < sort_key(other)


extreme_years = st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1)


@given(*[st.builds(Day, extreme_years, st.integers(1, 12), st.integers(1, 31))] * 2)
def test_keys_compare_as_days_do(one, other):
    assert (one.key < other.key) == (one < other)


@given(dates)
def test_the_words_read_the_same_each_time_and_once_through(date):
    said = words(date)

    assert said == words(date.text)
    assert "{" not in said
    assert "  " not in said
