"""Dates of the world: read as EDTF, bounded, ordered and said in words.

The notation is the Extended Date/Time Format of ISO 8601-2:2019, annex A, as the Library of Congress
publishes it ("Extended Date/Time Format (EDTF) Specification"). Read here:

- Level 0: "Date", and "Time Interval" of two dates. "Date and Time" is refused: the time of day has a field of its own.
- Level 1: "Letter-prefixed calendar year", "Seasons", "Qualification of a date (complete)",
  "Unspecified digit(s) from the right", "Extended Interval (L1)", "Negative calendar year".
- Level 2: "Set representation", one of a set only (`[A..B]`, `[A..]`, `[..B]`, `[A,B]`), and a year of which
  three digits are not known (`1XXX`).

A date is kept as written. What it allows, from its first day to its last, is derived, never the other way round.
"""

from .display import words
from .html_datetime import time_attribute
from .parse import parse
from .parts import DateError, Day, EdtfDate
from .sort_key import (
    DAY_DIGITS,
    LAST_PLACE,
    PLACE_DIGITS,
    UNDATED,
    read_key,
    sort_key,
    wholly_before,
    without_places,
)
from .time_of_day import utc_minutes

__all__ = [
    "DAY_DIGITS",
    "LAST_PLACE",
    "PLACE_DIGITS",
    "UNDATED",
    "DateError",
    "Day",
    "EdtfDate",
    "parse",
    "read_key",
    "sort_key",
    "time_attribute",
    "utc_minutes",
    "wholly_before",
    "without_places",
    "words",
]
