"""From what a speaker is called in one place to the name: pronouns to their subject, half a name to the whole."""

import bisect
from collections.abc import Iterable
from functools import cached_property

from .cues import ORGANISATIONS, PERSONAL
from .findings import KnownParty, Mention
from .fullnames import FullNames
from .phrases import main_subject, names
from .roles import SPACE, name_of
from .sentences import Sentences

SINGLE = PERSONAL - {"they", "their"}
NEUTER = frozenset(("it", "its"))
FURTHEST = 12
"""Sentences back in which a pronoun's subject is looked for."""


class Names:
    """Who is who in one text. Parties that the desk knows come first, then the text's own full names."""

    def __init__(self, sentences: Sentences, parties: Iterable[KnownParty] = ()):
        self.text, self.sentences = sentences.text, sentences
        self.known = {
            folded(name): party.name
            for party in parties
            for name in (party.name, *party.aliases)
        }
        self.subjects: dict[int, tuple[int, str] | None] = {}
        self.heard: list[tuple[int, str]] = []

    @cached_property
    def written_out(self) -> FullNames:
        return FullNames(self.text)

    def mention(self, start: int, end: int) -> Mention:
        """Who is meant between two places."""
        written = self.text[start:end]
        if written.lower() in PERSONAL | NEUTER:
            return self._pronoun(written, start, end)
        name = name_of(written)
        bisect.insort(self.heard, (start, name))
        full = self._full(name, start)
        return Mention(written, start, end, full, resolved=full != name)

    def known_as(self, name: str) -> str:
        """The name that the desk has for it, where it has one."""
        return self.known.get(folded(name), name)

    def _full(self, name: str, place: int) -> str:
        known = self.known.get(folded(name))
        if known or " " in name:
            return known or name
        full = self.written_out.of(name, place)
        return self.known_as(full)

    def _pronoun(self, written: str, start: int, end: int) -> Mention:
        """The subject that was named last before it; for “it” an organisation, for others none."""
        is_thing = written.lower() in NEUTER
        found = [
            self._subject_before(start, is_thing)
            if written.lower() in SINGLE | NEUTER
            else None
        ]
        found.append(self._heard_before(start, is_thing))
        last = max(filter(None, found), default=None)
        full = self._full(name_of(last[1]), last[0]) if last else written
        return Mention(written, start, end, full, resolved=bool(last))

    def _heard_before(self, place: int, is_thing: bool) -> tuple[int, str] | None:
        at = bisect.bisect_left(self.heard, (place, ""))
        recent = self.heard[max(0, at - FURTHEST) : at]
        return next(
            (one for one in reversed(recent) if _is_organisation(one[1]) == is_thing),
            None,
        )

    def _subject_before(self, place: int, is_thing: bool) -> tuple[int, str] | None:
        """The last named subject before a place, with its own place, a few sentences back at most."""
        at = self.sentences.at(place)
        for number in range(at, max(-1, at - FURTHEST), -1):
            if number not in self.subjects:
                self.subjects[number] = self._subject(number)
            found = self.subjects[number]
            if found and found[0] < place and _is_organisation(found[1]) == is_thing:
                return found
        return None

    def _subject(self, number: int) -> tuple[int, str] | None:
        tokens = self.sentences.tokens(number)
        phrase = main_subject(tokens, 0, len(tokens))
        found = names(tokens, *phrase) if phrase else []
        if not found:
            return None
        first, last = found[0]
        return tokens[first].start, self.text[tokens[first].start : tokens[last].end]


def _is_organisation(name: str) -> bool:
    """Whether a name is surely no person's: it has a word of organisations, or is letters only."""
    parts = name.split()
    return any(part.lower() in ORGANISATIONS for part in parts) or (
        len(name) > 1 and name.isupper()
    )


def folded(name: str) -> str:
    """What two spellings of a name are compared by."""
    return SPACE.sub(" ", name).strip().casefold()
