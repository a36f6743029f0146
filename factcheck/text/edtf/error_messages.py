"""What to say to someone whose date cannot be read: which mistake it looks like, and what to write."""

import re

from .parts import YEAR_DIGITS, DateError

LONGEST = 200
SHOWN = 40
DASHES = re.compile("[\u2010-\u2015\u2212]")
DAY_LAST = re.compile(r"([0-9]{4})[/.]([0-9]{1,2})[/.]([0-9]{1,2})")
DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
MONTH_SLASH = re.compile(r"([0-9]{4})/(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])/([0-9]{4})")
SHORT_PARTS = re.compile(r"(-?[0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?([?~%]?)")
COMPACT = re.compile(r"([0-9]{4})(0[1-9]|1[0-2])([0-2][0-9]|3[01])")
TIME_OF_DAY = re.compile(r"[0-9]T[0-9]|[0-9]:[0-9]{2}")
EXAMPLES = "2026-01-14, 2026-01 or 2026"


def shown(text: str) -> str:
    """Text as an error message may repeat it: short, and without characters that do not print."""
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "..."
    return '"' + "".join(char if char.isprintable() else "?" for char in cut) + '"'


def check_text(text: object) -> None:
    """Refuse what cannot be a date whatever it says."""
    if not isinstance(text, str):
        raise DateError(
            f"a date is text: write it in quotation marks, such as {EXAMPLES}"
        )
    if not text.strip():
        raise DateError(f"there is no date: write one, such as {EXAMPLES}")
    if len(text) > LONGEST:
        raise DateError(
            f"{len(text)} characters are too long for a date: write one, such as {EXAMPLES}"
        )
    if text != text.strip():
        raise DateError(
            f"there is space around the date: write {shown(text.strip())} without it"
        )
    _check_characters(text)


def _check_characters(text: str) -> None:
    if DASHES.search(text):
        raise DateError(
            f"{shown(text)} has a long dash: write the plain hyphen, as in 2026-01-14"
        )
    if not (text.isascii() and text.isprintable()):
        raise DateError(
            f"{shown(text)} has characters that no date has: write digits from 0 to 9, such as {EXAMPLES}"
        )


def check_whole(text: str) -> None:
    """Refuse slashes inside one date before they are taken for the slash between two."""
    match = MONTH_SLASH.fullmatch(text)
    remedy = (
        "-".join([match[1] or match[4], (match[2] or match[3]).zfill(2)])
        if match
        else _reordered(text)
    )
    if remedy:
        raise DateError(
            f"{shown(text)} is not written year first with hyphens: write {remedy}"
        )
    if text.count("/") > 1:
        raise DateError(
            f"{shown(text)} has more than one slash: write one, between the first date and the last"
        )


def _reordered(text: str) -> str:
    match = DAY_LAST.fullmatch(text)
    if match:
        return _padded(*match.groups())
    match = DAY_FIRST.fullmatch(text)
    if not match:
        return ""
    first, _, second, year = match.groups()
    readings = {
        _padded(year, month, day)
        for day, month in ((first, second), (second, first))
        if int(month) <= 12
    }
    return (
        " or ".join(sorted(readings))
        or "the year, the month and the day, such as 2026-01-14"
    )


def _padded(year: str, month: str, day: str | None, mark: str = "") -> str:
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])]) + mark


def unreadable(text: str) -> str:
    """The message for one date that the grammar does not have."""
    remedy = _remedy(text) or f"write one such as {EXAMPLES}"
    return f"{shown(text)} cannot be read as a date: {remedy}"


def _remedy(text: str) -> str:
    if TIME_OF_DAY.search(text):
        return "put the time of day in its own field"
    if re.fullmatch(r"[0-9]+", text):
        return _digits_remedy(text)
    match = SHORT_PARTS.fullmatch(text)
    remedy = _padded(*match.groups()) if match else _reordered(text)
    if remedy:
        return f"write {remedy}"
    return next((says for pattern, says in NOTATIONS if pattern.search(text)), "")


def _digits_remedy(digits: str) -> str:
    match = COMPACT.fullmatch(digits)
    if match:
        return f"write {_padded(*match.groups())}"
    if len(digits) < 4:
        return f"a year has four digits: write {digits.zfill(4)}, or the whole year that is meant"
    if len(digits) > YEAR_DIGITS:
        return f"a year may have at most {YEAR_DIGITS} digits"
    return f"a year of more than four digits is written Y{digits}"


NOTATIONS = [
    (
        re.compile(r"[{}]"),
        "several dates at once are not kept here: write an extent as 2026-01-14/2026-01-17",
    ),
    (re.compile(r"[\[\]]"), "write both brackets, as in [2026-01-12..2026-01-15]"),
    (
        re.compile(r"\.\."),
        "write [2026-01-12..2026-01-15] for one day between two, 2026-01-14/.. for an open end",
    ),
    (
        re.compile(r"^[0-9]{2,3}[xu]{1,2}$"),
        "write a capital X for each digit not known, as in 201X",
    ),
    (
        re.compile(r"^[^A-Za-z]*[?~%]"),
        "write ?, ~ or % once and last, as in 2026-01-14~",
    ),
    (
        re.compile(r"^Y|[0-9][ES]"),
        "write the year in full, and alone, as in Y170000002",
    ),
    (
        re.compile(r"[A-WYZa-z]"),
        "write the year, the month and the day as numbers, such as 2026-01-14",
    ),
]
