"""The order in which a list shows dates."""

import itertools

import pytest

from factcheck.text.edtf import (
    LAST_PLACE,
    UNDATED,
    Day,
    parse,
    sort_key,
    utc_minutes,
    without_places,
)

IN_ORDER = [
    ("Y-" + "9" * 18, None),
    ("Y-170000002", None),
    ("-1985", None),
    ("-0043", None),
    ("0000", None),
    ("0001", None),
    ("1XXX", None),
    ("19XX", None),
    ("190X", None),
    ("1900", None),
    ("1900-01", None),
    ("1900-01-01", None),
    ("../1985-04", None),
    ("1985-05", None),
    ("2026", None),
    ("2026-01", None),
    ("2026-01-01", None),
    ("2026-01-01", 0),
    ("2026-01-01", 1439),
    ("2026-01-01", 1500),
    ("2026-01-02", -30),
    ("2026-01-02", 10),
    ("2026-03-01/2026-04", None),
    ("2026-03-01", None),
    ("2026-12-31", None),
    ("Y10000", None),
    ("Y170000002", None),
    ("Y" + "9" * 18, None),
]


def key(entry):
    text, minutes = entry
    return sort_key(parse(text), minutes)


@pytest.mark.parametrize(("before", "after"), list(itertools.pairwise(IN_ORDER)))
def test_one_date_stands_before_another(before, after):
    assert key(before) < key(after)


def test_an_approximate_date_stands_where_the_plain_one_does():
    assert sort_key(parse("2026-01-14~")) == sort_key(parse("2026-01-14"))


def test_what_is_not_dated_comes_last():
    assert sort_key(None) == sort_key(None, 30) == UNDATED
    assert UNDATED > max(map(key, IN_ORDER))


def test_every_key_is_as_wide_and_of_digits_alone():
    keys = [UNDATED, *map(key, IN_ORDER)]

    assert {len(each) for each in keys} == {31}
    assert all(each.isascii() and each.isdigit() for each in keys)


@pytest.mark.parametrize("minutes", [-1441, 2880])
def test_a_time_that_is_not_of_that_day_is_refused(minutes):
    with pytest.raises(ValueError, match="more than a day away"):
        sort_key(parse("2026-01-14"), minutes)


def test_a_time_a_whole_day_away_stays():
    assert sort_key(parse("2026-01-14")) < sort_key(parse("2026-01-14"), -1440)


def test_of_one_date_what_has_a_place_comes_first_whatever_its_time():
    day = parse("2026-01-14")
    keys = [
        sort_key(parse("2026-01"), place=LAST_PLACE),
        sort_key(day, 1200, 1),
        sort_key(day, None, 2),
        sort_key(day, 60, 2),
        sort_key(day, None, 10),
        sort_key(day, None, LAST_PLACE),
        sort_key(day),
        sort_key(day, 0),
        sort_key(parse("2026-01-15"), None, 1),
    ]

    assert sorted(keys) == keys
    assert {len(each) for each in keys} == {31}


def test_a_place_does_not_date_what_is_not_dated():
    assert sort_key(None, place=1) == UNDATED


@pytest.mark.parametrize("place", [0, -1, LAST_PLACE + 1])
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(ValueError, match="no place"):
        sort_key(parse("2026-01-14"), place=place)


def test_a_key_of_before_there_were_places_is_read_as_one_without():
    before = "1000000000000002026" + "0114" + "6" + "2161"

    assert without_places(before) == sort_key(parse("2026-01-14"), 720)
    assert without_places("9" * 28) == UNDATED


def test_days_sort_by_their_keys():
    days = [
        Day(-44, 12, 31),
        Day(-43, 1, 1),
        Day(0, 1, 1),
        Day(5, 2, 1),
        Day(5, 11, 1),
        Day(12026, 1, 1),
    ]

    assert sorted(days, key=lambda day: day.key) == days
    assert {len(day.key) for day in days} == {23}


def test_two_times_of_one_day_stand_in_the_order_of_their_moments():
    nuuk = utc_minutes("2026-01-14", "16:30", "America/Nuuk")
    copenhagen = utc_minutes("2026-01-14", "16:40", "Europe/Copenhagen")

    assert sort_key(parse("2026-01-14"), copenhagen) < sort_key(
        parse("2026-01-14"), nuuk
    )
