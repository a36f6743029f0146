"""Import jobs at the desk: hand something in, watch it, stop it, run it again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from factcheck import imports, workflow
from factcheck.models import ImportJob, Look, Suggestion

from .. import review
from ..readonly import ReadOnlyAdmin
from ..records.form_data import acts
from ..signed_in import signed_in_user
from ..verbs import refusals
from . import progress as jobprogress
from .progress import State
from .start import StartForm

ISSUES = 50  # issues on one page
CHANGED = 50  # documents with a changed copy that are listed
ACTS = {
    "cancel": imports.cancel,
    "retry": imports.retry,
    "retry-failed": imports.retry_failed,
}


@admin.register(ImportJob)
class ImportJobAdmin(ReadOnlyAdmin):
    list_display = [
        "name",
        "chip",
        "progress",
        "created",
        "updated",
        "issue_count",
        "started_by",
        "queued_at",
    ]
    list_filter = ["state", "adapter"]
    list_select_related = ["started_by"]
    search_fields = ["file_name", "address"]
    change_list_template = "admin/desk/job_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportJob]:
        return super().get_queryset(request).defer("text")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return imports.may_start(signed_in_user(request))

    @admin.display(description="what", ordering="file_name")
    def name(self, job: ImportJob) -> str:
        return job.name

    @admin.display(description="state", ordering="state")
    def chip(self, job: ImportJob) -> str:
        return format_html(
            '<span class="chip chip--{}">{}</span>', job.state, job.get_state_display()
        )

    @admin.display(description="read")
    def progress(self, job: ImportJob) -> str:
        return f"{job.done} of {job.total}" if job.total else str(job.done)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"silence": jobprogress.silence()} | (extra_context or {})
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("add/", view(self.start_view), name="factcheck_importjob_add"),
            path(
                "<int:pk>/change/", view(self.page), name="factcheck_importjob_change"
            ),
            path(
                "<int:pk>/progress/",
                view(self.progress_view),
                name="factcheck_importjob_progress",
            ),
            path(
                "<int:pk>/issues.csv",
                view(self.issues_view),
                name="factcheck_importjob_issues",
            ),
            path(
                "<int:pk>/do/<slug:act>/",
                view(self.act_view),
                name="factcheck_importjob_act",
            ),
            *review.urls(self),
            *super().get_urls(),
        ]

    def start_view(self, request: HttpRequest) -> HttpResponse:
        """Hand a file in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = (
            StartForm(request.POST, request.FILES)
            if request.method == "POST"
            else StartForm()
        )
        if acts(request) and form.is_valid():
            job = form.start(signed_in_user(request))
            messages.success(
                request,
                "It waits for a worker. You may close this page; the job goes on.",
            )
            return HttpResponseRedirect(
                reverse("admin:factcheck_importjob_change", args=[job.pk])
            )
        context = self._context(request) | {
            "title": "Import",
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/desk/job_start.html", context)

    def page(
        self, request: HttpRequest, pk: int, refusal: str = "", status: int = 200
    ) -> HttpResponse:
        """How far the job is, what it made and what it could not take; refreshed while it runs."""
        job = self.job(request, pk)
        context = self._context(request) | {
            "title": "Import",
            "subtitle": self.name(job),
            "job": job,
            "progress": jobprogress.progress_context(job),
            "issues": Paginator(job.issues.all(), ISSUES).get_page(
                request.GET.get("p")
            ),
            "may_run": imports.may_run(job, signed_in_user(request)),
            "may_retry": job.state in (State.FAILED, State.CANCELLED),
            "may_retry_failed": job.state == State.DONE
            and job.adapter == "dossier"
            and job.failed > 0,
            "suggestions": Suggestion.objects.filter(job=job).count(),
            "pending": Suggestion.objects.open().filter(job=job).count(),
            "changed": list(
                job.looks.filter(outcome=Look.Outcome.CHANGED).select_related("source")[
                    :CHANGED
                ]
            ),
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/desk/job.html", context, status=status)

    def job(self, request: HttpRequest, pk: int) -> ImportJob:
        """The job, for who may see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        job = (
            ImportJob.objects.select_related("started_by", "dispute", "feed")
            .filter(pk=pk)
            .first()
        )
        if job is None:
            raise Http404("There is no such job.")
        return job

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The progress as JSON."""
        return jobprogress.as_json(request, self.job(request, pk))

    def issues_view(self, request: HttpRequest, pk: int) -> StreamingHttpResponse:
        """The issues as CSV."""
        return jobprogress.as_csv(self.job(request, pk))

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Cancel, retry, or retry what failed."""
        job = ImportJob.objects.filter(pk=pk).first()
        if job is None or act not in ACTS or request.method != "POST":
            raise Http404("There is no such job or act.")
        try:
            ACTS[act](job, signed_in_user(request))
        except workflow.WorkflowError as refusal:
            status = refusals.http_status(refusal)
            return self.page(request, pk, str(refusal), status)
        return HttpResponseRedirect(
            reverse("admin:factcheck_importjob_change", args=[pk])
        )

    def _context(self, request: HttpRequest) -> dict:
        return {**self.admin_site.each_context(request), "opts": self.opts}
