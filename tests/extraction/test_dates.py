"""Each sentence, published on Thursday 15 January 2026, with what is marked in it and the EDTF that is offered."""

import datetime

import pytest

from factcheck.text.extraction import dates

PUBLISHED = datetime.date(2026, 1, 15)


def marked(
    text: str, published_on: datetime.date | None = PUBLISHED
) -> dict[str, str | None]:
    """What is marked in a text, with its EDTF."""
    return {
        text[one.start : one.end]: one.edtf for one in dates.find(text, published_on)
    }


DAYS = [
    (
        "Ministers met in Washington on 14 January 2026.",
        "14 January 2026",
        "2026-01-14",
    ),
    (
        "Ministers met on Wednesday, January 14, 2026.",
        "Wednesday, January 14, 2026",
        "2026-01-14",
    ),
    (
        "Ministers met on the 14th of January 2026.",
        "the 14th of January 2026",
        "2026-01-14",
    ),
    ("Ministers met on January 14.", "January 14", "2026-01-14"),
    ("Ministers met on Jan. 14.", "Jan. 14", "2026-01-14"),
    ("Posted 2026-01-14T10:30Z in Nuuk.", "2026-01-14T10:30Z", "2026-01-14"),
    ("The letter is dated 23/12/2025.", "23/12/2025", "2025-12-23"),
    ("The letter is dated 03/04/2025.", "03/04/2025", "[2025-03-04,2025-04-03]"),
    ("The crew landed on the fifth of January.", "the fifth of January", "2026-01-05"),
    ("The crew landed on Christmas Eve.", "Christmas Eve", "2025-12-24"),
    ("Nuuk celebrated New Year's Day 2026.", "New Year's Day 2026", "2026-01-01"),
]
INHERITED = [
    ("The envoy was named on December 21.", "December 21", "2025-12-21"),
    ("The envoy came on June 16 of last year.", "June 16 of last year", "2025-06-16"),
    ("The base will close in March of next year.", "March of next year", "2027-03"),
    ("He asked them to come to Nuuk and vote with him in March.", "March", "2026-03"),
    ("The parliament will sit on February 3.", "February 3", "2026-02-03"),
    ("The parliament will sit again in November.", "November", "2026-11"),
    ("The party won the vote in March.", "March", "2025-03"),
    (
        "The exercise ran from December 28 to January 3, 2026.",
        "December 28 to January 3, 2026",
        "2025-12-28/2026-01-03",
    ),
]
WEEKDAYS = [
    ("The premier spoke on Tuesday.", "Tuesday", "2026-01-13"),
    ("The premier spoke on Thursday.", "Thursday", "2026-01-15"),
    ("The premier will speak on Tuesday.", "Tuesday", "2026-01-20"),
    ("On Monday, the senators will arrive in Nuuk.", "Monday", "2026-01-19"),
    ("She said on Monday that troops would come.", "Monday", "2026-01-12"),
    ("The offer stands until Friday.", "Friday", "../2026-01-16"),
    ("Crowds gathered over the weekend.", "the weekend", "2026-01-10/2026-01-11"),
    ("Crowds gathered last Saturday.", "last Saturday", "2026-01-10"),
    ("She spoke on Tuesday night.", "Tuesday night", "2026-01-13"),
]
NEARBY = [
    ("The flag was raised yesterday.", "yesterday", "2026-01-14"),
    ("They meet the day after tomorrow.", "the day after tomorrow", "2026-01-17"),
    ("Troops arrived this week.", "this week", "2026-01-12/2026-01-18"),
    ("Troops arrived last month.", "last month", "2025-12"),
    ("Elections were held last year.", "last year", "2025"),
    ("Prices rose earlier this month.", "earlier this month", "2026-01"),
    ("He asked three days ago.", "three days ago", "2026-01-12"),
    ("He asked seven years ago.", "seven years ago", "2019"),
    ("He asked about ten years ago.", "about ten years ago", "2016~"),
    ("He asked half a century ago.", "half a century ago", "1976~"),
    ("An answer is due by year's end.", "year's end", "[..2026]"),
    ("It was warm last summer.", "last summer", "2025-22"),
]
EXTENTS = [
    (
        "The exercise runs from January 15 to 17.",
        "January 15 to 17",
        "2026-01-15/2026-01-17",
    ),
    (
        "The exercise ran 12–14 January 2026.",
        "12–14 January 2026",
        "2026-01-12/2026-01-14",
    ),
    (
        "Talks lasted from Monday to Wednesday.",
        "Monday to Wednesday",
        "2026-01-12/2026-01-14",
    ),
    ("The island was occupied from 1941 to 1945.", "1941 to 1945", "1941/1945"),
    ("The plan of 1946-47 failed.", "1946-47", "1946/1947"),
    (
        "It was built between May 1951 and July 1953.",
        "May 1951 and July 1953",
        "[1951-05..1953-07]",
    ),
    ("The island has ruled itself since 2009.", "2009", "2009/.."),
    ("They must report by February 1.", "February 1", "[..2026-02-01]"),
    ("Crowds came after Monday's debate.", "Monday", "2026-01-12"),
    ("It was quiet for the past year.", "the past year", "2025/2026"),
    ("They left after April 1951.", "April 1951", "[1951-04..]"),
    ("It snowed for the past ten days.", "the past ten days", "2026-01-05/2026-01-15"),
    ("An answer will come within two weeks.", "two weeks", "[2026-01-15..2026-01-29]"),
    ("He promised an answer within weeks.", "weeks", "[2026-01-15..]"),
    ("The delegation will leave in two weeks.", "two weeks", "2026-01-29~"),
]
COARSE = [
    ("The treaty of 1951 is in force.", "1951", "1951"),
    ("It dates from about 1910.", "about 1910", "1910~"),
    ("The base closed in late 1967.", "late 1967", "1967"),
    ("It was signed in April 1951.", "April 1951", "1951-04"),
    ("It opened in the spring of 1953.", "the spring of 1953", "1953-21"),
    ("Nobody came in the winter of 2024-25.", "the winter of 2024-25", "2024-24"),
    (
        "Sales rose in the first half of 2025.",
        "the first half of 2025",
        "2025-01/2025-06",
    ),
    ("Radar came in the 1950s.", "the 1950s", "195X"),
    ("Prospectors came in the sixties.", "the sixties", "196X"),
    ("Whalers came in the 19th century.", "the 19th century", "18XX"),
    ("Hunters came about 2400 BC.", "about 2400 BC", "-2399~"),
]


@pytest.mark.parametrize(
    ("text", "words", "when"), DAYS + INHERITED + WEEKDAYS + NEARBY + EXTENTS + COARSE
)
def test_a_date_is_as_precise_as_its_words(text, words, when):
    assert marked(text).get(words) == when


@pytest.mark.parametrize(
    "text",
    ["It lasted three days.", "It is published daily.", "They meet every Monday."],
)
def test_a_length_or_a_repetition_has_no_day(text):
    assert list(marked(text).values()) == [None]


def test_two_days_that_are_only_named_together_stay_two():
    assert marked("They met on 12 and 14 January.") == {
        "12": "2026-01-12",
        "14 January": "2026-01-14",
    }


def test_a_meeting_that_was_moved_has_no_extent():
    found = marked("The vote was moved from Monday to Wednesday.")

    assert found == {"Monday": "2026-01-12", "Wednesday": "2026-01-14"}


def test_a_history_counts_from_its_last_day():
    text = "On 9 April 1940 war came. The next day the governor spoke. In May a consul came; a year later, ships."

    assert marked(text, None) == {
        "9 April 1940": "1940-04-09",
        "The next day": "1940-04-10",
        "May": "1940-05",
        "a year later": "1941",
    }


def test_a_year_named_in_passing_does_not_move_a_history():
    text = "In 1940 the consul came, by the law of 1938. In May he opened his office."

    assert marked(text, None)["May"] == "1940-05"


def test_a_far_year_that_is_named_once_does_not_move_a_history():
    text = "In 1940 the consul came. In 1867 a sale had been tried. In May he opened his office."

    assert marked(text, None)["May"] == "1940-05"


def test_news_with_a_long_background_counts_from_its_publication():
    text = (
        "The premier said that she is ready to talk. Ships came in 1941, 1942, 1943, 1944 and 1945, and treaties in "
        "1951, 1953, 1979 and 2004. Denmark has troops there, and there are plans for more. It was quiet last year."
    )

    assert marked(text)["last year"] == "2025"


def test_a_history_that_was_published_today_is_read_as_a_history():
    text = "Ships came in 1941, 1942, 1943, 1944 and 1945. On 9 April 1940 it began. On 3 May a consul came."

    assert marked(text)["3 May"] == "1940-05-03"


def test_scorers_get_both_ends_of_a_range():
    text = "The exercise runs from January 15 to 17."

    found = [
        (text[one["start"] : one["end"]], one["value"], one["type"])
        for one in dates.predictions(text, PUBLISHED)
    ]

    assert found == [("January 15", "2026-01-15", "DATE"), ("17", "2026-01-17", "DATE")]


def test_scorers_get_timex_values():
    text = "On Tuesday night, last week, for three days, and every Monday, as in the 1950s."

    values = [(one["value"], one["type"]) for one in dates.predictions(text, PUBLISHED)]

    assert values == [
        ("2026-01-13TNI", "TIME"),
        ("2026-W02", "DATE"),
        ("P3D", "DURATION"),
        ("XXXX-WXX-1", "SET"),
        ("195", "DATE"),
    ]
