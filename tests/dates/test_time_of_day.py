"""The time of day beside a date: minutes in UTC, and what the page's markup says."""

import datetime

import pytest

from factcheck.text.edtf import DateError, parse, time_attribute, utc_minutes, words

MINUTES = [
    ("2026-01-14", "16:30", "UTC", 990),
    ("2026-01-14", datetime.time(0, 0), "UTC", 0),
    ("2026-01-14", "16:30", "America/Nuuk", 1110),
    ("2026-07-14", "16:30", "America/Nuuk", 1050),
    ("2026-01-14", "23:30", "America/Nuuk", 1530),
    ("2026-01-14", "00:30", "Europe/Copenhagen", -30),
    # the hour that comes twice when clocks are set back: the first one
    ("2026-10-25", "02:30", "Europe/Copenhagen", 30),
    ("2026-01-14", None, "UTC", None),
    ("2026-01-14", "16:30", "", None),
    ("0001-01-01", "16:30", "UTC", 990),
    ("9999-12-31", "16:30", "UTC", 990),
    # no clock reaches there
    ("-0043-03-15", "12:00", "Europe/Rome", None),
    ("0001-01-01", "00:30", "Europe/Copenhagen", None),
    ("9999-12-31", "23:30", "America/Nuuk", None),
]

ATTRIBUTES = [
    ("2026", "2026"),
    ("0987", "0987"),
    ("2026-01", "2026-01"),
    ("2026-01-14", "2026-01-14"),
    ("2026-01-14~", None),
    ("2026?", None),
    ("2026-01/2026-02", None),
    ("2026-01-14/2026-01-14", None),
    ("2026/..", None),
    ("[2026-01-12..2026-01-15]", None),
    ("2026-21", None),
    ("201X", None),
    ("2004-XX", None),
    ("1985-04-XX", None),
    ("0000", None),
    ("-0043", None),
    ("Y12026", None),
    ("", None),
    (None, None),
]

TIMED_ATTRIBUTES = [
    ("2026-01-14", "16:30", "America/Nuuk", "2026-01-14T18:30Z"),
    ("2026-01-14", "23:30", "America/Nuuk", "2026-01-15T01:30Z"),
    ("0987-01-14", "16:30", "UTC", "0987-01-14T16:30Z"),
    ("2026-01-14", "16:30", "", "2026-01-14"),
    ("2026-01-14", "", "America/Nuuk", "2026-01-14"),
    ("2026-01", "16:30", "UTC", "2026-01"),
    ("2026-01-14~", "16:30", "UTC", None),
    ("9999-12-31", "23:30", "America/Nuuk", "9999-12-31"),
]


@pytest.mark.parametrize(("text", "time", "zone", "minutes"), MINUTES)
def test_a_time_is_counted_from_midnight_in_utc(text, time, zone, minutes):
    assert utc_minutes(text, time, zone) == minutes


@pytest.mark.parametrize(
    "text", ["2026-01", "2026", "2026-01-14/..", "1985-04-XX", None]
)
def test_a_time_needs_a_whole_date(text):
    with pytest.raises(DateError, match="add the day or remove the time"):
        utc_minutes(text, "16:30", "UTC")


@pytest.mark.parametrize(
    "time",
    ["24:00", "16:60", "4:30", "16.30", "16:30:00", "noon", "١٦:٣٠", "1" * 10_000],
)
def test_a_time_that_cannot_be_read_is_refused(time):
    with pytest.raises(DateError, match="such as 16:30"):
        words("2026-01-14", time, "UTC")


@pytest.mark.parametrize(
    "zone",
    [
        "Nuuk",
        "America",
        "../../etc/passwd",
        "/etc/passwd",
        "UTC\x00",
        "\ud800",
        "A" * 10_000,
    ],
)
def test_a_zone_that_is_none_is_refused(zone):
    with pytest.raises(DateError, match="write its IANA name") as refusal:
        words("2026-01-14", "16:30", zone)

    assert len(str(refusal.value)) < 200


def test_a_zone_that_readers_would_take_for_its_opposite_is_refused():
    with pytest.raises(DateError, match="name the zone by a city"):
        words("2026-01-14", "16:30", "Etc/GMT+3")


@pytest.mark.parametrize(("text", "attribute"), ATTRIBUTES)
def test_the_markup_says_only_what_is_known(text, attribute):
    assert time_attribute(text) == attribute
    assert time_attribute(text and parse(text)) == attribute


@pytest.mark.parametrize(("text", "time", "zone", "attribute"), TIMED_ATTRIBUTES)
def test_the_markup_names_the_moment_when_time_and_zone_are_known(
    text, time, zone, attribute
):
    assert time_attribute(text, time, zone) == attribute
