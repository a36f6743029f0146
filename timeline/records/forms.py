"""The forms of timeline's kinds and their parts."""

import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError

from factcheck.records.forms import (
    ANCHOR,
    AnchoredForm,
    PartForm,
    RecordForm,
    StoredPictureForm,
)
from factcheck.text import edtf
from timeline.models import Citation, Entry, Picture, Point, Position


class EntryForm(RecordForm):
    titled_by = "headline"

    class Meta(RecordForm.Meta):
        model = Entry
        fields = [
            "dispute",
            "headline",
            "slug",
            "short_name",
            "body",
            "when",
            "time",
            "zone",
            "position_in_day",
            "progress",
            "accuses_private_person",
            "check_again_on",
            "place",
            "latitude",
            "longitude",
            "entry_kind",
            "key_event",
            "parties",
            "claims",
            "quotes",
            "noindex",
        ]

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"]
        if zone and zone not in zoneinfo.available_timezones():
            raise ValidationError(
                f"“{zone}” is no time zone; write one such as America/Nuuk or UTC."
            )
        return zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (
            cleaned.get("time")
            and "when" in cleaned
            and not _is_one_day(cleaned["when"])
        ):
            self.add_error(
                "time", "A time of day needs a date that is one certain day."
            )
        if cleaned.get("position_in_day") and cleaned.get("when") == "":
            self.add_error(
                "position_in_day",
                "It orders entries of one date, and this one has no date: leave it empty, or say when.",
            )
        return cleaned


def _is_one_day(when: str) -> bool:
    date = edtf.parse(when) if when else None
    return bool(date and date.form == "single" and date.precision == "day")


class CitationForm(AnchoredForm, PartForm):
    class Meta(PartForm.Meta):
        model = Citation
        fields = ["position", *ANCHOR, "note"]


class PictureForm(StoredPictureForm):
    class Meta(PartForm.Meta):
        model = Picture
        fields = ["position", "alt", "caption", "credit", "shows"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "shows" in self.fields:
            self.fields["shows"].required = False

    def clean_shows(self) -> str:
        """What a dossier does not say stays as it is."""
        return self.cleaned_data["shows"] or self.instance.shows


class PointForm(RecordForm):
    titled_by = "question"

    class Meta(RecordForm.Meta):
        model = Point
        fields = ["dispute", "question", "slug", "summary", "rank", "noindex"]


class PositionForm(PartForm):
    class Meta(PartForm.Meta):
        model = Position
        fields = [
            "position",
            "side",
            "party",
            "statement",
            "stated_on",
            "claims",
            "quotes",
        ]
