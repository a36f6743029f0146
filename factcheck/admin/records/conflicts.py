"""Edit conflicts: two people saved the same record. Their changes are merged; what both changed is asked for.

Even where nothing overlaps the person sees the merged form before it is saved: a verdict by one and a claim's words by
the other can contradict each other in different fields, and the save stands under one name in a public record.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest, QueryDict

from factcheck import workflow
from factcheck.models import Record, Revision
from factcheck.text.word_diff import DiffSpan, diff_words

from ..verbs import signed_versions
from .three_way_merge import CONFLICT, MINE, THEIRS, FieldDifference, Merge

CHOICES = (THEIRS, MINE)


class Answers(NamedTuple):
    """What a form says of the version that it was made from and, after a conflict, of the choices then asked."""

    expected: int
    opened: int
    choices: dict[str, str]
    returned: dict[tuple[str, int], str]
    is_open: bool = False

    @property
    def base(self) -> int:
        """What is merged from: while choices are open, the version that the form was opened at in the first place."""
        return self.opened if self.is_open else self.expected

    @classmethod
    def none(cls, expected: int) -> "Answers":
        return cls(expected, expected, {}, {})


class DifferenceRow(NamedTuple):
    """One line of the table: before, and the way from there to theirs and to mine."""

    name: str
    label: str
    anchor: str
    base: str
    theirs: list[DiffSpan]
    mine: list[DiffSpan]
    outcome: str
    choice: str


def answers(request: HttpRequest, record: Record) -> Answers:
    """What the form that was sent says. Raises ValidationError for a version that is not this record's."""
    sent = request.POST
    expected = signed_versions.unsign(record, sent.get("expected", ""))
    opened = (
        signed_versions.unsign(record, sent["opened"]) if "opened" in sent else expected
    )
    names = sent.getlist("asked")
    choices = {
        name: sent[key]
        for name in names
        if sent.get(key := f"choose-{name}") in CHOICES
    }
    try:
        returned, moved = _returned(sent)
    except (KeyError, ValueError) as error:
        raise ValidationError(signed_versions.REFUSED, code="version") from error
    return Answers(
        expected, opened, choices, returned, moved or len(choices) < len(names)
    )


def merge(
    record: Record, sent: QueryDict, posted: Answers, form: ModelForm, formsets: list
) -> Merge:
    """My form laid over the record as it stands, whose untouched forms these are."""
    base = base_copy(record, workflow.working_copy(record), posted.base)
    merged = Merge(record, base, sent, posted.choices, posted.returned)
    merged.merge_forms(form, formsets)
    merged.data["expected"] = signed_versions.sign(record)
    return merged


def conflict_context(record: Record, merged: Merge, posted: Answers) -> dict:
    """What the page shows and what its form carries."""
    return {
        "message": str(workflow.StaleSave(record, posted.opened)),
        "differences": difference_rows(merged),
        "asked": merged.conflicting,
        "is_open": posted.is_open,
        "opened": signed_versions.sign(record, posted.base),
        "returned": brought_back(merged),
    }


def base_copy(record: Record, theirs: dict, expected: int) -> dict:
    """The working copy as it stood at save `expected`, by undoing the saves since."""
    since = workflow.revisions(record).filter(
        verb=Revision.Verb.SAVE, lock_version__gt=expected
    )
    return workflow.undone(theirs, since)


def difference_rows(merge: Merge) -> list[DifferenceRow]:
    """The table of the page, what is asked first."""
    rows = [_row(difference, merge.choices) for difference in merge.differences]
    return sorted(rows, key=lambda row: row.outcome != CONFLICT)


def _row(row: FieldDifference, choices: dict[str, str]) -> DifferenceRow:
    theirs, mine = (
        diff_words(row.base, row.theirs),
        diff_words(row.base, row.mine),
    )
    anchor = (
        row.name.removesuffix("-DELETE")
        if row.name.endswith("-DELETE")
        else f"id_{row.name}"
    )
    return DifferenceRow(
        row.name,
        row.label,
        anchor if row.name else "",
        row.base,
        theirs,
        mine,
        row.outcome,
        choices.get(row.name, ""),
    )


def brought_back(merge: Merge) -> list[str]:
    """The hidden values for deleted rows that came back: part, place, number of rows and uid."""
    return [
        f"{prefix} {place} {merge.data[f'{prefix}-TOTAL_FORMS']} {uid}"
        for prefix, place, uid in merge.brought_back
    ]


def _returned(sent: QueryDict) -> tuple[dict[tuple[str, int], str], bool]:
    """Rows that were brought back, by part and place; and whether rows were taken out, so that places moved."""
    uids, moved = {}, False
    for prefix, place, total, uid in (
        written.split() for written in sent.getlist("returned")
    ):
        if int(str(sent[f"{prefix}-TOTAL_FORMS"])) < int(total):
            moved = True
        else:
            uids[prefix, int(place)] = uid
    return uids, moved
