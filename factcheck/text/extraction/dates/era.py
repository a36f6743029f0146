"""Is a text news, or does it tell of times long gone? Then its dates belong to its own story, not to its publication."""

import datetime
import re

from .lexicon import MONTHS, WEEKDAYS

YEAR = re.compile(
    r"(?<![\w.,:/$€£-])(?:[12][0-9]{3}(?![\w/]|[.,:][0-9]|-[0-9])|[0-9]{2,4}(?= BCE?\b))"
)
NEWS = re.compile(
    r"\b(?:[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|ago|(?:[Tt]his|[Ll]ast|[Nn]ext) (?:week|weekend|month|year|night)"
    rf"|{'|'.join(WEEKDAYS)})\b"
)
"""Words of somebody who writes at the time."""
PRESENT = re.compile(r"\b(?:said|says|told|has|have|is|are)\b")
"""News report what people say and what is; a history tells what was."""
FEWEST_YEARS, LEAST_PAST, YEARS_AGO, MOST_NEWS = 6, 0.6, 1, 0.25
"""A history names so many years at least, this share of them more than a year before its publication, and has at most
so many words of news for each. Measured by `make quality`, as CHARACTERS_EACH is.
"""
CHARACTERS_EACH = 650
"""A history has fewer words of the present than one in so many characters; measured, it has half of that, news five
times as many."""


def tells_of_the_past(text: str, published_on: datetime.date) -> bool:
    """Whether most years that a text names lie long before its publication, and it does not talk as news do."""
    if any(day in text for day in _written(published_on)):
        return False
    years = [int(year) for year in YEAR.findall(text)]
    past = sum(year < published_on.year - YEARS_AGO for year in years)
    if len(years) < FEWEST_YEARS or past < LEAST_PAST * len(years):
        return False
    size = max(len(text), CHARACTERS_EACH)
    if len(PRESENT.findall(text)) * CHARACTERS_EACH > size:
        return False
    return len(NEWS.findall(text)) <= MOST_NEWS * len(years)


def _written(day: datetime.date) -> tuple[str, str, str]:
    month = MONTHS[day.month - 1]
    return (
        f"{month} {day.day}, {day.year}",
        f"{day.day} {month} {day.year}",
        day.isoformat(),
    )
