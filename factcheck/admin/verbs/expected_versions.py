"""What a person saw of a record when they acted on it, and the way from there to what stands now."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from factcheck import workflow
from factcheck.models import Record, Revision
from factcheck.records import registry

from . import signed_versions

TITLE = 110  # characters, as lists show them


def field(record: Record) -> SafeString:
    """The hidden field by which a row of a list or page carries the version that it shows."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">',
        name_of(record),
        signed_versions.sign(record),
    )


def name_of(record: Record) -> str:
    return f"version-{record.uid}"


def version_in(request: HttpRequest, record: Record) -> int:
    """The save counter that the row showed. Raises WrongState when the page sent none, or one of another record."""
    try:
        return signed_versions.read(record, request.POST.get(name_of(record), ""))
    except ValidationError as error:
        raise workflow.WrongState(signed_versions.REFUSED) from error


def refused(record: Record, refusal: workflow.WorkflowError) -> str:
    """Why a verb was not done to a record, by the name under which it was shown, with what changed since."""
    if isinstance(refusal, workflow.Blocked):
        return (
            f"“{record}”: {' '.join(blocker.message for blocker in refusal.blockers)}"
        )
    if not isinstance(refusal, workflow.Changed):
        return f"“{record}”: {refusal}"
    return format_html(
        "{}: {}", _names(refusal), _linked(refusal.short_message, refusal)
    )


def told(refusal: Exception) -> str:
    """What a refusal says, with a link to the difference when the record was changed since it was shown."""
    return _linked(str(refusal), refusal)


def _linked(said: str, refusal: Exception) -> str:
    url = (
        difference_url(refusal.record, refusal.expected)
        if isinstance(refusal, workflow.Changed)
        else ""
    )
    return format_html('{} <a href="{}">What changed</a>', said, url) if url else said


def difference_url(record: Record, expected: int) -> str:
    """The page that holds the version that was seen against the one that stands; empty where no line tells of it."""
    lines = workflow.revisions(record)
    older, newer = _line_of(record, expected), lines.first()
    if older is None or newer is None or older == newer:
        return ""
    url = reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_compare",
        args=[record.pk],
    )
    return f"{url}?{urlencode({'one': older.number, 'other': newer.number})}"


def _line_of(record: Record, expected: int) -> Revision | None:
    """The last line of the history that speaks of the version `expected`."""
    return workflow.revisions(record).filter(lock_version__lte=expected).first()


def _names(refusal: workflow.Changed) -> str:
    """The title that was shown and, where it is another by now, today's."""
    record, line = refusal.record, _line_of(refusal.record, refusal.expected)
    shown = (
        registry.of(record).title(workflow.copy_after(record, line.number))
        if line
        else str(record)
    )
    now = (
        ""
        if shown == str(record)
        else f" (now “{Truncator(str(record)).chars(TITLE)}”)"
    )
    return f"“{Truncator(shown).chars(TITLE)}”{now}"
