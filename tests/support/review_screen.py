"""Doing in a browser what a reviewer does."""

from factcheck.models import Suggestion


def review(row: Suggestion, tail: str = "") -> str:
    """The address of the review that a suggestion is in, or of a page below it."""
    return f"/admin/factcheck/importjob/{row.job_id}/review/{tail}"


def act(browser, row: Suggestion, verb: str, **data):
    """Do it in the version that stands now, unless another is given."""
    version = Suggestion.objects.get(pk=row.pk).lock_version
    return browser.post(
        review(row, f"{row.pk}/do/{verb}/"), {"version": version} | data
    )


def state(row: Suggestion) -> str:
    return Suggestion.objects.get(pk=row.pk).state
