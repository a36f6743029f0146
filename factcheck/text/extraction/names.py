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
"""Sentences back in which a pronoun's subject is looked for.

No shipped text tells smaller ones apart: to measure it, give `make quality DATA=` more articles.
"""
PlacedName = tuple[int, str]
"""A place of the text, and the name that stands there."""


class NameResolver:
    """Who is who in one text. Parties that the desk knows come first, then the text's own full names.

    `known` leads from a folded name or alias to the desk's name; `subjects` from the
    number of a sentence to its named subject; `mentioned` holds places and names so far.
    """

    def __init__(self, sentences: Sentences, parties: Iterable[KnownParty] = ()):
        self.text, self.sentences = sentences.text, sentences
        self.known: dict[str, str] = {}
        for party in parties:
            for name in (party.name, *party.aliases):
                self.known[folded(name)] = party.name
        self.subjects: dict[int, PlacedName | None] = {}
        self.mentioned: list[PlacedName] = []

    @cached_property
    def written_out(self) -> FullNames:
        return FullNames(self.text)

    def mention(self, start: int, end: int) -> Mention:
        """Who is meant between two places."""
        written = self.text[start:end]
        if written.lower() in PERSONAL | NEUTER:
            return self._pronoun(written, start, end)
        name = name_of(written)
        bisect.insort(self.mentioned, (start, name))
        full = self._full(name, start)
        return Mention(written, start, end, full, resolved=full != name)

    def known_as(self, name: str) -> str:
        """The name that the desk has for it, where it has one."""
        return self.known.get(folded(name), name)

    def _full(self, name: str, place: int) -> str:
        known = self.known.get(folded(name))
        if known:
            return known
        if " " in name:
            return name
        return self.known_as(self.written_out.of(name, place))

    def _pronoun(self, written: str, start: int, end: int) -> Mention:
        """The subject that was named last before it; for “it” an organisation, for others none."""
        word = written.lower()
        is_thing = word in NEUTER
        candidates = [self._mentioned_before(start, is_thing)]
        if is_thing or word in SINGLE:
            candidates.append(self._subject_before(start, is_thing))
        last = max(filter(None, candidates), default=None)
        full = self._full(name_of(last[1]), last[0]) if last else written
        return Mention(written, start, end, full, resolved=bool(last))

    def _mentioned_before(self, place: int, is_thing: bool) -> PlacedName | None:
        at = bisect.bisect_left(self.mentioned, (place, ""))
        recent = self.mentioned[max(0, at - FURTHEST) : at]
        for mention in reversed(recent):
            if _is_organisation(mention[1]) == is_thing:
                return mention
        return None

    def _subject_before(self, place: int, is_thing: bool) -> PlacedName | None:
        """The last named subject before a place, with its own place, a few sentences back at most."""
        at = self.sentences.at(place)
        for number in range(at, max(-1, at - FURTHEST), -1):
            if number not in self.subjects:
                self.subjects[number] = self._subject(number)
            subject = self.subjects[number]
            if subject is None or subject[0] >= place:
                continue
            if _is_organisation(subject[1]) == is_thing:
                return subject
        return None

    def _subject(self, number: int) -> PlacedName | None:
        tokens = self.sentences.tokens(number)
        phrase = main_subject(tokens, 0, len(tokens))
        named = names(tokens, *phrase) if phrase else []
        if not named:
            return None
        first, last = named[0]
        start = tokens[first].start
        return start, self.text[start : tokens[last].end]


def _is_organisation(name: str) -> bool:
    """Whether a name is surely no person's: it has a word of organisations, or is letters only."""
    if len(name) > 1 and name.isupper():
        return True
    return not ORGANISATIONS.isdisjoint(name.lower().split())


def folded(name: str) -> str:
    """What two spellings of a name are compared by."""
    return SPACE.sub(" ", name).strip().casefold()
