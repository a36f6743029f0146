"""Dates in sentences become EDTF, as precise as they were said, counted from the day of publication."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import edtf
from factcheck.text.extraction import dates

PUBLISHED = datetime.date(2026, 1, 15)  # a Thursday


def dates_in(
    text: str, published_on: datetime.date | None = PUBLISHED
) -> list[tuple[str, str | None]]:
    return [
        (text[one.start : one.end], one.edtf) for one in dates.find(text, published_on)
    ]


@pytest.mark.parametrize(
    ("text", "said", "when"),
    [
        ("They met on 14 January 2026 in Nuuk.", "14 January 2026", "2026-01-14"),
        ("They met on January 14, 2026, in Nuuk.", "January 14, 2026", "2026-01-14"),
        ("They met on 2026-01-14.", "2026-01-14", "2026-01-14"),
        ("They met on Wednesday.", "Wednesday", "2026-01-14"),
        ("The group will meet on Tuesday.", "Tuesday", "2026-01-20"),
        ("They met last Friday.", "last Friday", "2026-01-09"),
        ("It was quiet yesterday.", "yesterday", "2026-01-14"),
        ("The vote is tomorrow.", "tomorrow", "2026-01-16"),
        ("They met in December.", "December", "2025-12"),
        ("They will meet in March.", "March", "2026-03"),
        ("The treaty of 1951 is in force.", "1951", "1951"),
        ("It was signed in April 1951.", "April 1951", "1951-04"),
        ("It was warm in the summer of 2025.", "the summer of 2025", "2025-22"),
        ("It began in the 1950s.", "the 1950s", "195X"),
        ("It began last year.", "last year", "2025"),
        ("They met three days ago.", "three days ago", "2026-01-12"),
    ],
)
def test_a_date_is_extracted_as_it_reads(text, said, when):
    assert (said, when) in [
        (words.removeprefix("the ") if not said.startswith("the") else words, value)
        for words, value in dates_in(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on Sunday's paper.",
        "It cost 1951 kroner.",
        "The second speaker was late.",
        "Flight 2025 left.",
        "",
        "\0",
        "١٤ يناير",
    ],
)
def test_what_is_no_date_gives_no_calendar_date(text):
    assert [
        value for words, value in dates_in(text) if value and "Sunday" not in words
    ] == []


@pytest.mark.parametrize(
    "text", ["They met on 31 February 2026.", "They met on February 29, 2026."]
)
def test_a_day_that_does_not_exist_is_never_a_day(text):
    assert not [value for _, value in dates_in(text) if value and len(value) == 10]


def test_without_a_day_of_publication_a_weekday_is_no_date():
    assert dates_in("They met on Wednesday.", None) == [("Wednesday", None)]


def test_in_a_history_a_day_belongs_to_the_year_of_the_story():
    text = (
        "In April 1940 the country was taken. On 9 April ships arrived."
        " By 1941 and 1943 and 1944 and 1945 it was over."
    )

    assert ("9 April", "1940-04-09") in [
        (words.removeprefix("On "), value) for words, value in dates_in(text)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape", ["1", "January ", "on Monday ", "the ", "2026-01-14 ", "’90s ", "second "]
)
def test_a_hundred_thousand_of_anything_comes_to_an_end(shape):
    assert isinstance(dates_in(shape * (100_000 // len(shape))), list)


@given(
    st.text(
        alphabet=st.sampled_from("0123456789 -/.,JanuryMdonsWkthe’\n\0"), max_size=200
    )
)
def test_every_finding_stands_there_and_is_a_date_that_the_record_takes(text):
    for one in dates.find(text, PUBLISHED):
        assert 0 <= one.start < one.end <= len(text)
        if one.edtf:
            edtf.parse(one.edtf)
