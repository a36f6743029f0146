"""Import jobs at the desk: hand a file in, watch it, stop it, run it again."""

from datetime import timedelta

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from factcheck import blobs, imports, workflow
from factcheck.models import Dispute, ImportJob

from .captures import FOLDER
from .readonly import ReadOnlyAdmin

State = ImportJob.State
OVER = (State.DONE, State.FAILED, State.CANCELLED)
SILENT_AFTER = timedelta(seconds=60)
ISSUES = 50
COUNTERS = ("created", "updated", "unchanged", "duplicate", "failed")
ACTS = {"cancel": imports.cancel, "retry": imports.retry}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        return [super(ManyFilesField, self).clean(one, initial) for one in data or []]


class StartForm(forms.Form):
    """What a job is started from."""

    file = forms.FileField(label="Dossier", help_text="YAML, JSON or NDJSON. It makes drafts; nothing becomes public.")
    copies = ManyFilesField(
        label="Archived copies",
        required=False,
        help_text="The files that its sources name by sha256. What is not handed over is not held.",
    )
    dispute = forms.ModelChoiceField(Dispute.objects.all(), required=False, help_text="Only where the file names none.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dispute = self.fields["dispute"]
        dispute.widget = AutocompleteSelect(ImportJob._meta.get_field("dispute"), admin.site)
        dispute.widget.choices = dispute.choices

    def clean_file(self):
        """The format is known by the file's own beginning."""
        file = self.cleaned_data["file"]
        head = file.read(imports.HEAD)
        file.seek(0)
        try:
            self.cleaned_data["adapter"] = imports.recognise(file.name, head)
        except imports.ImportProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
        return file

    def start(self, by) -> ImportJob:
        """Keep the copies and make the job. Raises NotAllowed."""
        data = self.cleaned_data
        with transaction.atomic():
            job = imports.start(
                adapter=data["adapter"], file=data["file"], file_name=data["file"].name, by=by, dispute=data["dispute"]
            )
            for copy in data["copies"]:
                blobs.keep(FOLDER, copy.read())
        return job


def silence(now=None) -> str:
    """Said on every job page when no worker is there; empty while one is."""
    seen = imports.worker_seen_at()
    if seen is None:
        return "No worker has ever answered. Jobs wait until one is started."
    quiet = (now or timezone.now()) - seen
    return (
        f"No worker has answered for {int(quiet.total_seconds())} s. Jobs wait until one does."
        if quiet > SILENT_AFTER
        else ""
    )


def is_lost(job: ImportJob) -> bool:
    """Whether the worker that had the job has not been heard of for a minute."""
    running = job.state in (State.RUNNING, State.CANCELLING)
    return bool(running and job.heartbeat_at and timezone.now() - job.heartbeat_at > SILENT_AFTER)


@admin.register(ImportJob)
class ImportJobAdmin(ReadOnlyAdmin):
    list_display = ["name", "chip", "progress", "created", "updated", "issue_count", "started_by", "queued_at"]
    list_filter = ["state", "adapter"]
    list_select_related = ["started_by"]
    search_fields = ["file_name", "address"]
    change_list_template = "admin/desk/job_list.html"

    def has_add_permission(self, request):
        return request.user.has_perm("factcheck.run_imports")

    @admin.display(description="file", ordering="file_name")
    def name(self, job: ImportJob) -> str:
        return job.file_name or job.address or job.adapter

    @admin.display(description="state", ordering="state")
    def chip(self, job: ImportJob) -> str:
        return format_html('<span class="chip chip--{}">{}</span>', job.state, job.get_state_display())

    @admin.display(description="read")
    def progress(self, job: ImportJob) -> str:
        return f"{job.done} of {job.total}" if job.total else str(job.done)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"silence": silence()} | (extra_context or {}))

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("add/", view(self.start_view), name="factcheck_importjob_add"),
            path("<int:pk>/change/", view(self.page), name="factcheck_importjob_change"),
            path("<int:pk>/do/<slug:act>/", view(self.act_view), name="factcheck_importjob_act"),
            *super().get_urls(),
        ]

    def start_view(self, request: HttpRequest) -> HttpResponse:
        """Hand a file in."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = StartForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            job = form.start(request.user)
            messages.success(request, f"{job.file_name} waits for a worker. You may close this page; the job goes on.")
            return HttpResponseRedirect(reverse("admin:factcheck_importjob_change", args=[job.pk]))
        context = self._context(request) | {"title": "Import a file", "form": form, "media": self.media + form.media}
        return TemplateResponse(request, "admin/desk/job_start.html", context)

    def page(self, request: HttpRequest, pk: int, refusal: str = "", status: int = 200) -> HttpResponse:
        """How far the job is, what it made and what it could not take; refreshed while it runs."""
        job = ImportJob.objects.select_related("started_by", "dispute").filter(pk=pk).first()
        if job is None:
            raise Http404("There is no such job.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self._context(request) | {
            "title": "Import",
            "subtitle": job.file_name or job.address,
            "job": job,
            "counters": [(name, getattr(job, name)) for name in COUNTERS],
            "issues": Paginator(job.issues.all(), ISSUES).get_page(request.GET.get("p")),
            "silence": "" if job.state in OVER else silence(),
            "is_lost": is_lost(job),
            "is_over": job.state in OVER,
            "may_run": self.has_add_permission(request),
            "may_retry": job.state in (State.FAILED, State.CANCELLED),
            "refusal": refusal,
        }
        return TemplateResponse(request, "admin/desk/job.html", context, status=status)

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Cancel or retry."""
        job = ImportJob.objects.filter(pk=pk).first()
        if job is None or act not in ACTS or request.method != "POST":
            raise Http404("There is no such job or act.")
        try:
            ACTS[act](job, request.user)
        except workflow.WorkflowError as refusal:
            status = 403 if isinstance(refusal, workflow.NotAllowed) else 409
            return self.page(request, pk, str(refusal), status)
        return HttpResponseRedirect(reverse("admin:factcheck_importjob_change", args=[pk]))

    def _context(self, request: HttpRequest) -> dict:
        return {**self.admin_site.each_context(request), "opts": self.opts}
