"""What waits for its time, what became of it, and when the scheduler last looked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince

from factcheck import imports, workflow
from factcheck.models import Record, Schedule, ScheduledRecord
from factcheck.workflow import Verb

from .. import moment_display
from ..readonly import ReadOnlyAdmin
from ..records import record_titles
from ..signed_in import signed_in_user
from . import refusals

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedSchedule = WithAnnotations[Schedule, "ScheduleRecords"]

LATE = 120  # seconds; it looks every 30


def scheduler() -> dict:
    """When what is due was last looked for, and whether that is too long ago."""
    seen = imports.scheduler_seen_at()
    if seen is None:
        return {"ago": "never", "is_late": True}
    seconds = (timezone.now() - seen).total_seconds()
    ago = f"{int(seconds)} s" if seconds < 100 else timesince(seen)
    return {"ago": f"{ago} ago", "is_late": seconds > LATE}


ScheduledRows = list[tuple[ScheduledRecord, Record | None]]
"""The rows of a schedule, each with its working record where it is there."""


class ScheduleRecords(TypedDict):
    """What a page of the list attaches to each schedule."""

    desk_rows: ScheduledRows


def _records_of(schedules: Sequence[Schedule]) -> list[ScheduledRows]:
    """The rows of each schedule, in as many queries as there are kinds among them."""
    pairs = []
    for schedule in schedules:
        pairs += [(row.kind, row.uid) for row in schedule.records.all()]
    records = record_titles.records_of(pairs)
    of_schedules = []
    for schedule in schedules:
        rows = [(row, records.get(str(row.uid))) for row in schedule.records.all()]
        of_schedules.append(rows)
    return of_schedules


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ["due", "what", "state", "by", "message"]
    list_display_links = ["due"]
    list_filter = ["state"]
    list_select_related = ["by"]
    change_list_template = "admin/desk/schedule_list.html"

    @admin.display(description="due", ordering="due_at")
    def due(self, schedule: Schedule) -> str:
        return moment_display.with_weekday(schedule.due_at)

    @admin.display(description="records")
    def what(self, schedule: "ListedSchedule") -> str:
        return "; ".join(str(record or row) for row, record in schedule.desk_rows)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Schedule]:
        return super().get_queryset(request).prefetch_related("records")

    def attach_records(self, rows: "list[ListedSchedule]") -> None:
        """Attach its records to each schedule."""
        of_schedules = _records_of(rows)
        for schedule, records in zip(rows, of_schedules, strict=True):
            schedule.desk_rows = records

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"scheduler": scheduler()} | (extra_context or {})
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(self.page), name="factcheck_schedule_change"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One schedule with its records; a POST cancels it."""
        rows = Schedule.objects.select_related("by").prefetch_related("records")
        schedule = rows.filter(pk=pk).first()
        if schedule is None:
            raise Http404("There is no such schedule.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        refusal, status = "", 200
        if request.method == "POST":
            try:
                return self._cancel(request, schedule)
            except workflow.WorkflowError as error:
                refusal, status = str(error), refusals.http_status(error)
        context = self._context(request, schedule) | {"refusal": refusal}
        return TemplateResponse(
            request, "admin/desk/schedule.html", context, status=status
        )

    def _cancel(self, request: HttpRequest, schedule: Schedule) -> HttpResponse:
        """Cancel it and go back to the list. Raises WorkflowError."""
        workflow.cancel_schedule(schedule, signed_in_user(request))
        (rows,) = _records_of([schedule])
        records = [record for _row, record in rows if record]
        links = record_titles.links(records)
        message = format_html("Cancelled, so nothing of it is published: {}", links)
        messages.success(request, message)
        return HttpResponseRedirect(reverse("admin:factcheck_schedule_changelist"))

    def _context(self, request: HttpRequest, schedule: Schedule) -> dict:
        (records,) = _records_of([schedule])
        rows = []
        for row, record in records:
            rows.append((row, record, record_titles.change_url(record)))
        due = moment_display.with_weekday(schedule.due_at)
        may_cancel = request.user.has_perm(workflow.VERBS[Verb.PUBLISH].permission)
        return {
            **self.admin_site.each_context(request),
            "title": "Scheduled publication",
            "subtitle": due,
            "schedule": schedule,
            "rows": rows,
            "due": due,
            "until": moment_display.until(schedule.due_at),
            "scheduler": scheduler(),
            "may_cancel": may_cancel,
            "opts": self.opts,
        }
