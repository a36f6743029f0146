"""A dispute's entries as TimelineJS reads them: https://timeline.knightlab.com/docs/json-format.html.

Its dates are parts of a calendar and nothing else. What they cannot say (about, between, since, a zone) is said in
words as `display_date`, and the parts place the slide. Its texts are HTML, headlines and groups too.
"""

import json

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape

from factcheck.ledger import View
from factcheck.pages.labels.dates_and_numbers import date_in_words
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.record_rows import lines_of
from factcheck.syndication.base_views import AbsoluteFrame
from factcheck.text import edtf
from factcheck.text.edtf import EdtfDate

from .base_views import EntriesFormatView, latest_dated
from .spans import parts_at, parts_of, plain_span

MOST = 1000


class DisputeTimeline(EntriesFormatView):
    """The dated entries of a dispute as slides; `_left_out` says how many entries have no date to stand at."""

    def page(self, view: View) -> HttpResponse:
        filtered = self.filtered_dispute(view)
        rows, is_cut = latest_dated(view, filtered.listing, MOST)
        entries = filtered.loader.add(lines_of(rows))
        filtered.loader.fill(self.levels)
        groups = _sides(filtered.dispute)
        events = []
        for entry in entries:
            if _has_place(entry.payload["when"]):
                events.append(_event(entry, groups, self.away))
        document = {
            "title": _title(filtered.dispute, self.away),
            "events": events,
            "_left_out": len(entries) - len(events),
            "_is_cut": is_cut,
            "_ledger": {
                "about": self.away.link(reverse("ledger")),
                "seq": view.seq,
                "hash": view.hash,
            },
        }
        return HttpResponse(
            json.dumps(document, ensure_ascii=False), content_type="application/json"
        )


def _title(dispute: PublishedRecord, away: AbsoluteFrame) -> dict:
    text = render_to_string(
        "syndication/dispute.html", {"page": away, "dispute": dispute}
    )
    return {
        "unique_id": dispute.payload["slug"],
        "text": {"headline": escape(dispute.title), "text": text},
    }


def _has_place(when: str) -> bool:
    """Whether a date has a first or a last day to stand at; a set that is open on both sides has neither."""
    date = edtf.parse(when) if when else None
    return date is not None and (date.earliest or date.latest) is not None


def _event(entry: PublishedRecord, groups: dict[str, str], away: AbsoluteFrame) -> dict:
    payload = entry.payload
    text = render_to_string(
        "syndication/_entry_text.html", {"page": away, "entry": entry}
    )
    slide = _dated(edtf.parse(payload["when"]), payload) | {
        "unique_id": payload["slug"],
        "text": {"headline": escape(payload["headline"]), "text": text},
        "group": _group(entry, groups),
        "media": _media(payload, away),
    }
    return {name: value for name, value in slide.items() if value}


def _dated(date: EdtfDate, payload: dict) -> dict:
    """Start and end as parts, with the date in words where parts do not say it all."""
    span = plain_span(date)
    words = date_in_words(payload["when"], payload["time"], payload["zone"])
    if span is None or any(
        point.precision == "season" or point.first_year <= 0 for point in span
    ):
        bound = date.earliest or date.latest
        placed = parts_at(bound, date.precision) if bound else {}
        return {"start_date": placed, "display_date": words}
    start = {"start_date": parts_of(span.start) | _clock(payload["time"])}
    if payload["time"]:
        return start | {"display_date": words}
    return start if span.start == span.end else start | {"end_date": parts_of(span.end)}


def _clock(time: str | None) -> dict[str, int]:
    """Hour and minute as the clock of the place showed them: there is no zone in this format."""
    if not time:
        return {}
    hour, minute = time.split(":")[:2]
    return {"hour": int(hour), "minute": int(minute)}


def _sides(dispute: PublishedRecord) -> dict[str, str]:
    """The name of the side that each party is on."""
    sides = {}
    for side in dispute["sides"]:
        for party in side["parties"]:
            if party:
                sides[str(party.uid)] = side["name"]
    return sides


def _group(entry: PublishedRecord, groups: dict[str, str]) -> str:
    """The side of the first of its parties that is on one, else the first party."""
    parties = [party for party in entry["parties"] if not party.gone]
    for party in parties:
        if str(party.uid) in groups:
            return escape(groups[str(party.uid)])
    return escape(parties[0].title if parties else "")


def _media(payload: dict, away: AbsoluteFrame) -> dict:
    """The first picture, if there is one."""
    if not payload["pictures"]:
        return {}
    picture = payload["pictures"][0]
    texts = {
        "caption": escape(picture["caption"]),
        "credit": escape(picture["credit"]),
        "alt": picture["alt"],
    }
    return {"url": away.link(reverse("picture", args=[picture["sha256"]]))} | texts
