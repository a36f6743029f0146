"""What every format has in common: the moment, caching and addresses of a page, and answers that machines can read."""

from dataclasses import fields

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from factcheck.ledger import BadMoment, View
from factcheck.models import Publication
from factcheck.pages.base_views import PublicPage
from factcheck.pages.page_context import Frame
from factcheck.pages.query.params import BadQuery, language_of
from factcheck.pages.records import RecordPage
from factcheck.pages.tombstones import gone_of

TEXT = "text/plain; charset=utf-8"


class AbsoluteFrame(Frame):
    """The frame of what is read elsewhere: its links name the site."""

    def link(self, path: str, **query: str) -> str:
        return settings.SITE_URL + super().link(path, **query)


class SyndicationView(PublicPage):
    """A format of the record: a page whose refusals are plain text with the remedy."""

    keeps_address = True

    @property
    def away(self) -> AbsoluteFrame:
        """The frame of this request with links that name the site."""
        values = {
            field.name: getattr(self.frame, field.name) for field in fields(self.frame)
        }
        return AbsoluteFrame(**values)

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        try:
            language = language_of(request.GET)
            with translation.override(language):
                return self._read(
                    request, request.GET.get("as_of", "").strip(), language
                )
        except (BadMoment, BadQuery) as error:
            return bad_request(error)

    def message_page(self, status: int, title: str, message: str) -> HttpResponse:
        return plain_response(status, message)


def bad_request(error: BadMoment | BadQuery) -> HttpResponse:
    """400 in plain text: what is wrong, and what may be asked instead."""
    known = getattr(error, "known", ())
    remedy = _("It can be asked for: %s.") % ", ".join(known) if known else ""
    return plain_response(400, str(error), remedy)


def plain_response(status: int, *sentences: str) -> HttpResponse:
    """A plain-text answer of some sentences, one a line."""
    return HttpResponse(
        "".join(f"{each}\n" for each in sentences if each),
        status=status,
        content_type=TEXT,
    )


class RecordFormatView(SyndicationView, RecordPage):
    """A format of one record, which stands under the record's own address."""

    def _unknown(self, view: View, key: str) -> HttpResponse:
        if self._note_first(view, key):
            message = _(
                "Nothing was published under this address at that moment. Leave out as_of for the present."
            )
            return plain_response(404, message)
        return plain_response(404, _("Nothing is published under this address."))

    def _taken_down(self, view: View, line: Publication) -> HttpResponse:
        gone = gone_of(view, line)
        day = f"{gone.at:%Y-%m-%d}"
        if gone.action == Publication.Action.HOLD:
            message = _("This record is held since %s and not shown meanwhile.")
            return plain_response(410, message % day)
        message = _("This record was taken down on %s.")
        return plain_response(410, message % day, gone.reason)

    def _with_query(self, path: str) -> str:
        """A moved record's format stands under its new address."""
        return super()._with_query(path + self.request.path.rpartition("/")[2])
