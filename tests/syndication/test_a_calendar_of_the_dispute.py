"""The dispute's dated entries in a calendar, read by the `icalendar` package."""

from datetime import UTC, date, datetime

import icalendar
import pytest
from support.feeds_support import ODD_DATES, SAYABLE
from support.people import change, person, publish, published

from factcheck import workflow

ADDRESS = "/disputes/bridge/timeline.ics"


@pytest.fixture
def calendar(get):
    def read(query: str = "") -> icalendar.Calendar:
        response = get(ADDRESS + query)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        return icalendar.Calendar.from_ical(response.content)

    return read


@pytest.fixture
def event(calendar, entries):
    """The event of one entry with this content, published beside nothing else of its day."""

    def read(when: str, **content) -> icalendar.Event:
        entries(when, **content)
        return next(
            each for each in calendar().events if each["SUMMARY"] == f"On {when}"
        )

    return read


def test_every_entry_of_a_known_day_is_an_event(world, entries, calendar):
    entries("2026-01-20", "2026-01-15/2026-01-17")

    read = calendar()

    assert [each["SUMMARY"] for each in read.events] == [
        "Upper Town closes the bridge",
        "On 2026-01-15/2026-01-17",
        "On 2026-01-20",
    ]
    assert read["X-WR-CALNAME"] == "Who owns the bridge?"
    assert read["X-WR-CALDESC"] == ""
    assert not read.errors


def test_a_day_is_a_whole_day(event):
    found = event("2026-02-28")

    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (
        date(2026, 2, 28),
        date(2026, 3, 1),
    )


def test_an_extent_ends_before_the_day_after_its_last(event):
    found = event("2026-01-15/2026-01-17")

    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (
        date(2026, 1, 15),
        date(2026, 1, 18),
    )


def test_a_time_with_a_zone_is_a_moment(event):
    found = event("2026-01-14", time="23:30", zone="America/Nuuk")

    assert found.decoded("DTSTART") == datetime(2026, 1, 15, 1, 30, tzinfo=UTC)
    assert "DTEND" not in found


def test_a_time_without_a_zone_stands_beside_the_whole_day(world, reworded, calendar):
    reworded(world.entry, time="16:30", zone="")

    found = calendar().events[0]

    assert found.decoded("DTSTART") == date(2026, 1, 14)
    assert "16:30" in found["DESCRIPTION"]


def test_what_a_calendar_cannot_say_is_left_out_and_counted(world, entries, calendar):
    entries(*ODD_DATES)

    read = calendar()

    assert [each["SUMMARY"] for each in read.events] == ["Upper Town closes the bridge"]
    assert (
        read["X-WR-CALDESC"]
        == f"{len(ODD_DATES)} entries are left out: their dates are not known to the day."
    )


STATUS = {
    "planned": "TENTATIVE",
    "announced": "TENTATIVE",
    "cancelled": "CANCELLED",
    "happened": "CONFIRMED",
}


@pytest.mark.parametrize(("status", "said"), STATUS.items(), ids=STATUS)
def test_the_status_says_how_sure_it_is(event, status, said):
    assert event("2026-02-01", status=status)["STATUS"] == said


def test_a_correction_moves_the_event_that_calendars_already_hold(world, calendar):
    before = calendar().events[0]
    publish(
        change(world.entry, when="2026-01-13"),
        action="correct",
        notice="It was the 13th.",
    )

    after = calendar().events[0]

    assert after["UID"] == before["UID"] == str(world.entry.uid)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("LAST-MODIFIED") >= before.decoded("LAST-MODIFIED")
    assert after.decoded("DTSTART") == date(2026, 1, 13)


def test_an_event_leads_back_to_its_entry(world, calendar):
    found = calendar().events[0]

    assert found["URL"] == "http://127.0.0.1:8000/entries/closing/"
    assert found["URL"] in found["DESCRIPTION"]


def test_hostile_text_stays_text(world, hostile, calendar, get):
    found = calendar().events[0]

    assert found["SUMMARY"] == SAYABLE
    assert SAYABLE in found["DESCRIPTION"]
    assert b"\x0b" not in get(ADDRESS).content


def test_the_last_day_that_calendars_know_has_no_day_after(world, entries, calendar):
    entries("9999-12-31")

    assert len(calendar().events) == 1


def test_the_filters_of_the_page_cut_the_calendar(world, entries, calendar):
    entries("2026-03-01")

    assert [each["SUMMARY"] for each in calendar("?happened_after=2026-02").events] == [
        "On 2026-03-01"
    ]


def test_an_empty_dispute_is_an_empty_calendar(world, get):
    published("dispute", slug="empty", title="Nothing yet")

    read = icalendar.Calendar.from_ical(get("/disputes/empty/timeline.ics").content)

    assert (read.events, read["X-WR-CALNAME"]) == ([], "Nothing yet")


def test_what_was_retracted_is_in_no_calendar(world, calendar):
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")

    assert calendar().events == []


def test_a_date_that_means_nothing_is_refused(world, client):
    response = client.get(f"{ADDRESS}?happened_after=soon")

    assert response.status_code == 400
    assert response.content.decode().startswith("happened_after: ")
