"""Moments as forms send them: one chosen from a list, or a day and a time of day (UTC) in fields of their own.

A field `as_of` has `as_of_day` and `as_of_time` beside it. What is written there is put together to one address, so
that links and caches know `as_of` alone.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from django.http import QueryDict

PARTS = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)?(T(?P<time>\d\d:\d\d(:\d\d)?)([.,]\d+)?Z?)?",
    re.ASCII | re.IGNORECASE,
)


class MomentParts(NamedTuple):
    """A moment as a day and a time of day in UTC, as fields of those types hold them; empty where it has none."""

    day: str = ""
    time: str = ""


def parts_of(written: str) -> MomentParts:
    """The parts of a moment of an address; none of what is written otherwise, or in another zone."""
    match = PARTS.fullmatch(written)
    if match is None:
        return MomentParts()
    return MomentParts(match["day"] or "", match["time"] or "")


def part_names(fields: Sequence[str]) -> tuple[str, ...]:
    """The names of the parts of these fields."""
    return tuple(f"{field}_{part}" for field in fields for part in ("day", "time"))


def settled_pairs(
    params: QueryDict, fields: Sequence[str]
) -> list[tuple[str, str]] | None:
    """The parameters with one moment for each field; None where no field is given in parts.

    A day and a time that are written win over what was chosen, since a list always has something chosen. A field that
    names no moment is left out.
    """
    names = part_names(fields)
    if not any(name in params for name in names):
        return None
    pairs = []
    for name, values in params.lists():
        if name not in names and name not in fields:
            pairs += [(name, value) for value in values]
    for field in fields:
        if written := _written(params, field):
            pairs.append((field, written))
    return pairs


def _written(params: QueryDict, field: str) -> str:
    day = params.get(f"{field}_day", "").strip()
    time = params.get(f"{field}_time", "").strip()
    if time:
        return f"{day}T{time}Z"
    return day or params.get(field, "").strip()
