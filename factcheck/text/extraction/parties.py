"""Who is named with an office, once each: “Prime Minister Mette Hansen”, “Lars Olsen, the harbour master,”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .fullnames import FullNames
from .roles import OFFICES

BEHIND = re.compile(r", ((?:the|a|an|then) )?([^,.;:()\r\n]{3,80})[,.]")
BEFORE = re.compile(r"(?:(?<=\s)|^)((?:[a-z-]+ ){0,2}[a-z-]+) $")
OFFICE_WITHIN = 5
"""Words behind a name among which an office stands."""
STEP = "named with an office"


@dataclass(slots=True)
class NamedParty:
    """A name where it stands first, with the offices that the text gives it."""

    start: int
    end: int
    name: str
    offices: list[str] = field(default_factory=list)

    def add(self, office: str) -> None:
        if office and office not in self.offices:
            self.offices.append(office)


def parties(text: str, full_names: FullNames) -> Iterator[NamedParty]:
    """The names that have an office, in the order of the text."""
    by_name: dict[str, NamedParty] = {}
    for written in full_names.names:
        first = NamedParty(written.name_start, written.end, written.name)
        party = by_name.setdefault(written.name.casefold(), first)
        party.add(written.office)
        party.add(_before(text, written.start))
        party.add(_behind(text, written.end))
    return (party for party in by_name.values() if party.offices)


def _before(text: str, start: int) -> str:
    """“harbour master”, before the name."""
    words = BEFORE.search(text, max(0, start - 40), start)
    if words is None:
        return ""
    last = words[1].rpartition(" ")[2]
    return last if last in OFFICES else ""


def _behind(text: str, end: int) -> str:
    """“harbour master of Nuuk”, between commas behind the name."""
    match = BEHIND.match(text, end)
    if not match:
        return ""
    words = match[2].lower().split(" ")[: OFFICE_WITHIN if match[1] else 1]
    return "" if OFFICES.isdisjoint(words) else match[2].strip()
