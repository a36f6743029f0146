"""Rechecks: records to be looked at again because something they rest on changed, and the page that confirms them."""

from typing import TYPE_CHECKING, TypedDict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.db.models.expressions import Combinable
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from factcheck import ledger, workflow
from factcheck.models import Publication, Recheck, Record, User
from factcheck.records import registry
from factcheck.workflow import Verb

from ..readonly import ReadOnlyAdmin
from ..records import record_titles
from ..records.columns import LIVE, standing
from ..records.stale_passages import described_passage
from ..signed_in import signed_in_user
from ..verbs import refusals

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedRecheck = WithAnnotations[Recheck, "RecheckRecords"]


class RecheckRecords(TypedDict):
    """What a page of the list attaches to each recheck: the working records, where they are there."""

    desk_record: Record | None
    desk_cause: Record | None


@admin.register(Recheck)
class RecheckAdmin(ReadOnlyAdmin):
    list_display = ["record", "because", "opened_at", "state", "decided_by"]
    list_filter = ["state", "kind", "cause_kind"]
    list_select_related = ["decided_by"]
    search_fields = ["uid", "cause_uid", "comment"]

    def get_ordering(self, request: HttpRequest) -> list[str | Combinable]:
        """Open rechecks first, the oldest at the top."""
        is_decided = Case(When(state=Recheck.State.OPEN, then=0), default=1)
        return [is_decided, "opened_at"]

    @admin.display(description="record")
    def record(self, recheck: Recheck) -> str:
        return str(getattr(recheck, "desk_record", None) or recheck)

    @admin.display(description="because of", ordering="cause")
    def because(self, recheck: "ListedRecheck") -> str:
        cause = "newest copy" if recheck.is_about_a_copy else f"line {recheck.cause}"
        return f"{recheck.desk_cause or recheck.cause_uid} ({cause})"

    def attach_records(self, rows: "list[ListedRecheck]") -> None:
        pairs = []
        for row in rows:
            pairs += [(row.kind, row.uid), (row.cause_kind, row.cause_uid)]
        records = record_titles.records_of(pairs)
        for row in rows:
            row.desk_record = records.get(str(row.uid))
            row.desk_cause = records.get(str(row.cause_uid))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(self.page), name="factcheck_recheck_change"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One recheck: what was changed and what rests on it; a POST confirms that the record still holds."""
        recheck = Recheck.objects.select_related("decided_by").filter(pk=pk).first()
        if recheck is None:
            raise Http404("There is nothing of this number to look at again.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        refusal, status = "", 200
        if request.method == "POST":
            try:
                return self._confirm(request, recheck)
            except workflow.WorkflowError as error:
                refusal, status = str(error), refusals.http_status(error)
        context = self._context(request, recheck) | {"refusal": refusal}
        return TemplateResponse(
            request, "admin/desk/recheck.html", context, status=status
        )

    def _confirm(self, request: HttpRequest, recheck: Recheck) -> HttpResponse:
        """Say that the record holds, and go back to the list. Raises WorkflowError."""
        comment = request.POST.get("comment", "").strip()
        workflow.confirm(recheck, signed_in_user(request), comment=comment)
        record = registry.find_record(recheck.kind, recheck.uid)
        messages.success(
            request, format_html("Noted: {} still holds.", record_titles.link(record))
        )
        return HttpResponseRedirect(reverse("admin:factcheck_recheck_changelist"))

    def _context(self, request: HttpRequest, recheck: Recheck) -> dict:
        record = registry.find_record(recheck.kind, recheck.uid)
        cause = registry.find_record(recheck.cause_kind, recheck.cause_uid)
        line = (
            Publication.objects.filter(seq=recheck.cause).first()
            if recheck.cause
            else None
        )
        return {
            **self.admin_site.each_context(request),
            "title": "Look at again",
            "subtitle": str(record or recheck),
            "recheck": recheck,
            "record": record,
            "record_url": record_titles.change_url(record),
            "cause": cause,
            "cause_url": record_titles.change_url(cause),
            "line": line,
            "public_reason": _public_reason(line),
            "passages": [described_passage(**passage) for passage in recheck.found],
            "retract_url": _retract_url(record, signed_in_user(request)),
            "may_decide": request.user.has_perm(
                workflow.VERBS[Verb.APPROVE].permission
            ),
            "opts": self.opts,
        }


def _retract_url(record: Record | None, by: User) -> str:
    """Where the record is taken down, for somebody who may and while it is live; empty otherwise."""
    if (
        record is None
        or not workflow.may_decide(by, Verb.RETRACT)
        or standing(workflow.current_line(record)) != LIVE
    ):
        return ""
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_verb",
        args=[record.pk, Verb.RETRACT],
    )


def _public_reason(line: Publication | None) -> str:
    """What readers were told: the notice of a correction, the reason of a retraction."""
    payload = ledger.whole_payload(line) if line else {}
    return payload.get("notice") or payload.get("reason") or ""
