"""Records as small pages that other sites show in a frame: served HTML, no cookie, nothing from third parties."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from factcheck.ledger import BadMoment, View
from factcheck.models import Publication
from factcheck.pages.page_context import Frame
from factcheck.pages.query.params import BadQuery, language_of
from factcheck.pages.records import RecordPage
from factcheck.pages.responses import render_page
from factcheck.pages.tombstones import gone_of

from .base_views import RecordFormatView

THEMES = ("light", "dark")
FRAMED = csp_replace({"frame-ancestors": ["*"]})


@method_decorator([xframe_options_exempt, FRAMED], name="dispatch")
class EmbedPage(RecordFormatView):
    """A record in short form, under its address and `embed/`.

    A family gives `shown(view)`, which may raise ImmediateResponse. These addresses alone may stand in a frame of
    another site; all others refuse.
    """

    parameters = ("theme",)
    keeps_address = False

    def get(self, request: HttpRequest, **kwargs: object) -> HttpResponse:
        language = "en"
        try:
            language = language_of(request.GET)
            with translation.override(language):
                self.theme = _theme_of(request.GET.get("theme", ""))
                return self._read(
                    request, request.GET.get("as_of", "").strip(), language
                )
        except (BadMoment, BadQuery) as error:
            self.theme = ""
            with translation.override(language):
                return self._instead(
                    Frame(request.path, language=language),
                    400,
                    _("Not shown"),
                    str(error),
                )

    def context(self, view: View) -> dict:
        return {"theme": self.theme, **self.shown(view)}

    def shown(self, view: View) -> dict:
        """What the template shows: `card`, the record, and whatever else it names."""
        line = self.line(view)
        card, loader = self.loader(view, line)
        loader.fill(self.levels)
        return {"card": card}

    def _instead(
        self, frame: Frame, status: int, title: str, message: str
    ) -> HttpResponse:
        """A few words in place of a record."""
        where = self.request.path.removesuffix("embed/")
        return render_page(
            "embed/instead.html",
            frame,
            status,
            theme=self.theme,
            title=title,
            said=message,
            where=where,
        )

    def message_page(self, status: int, title: str, message: str) -> HttpResponse:
        return self._instead(self.frame, status, title, message)

    def _unknown(self, view: View, key: str) -> HttpResponse:
        if self._note_first(view, key):
            message = _("Nothing was published under this address at that moment.")
        else:
            message = _("Nothing is published under this address.")
        return self._instead(self.frame, 404, _("Not in the record"), message)

    def _taken_down(self, view: View, line: Publication) -> HttpResponse:
        gone = gone_of(view, line)
        day = f"{gone.at:%Y-%m-%d}"
        if gone.action == Publication.Action.HOLD:
            message = _("This is held since %s and not shown meanwhile.") % day
            return self._instead(self.frame, 410, _("Held"), message)
        is_redacted = gone.action == Publication.Action.REDACT
        title = _("Redacted") if is_redacted else _("Retracted")
        message = _("This was taken down on %(day)s: %(reason)s")
        message %= {"day": day, "reason": gone.reason}
        return self._instead(self.frame, 410, title, message)

    def _with_query(self, path: str) -> str:
        return RecordPage._with_query(self, f"{path}embed/")


class ClaimEmbed(EmbedPage):
    """A claim with its verdict."""

    kind = "claim"
    template_name = "embed/claim.html"


def _theme_of(written: str) -> str:
    if written and written not in THEMES:
        message = _(
            "The theme is light or dark, not “%s”; leave it out to follow the reader's."
        )
        raise BadQuery(message % written[:20])
    return written
