"""Lines of a text that say when it was published or changed, and nothing else, as in “Published on 14 January 2026”."""

import re
from itertools import islice

from ..edtf import DateError, parse

FIRST_LINES = 6
"""Of a text, among which such a line stands."""
MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
OTHER_NAMES = {"maj": "may", "mai": "may", "mär": "mar", "okt": "oct", "dez": "dec"}
PUBLISHED = r"(?:first )?(?:published|posted)|date|udgivet|offentliggjort|veröffentlicht|erschienen"
CHANGED = r"(?:last )?(?:updated|modified|changed)|opdateret|aktualisiert|stand"
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|\w{3,10}dag|\w{3,10}tag|mittwoch)"
MONTH = r"(?P<{}>(?:jan|feb|mar|mär|apr|may|maj|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*)\.?"
DAY = (
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\.)? {MONTH.format('m1')},? (?P<y1>\d{{4}})"
    rf"|{MONTH.format('m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d)"
)
CLOCK = r"(?:[,T]? ?(?:at |kl\. ?|um )?\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: ?(?:[A-Z]{1,5}|Uhr))?)?"
DATELINE = re.compile(
    rf"\W*(?:(?P<published>{PUBLISHED})|(?P<changed>{CHANGED}))?(?: (?:on|at|den|am))?:? ?"
    rf"(?:{WEEKDAY},? (?:den |the )?)?(?:{DAY}){CLOCK}\W*",
    re.IGNORECASE,
)
SPACES = re.compile(r"\s+")
LONGEST = 100


def is_dateline(line: str) -> bool:
    """Whether a line says a day and nothing else; such a line is no title."""
    return _dateline(line) is not None


def day_published(text: str) -> str:
    """The day, as EDTF, on which a text says above its first words that it was published; empty where it does not."""
    lines = (line for line in text[: LONGEST * 20].splitlines() if line.strip())
    for line in islice(lines, FIRST_LINES):
        dateline = _dateline(line)
        if dateline and dateline["published"]:
            return _day(dateline)
    return ""


def _dateline(line: str) -> re.Match[str] | None:
    if len(line) > LONGEST:
        return None
    return DATELINE.fullmatch(SPACES.sub(" ", line.strip()))


def _day(dateline: re.Match[str]) -> str:
    """The day of a dateline as EDTF; empty where the calendar has no such day."""
    year, day = _part(dateline, "y"), _part(dateline, "d")
    month = dateline["m3"]
    if not month:
        month = _month(dateline["m1"] or dateline["m2"])
    try:
        return parse(f"{year}-{int(month):02d}-{int(day):02d}").text
    except DateError:
        return ""


def _part(dateline: re.Match[str], name: str) -> str:
    """A part of the day in whichever of the three orders it is written."""
    return dateline[f"{name}1"] or dateline[f"{name}2"] or dateline[f"{name}3"]


def _month(name: str) -> int:
    start = name.lower()[:3]
    return MONTHS.index(OTHER_NAMES.get(start, start)) + 1
