"""Reports by readers: taken in within bounds, answered by an editor, tied to the line that put it right."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from factcheck.models import Publication, Report, Revision, User
from factcheck.records import registry

from .errors import TooManyReports, WrongState
from .history import note
from .required_words import require_words
from .rules import Verb, require

# Together with the lengths of text and contact these bound what a flood can write: about 2,000 rows of at most 10 kB.
# Requests of the same instant may pass a bound by as many as there are workers.
MOST_OF_ONE = 20
MOST_WAITING = 2_000


def report(line: Publication, *, text: str, contact: str = "") -> Report:
    """Store what a reader reports as wrong in a line. Raises TooManyReports."""
    waiting = Report.objects.filter(state=Report.State.OPEN)
    if (
        waiting.filter(uid=line.uid).count() >= MOST_OF_ONE
        or waiting.count() >= MOST_WAITING
    ):
        raise TooManyReports("Too many reports wait already.")
    return Report.objects.create(
        kind=line.kind, uid=line.uid, line=line.seq, text=text, contact=contact
    )


def later_lines(report: Report) -> QuerySet[Publication]:
    """The record's lines since the one that the reader saw, oldest first."""
    later = Publication.objects.filter(uid=report.uid, seq__gt=report.line)
    return (
        later.exclude(action=Publication.Action.MINOR)
        .defer(*Publication.TEXTS)
        .order_by("seq")
    )


def answer(
    report: Report, by: User, *, comment: str, correction: int | None = None
) -> None:
    """Say what was found; `correction` is the later line of the record that put it right, where one did."""
    if (
        correction is not None
        and not later_lines(report).filter(seq=correction).exists()
    ):
        raise WrongState(
            f"Line {correction} is no later line of this record; choose one of the list."
        )
    _decide(report, Report.State.ANSWERED, by, comment, correction)


def close(report: Report, by: User, *, comment: str) -> None:
    """Say why nothing is to be put right: spam, a mistake of the reader's, another matter."""
    _decide(report, Report.State.CLOSED, by, comment)


def erase_contact(report: Report, by: User) -> None:
    """Delete the reader's contact, as the reader may demand at any time; the report stays."""
    require(by, Verb.ANSWER)
    with transaction.atomic():
        given = Report.objects.filter(pk=report.pk).exclude(contact="")
        if not given.update(
            contact="", contact_erased_by=by, contact_erased_at=timezone.now()
        ):
            raise WrongState(
                "Nothing is kept of how the reader is reached; there is nothing to erase."
            )
        if record := registry.find_record(report.kind, report.uid):
            note(
                record,
                Revision.Verb.ERASE,
                by,
                reason=f"Of report {report.pk}, which stays.",
            )


def _decide(
    report: Report, state: str, by: User, comment: str, correction: int | None = None
) -> None:
    require(by, Verb.ANSWER)
    require_words(
        comment, "Say what you found; whoever is asked about it later reads it."
    )
    with transaction.atomic():
        open_ = Report.objects.filter(pk=report.pk, state=Report.State.OPEN)
        if not open_.update(
            state=state,
            note=comment.strip(),
            correction=correction,
            contact="",
            decided_by=by,
            decided_at=timezone.now(),
        ):
            raise WrongState("It was decided already.")
        if record := registry.find_record(report.kind, report.uid):
            note(
                record,
                Revision.Verb.ANSWER,
                by,
                reason=comment.strip(),
                line=correction,
            )
