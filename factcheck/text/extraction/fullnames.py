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


class Run(NamedTuple):
    """A name that stands between two places of the text, and the office that is written before it with capitals."""

    start: int
    end: int
    name: str
    office: str

    @property
    def name_start(self) -> int:
        return self.end - len(self.name)


class FullNames:
    """Looks up the full name that half of one stands for: the last one written before, else the first one after."""

    def __init__(self, text: str):
        self.runs: list[Run] = []
        self.last: dict[str, list[Run]] = {}
        self.letters: dict[str, str] = {}
        for found in NAME.finditer(text):
            written = OWNS.sub("", found.group())
            if run := _run(found.start(), written):
                self.runs.append(run)
                self.last.setdefault(run.name.rpartition(" ")[2].casefold(), []).append(
                    run
                )
            if letters := LETTERS.match(text, found.end()):
                self.letters.setdefault(letters[1], written.removeprefix("The "))

    def of(self, name: str, place: int) -> str:
        """The full name for one word at a place of the text, or the word itself."""
        if name in self.letters:
            return self.letters[name]
        return _nearest(self.last.get(name.casefold(), ()), place) or name


def _nearest(runs: Sequence[Run], place: int) -> str:
    at = bisect.bisect_right(runs, place, key=lambda run: run.start)
    return runs[max(0, at - 1)].name if runs else ""


def _run(start: int, written: str) -> Run | None:
    """The name in a run of words with capitals; none where fewer than two are left, or too many for a name."""
    parts = written.split(" ")
    low = [part.lower().rstrip(".") for part in parts]
    opens = next(
        (at for at, word in enumerate(low) if word not in NO_NAME or word in OFFICES),
        len(low),
    )
    first = max([opens, *(at + 1 for at, word in enumerate(low) if word in OFFICES)])
    while first < len(low) and low[first] in NO_NAME:
        first += 1
    if not 2 <= len(parts) - first <= MOST:
        return None
    return Run(
        start,
        start + len(written),
        " ".join(parts[first:]),
        " ".join(part for part in parts[opens:first] if not INITIAL.match(part)),
    )
