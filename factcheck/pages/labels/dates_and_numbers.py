"""What a page says of days and numbers, in the language that it is made in."""

from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import format_skeleton
from babel.numbers import format_decimal
from django.conf import settings
from django.utils.translation import get_language

from factcheck.text import edtf

DAY_LENGTH = len("2026-01-15")
COMPACT_FORMS = {4: "y", 7: "yMMM", 10: "yMMMd"}
"""Which parts a short date has, by the length of its ISO 8601 form: a year, a month or a day."""
UNGROUPED = (
    9_999  # the largest number that is said without a mark between its thousands
)


def page_language() -> str:
    """The code of the language that the page is made in; that of the installation where nobody chose."""
    language = get_language()
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def date_in_words(written: str | None, time: str | None = None, zone: str = "") -> str:
    """A date of the world, EDTF, with its time of day in `zone`; see `dates.words`."""
    return _date_words(written, time or None, zone, page_language())


def day_in_words(day: date | datetime) -> str:
    return _date_words(day.isoformat()[:10], None, "", page_language())


def moment_in_words(moment: datetime) -> str:
    """A moment in UTC, to the minute."""
    return _date_words(
        moment.isoformat()[:10], f"{moment:%H:%M}", "UTC", page_language()
    )


def written_moment_in_words(written: str) -> str:
    """A day or moment of an address in words; as it stands where it is neither."""
    try:
        if len(written) == DAY_LENGTH:
            return day_in_words(date.fromisoformat(written))
        return moment_in_words(datetime.fromisoformat(written).astimezone(UTC))
    except (ValueError, OverflowError):
        return written


def compact_date(written: str) -> str:
    """A date of the world in few letters, as 4 Mar 2026, kept on one line; the words of it where it is not exact."""
    return _compact_date(written, page_language())


def compact_day(day: date | datetime) -> str:
    """A plain day, or that of a moment, in few letters: 4 Mar 2026."""
    return _compact_date(day.isoformat()[:10], page_language())


@lru_cache(maxsize=4096)
def _compact_date(written: str, language: str) -> str:
    exact = edtf.time_attribute(written) if written else None
    form = COMPACT_FORMS.get(len(exact)) if exact else None
    if not exact or not form or not exact[:4].isdecimal():
        return edtf.words(written, language=language)
    first = date.fromisoformat(exact + "-01-01"[len(exact) - 4 :])
    text = format_skeleton(form, first, locale=DAY_FIRST.get(language, language))
    return text.replace(" ", "\N{NO-BREAK SPACE}")


@lru_cache(maxsize=4096)
def _date_words(written: str | None, time: str | None, zone: str, language: str) -> str:
    return edtf.words(written, time, zone, language=language)


SHORT_FORMS = {
    "day": "MMMd",
    "month": "MMM",
    "day of a year": "yMMMd",
    "month of a year": "yMMM",
}
"""What a short date names, as CLDR calls it, by what is wanted of a day."""

DAY_FIRST = {"en": "en_GB"}
"""The locale by which a language's short dates are written, where its code alone names another one."""


def short_date(day: edtf.Day, unit: str) -> str:
    """A day for the axis of a figure: "14 Jan", "Jan 2026", "1951". `unit` is "year" or a key of SHORT_FORMS."""
    if unit == "year" or not 1 <= day.year <= 9999:
        return _date_words(edtf_year(day.year), None, "", page_language())
    language = page_language()
    locale = DAY_FIRST.get(language, language)
    return format_skeleton(SHORT_FORMS[unit], date(*day), locale=locale)


def edtf_year(year: int) -> str:
    """A year as EDTF writes it."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def number_in_words(n: int) -> str:
    """A count with its thousands apart, from 10,000 on: 9999, 12,345."""
    return str(n) if abs(n) <= UNGROUPED else format_decimal(n, locale=page_language())
