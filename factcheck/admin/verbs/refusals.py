"""Why a verb was not done, as the desk tells it: in words, with the way to what changed meanwhile, and as a status."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from factcheck import workflow
from factcheck.models import Record, Revision
from factcheck.records import registry

TITLE = 110  # characters, as lists show them


def http_status(refusal: Exception) -> int:
    """403 when the person may not, 409 when somebody was quicker or the thing is not in that state."""
    return 403 if isinstance(refusal, workflow.NotAllowed) else 409


def message(refusal: Exception) -> str:
    """What a refusal says, with a link to the difference when the record was changed since it was shown."""
    return _with_difference(str(refusal), refusal)


def record_message(record: Record, refusal: workflow.WorkflowError) -> str:
    """Why a verb was not done to a record, by the name under which it was shown, with what changed since."""
    if isinstance(refusal, workflow.Blocked):
        return (
            f"“{record}”: {' '.join(blocker.message for blocker in refusal.blockers)}"
        )
    if not isinstance(refusal, workflow.Changed):
        return f"“{record}”: {refusal}"
    why = _with_difference(refusal.short_message, refusal)
    return format_html("{}: {}", _titles(refusal), why)


def _with_difference(text: str, refusal: Exception) -> str:
    if not isinstance(refusal, workflow.Changed):
        return text
    url = difference_url(refusal.record, refusal.expected)
    if not url:
        return text
    return format_html('{} <a href="{}">What changed</a>', text, url)


def difference_url(record: Record, expected: int) -> str:
    """The page that holds the version that was seen against the one that stands; empty where no line tells of it."""
    older, newer = _line_of(record, expected), workflow.revisions(record).first()
    if older is None or newer is None or older == newer:
        return ""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_compare"
    query = urlencode({"one": older.number, "other": newer.number})
    return f"{reverse(name, args=[record.pk])}?{query}"


def _line_of(record: Record, expected: int) -> Revision | None:
    """The last line of the history that speaks of the version `expected`."""
    return workflow.revisions(record).filter(lock_version__lte=expected).first()


def _titles(refusal: workflow.Changed) -> str:
    """The title that was shown and, where it is another by now, today's."""
    record = refusal.record
    line = _line_of(record, refusal.expected)
    title = shown = str(record)
    if line:
        content = workflow.copy_after(record, line.number)
        shown = registry.of(record).title(content)
    text = f"“{Truncator(shown).chars(TITLE)}”"
    if shown != title:
        text += f" (now “{Truncator(title).chars(TITLE)}”)"
    return text
