"""Starting a bulk decision: a job like any other, with progress, issues and a way to stop it."""

from dataclasses import asdict

from django.utils import timezone

from factcheck.models import ImportJob, User
from factcheck.workflow import WrongState

from . import jobs
from .suggestions import ACTS, REASONS, SuggestionFilter, require_reviewer


def start_bulk(
    filter_: SuggestionFilter, act: str, by: User, *, reason: str = ""
) -> ImportJob:
    """Make the job that decides all of them; what is found after this moment is not concerned.

    Raises NotAllowed, WrongState.
    """
    require_reviewer(by)
    if act not in ACTS:
        raise WrongState("Choose what to do with them.")
    if act == "reject" and reason not in REASONS:
        raise WrongState("Choose why they are rejected.")
    options = {
        "act": act,
        "reason": reason,
        "filter": asdict(filter_),
        "until": timezone.now().isoformat(),
    }
    name = f"{act} {filter_.rows().count()} suggestions"
    return jobs.queue(
        ImportJob(adapter="decisions", file_name=name, started_by=by, options=options)
    )
