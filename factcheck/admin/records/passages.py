"""Messages about passages that are in no archived copy, on saving and on submitting, long before publication."""

from collections.abc import Iterable, Iterator

from django.contrib import messages
from django.http import HttpRequest

from factcheck import workflow
from factcheck.models import Anchored, Capture, Quote, Record
from factcheck.records import registry
from factcheck.text import passages

NOT_THERE = "does not stand in any archived copy of its source that is held; compare the letters, and correct it"
WHICH = "stands {} times in the archived copy; say under “Which place is meant” which is meant"
MOST = 5


def warn(request: HttpRequest, record: Record) -> None:
    """One message for each passage of the record, as it was saved, that has no place in the copies that are held."""
    saved = type(record).objects.get(pk=record.pk)
    for message in list(unplaced(saved))[:MOST]:
        messages.warning(request, message)


def warn_of_blockers(request: HttpRequest, record: Record) -> None:
    """One message for what will refuse the record's approval, each thing by itself; none where nothing does."""
    saved = type(record).objects.get(pk=record.pk)
    if blockers := workflow.own_blockers(saved):
        message = " ".join(blocker.message for blocker in blockers)
        messages.warning(request, f"“{saved}” cannot be approved like this. {message}")


def unplaced(record: Record) -> Iterator[str]:
    """What is to be done about each such passage, in words; nothing where no copy with a text is held."""
    rows = list(_anchored(record))
    texts = _texts(row.source_id for _, row in rows)
    for where, row in rows:
        held, words = texts.get(row.source_id), _quoted_text(row)
        if held and words and row.start is None:
            count = max(len(passages.places(text, words)) for text in held)
            yield f"{where}: “{words[:80]}” {WHICH.format(count) if count else NOT_THERE}."


def _anchored(record: Record) -> Iterator[tuple[str, Anchored]]:
    """Each passage of the record and its parts, with the name that the form gives it."""
    if isinstance(record, Anchored):
        yield "Passage", record
    for part in registry.of(record).parts:
        if issubclass(part.model, Anchored):
            for number, row in enumerate(getattr(record, part.name).all(), 1):
                yield f"{str(part.model._meta.verbose_name).capitalize()} {number}", row


def _quoted_text(row: Anchored) -> str:
    return row.exact or (row.words if isinstance(row, Quote) else "")


def _texts(sources: Iterable[int | None]) -> dict[int | None, list[str]]:
    """The texts of the copies that are held, by source."""
    wanted = {pk for pk in sources if pk}
    texts: dict[int | None, list[str]] = {}
    copies = (
        Capture.objects.filter(source__in=wanted).exclude(text="") if wanted else ()
    )
    for copy in copies:
        texts.setdefault(copy.source_id, []).append(copy.text)
    return texts
