"""The first and the last day that each form allows."""

import datetime

import pytest

from factcheck.text.edtf import Day, parse

BOUNDS = [
    # level 0: date, time interval
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("2026-01", "2026-01-01", "2026-01-31"),
    ("2026-02", "2026-02-01", "2026-02-28"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    # an end that may be as late as the start is no end before it
    ("2026-06/2026", "2026-06-01", "2026-12-31"),
    ("2026-01-14/2026-01-14", "2026-01-14", "2026-01-14"),
    # level 1: seasons
    ("2026-21", "2026-03-01", "2026-05-31"),
    ("2026-22", "2026-06-01", "2026-08-31"),
    ("2026-23", "2026-09-01", "2026-11-30"),
    ("2026-24", "2026-12-01", "2027-02-28"),
    ("2027-24", "2027-12-01", "2028-02-29"),
    # level 1: qualification widens nothing
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    # level 1: unspecified digits from the right
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("1XXX", "1000-01-01", "1999-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    # level 1: extended intervals
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("../1985-04", None, "1985-04-30"),
    ("1985-04-12/", "1985-04-12", None),
    ("/1985-04", None, "1985-04-30"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30"),
    ("1984?/2004%", "1984-01-01", "2004-12-31"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
    # level 2: one of a set
    ("[2026-01-12..2026-01-15]", "2026-01-12", "2026-01-15"),
    ("[2026-01..]", "2026-01-01", None),
    ("[..1760-12-03]", None, "1760-12-03"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[1667, 1668, 1670..1672]", "1667-01-01", "1672-12-31"),
    ("[1760-01,1760-12..]", "1760-01-01", None),
    ("[..1760-12,1762]", None, "1762-12-31"),
]

FAR_BOUNDS = [
    ("Y170000002", Day(170000002, 1, 1), Day(170000002, 12, 31)),
    ("Y-170000002", Day(-170000002, 1, 1), Day(-170000002, 12, 31)),
    ("Y" + "9" * 18, Day(10**18 - 1, 1, 1), Day(10**18 - 1, 12, 31)),
    ("-1985", Day(-1985, 1, 1), Day(-1985, 12, 31)),
    ("0000", Day(0, 1, 1), Day(0, 12, 31)),
    ("0000-02-29", Day(0, 2, 29), Day(0, 2, 29)),
    ("-0043-03-15", Day(-43, 3, 15), Day(-43, 3, 15)),
    ("-201X", Day(-2019, 1, 1), Day(-2010, 12, 31)),
    ("-000X", Day(-9, 1, 1), Day(-1, 12, 31)),
    ("000X", Day(0, 1, 1), Day(9, 12, 31)),
    ("9999-24", Day(9999, 12, 1), Day(10000, 2, 29)),
]


def day(text):
    return text and Day(*map(int, text.split("-")))


@pytest.mark.parametrize(("text", "first", "last"), BOUNDS)
def test_a_date_reaches_from_its_first_day_to_its_last(text, first, last):
    date = parse(text)

    assert (date.earliest, date.latest) == (day(first), day(last))


@pytest.mark.parametrize(("text", "first", "last"), FAR_BOUNDS)
def test_far_years_have_bounds_too(text, first, last):
    date = parse(text)

    assert (date.earliest, date.latest) == (first, last)


@pytest.mark.slow
def test_the_calendar_agrees_with_pythons_on_every_day_of_four_centuries():
    start = datetime.date(1700, 1, 1)

    for number in range(start.toordinal(), datetime.date(2101, 1, 1).toordinal()):
        expected = datetime.date.fromordinal(number)
        assert parse(expected.isoformat()).earliest == (
            expected.year,
            expected.month,
            expected.day,
        )
