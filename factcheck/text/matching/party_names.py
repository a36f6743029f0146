"""Names of people and bodies, taken apart: titles off, parts in any order, initials, acronyms."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap

from .folding import folded, listed, undotted

TITLES = frozenset(
    listed(
        """
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron hon rt honourable honorable excellency his
    her president vice premier chancellor prime minister foreign defence defense finance interior deputy acting
    former then secretary of state senator sen representative rep congressman congresswoman governor gov mayor
    ambassador envoy general gen colonel col major maj captain capt lieutenant lt admiral adm commander king queen
    prince princess crown pm mp mep herr frau hr fru statsminister udenrigsminister utenriksminister the
    """
    )
)
RANKS = frozenset(listed("jr junior sr senior ii iii iv"))
AFTER = frozenset(listed("phd md kc qc obe cbe mbe esq mp mep"))
RANKS_AND_DEGREES = RANKS | AFTER
RANK_ABBREVIATIONS = {"junior": "jr", "senior": "sr"}
SMALL = frozenset(
    listed("of the and for in on to de du des der die das von und og for i et la le")
)
LETTERS = re.compile(r"[^\W_]+")
ACRONYM_LEAST = 3
"""Letters. Measured by `pytest tests/matching/test_which_parties_are_the_same.py`, as SHORTEST_INITIALS is."""
SHORTEST_INITIALS = 2


@dataclass(frozen=True)
class PartyName:
    """`parts` are folded, in order, without titles; `initials` are places of parts that are one letter."""

    parts: tuple[str, ...]
    rank: str = ""
    acronym: str = ""
    spelled: str = ""

    @property
    def full(self) -> tuple[str, ...]:
        return tuple(part for part in self.parts if len(part) > 1)


def folded_name(name: str) -> str:
    """A name as it is looked up: case, accents, dots and blanks do not count, nor does "Last, First"; titles do."""
    return " ".join(LETTERS.findall(folded(undotted(_turned(name))))) or " ".join(
        name.casefold().split()
    )


@lru_cache(maxsize=65_536)
def taken_apart(name: str) -> PartyName:
    """The name without titles; when it is nothing but titles they stay."""
    written = LETTERS.findall(undotted(_turned(name)))
    parts: list[str] = []
    for word in written:
        parts += _letters(word, len(written))
    rank = "".join(part for part in parts[1:] if part in RANKS)
    plain = tuple(_without_titles(parts[:1] + _without_ranks(parts[1:])))
    spelled = "".join(part[0] for part in plain if part not in SMALL)
    return PartyName(plain, RANK_ABBREVIATIONS.get(rank, rank), _acronym(name), spelled)


def _without_ranks(parts: list[str]) -> list[str]:
    return [part for part in parts if part not in RANKS_AND_DEGREES]


def _without_titles(parts: list[str]) -> list[str]:
    start = 0
    while start < len(parts) - 1 and parts[start] in TITLES:
        start += 1
    return parts[start:]


def _letters(word: str, count: int) -> list[str]:
    """ "JD" beside another name is two initials; alone it is a name. `count` is how many words there are."""
    plain = folded(word)
    if count == 1 or not word.isupper() or len(plain) != SHORTEST_INITIALS:
        return [plain]
    if plain in RANKS_AND_DEGREES or plain in TITLES:
        return [plain]
    return list(plain)


def _acronym(name: str) -> str:
    plain = name.replace(".", "").strip()
    return folded(plain) if plain.isupper() and plain.isalpha() else ""


def _turned(name: str) -> str:
    """ "Rasmussen, Lars" as "Lars Rasmussen"; what follows the comma may also be a rank, which stays behind."""
    last, comma, first = name.partition(",")
    if not comma or "," in first:
        return name
    if RANKS_AND_DEGREES.issuperset(LETTERS.findall(folded(first))):
        return name
    return f"{first} {last}"


def same_name(ours: str, theirs: str) -> bool:
    """True when both are surely one name. A surname alone, or with one initial, is not enough for that."""
    a, b = taken_apart(ours), taken_apart(theirs)
    if a.rank != b.rank or not a.parts or not b.parts:
        return False
    if sorted(a.parts) == sorted(b.parts):
        return True
    return is_acronym_of(a, b) or is_acronym_of(b, a) or _initials_fit(a, b)


def is_acronym_of(short: PartyName, long: PartyName) -> bool:
    return (
        len(short.acronym) >= ACRONYM_LEAST
        and len(long.parts) > 1
        and short.acronym == long.spelled
    )


def _initials_fit(a: PartyName, b: PartyName) -> bool:
    """The same last name, each given name in full or by its initial; one in full on both sides, or two initials."""
    *ours, our_last = a.parts
    *theirs, their_last = b.parts
    if our_last != their_last or not ours or not theirs:
        return False
    pairs = list(zip(ours, theirs, strict=False))
    if not all(starmap(_may_be_one, pairs)):
        return False
    spare = max(ours, theirs, key=len)[len(pairs) :]
    if any(len(part) > 1 for part in spare):
        return False
    if any(starmap(_are_one_in_full, pairs)):
        return True
    return len(pairs) >= SHORTEST_INITIALS and not spare


def _are_one_in_full(one: str, other: str) -> bool:
    return one == other and len(one) > 1


def _may_be_one(one: str, other: str) -> bool:
    """Whether two given names are the same, or one is the initial of the other."""
    if one == other:
        return True
    return 1 in (len(one), len(other)) and one[0] == other[0]


def shares_surname(ours: str, theirs: str) -> bool:
    surname = taken_apart(ours).parts[-1:]
    return bool(surname) and surname == taken_apart(theirs).parts[-1:]
