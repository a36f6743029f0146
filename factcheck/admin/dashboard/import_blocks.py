"""What of imports waits for a person: suggestions to decide, and jobs that failed or left something out."""

from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator

from factcheck import imports
from factcheck.models import ImportJob, Suggestion, User

from .blocks import MOST, DashboardBlock, DashboardItem, block

MOST_JOBS = 5
FAILED = {"state__exact": ImportJob.State.FAILED}
LEFT_OUT = {"state__exact": ImportJob.State.DONE, "failed__gt": 0}


def import_blocks(user: User) -> list[DashboardBlock]:
    """The blocks for somebody who decides on suggestions, or starts imports: of the latter their own at least."""
    blocks = []
    if user.has_perm("factcheck.decide_suggestions"):
        blocks.append(block("Suggestions to decide", _jobs_to_review()))
    if imports.may_start(user):
        of_user = {"started_by__exact": user.pk}
        whose = {} if user.has_perm("factcheck.run_imports") else of_user
        blocks.append(_jobs("Imports that failed", FAILED | whose))
        blocks.append(_jobs("Imports that left something out", LEFT_OUT | whose))
    return blocks


def _jobs_to_review() -> list[DashboardItem]:
    """Jobs with suggestions that nobody has decided yet, oldest first."""
    pending = Q(suggestions__state=Suggestion.State.PENDING)
    jobs = ImportJob.objects.defer("text")
    jobs = jobs.annotate(waiting=Count("suggestions", filter=pending))
    items = []
    for job in jobs.filter(waiting__gt=0).order_by("queued_at")[: MOST + 1]:
        url = reverse("admin:factcheck_importjob_review", args=[job.pk])
        items.append(DashboardItem(job.name, url, f"{job.waiting} of them"))
    return items


def _jobs(heading: str, conditions: dict) -> DashboardBlock:
    """The latest jobs of which this is true, named as their list filters by it."""
    jobs = ImportJob.objects.defer("text").filter(**conditions).order_by("-state_at")
    items = []
    for job in jobs[:MOST_JOBS]:
        url = reverse("admin:factcheck_importjob_change", args=[job.pk])
        items.append(DashboardItem(str(job), url, _problem(job)))
    count = jobs.count()
    url = f"{reverse('admin:factcheck_importjob_changelist')}?{urlencode(conditions)}"
    return DashboardBlock(heading, items, str(count), url if count > len(items) else "")


def _problem(job: ImportJob) -> str:
    """How many rows were not taken, and the beginning of the job's message."""
    count = f"{job.failed} not taken" if job.failed else ""
    return ". ".join(filter(None, [count, Truncator(job.message).words(20)]))
