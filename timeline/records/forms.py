"""The forms of timeline's kinds and their parts."""

import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from factcheck.records.forms import ANCHOR, AnchoredForm, PartForm, RecordForm
from factcheck.text import edtf
from timeline.models import Citation, Entry, Picture, Point, Position

from .pictures import (
    FORMATS,
    StoredPicture,
    UnreadablePicture,
    is_sha256,
    store,
    stored,
)


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


class PictureForm(PartForm):
    content_fields = ("sha256", "media_type", "width", "height")

    file = forms.FileField(
        required=False,
        help_text="JPEG, PNG, WebP or GIF, up to 10 MB. Places are taken out of it.",
    )

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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload = cleaned.get("file")
        if upload:
            self._store(upload)
        elif not self.instance.sha256:
            self.add_error("file", "Choose the picture's file.")
        elif self.instance.pk is None:
            self._identify()
        return cleaned

    def _identify(self) -> None:
        """Read what a picture that a dossier names is from its bytes; while they are not here, believe the dossier."""
        picture = self.instance
        if not is_sha256(str(picture.sha256)):
            self.add_error(
                None, "Name the picture's file by its sha256, 64 hexadecimal digits."
            )
            return
        try:
            self._take(stored(picture.sha256))
        except UnreadablePicture as error:
            self.add_error(None, str(error))
        except FileNotFoundError:
            self._check_given()

    def _check_given(self) -> None:
        """What a dossier says of a picture whose bytes are not here."""
        picture = self.instance
        if picture.media_type not in FORMATS.values():
            self.add_error(
                None,
                f"The media type of a picture is one of {', '.join(FORMATS.values())}.",
            )
        if not (int(picture.width or 0) > 0 and int(picture.height or 0) > 0):
            self.add_error(
                None, "Give the picture's width and height, or hand its file over."
            )

    def _store(self, upload: UploadedFile) -> None:
        try:
            picture = store(upload.read())
        except UnreadablePicture as error:
            self.add_error("file", str(error))
            return
        self._take(picture)

    def _take(self, picture: StoredPicture) -> None:
        for name, value in picture._asdict().items():
            setattr(self.instance, name, value)


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
