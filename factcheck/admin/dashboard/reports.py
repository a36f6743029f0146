"""What readers report, and the page on which an editor answers it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypedDict

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from factcheck import workflow
from factcheck.models import Publication, Record, Report
from factcheck.records import registry
from factcheck.workflow import Verb

from .. import moment_display
from ..form_fields import choice_field
from ..readonly import ReadOnlyAdmin
from ..records import record_titles
from ..records.form_data import posted
from ..signed_in import signed_in_user
from ..verbs import refusals

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedReport = WithAnnotations[Report, "ReportRecord"]

NOTED = "Noted: the report about {}. What the reader gave to be reached by was removed."
DAYS = {"1": "More than a day", "7": "More than a week", "30": "More than a month"}


class ReportRecord(TypedDict):
    """What a page of the list attaches to each report: the working record, where it is there."""

    desk_record: Record | None


class AgeFilter(admin.SimpleListFilter):
    title = "age"
    parameter_name = "older"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return list(DAYS.items())

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Report]
    ) -> QuerySet[Report]:
        days = self.value()
        if days not in DAYS:
            return queryset
        earliest = timezone.now() - timedelta(days=int(days))
        return queryset.filter(received_at__lt=earliest)


class ReportAnswerForm(forms.Form):
    """What was found, and the line that put it right; a line that looks like it is chosen already."""

    correction = forms.TypedChoiceField(
        label="Put right by",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="The lines of this record since the one that the reader saw.",
    )
    comment = forms.CharField(
        label="What you found",
        required=False,  # the verb says what is missing
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Those alone read it who answer reports.",
    )

    def __init__(self, lines: list[Publication], *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        choices: list[tuple[int | str, str]] = [("", "No line of the ledger")]
        likely: int | str = ""
        for line in lines:
            at = moment_display.moment(line.published_at)
            choices.append((line.seq, f"Line {line.seq}: {line.action}, {at}"))
            if likely == "" and line.action in Publication.ANSWERS_REPORT:
                likely = line.seq
        correction = choice_field(self, "correction")
        correction.choices = choices
        correction.initial = likely


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ["excerpt", "record", "received_at", "state", "decided_by"]
    list_filter = ["state", AgeFilter, "kind"]
    list_select_related = ["decided_by"]
    search_fields = ["text", "uid"]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        """The editors' notes are searched only for those who may read them."""
        fields = ["text", "uid"]
        if workflow.may_decide(signed_in_user(request), Verb.ANSWER):
            fields.append("note")
        return fields

    @admin.display(description="what is wrong")
    def excerpt(self, report: Report) -> str:
        return Truncator(report.text).chars(110)

    @admin.display(description="record")
    def record(self, report: Report) -> str:
        record = getattr(report, "desk_record", None)
        return str(record or f"{report.kind} {report.uid}")

    def attach_records(self, rows: "list[ListedReport]") -> None:
        records = record_titles.records_of((row.kind, row.uid) for row in rows)
        for row in rows:
            row.desk_record = records.get(str(row.uid))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(self.page), name="factcheck_report_change"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One report with the record that it is about; a POST answers or closes it."""
        reports = Report.objects.select_related("decided_by", "contact_erased_by")
        report = reports.filter(pk=pk).first()
        if report is None:
            raise Http404("There is no such report.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        lines = list(workflow.later_lines(report))
        if "erase" in request.POST:
            return self._erase(request, report)
        form = ReportAnswerForm(lines, posted(request))
        refusal, status = "", 200
        if request.method == "POST" and form.is_valid():
            try:
                return self._decide(request, report, form.cleaned_data)
            except workflow.WorkflowError as error:
                refusal, status = str(error), refusals.http_status(error)
        context = self._context(request, report) | {
            "form": form,
            "refusal": refusal,
            "is_corrected": bool(lines),
        }
        return TemplateResponse(
            request, "admin/desk/report.html", context, status=status
        )

    def _decide(self, request: HttpRequest, report: Report, data: dict) -> HttpResponse:
        """Close or answer it, and go back to the list. Raises WorkflowError."""
        if "close" in request.POST:
            workflow.close(report, signed_in_user(request), comment=data["comment"])
        else:
            workflow.answer(
                report,
                signed_in_user(request),
                comment=data["comment"],
                correction=data["correction"],
            )
        record = registry.find_record(report.kind, report.uid)
        messages.success(request, format_html(NOTED, record_titles.link(record)))
        url = reverse("admin:factcheck_report_changelist")
        return HttpResponseRedirect(f"{url}?state__exact=open")

    def _erase(self, request: HttpRequest, report: Report) -> HttpResponse:
        """Erase the reader's contact and show the report again, with a message whether it was done or was too late."""
        try:
            workflow.erase_contact(report, signed_in_user(request))
        except workflow.NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from refusal
        except workflow.WrongState as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(
                request,
                "Erased: how the reader is reached is kept nowhere any more. The report stays.",
            )
        return HttpResponseRedirect(request.path)

    def _context(self, request: HttpRequest, report: Report) -> dict:
        record = registry.find_record(report.kind, report.uid)
        seen = (
            Publication.objects.filter(seq=report.line)
            .defer(*Publication.TEXTS)
            .first()
        )
        return {
            **self.admin_site.each_context(request),
            "title": "Report by a reader",
            "subtitle": Truncator(str(record or report.uid)).chars(80),
            "report": report,
            "age": moment_display.age(report.received_at),
            "record": record,
            "record_url": record_titles.change_url(record),
            "seen": seen,
            "may_answer": workflow.may_decide(signed_in_user(request), Verb.ANSWER),
            "kept_back": workflow.CONFIDENTIAL,
            "opts": self.opts,
        }
