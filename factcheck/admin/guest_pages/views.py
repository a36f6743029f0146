"""`/guest/<token>/`: GET shows what the link is about, POST answers once; then the link tells only what was answered.

No cookie is read or set: whoever knows the token may do what it is for, and nobody can forge a post without it. A link
that opens nothing says nothing: unknown, revoked, over or void, the answer is one and the same. Looking uses nothing
up, for mail programs look at links before people do.
"""

from typing import cast

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.generic import View
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from factcheck import ledger
from factcheck.ledger import LedgerError
from factcheck.models import GuestLink, Proposal, Record
from factcheck.models.site_paths import site_path
from factcheck.pages.page_context import Frame
from factcheck.pages.query.params import BadQuery, language_of
from factcheck.pages.responses import render_page
from factcheck.pages.throttle import client_key
from factcheck.workflow import LinkClosed, WorkflowError, guests, record_or_own_line

from . import reading
from .forms import LABELS, GuestAnswerForm

CLOSED, INVALID, REFUSED, TOO_OFTEN = 404, 400, 409, 429
# No script, and nothing that a page of the record may do beside being read and answered.
STRICT = {name: [NONE] for name in ("script-src", "connect-src", "manifest-src")}

PROPOSALS = {
    Proposal.Verb.RESTORE: gettext_lazy(
        "That this stands again as it last stood, after it was taken down."
    ),
    Proposal.Verb.MERGE: gettext_lazy(
        "That the first of these goes into the second, as one and the same."
    ),
    Proposal.Verb.REDACT: gettext_lazy(
        "That this text is removed from the record for good."
    ),
    Proposal.Verb.REVIEW: gettext_lazy(
        "That somebody else looks at what one person did alone."
    ),
    Proposal.Verb.HOLD: gettext_lazy(
        "That this stays hidden from readers until it is decided."
    ),
}
ACTS = {
    GuestLink.Decision.APPROVE: guests.approve,
    GuestLink.Decision.OBJECT: guests.object_,
    GuestLink.Decision.COMMENT: guests.comment,
}


class GuestThrottle(SimpleRateThrottle):
    """Thirty looks or answers a minute from one address, whatever the token."""

    rate = "30/min"

    def get_cache_key(self, request: HttpRequest, view: View) -> str:
        return client_key("guest", request)


@method_decorator(
    [csrf_exempt, csp_replace(STRICT), sensitive_variables("token")], name="dispatch"
)
class GuestPageView(View):
    """What one link opens."""

    http_method_names = ("get", "head", "post")

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        try:
            language = language_of(request.GET)
        except BadQuery:
            language = settings.LANGUAGE_CODE
        self.frame = Frame(site_path("/guest/"), language=language)
        with translation.override(language):
            return self._throttled(request) or super().dispatch(
                request, *args, **kwargs
            )

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = guests.find(token)
            if link.used_at:
                return self._rendered(
                    "guest/answered.html",
                    link=link,
                    answer=LABELS[GuestLink.Decision(link.decision)],
                )
            about = guests.subject(link)
        except LinkClosed:
            return self._closed()
        return self._page(link, about, GuestAnswerForm(link, about))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            link = guests.find(token)
            about = guests.subject(link)
            form = GuestAnswerForm(link, about, request.POST)
            if not form.is_valid():
                return self._page(link, about, form, INVALID)
            ACTS[GuestLink.Decision(form.cleaned_data["decision"])](
                token, words=form.cleaned_data["words"]
            )
        except LinkClosed:
            return self._closed()
        except (WorkflowError, LedgerError):
            message = _(
                "This cannot be taken as things stand now. Nothing was done; you may object or comment."
            )
            return self._page(link, about, form, REFUSED, refusal=message)
        return HttpResponseRedirect(self.frame.link(request.path))

    def _throttled(self, request: HttpRequest) -> HttpResponse | None:
        throttle = GuestThrottle()
        # It hands both on to `get_cache_key`, which takes any request.
        if throttle.allow_request(cast(Request, request), cast(APIView, self)):
            return None
        texts = {
            "title": _("Too many requests"),
            "said": _("Wait a minute, then load this page again."),
        }
        response = self._rendered("guest/closed.html", TOO_OFTEN, **texts)
        response["Retry-After"] = str(int(throttle.wait() or 0) + 1)
        return response

    def _closed(self) -> HttpResponse:
        message = _(
            "It was used or revoked, its time is over, or it never was one. Ask whoever sent it to you."
        )
        return self._rendered(
            "guest/closed.html",
            CLOSED,
            title=_("This link opens nothing"),
            said=message,
        )

    def _page(
        self,
        link: GuestLink,
        about: Record | Proposal,
        form: GuestAnswerForm,
        status: int = 200,
        refusal: str = "",
    ) -> HttpResponse:
        context = (
            _of_proposal(about) if isinstance(about, Proposal) else _of_record(about)
        )
        return self._rendered(
            "guest/page.html", status, link=link, form=form, refusal=refusal, **context
        )

    def _rendered(
        self, template: str, status: int = 200, **context: object
    ) -> HttpResponse:
        return render_page(
            template, self.frame, status, languages=settings.LANGUAGES, **context
        )


def _of_record(record: Record) -> dict:
    return {"readings": [reading.of_record(record)], "proposal": None}


def _of_proposal(proposal: Proposal) -> dict:
    """The context of a proposal's page. Raises LinkClosed where the record is gone."""
    record = record_or_own_line(proposal.kind, proposal.uid)
    if record is None:
        raise LinkClosed
    return {
        "readings": reading.of_proposal(proposal, record),
        "striking": reading.struck_by(proposal),
        "proposal": proposal,
        "asked": PROPOSALS[Proposal.Verb(proposal.verb)],
        "ground": _(ledger.GROUNDS[proposal.ground])
        if proposal.ground in ledger.GROUNDS
        else "",
    }
