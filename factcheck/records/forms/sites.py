"""The form of the site's record and of its logo."""

from django.core.exceptions import ValidationError

from factcheck import models

from .. import accents
from .base import PartForm, RecordForm
from .pictures import StoredPictureForm


class SiteForm(RecordForm):
    titled_by = "name"

    class Meta(RecordForm.Meta):
        model = models.Site
        fields = [
            "name",
            "slug",
            "description",
            "language",
            "languages",
            "publisher",
            "address",
            "email",
            "phone",
            "form_url",
            "who_pays",
            "corrections_policy",
            "how_we_work",
            "privacy",
            "accessibility",
            "licence",
            "licence_url",
            "accent",
            "accent_dark",
            "noindex",
        ]

    def clean_accent(self) -> str:
        return _readable(self.cleaned_data["accent"], accents.LIGHT)

    def clean_accent_dark(self) -> str:
        return _readable(self.cleaned_data["accent_dark"], accents.DARK)


def _readable(colour: str, papers: tuple[str, ...]) -> str:
    """The colour, which may be none. Raises ValidationError where text in it cannot be read on these papers."""
    message = accents.refusal(colour, papers) if colour else ""
    if message:
        raise ValidationError(message, code="contrast")
    return colour


class LogoForm(StoredPictureForm):
    class Meta(PartForm.Meta):
        model = models.Logo
        fields = ["position"]
