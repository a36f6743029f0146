"""“Report an error”: a reader says what is wrong with a published record. What they write is never public.

No cookie is set here or asked for, so there is no token against forged posts either. A forged post could not borrow
anything of the reader's: no session is read, and whatever it did its author could do from anywhere. What is left, that
another site has its visitors' browsers fill our queue, is refused by what browsers say of where a post comes from.
"""

from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck import ledger, workflow
from factcheck.ledger import View
from factcheck.models import Publication, Report
from factcheck.text import invisible

from ..base_views import PublicPage
from ..page_context import Frame
from ..published_records import PublishedRecord, RecordLoader
from ..responses import ImmediateResponse, render_page
from ..throttle import ReportThrottle

CROWDED, ELSEWHERE, INVALID, TOO_OFTEN = 429, 403, 400, 429


class ReportForm(forms.Form):
    """What is wrong, and, if the reader likes, where we can reach them."""

    text = forms.CharField(
        max_length=Report.MOST_TEXT,
        widget=forms.Textarea(
            attrs={"rows": 7, "aria-describedby": "help-text error-text"}
        ),
        error_messages={"required": gettext_lazy("Say what is wrong.")},
    )
    contact = forms.CharField(
        max_length=Report.MOST_CONTACT,
        required=False,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "email",
                "aria-describedby": "help-contact error-contact",
            }
        ),
    )
    line = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    # People do not see this field; programs that fill in every field do.
    website = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if invisible.is_blank(text):
            raise forms.ValidationError(
                self.fields["text"].error_messages["required"], code="required"
            )
        return text


class OfOneRecord(PublicPage):
    """A page about one live record, named by its uid in the address; no search engine lists it."""

    parameters = ("record",)

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = super().get(request, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def card(self, view: View) -> PublishedRecord:
        """The record. Raises ImmediateResponse where none is live under this uid."""
        try:
            uid = UUID(self.request.GET.get("record", ""))
        except ValueError:
            raise self._no_such_record() from None
        line = view.resolve([uid]).get(uid)
        if line is None:
            raise self._no_such_record()
        return RecordLoader(view).add([line])[0]

    def _no_such_record(self) -> ImmediateResponse:
        return ImmediateResponse(render_page("404.html", self.frame, status=404))

    def context(self, view: View) -> dict:
        return {"card": self.card(view)}


class ReportPage(OfOneRecord):
    """The form, and what is sent with it."""

    http_method_names = ("get", "head", "options", "post")
    template_name = "factcheck/report.html"

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = self.get(request, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    def context(self, view: View) -> dict:
        card = self.card(view)
        return {"card": card, "form": ReportForm(initial={"line": card.line.seq})}

    def _read(self, request: HttpRequest, written: str, language: str) -> HttpResponse:
        if request.method != "POST":
            return super()._read(request, written, language)
        with ledger.reading(written) as view:
            self.frame = Frame(
                request.path, written, view, language, _last_values(request.GET)
            )
            try:
                card = self.card(view)
            except ImmediateResponse as immediate:
                return immediate.response
        # Outside of the reading: what is read there is read from one state, which takes no writing.
        return self._take(request, card)

    def _take(self, request: HttpRequest, card: PublishedRecord) -> HttpResponse:
        form = ReportForm(request.POST)
        if _is_from_elsewhere(request):
            message = _("This was sent from another site. Send it from this page.")
            return self._again(card, form, ELSEWHERE, message)
        if not form.is_valid():
            return self._again(card, form, INVALID)
        if form.cleaned_data["website"]:
            return self._thanks(card)  # a program learns nothing by trying
        throttle = ReportThrottle()
        if not throttle.allow_request(Request(request), APIView()):
            message = _("That is many reports in one hour. Send this one later.")
            response = self._again(card, form, TOO_OFTEN, message)
            response["Retry-After"] = str(int(throttle.wait() or 0) + 1)
            return response
        try:
            workflow.report(
                _seen(card, form.cleaned_data["line"]),
                text=form.cleaned_data["text"],
                contact=form.cleaned_data["contact"],
            )
        except workflow.TooManyReports:
            message = _(
                "Many reports wait already, perhaps with what you found. Send yours in a few days."
            )
            return self._again(card, form, CROWDED, message)
        return self._thanks(card)

    def _again(
        self, card: PublishedRecord, form: ReportForm, status: int, refusal: str = ""
    ) -> HttpResponse:
        """The form with everything that was written, and why it was not taken."""
        return render_page(
            self.template_name,
            self.frame,
            status=status,
            card=card,
            form=form,
            refusal=refusal,
        )

    def _thanks(self, card: PublishedRecord) -> HttpResponse:
        query = {"record": str(card.uid)}
        if "lang" in self.frame.carried_query:
            query["lang"] = self.frame.carried_query["lang"]
        return HttpResponseRedirect(f"{reverse('report_thanks')}?{urlencode(query)}")


class Thanks(OfOneRecord):
    """What happens next."""

    template_name = "factcheck/report_thanks.html"


def _last_values(params: QueryDict) -> tuple[tuple[str, str], ...]:
    """What an address asks for, the last value of each name."""
    return tuple((name, params.get(name, "")) for name in params)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that a page of another site sent this; what is no browser says nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in (
        "same-origin",
        "none",
    ):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def _seen(card: PublishedRecord, seq: int | None) -> Publication:
    """The line that the reader had before them, if it is one of this record; else the one that stands."""
    if not seq:
        return card.line
    lines = Publication.objects.filter(uid=card.uid, seq=seq)
    return lines.defer(*Publication.TEXTS).first() or card.line
