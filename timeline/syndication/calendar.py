"""A dispute's entries as iCalendar (RFC 5545): only those whose date a calendar can say."""

from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event

from factcheck.ledger import View
from factcheck.pages.labels.dates_and_numbers import date_in_words
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.record_rows import lines_of
from factcheck.syndication.atom import sayable
from factcheck.syndication.base_views import AbsoluteFrame
from factcheck.text import edtf

from .base_views import EntriesFormatView, FilteredDispute, latest_dated
from .spans import whole_days

MOST = 2000
STATUS = {"cancelled": "CANCELLED", "planned": "TENTATIVE", "announced": "TENTATIVE"}


class DisputeCalendar(EntriesFormatView):
    """The dated entries of a dispute for a calendar: whole days, moments with a zone, and extents of days."""

    def page(self, view: View) -> HttpResponse:
        filtered = self.filtered_dispute(view)
        rows, is_cut = latest_dated(view, filtered.listing, MOST)
        entries = filtered.loader.add(lines_of(rows))
        calendar = _calendar(filtered, self.away)
        for entry in entries:
            if event := _event(entry, self.away):
                calendar.add_component(event)
        calendar.add(
            "X-WR-CALDESC",
            _described(len(entries) - len(calendar.subcomponents), is_cut),
        )
        return HttpResponse(
            calendar.to_ical(), content_type="text/calendar; charset=utf-8"
        )


def _calendar(filtered: FilteredDispute, away: AbsoluteFrame) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", f"-//{away.site.name}//timeline//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", _plain(filtered.dispute.title))
    calendar.add("URL", away.link(filtered.home))
    return calendar


def _described(left_out: int, is_cut: bool) -> str:
    """What the calendar does not hold, and why."""
    sentences = []
    if left_out:
        message = ngettext(
            "%d entry is left out: its date is not known to the day.",
            "%d entries are left out: their dates are not known to the day.",
            left_out,
        )
        sentences.append(message % left_out)
    if is_cut:
        message = _(
            "Only the %d latest entries are here; ask with happened_before for earlier ones."
        )
        sentences.append(message % MOST)
    return " ".join(sentences)


def _event(entry: PublishedRecord, away: AbsoluteFrame) -> Event | None:
    """None where a calendar would have to be more precise than the record is."""
    payload = entry.payload
    days = whole_days(edtf.parse(payload["when"])) if payload["when"] else None
    if days is None:
        return None
    event = Event()
    event.add("UID", str(entry.uid))
    event.add("SEQUENCE", payload["version"] - 1)
    event.add("DTSTAMP", parse_datetime(payload["published_at"]))
    event.add("CREATED", parse_datetime(payload["first_published_at"]))
    event.add("LAST-MODIFIED", parse_datetime(payload["published_at"]))
    if moment := _moment(payload, days[0]):
        event.add("DTSTART", moment)
    else:
        event.add("DTSTART", days[0])
        event.add("DTEND", days[1])
    _describe(event, payload, away.link(entry.path))
    return event


def _describe(event: Event, payload: dict, address: str) -> None:
    event.add("SUMMARY", _plain(payload["headline"]))
    when = date_in_words(payload["when"], payload["time"], payload["zone"])
    event.add("DESCRIPTION", _plain(f"{when}\n\n{payload['body']}\n\n{address}"))
    event.add("STATUS", STATUS.get(payload["status"], "CONFIRMED"))
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [payload["entry_kind"]])
    event.add("URL", address)
    if payload["place"]:
        event.add("LOCATION", _plain(payload["place"]))


def _moment(payload: dict, day: date) -> datetime | None:
    """The moment in UTC, where time and zone are known; else the day is all that a calendar may say."""
    if not payload["time"]:
        return None
    minutes = edtf.utc_minutes(payload["when"], payload["time"], payload["zone"])
    if minutes is None:
        return None
    return datetime.combine(day, time.min, UTC) + timedelta(minutes=minutes)


def _plain(text: str) -> str:
    """Text of one line or more without control characters, which iCalendar has no way to say."""
    return sayable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\x7f", "")
