"""When two people save the same record: what stood before, theirs, mine; and my form laid over theirs."""

from collections.abc import Iterator
from typing import NamedTuple

from django.http import QueryDict

from factcheck import kinds, workflow
from factcheck.kinds import PartKind
from factcheck.models import Record, Revision

from . import versions
from .loading import parent_name


class Difference(NamedTuple):
    """One field of a conflict. `both` says that the two of us changed it."""

    field: str
    base: object
    theirs: object
    mine: object
    both: bool


def differences(record: Record, expected: int, mine: dict) -> list[Difference]:
    """Field by field, what they saved since `expected` and what I typed, where the two differ from before.

    `mine` is the working copy that my form would make, or empty while the form has errors of its own.
    """
    theirs = workflow.working_copy(record)
    base = before(record, theirs, expected)
    rows = (Difference(name, base.get(name), theirs[name], mine.get(name, base.get(name)), False) for name in theirs)
    return [
        row._replace(both=row.theirs != row.base and row.mine not in (row.base, row.theirs))
        for row in rows
        if row.theirs != row.base or row.mine != row.base
    ]


def before(record: Record, theirs: dict, expected: int) -> dict:
    """The working copy as it stood at save `expected`, by undoing the saves since."""
    base = dict(theirs)
    for revision in workflow.revisions(record).filter(verb=Revision.Verb.SAVE, lock_version__gt=expected):
        base |= {name: old for name, (old, _new) in revision.changed.items()}
    return base


def laid_over(data: QueryDict, record: Record) -> QueryDict:
    """My form as typed, fit to be saved over theirs: rows that they deleted become new ones, all else stays."""
    data = data.copy()
    data["expected"] = versions.sign(record)
    for part in kinds.of(record).parts:
        _lay_part(data, record, part)
    return data


def _lay_part(data: QueryDict, record: Record, part: PartKind) -> None:
    prefix = part.name
    if f"{prefix}-TOTAL_FORMS" not in data:
        return
    standing = part.model.objects.filter(**{parent_name(kinds.of(record), part): record})
    alive = [str(pk) for pk in standing.values_list("pk", flat=True)]
    rows = list(_rows(data, prefix))
    if part.single and alive and rows:
        rows[0]["id"] = alive[:1]
    known = [row for row in rows if row.get("id", [""])[0] in alive]
    others = [row | {"id": [""]} for row in rows if row not in known and not _gone(row)]
    for position, row in enumerate([*known, *others]):
        for name, values in row.items():
            data.setlist(f"{prefix}-{position}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(known))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(known) + len(others))


def _gone(row: dict[str, list[str]]) -> bool:
    """A row that I deleted and that they deleted too."""
    return bool(row.get("DELETE")) and bool(row.get("id", [""])[0])


def _rows(data: QueryDict, prefix: str) -> Iterator[dict[str, list[str]]]:
    """Each row's values by field name, taken out of the data."""
    written = data[f"{prefix}-TOTAL_FORMS"]
    for position in range(int(written) if written.isdigit() else 0):
        start = f"{prefix}-{position}-"
        yield {key[len(start) :]: data.pop(key) for key in [key for key in data if key.startswith(start)]}
