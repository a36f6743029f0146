"""Names of people and bodies, taken apart: titles off, parts in any order, initials, acronyms."""

import re
from dataclasses import dataclass
from functools import lru_cache

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
SMALL = frozenset(
    listed("of the and for in on to de du des der die das von und og for i et la le")
)
LETTERS = re.compile(r"[^\W_]+")
ACRONYM_LEAST = 3
SHORTEST_INITIALS = 2


@dataclass(frozen=True)
class Name:
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
def taken_apart(name: str) -> Name:
    """The name without titles; when it is nothing but titles they stay."""
    written = LETTERS.findall(undotted(_turned(name)))
    parts = [part for word in written for part in _letters(word, len(written))]
    rank = "".join(part for part in parts[1:] if part in RANKS)
    bare = [
        part
        for at, part in enumerate(parts)
        if not (at and (part in RANKS or part in AFTER))
    ]
    start = 0
    while start < len(bare) - 1 and bare[start] in TITLES:
        start += 1
    kept = tuple(bare[start:])
    return Name(
        kept,
        _ranked(rank),
        _acronym(name),
        "".join(part[0] for part in kept if part not in SMALL),
    )


def _letters(word: str, count: int) -> list[str]:
    """ "JD" beside another name is two initials; alone it is a name."""
    plain = folded(word)
    is_pair = count > 1 and word.isupper() and len(plain) == SHORTEST_INITIALS
    return list(plain) if is_pair and plain not in RANKS | AFTER | TITLES else [plain]


def _ranked(rank: str) -> str:
    return {"junior": "jr", "senior": "sr"}.get(rank, rank)


def _acronym(name: str) -> str:
    plain = name.replace(".", "").strip()
    return folded(plain) if plain.isupper() and plain.isalpha() else ""


def _turned(name: str) -> str:
    """ "Rasmussen, Lars" as "Lars Rasmussen"; what follows the comma may also be a rank, which stays behind."""
    last, comma, first = name.partition(",")
    if (
        not comma
        or "," in first
        or set(LETTERS.findall(folded(first))) <= RANKS | AFTER
    ):
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


def is_acronym_of(short: Name, long: Name) -> bool:
    return (
        len(short.acronym) >= ACRONYM_LEAST
        and len(long.parts) > 1
        and short.acronym == long.spelled
    )


def _initials_fit(a: Name, b: Name) -> bool:
    """The same last name, each given name in full or by its initial; one in full on both sides, or two initials."""
    if a.parts[-1] != b.parts[-1] or len(a.parts) < 2 or len(b.parts) < 2:
        return False
    ours, theirs = a.parts[:-1], b.parts[:-1]
    pairs = list(zip(ours, theirs, strict=False))
    longer = max(ours, theirs, key=len)
    spare = longer[len(pairs) :]
    if not all(
        one == other or 1 in (len(one), len(other)) and one[0] == other[0]
        for one, other in pairs
    ):
        return False
    full = any(one == other and len(one) > 1 for one, other in pairs)
    return all(len(part) == 1 for part in spare) and (
        full or (len(pairs) >= SHORTEST_INITIALS and not spare)
    )


def shares_surname(ours: str, theirs: str) -> bool:
    return (
        bool(taken_apart(ours).parts[-1:])
        and taken_apart(ours).parts[-1:] == taken_apart(theirs).parts[-1:]
    )
