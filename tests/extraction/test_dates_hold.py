"""Whatever the text, what is found stands there, and the record takes it."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import edtf as record
from factcheck.text.extraction import dates

DAYS = st.none() | st.dates()
PHRASES = (
    "January", "May", "March", "Monday", "Sunday", "1", "14", "29 February", "31", "2026", "0000", "9999", "1999-2001",
    "480 BC", "AD", "the", "of", "in", "on", "to", "and", "between", "until", "since", "by", "within", "weeks", "week",
    "weekend", "days", "months", "year", "decade", "century", "last", "next", "this", "that", "same", "early", "late",
    "about", "the end of", "first", "half", "quarter", "ago", "later", "earlier", "before", "after", "19th", "1950s",
    "sixties", "’90s", "spring", "winter", "morning", "night", "noon", "5", "pm", "12/11/2026", "2026-01-14",
    "Christmas", "three", "several", "a", "every", "daily", "will", "past", "-", "–", ",", ".", "(", ")",
)  # fmt: skip
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(PHRASES), max_size=15).map(
    " ".join
)


@given(TEXTS, DAYS)
def test_findings_stand_in_the_text_in_its_order(text, published_on):
    end = 0
    for one in dates.find(text, published_on):
        assert end <= one.start < one.end <= len(text)
        end = one.end


@given(TEXTS, DAYS)
def test_every_date_is_one_that_the_record_takes(text, published_on):
    for one in dates.find(text, published_on):
        if one.edtf is not None:
            record.parse(one.edtf)


@pytest.mark.parametrize("published_on", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize(
    "words",
    [
        "this weekend",
        "last week",
        "next year",
        "tomorrow",
        "a century ago",
        "next Monday",
    ],
)
def test_at_the_ends_of_the_calendar_nothing_breaks(words, published_on):
    for one in dates.find(f"They will meet {words}.", published_on):
        assert one.edtf is None or record.parse(one.edtf)


@given(TEXTS, DAYS)
def test_scorers_get_places_in_the_text(text, published_on):
    for one in dates.predictions(text, published_on):
        assert 0 <= one["start"] < one["end"] <= len(text)


def seconds(text: str) -> float:
    began = time.process_time()
    dates.find(text, datetime.date(2026, 1, 15))
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape",
    [
        "1",
        "1 ",
        "January ",
        "January-",
        "the end of ",
        "three ",
        "2026-01-14 ",
        "from 1990 to ",
        "1,000,",
        "\0",
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(shape):
    seconds(shape * 1000)

    short, long = (
        min(seconds(shape * (size // len(shape))) for _ in range(2))
        for size in (20_000, 80_000)
    )

    assert long < 10 * short + 0.05
