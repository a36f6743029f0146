"""What waits for its time, what became of it, and when the scheduler last looked."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince

from factcheck import imports, workflow
from factcheck.models import Schedule

from .. import moment_display
from ..readonly import ReadOnlyAdmin
from ..records import record_titles

LATE = 120  # seconds; it looks every 30


def scheduler() -> dict:
    """When what is due was last looked for, and whether that is too long ago."""
    seen = imports.scheduler_seen_at()
    age = (timezone.now() - seen).total_seconds() if seen else None
    ago = (
        "never"
        if seen is None
        else f"{int(age)} s ago"
        if age < 100
        else f"{timesince(seen)} ago"
    )
    return {"ago": ago, "is_late": age is None or age > LATE}


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = ["due", "what", "state", "by", "message"]
    list_display_links = ["due"]
    list_filter = ["state"]
    list_select_related = ["by"]
    change_list_template = "admin/desk/schedule_list.html"

    @admin.display(description="due", ordering="due_at")
    def due(self, made: Schedule) -> str:
        return moment_display.said(made.due_at)

    @admin.display(description="records")
    def what(self, made: Schedule) -> str:
        return "; ".join(str(record or row) for row, record in made.desk_rows)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("records")

    def named(self, rows: list[Schedule]) -> None:
        found = record_titles.records_of(
            (row.kind, row.uid) for made in rows for row in made.records.all()
        )
        for made in rows:
            made.desk_rows = [
                (row, found.get(str(row.uid))) for row in made.records.all()
            ]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(
            request, {"scheduler": scheduler()} | (extra_context or {})
        )

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(self.page), name="factcheck_schedule_change"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One schedule with its records; a POST cancels it."""
        made = (
            Schedule.objects.select_related("by")
            .prefetch_related("records")
            .filter(pk=pk)
            .first()
        )
        if made is None:
            raise Http404("There is no such schedule.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        refusal, status = "", 200
        if request.method == "POST":
            try:
                workflow.cancel_schedule(made, request.user)
            except workflow.WorkflowError as error:
                refusal, status = (
                    str(error),
                    403 if isinstance(error, workflow.NotAllowed) else 409,
                )
            else:
                self.named([made])
                records = record_titles.links(
                    [record for _row, record in made.desk_rows if record]
                )
                messages.success(
                    request,
                    format_html(
                        "Cancelled, so nothing of it is published: {}", records
                    ),
                )
                return HttpResponseRedirect(
                    reverse("admin:factcheck_schedule_changelist")
                )
        self.named([made])
        context = {
            **self.admin_site.each_context(request),
            "title": "Scheduled publication",
            "subtitle": moment_display.said(made.due_at),
            "made": made,
            "rows": [
                (row, record, record_titles.change_url(record))
                for row, record in made.desk_rows
            ],
            "due": moment_display.said(made.due_at),
            "until": moment_display.until(made.due_at),
            "scheduler": scheduler(),
            "may_cancel": request.user.has_perm(workflow.VERBS["publish"].permission),
            "refusal": refusal,
            "opts": self.opts,
        }
        return TemplateResponse(
            request, "admin/desk/schedule.html", context, status=status
        )
