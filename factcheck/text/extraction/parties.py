"""Who is named with an office, once each: “Prime Minister Mette Hansen”, “Lars Olsen, the harbour master,”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .fullnames import FullNames
from .roles import OFFICES

BEHIND = re.compile(r", ((?:the|a|an|then) )?([^,.;:()\r\n]{3,80})[,.]")
BEFORE = re.compile(r"(?:(?<=\s)|^)((?:[a-z-]+ ){0,2}[a-z-]+) $")
OFFICE_WITHIN = 5
STEP = "named with an office"


@dataclass(slots=True)
class Named:
    """A name where it stands first, with the offices that the text gives it."""

    start: int
    end: int
    name: str
    offices: list[str] = field(default_factory=list)


def parties(text: str, names: FullNames) -> Iterator[Named]:
    """The names that have an office, in the order of the text."""
    found: dict[str, Named] = {}
    for run in names.runs:
        named = found.setdefault(
            run.name.casefold(), Named(run.name_start, run.end, run.name)
        )
        for office in (run.office, _before(text, run.start), _behind(text, run.end)):
            if office and office not in named.offices:
                named.offices.append(office)
    return (named for named in found.values() if named.offices)


def _before(text: str, start: int) -> str:
    """“harbour master”, before the name."""
    words = BEFORE.search(text, max(0, start - 40), start)
    small = words[1].split(" ") if words else []
    return small[-1] if small and small[-1] in OFFICES else ""


def _behind(text: str, end: int) -> str:
    """“harbour master of Nuuk”, between commas behind the name."""
    found = BEHIND.match(text, end)
    if not found:
        return ""
    words = found[2].lower().split(" ")[: OFFICE_WITHIN if found[1] else 1]
    return "" if OFFICES.isdisjoint(words) else found[2].strip()
