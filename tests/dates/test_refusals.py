"""What cannot be a date is refused, and the writer is told what to write."""

import time

import pytest

from factcheck.text.edtf import DateError, parse

REFUSALS = [
    # the calendar
    ("2026-02-31", "February 2026 has 28 days"),
    ("2024-02-30", "February 2024 has 29 days"),
    ("2026-04-31", "write 01 to 30, or leave the day out"),
    ("2026-02-29", "2026 is not a leap year: write 28 February or 1 March"),
    ("1900-02-29", "1900 is not a leap year"),
    ("2026-01-00", "January 2026 has 31 days, and no day 00"),
    ("2026-13", "13 is not a month: write 01 to 12, or 21 to 24"),
    ("2026-00", "00 is not a month"),
    ("2026-25", "25 is not a month"),
    ("2026-21-05", "21 is a season, which has no days: write 2026-21"),
    ("-0000", "write 0000 for 1 BC"),
    # order and ends
    ("2026-01-15/2026-01-14", "ends before it starts: write the earlier date first"),
    ("2026/2025-12", "ends before it starts"),
    ("[2026-01-15..2026-01-12]", "ends before it starts"),
    ("../..", "names no date at either end"),
    ("/..", "names no date at either end"),
    ("/", "names no date at either end"),
    ("[..]", "names no date at either end"),
    ("[2026]", "write 2026 without the brackets"),
    ("2026/2027/2028", "more than one slash"),
    # nothing there
    ("", "there is no date"),
    ("   ", "there is no date"),
    (None, "a date is text"),
    (2026, "a date is text: write it in quotation marks"),
    ("XXXX", "leave the date empty"),
    # other notations
    ("14/01/2026", "write 2026-01-14"),
    ("01/14/2026", "write 2026-01-14"),
    ("01/02/2026", "write 2026-01-02 or 2026-02-01"),
    ("45/46/2026", "write the year, the month and the day"),
    ("2026/01/14", "write 2026-01-14"),
    ("01/2026", "write 2026-01"),
    ("2026/1", "write 2026-01"),
    ("14.1.2026", "write 2026-01-14"),
    ("14-01-2026", "write 2026-01-14"),
    ("2026-1-5", "write 2026-01-05"),
    ("2026-1", "write 2026-01"),
    ("2026-1-5~", "write 2026-01-05~"),
    ("2026-1/2026-02", "write 2026-01"),
    ("14.1.2026/15.1.2026", "write 2026-01-14"),
    ("20260114", "write 2026-01-14"),
    ("14 January 2026", "as numbers, such as 2026-01-14"),
    ("2026–01–14", "write the plain hyphen"),
    (" 2026", 'write "2026" without it'),
    ("987", "write 0987"),
    ("12026", "is written Y12026"),
    ("Y2026", "Y is for years of more than four digits: write 2026"),
    ("Y-17", "write -0017"),
    ("Y170000002-01", "write the year in full, and alone"),
    ("Y17E7", "write the year in full"),
    ("1950S2", "write the year in full"),
    ("Y" + "1" * 19, "a year of 19 digits is too long"),
    ("1" * 19, "at most 18 digits"),
    ("201x", "write a capital X"),
    ("20uu", "write a capital X"),
    ("156X-12", "a month needs a year that is fully known: write 156X alone"),
    ("1X6X", "write X only last"),
    ("2004-XX-13", "write 2004-XX-XX"),
    ("-2004-XX-13", "write -2004-XX-XX"),
    ("2004-1X", "write 2004-XX"),
    ("2004-01-1X", "write XX when the day is not known"),
    ("~2026", "once and last"),
    ("2026~-01", "once and last"),
    ("2026?~", "once and last"),
    ("{1960,1961}", "write an extent"),
    ("[2026..2027", "write both brackets"),
    ("2026..2027", "[2026-01-12..2026-01-15]"),
    # the time of day
    ("2026-01-14T16:30:00Z", "put the time of day in its own field"),
    ("2026-01-14 16:30", "put the time of day in its own field"),
    ("2026-01-14T16/2026-01-15", "put the time of day in its own field"),
    # garbage
    ("soon", "cannot be read as a date"),
    ("2026-01-14-", "cannot be read as a date: write one such as"),
    ("-", "cannot be read as a date"),
    ("[,]", "cannot be read as a date"),
    ("[]", "cannot be read as a date"),
    ("2026\x00", "has characters that no date has"),
    ("2026\n", "space around the date"),
    ("٢٠٢٦", "write digits from 0 to 9"),
    ("２０２６-01", "write digits from 0 to 9"),
    ("२०२६", "write digits from 0 to 9"),
    ("\ud800", "has characters that no date has"),
]


@pytest.mark.parametrize(("text", "message"), REFUSALS)
def test_a_writer_reads_what_is_wrong_and_what_to_write(text, message):
    with pytest.raises(DateError) as refusal:
        parse(text)

    assert message in str(refusal.value)
    assert ":" in str(refusal.value)


@pytest.mark.parametrize(
    "unit",
    ["2", "2026/", "[", "X", "\x00", "-", "2026,", "[2026..", "٢", " 1", "Y9", ".."],
)
def test_ten_thousand_characters_are_refused_at_once(unit):
    text = unit * (10_000 // len(unit))
    started = time.perf_counter()

    with pytest.raises(DateError) as refusal:
        parse(text)

    assert time.perf_counter() - started < 0.1
    assert len(str(refusal.value)) < 200


def test_a_refusal_repeats_little_and_nothing_that_does_not_print():
    with pytest.raises(DateError) as refusal:
        parse("2026\x1b[31m\u202e" + "a" * 150)

    assert len(str(refusal.value)) < 200
    assert str(refusal.value).isprintable()


def test_a_refusal_is_a_value_error():
    assert issubclass(DateError, ValueError)
