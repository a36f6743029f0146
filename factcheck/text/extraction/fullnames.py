"""The names that a text writes out in full, so that half of one, or its letters, can be traced back to it."""

import bisect
import re
from collections.abc import Sequence
from typing import NamedTuple

from .cues import LEAD_INS, NO_NAMES
from .roles import OFFICES

UPPER = "".join(chr(code) for code in range(0x0590) if chr(code).isupper())
WORD = rf"[{UPPER}](?:[\w’'-]+|\.)"
NAME = re.compile(
    rf"{WORD}(?: (?:(?:de|von|van|der|den|la|af|al|bin|el) )?{WORD}){{1,5}}"
)
LETTERS = re.compile(rf" \(([{UPPER}]{{2,6}})\)")
INITIAL = re.compile(r"\w\.$")
OWNS = re.compile(r"[’']s?$")
NO_NAME = OFFICES | LEAD_INS | NO_NAMES
MOST = 4
"""Words of a name; more are a headline's."""


class FullName(NamedTuple):
    """A name that stands between two places of the text, and the office that is written before it with capitals."""

    start: int
    end: int
    name: str
    office: str

    @property
    def name_start(self) -> int:
        return self.end - len(self.name)


class FullNames:
    """Looks up the full name that half of one stands for: the last one written before, else the first one after.

    `by_surname` has the names by their last word in small letters, `by_letters` by the
    acronym that the text gives them in brackets.
    """

    def __init__(self, text: str):
        self.names: list[FullName] = []
        self.by_surname: dict[str, list[FullName]] = {}
        self.by_letters: dict[str, str] = {}
        for match in NAME.finditer(text):
            written = OWNS.sub("", match.group())
            self._add(_full_name(match.start(), written))
            letters = LETTERS.match(text, match.end())
            if letters:
                self.by_letters.setdefault(letters[1], written.removeprefix("The "))

    def _add(self, name: FullName | None) -> None:
        if name is None:
            return
        self.names.append(name)
        surname = name.name.rpartition(" ")[2].casefold()
        self.by_surname.setdefault(surname, []).append(name)

    def of(self, name: str, place: int) -> str:
        """The full name for one word at a place of the text, or the word itself."""
        if name in self.by_letters:
            return self.by_letters[name]
        return _nearest(self.by_surname.get(name.casefold(), ()), place) or name


def _nearest(names: Sequence[FullName], place: int) -> str:
    at = bisect.bisect_right(names, place, key=lambda name: name.start)
    return names[max(0, at - 1)].name if names else ""


def _full_name(start: int, written: str) -> FullName | None:
    """The name in a run of words with capitals; none where fewer than two are left, or too many for a name."""
    parts = written.split(" ")
    low = [part.lower().rstrip(".") for part in parts]
    opens = _first_telling(low)
    first = max([opens, *(at + 1 for at, word in enumerate(low) if word in OFFICES)])
    while first < len(low) and low[first] in NO_NAME:
        first += 1
    if not 2 <= len(parts) - first <= MOST:
        return None
    office = [part for part in parts[opens:first] if not INITIAL.match(part)]
    return FullName(
        start, start + len(written), " ".join(parts[first:]), " ".join(office)
    )


def _first_telling(low: list[str]) -> int:
    """The first word that is of a name or an office; the number of words where none is."""
    for at, word in enumerate(low):
        if word not in NO_NAME or word in OFFICES:
            return at
    return len(low)
