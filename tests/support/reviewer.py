"""Deciding a suggestion as the reporter, in the version that stands now."""

from factcheck.imports import suggestions
from factcheck.models import Record, Suggestion
from support.people import person


def fresh(row: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=row.pk)


def accept(row: Suggestion, by: str = "reporter", **more) -> Record:
    row = fresh(row)
    return suggestions.accept(row, person(by), version=row.lock_version, **more)


def merge(row: Suggestion, record: Record, **more) -> Record:
    row = fresh(row)
    return suggestions.merge(
        row, person("reporter"), version=row.lock_version, into=record.uid, **more
    )


def reject(row: Suggestion, reason: str = "off-topic", text: str = "") -> None:
    row = fresh(row)
    suggestions.reject(
        row, person("reporter"), version=row.lock_version, reason=reason, text=text
    )


def undo(row: Suggestion, by: str = "reporter") -> None:
    row = fresh(row)
    suggestions.undo(row, person(by), version=row.lock_version)
