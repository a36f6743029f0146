"""The words that a reader sees for a date."""

import datetime

import pytest

from factcheck.text.edtf import DateError, parse, words

WORDS = [
    # one date
    ("2026-01-14", "14 January 2026"),
    ("2026-01-05", "5 January 2026"),
    ("2026-01", "January 2026"),
    ("2026", "2026"),
    ("1951", "1951"),
    ("2026-21", "spring 2026"),
    ("2026-22", "summer 2026"),
    ("2026-23", "autumn 2026"),
    ("2025-24", "winter 2025–2026"),
    # approximate, uncertain
    ("2026-01-14~", "about 14 January 2026"),
    ("2026-01-14?", "probably 14 January 2026"),
    ("2026-01-14%", "probably about 14 January 2026"),
    ("2026~", "about 2026"),
    ("2026-21?", "probably spring 2026"),
    ("201X~", "about the 2010s"),
    # digits not known
    ("201X", "the 2010s"),
    ("200X", "the years 2000 to 2009"),
    ("19XX", "the years 1900 to 1999"),
    ("1XXX", "the years 1000 to 1999"),
    ("1985-04-XX", "some day in April 1985"),
    ("2004-XX", "some month in 2004"),
    ("1985-XX-XX", "some day in 1985"),
    ("1985-04-XX?", "probably some day in April 1985"),
    # intervals
    ("2026-01-15/2026-01-17", "from 15 to 17 January 2026"),
    ("2026-01-28/2026-02-02", "from 28 January to 2 February 2026"),
    ("2025-12-28/2026-01-02", "from 28 December 2025 to 2 January 2026"),
    ("2026-01/2026-03", "from January to March 2026"),
    ("2025-12/2026-03", "from December 2025 to March 2026"),
    ("1951/1953", "from 1951 to 1953"),
    ("2026-21/2026-23", "from spring to autumn 2026"),
    ("2026-21/2026-24", "from spring 2026 to winter 2026–2027"),
    ("2004-02-01/2005", "from 1 February 2004 to 2005"),
    ("2026-01/2026-01-17", "from January 2026 to 17 January 2026"),
    ("2026-01-15~/2026-01-17", "from about 15 January 2026 to 17 January 2026"),
    ("1984~/2004-06?", "from about 1984 to probably June 2004"),
    ("201X/2024", "from the 2010s to 2024"),
    ("2026-01-14/2026-01-14", "14 January 2026"),
    # open and unknown ends
    ("2026-01-07/..", "since 7 January 2026"),
    ("2026-01/..", "since January 2026"),
    ("1984~/..", "since about 1984"),
    ("../2026-01-14", "until 14 January 2026"),
    ("2026-01-14/", "from 14 January 2026, end not known"),
    ("/2026-01-14", "until 14 January 2026, start not known"),
    # one of a set
    ("[2026-01-12..2026-01-15]", "between 12 and 15 January 2026"),
    ("[2025-12-28..2026-01-02]", "between 28 December 2025 and 2 January 2026"),
    ("[2026-01-14..2026-01-14]", "14 January 2026"),
    ("[1951..1953]", "between 1951 and 1953"),
    ("[2026-01-14..]", "on or after 14 January 2026"),
    ("[2026-01..]", "in or after January 2026"),
    ("[2026..]", "in or after 2026"),
    ("[2026-21..]", "in or after spring 2026"),
    ("[..2026-01-14]", "on or before 14 January 2026"),
    ("[..2026-01]", "in or before January 2026"),
    ("[..1984]", "in or before 1984"),
    ("[2026-01-12,2026-01-15]", "12 or 15 January 2026"),
    ("[1667,1760-12]", "1667 or December 1760"),
    ("[1667, 1668, 1670..1672]", "1667, 1668 or between 1670 and 1672"),
    ("[1760-01,1760-12..]", "January 1760 or in or after December 1760"),
    # far years
    ("-0043", "44 BC"),
    ("-0043-03-15", "15 March 44 BC"),
    ("0000", "1 BC"),
    ("0001", "AD 1"),
    ("0014-08-19", "19 August AD 14"),
    ("-0043/0014", "from 44 BC to AD 14"),
    ("-201X", "the years 2020 BC to 2011 BC"),
    ("001X", "the years AD 10 to AD 19"),
    ("Y170000002", "170,000,002"),
    ("Y-17000", "17,001 BC"),
    # no date
    ("", "not dated"),
    (None, "not dated"),
]

TIMES = [
    (
        "2026-01-14",
        "16:30",
        "America/Nuuk",
        "14 January 2026, 16:30 Nuuk time (18:30 UTC)",
    ),
    (
        "2026-07-14",
        "16:30",
        "America/Nuuk",
        "14 July 2026, 16:30 Nuuk time (17:30 UTC)",
    ),
    (
        "2026-01-14",
        datetime.time(16, 30),
        "America/Nuuk",
        "14 January 2026, 16:30 Nuuk time (18:30 UTC)",
    ),
    ("2026-01-14", "00:00", "UTC", "14 January 2026, 00:00 UTC"),
    ("2026-01-14", "16:30", "Etc/UTC", "14 January 2026, 16:30 UTC"),
    (
        "2026-01-14",
        "22:30",
        "America/Nuuk",
        "14 January 2026, 22:30 Nuuk time (00:30 UTC on 15 January 2026)",
    ),
    (
        "2026-01-01",
        "00:30",
        "Europe/Copenhagen",
        "1 January 2026, 00:30 Copenhagen time (23:30 UTC on 31 December 2025)",
    ),
    (
        "2026-01-14",
        "09:00",
        "America/New_York",
        "14 January 2026, 09:00 New York time (14:00 UTC)",
    ),
    ("2026-01-14~", "16:30", "UTC", "about 14 January 2026, 16:30 UTC"),
    ("2026-01-14", "16:30", "", "14 January 2026, 16:30 (time zone not given)"),
    ("2026-01-14", "", "America/Nuuk", "14 January 2026"),
    # a year that no clock has
    ("-0043-03-15", "12:00", "Europe/Rome", "15 March 44 BC, 12:00 Rome time"),
    # a time says nothing beside less than a whole day
    ("2026-01", "16:30", "UTC", "January 2026"),
    ("2026-01-14/..", "16:30", "UTC", "since 14 January 2026"),
    ("", "16:30", "UTC", "not dated"),
]

DISTANCES = [
    ("2026-01-14", "14 January 2026, today"),
    ("2026-01-13", "13 January 2026, yesterday"),
    ("2026-01-15", "15 January 2026, tomorrow"),
    ("2026-01-11", "11 January 2026, 3 days ago"),
    ("2026-02-13", "13 February 2026, in 30 days"),
    ("2026-02-14", "14 February 2026"),
    ("2026-01-13~", "about 13 January 2026"),
    ("2026-01", "January 2026"),
    ("2026-01-13/..", "since 13 January 2026"),
    ("-0043-03-15", "15 March 44 BC"),
]


@pytest.mark.parametrize(("text", "said"), WORDS)
def test_a_reader_sees_the_date_in_words(text, said):
    assert words(text) == said


@pytest.mark.parametrize(("text", "time", "zone", "said"), TIMES)
def test_a_reader_sees_the_time_there_and_in_utc(text, time, zone, said):
    assert words(text, time, zone) == said


@pytest.mark.parametrize(("text", "said"), DISTANCES)
def test_a_near_day_may_say_how_far_it_is(text, said):
    assert words(text, on=datetime.date(2026, 1, 14)) == said


def test_the_distance_follows_the_time_of_day():
    said = words("2026-01-14", "16:30", "UTC", on=datetime.date(2026, 1, 17))

    assert said == "14 January 2026, 16:30 UTC, 3 days ago"


def test_a_date_already_read_reads_alike():
    assert words(parse("2026-01")) == words("2026-01")


def test_text_that_is_no_date_has_no_words():
    with pytest.raises(DateError, match="cannot be read"):
        words("soon")


def test_a_language_without_words_is_refused():
    with pytest.raises(DateError, match="choose one of da, de, en"):
        words("2026", language="kl")
