"""What is read out of a date that is kept as written."""

import dataclasses

import pytest

from factcheck.text.edtf import parse

PRECISION = [
    ("2026-01-14", "day"),
    ("2026-01", "month"),
    ("2026-21", "season"),
    ("2026", "year"),
    ("Y170000002", "year"),
    ("201X", "decade"),
    ("19XX", "century"),
    ("1XXX", "millennium"),
    # what is known, not what is left open
    ("1985-04-XX", "month"),
    ("2004-XX", "year"),
    ("1985-XX-XX", "year"),
    # of two dates the coarser
    ("2004-02-01/2005", "year"),
    ("2005/2006-02-03", "year"),
    ("[2026-01-12..2026-01]", "month"),
    ("2026-01-14/..", "day"),
    ("/1985-04", "month"),
]

MARKS = [
    ("2026-01-14", False, False),
    ("2026-01-14~", True, False),
    ("2026-01-14?", False, True),
    ("2026-01-14%", True, True),
    ("2026-21~", True, False),
    ("201X?", False, True),
    ("Y170000002~", True, False),
    ("1984~/2004-06", True, False),
    ("1984/2004-06?", False, True),
    ("1984~/2004?", True, True),
    ("[1984~..]", True, False),
]


@pytest.mark.parametrize(("text", "precision"), PRECISION)
def test_a_date_says_how_finely_it_is_known(text, precision):
    assert parse(text).precision == precision


@pytest.mark.parametrize(("text", "approximate", "uncertain"), MARKS)
def test_a_date_says_whether_it_is_approximate_or_uncertain(
    text, approximate, uncertain
):
    date = parse(text)

    assert (date.approximate, date.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2026", "single"),
        ("201X", "single"),
        ("1964/2008", "interval"),
        ("2026/..", "interval"),
        ("/2026", "interval"),
        ("[2026..2027]", "one_of"),
        ("[2026..]", "one_of"),
        ("[1667,1668]", "one_of"),
    ],
)
def test_a_date_says_which_form_it_has(text, form):
    assert parse(text).form == form


def test_a_date_stays_as_written():
    date = parse("[1667, 1668]")

    assert date.text == str(date) == "[1667, 1668]"


def test_a_date_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse("2026").text = "2027"


def test_two_readings_of_one_text_are_equal():
    assert parse("2026-01-14~") == parse("2026-01-14~")
    assert len({parse("2026"), parse("2026"), parse("2026?")}) == 2
