"""What an address may write where a moment is asked for, and what is said of the rest."""

import datetime as dt

import pytest
from django.utils import timezone

from factcheck import ledger


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-15T12:00Z", dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)),
        ("2026-01-15t12:00:30z", dt.datetime(2026, 1, 15, 12, 0, 30, tzinfo=dt.UTC)),
        (
            "2026-01-15T12:00:00.000001Z",
            dt.datetime(2026, 1, 15, 12, 0, 0, 1, tzinfo=dt.UTC),
        ),
        (
            "2026-01-15T12:00:00.123456789Z",
            dt.datetime(2026, 1, 15, 12, 0, 0, 123456, tzinfo=dt.UTC),
        ),
        ("2026-01-15T13:00:00+01:00", dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)),
        ("2026-01-15T13:00:00 0100", dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)),
        ("2026-01-15", dt.datetime(2026, 1, 15, 23, 59, 59, 999999, tzinfo=dt.UTC)),
    ],
)
def test_a_day_or_a_moment_is_read(written, moment):
    assert ledger.parse_moment(written) == moment


@pytest.mark.parametrize("written", ["now", "Now", str(timezone.now().date())])
def test_now_and_todays_date_mean_the_present(written):
    assert ledger.parse_moment(written) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01", "2026-01-31"),
        ("2024-02", "2024-02-29"),
        ("2026-W03", "2026-01-18"),
        ("2026-W03-1", "2026-01-18"),
        ("2024", "2024-12-31"),
    ],
)
def test_a_year_a_month_or_a_week_is_refused_with_its_last_day(written, day):
    with pytest.raises(ledger.BadMoment) as refused:
        ledger.parse_moment(written)

    assert (
        str(refused.value)
        == f"“{written}” is no single day. Write one, such as its last: {day}."
    )


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-15%00",
        "20260115",
        "2026-015",
        "0000",
        "2026-13",
        "2026-W60",
        "15.1.2026",
        "２０２６-01-15",
        "2026-01-15T12Z",
    ],
)
def test_what_is_neither_is_refused_with_what_to_write(written):
    with pytest.raises(
        ledger.BadMoment,
        match="neither a day nor a moment. Write a day such as 2026-01-15",
    ):
        ledger.parse_moment(written)


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "2026-02-30T12:00Z",
        "0001-01-01T00:00:00+14:00",
        "2026-01-15T24:00Z",
    ],
)
def test_what_is_not_in_the_calendar_is_refused(written):
    with pytest.raises(ledger.BadMoment, match="not in the calendar"):
        ledger.parse_moment(written)


def test_a_day_is_read_from_its_start_where_a_start_is_meant():
    assert ledger.parse_start("2026-01-15") == dt.datetime(2026, 1, 15, tzinfo=dt.UTC)


FORMS = ["%Y", "%Y-%m", "%G-W%V"]


@pytest.mark.parametrize("form", FORMS)
def test_one_that_is_not_over_is_refused_with_today(form):
    today = timezone.now().date()

    with pytest.raises(ledger.BadMoment, match=f"such as today's: {today}") as refused:
        ledger.parse_moment(today.strftime(form))

    assert ledger.parse_moment(str(today)) is None
    assert "its last" not in str(refused.value)


@pytest.mark.parametrize("form", FORMS)
def test_a_future_day_says_so(form):
    ahead = timezone.now().date() + dt.timedelta(days=400)

    with pytest.raises(ledger.BadMoment, match="lies in the future"):
        ledger.parse_moment(ahead.strftime(form))
