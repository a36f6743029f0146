"""The form of a part that is a picture: an upload, or what a dossier names by its sha256."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .. import pictures
from ..pictures import StoredPicture, UnreadablePicture
from .base import PartForm


class StoredPictureForm(PartForm):
    """Stores an upload and fills in the sha256, media type, width and height of its instance."""

    content_fields = ("sha256", "media_type", "width", "height")

    file = forms.FileField(
        required=False,
        help_text="JPEG, PNG, WebP or GIF, up to 10 MB. Places are taken out of it.",
    )

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
        if not pictures.is_sha256(str(picture.sha256)):
            self.add_error(
                None, "Name the picture's file by its sha256, 64 hexadecimal digits."
            )
            return
        try:
            self._take(pictures.stored(picture.sha256))
        except UnreadablePicture as error:
            self.add_error(None, str(error))
        except FileNotFoundError:
            self._check_given()

    def _check_given(self) -> None:
        """What a dossier says of a picture whose bytes are not here."""
        picture, known = self.instance, pictures.FORMATS.values()
        if picture.media_type not in known:
            self.add_error(
                None, f"The media type of a picture is one of {', '.join(known)}."
            )
        if not (int(picture.width or 0) > 0 and int(picture.height or 0) > 0):
            self.add_error(
                None, "Give the picture's width and height, or hand its file over."
            )

    def _store(self, upload: "UploadedFile[Any]") -> None:
        try:
            picture = pictures.store(upload.read())
        except UnreadablePicture as error:
            self.add_error("file", str(error))
            return
        self._take(picture)

    def _take(self, picture: StoredPicture) -> None:
        for name, value in picture._asdict().items():
            setattr(self.instance, name, value)
