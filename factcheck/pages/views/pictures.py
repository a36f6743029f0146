"""The bytes of pictures that published records show."""

import structlog
from django.http import Http404, HttpResponse

from factcheck.ledger import View
from factcheck.models import blobs
from factcheck.records import pictures

from ..base_views import PublicPage
from ..shown_pictures import media_type_of

log = structlog.get_logger(__name__)


class PictureFile(PublicPage):
    """A picture's bytes: only while a line that stands names it, and was not redacted."""

    def page(self, view: View) -> HttpResponse:
        sha256 = self.kwargs["sha256"]
        media_type = media_type_of(view, sha256)
        return HttpResponse(picture_bytes(sha256, media_type), content_type=media_type)


def picture_bytes(sha256: str, media_type: str | None) -> bytes:
    """The bytes of a picture of this media type, None where no line names it. Raises Http404 where none are shown."""
    if media_type is None or not blobs.holds(pictures.FOLDER, sha256):
        raise Http404("No published record shows this picture.")
    try:
        return blobs.read(pictures.FOLDER, sha256)
    except blobs.Altered as problem:
        log.error("picture damaged", sha256=sha256, problem=str(problem))
        raise Http404(
            "The file of this picture is damaged; it is not shown."
        ) from problem
