"""The office that a party held on a day of the world, where the record knows from when to when."""

from factcheck.text import edtf
from factcheck.text.edtf import DateError, Day

from ..published_records import PublishedRecord


def roles_on(party: PublishedRecord, when: str) -> list[dict]:
    """The party's roles that are known to have been held on all of `when`; none where the days are not known."""
    day = _read(when)
    if day is None or day.earliest is None or day.latest is None:
        return []
    return [role for role in party["roles"] if _held(role, day.earliest, day.latest)]


def _held(role: dict, first: Day, last: Day) -> bool:
    start, end = _read(role["held_from"]), _read(role["held_to"])
    if start is None and end is None:
        return False
    begun = start is None or (start.latest is not None and start.latest <= first)
    ended = end is not None and (end.earliest is None or end.earliest < last)
    return begun and not ended


def _read(written: str) -> edtf.EdtfDate | None:
    try:
        return edtf.parse(written) if written else None
    except DateError:  # a line that another release wrote
        return None
