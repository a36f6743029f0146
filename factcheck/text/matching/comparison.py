"""What is compared, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

IDF = Callable[[str], float]
"""What a word tells: the rarer it is, the more."""
SAME, RELATED = "same", "related"


@dataclass(frozen=True)
class Comparable:
    """A record, or a suggestion, in the form that it is compared in. An unknown fact is left out, or empty.

    | kind | texts | facts |
    | --- | --- | --- |
    | claim | text | claimed_on (EDTF), parties (names) |
    | quote | words | speakers (names) |
    | source | title | url, publisher (a name), published_on (EDTF) |
    | party | name, then aliases | party_kind |
    """

    uid: str
    kind: str
    texts: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""

    def fact(self, name: str) -> str:
        """A fact that is one text; empty where it is not known."""
        return str(self.facts.get(name) or "")

    def names(self, fact: str) -> list[str]:
        """A fact that is names of parties; empty where it is not known."""
        return list(self.facts.get(fact) or ())


@dataclass(frozen=True)
class Match:
    """The known record that a suggestion repeats.

    `score` is 0 to 1; `relation` is "same" or "related"; `differs` is what was found different, by field or by guard,
    as [ours, theirs]; `reasons` says in words what keeps the two from being the same.
    """

    uid: str
    score: float
    relation: str
    differs: dict[str, list[str]] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()


@dataclass
class Comparison:
    """How two rows compare. `score` may be refined by a guard; a reason makes "same" impossible."""

    score: float
    alike: bool = False
    differs: dict[str, list[str]] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def shows(self, name: str, ours: str, theirs: str) -> None:
        """The two differ here; that alone keeps nothing apart."""
        if ours != theirs:
            self.differs[name] = [ours, theirs]

    def forbids(self, reason: str, name: str, ours: str, theirs: str) -> None:
        """The two differ here, and cannot be the same for this reason."""
        self.reasons.append(reason)
        self.differs[name] = [ours, theirs]

    def forbids_if(
        self,
        differ: Callable[[str, str], bool],
        reason: str,
        name: str,
        ours: str,
        theirs: str,
    ) -> None:
        """The same, where both texts are known and differ by this function."""
        if ours and theirs and differ(ours, theirs):
            self.forbids(reason, name, ours, theirs)

    @property
    def relation(self) -> str:
        return SAME if self.alike and not self.reasons else RELATED


def likeness(ours: list[str], theirs: list[str], idf: IDF) -> float:
    """How alike two lists of stems are, 0 to 1.

    Shared weight by both, by the shorter, and the letters of the sorted words. How much
    each of these counts was measured by `python -m bench.matching`.
    """
    a, b = set(ours), set(theirs)
    if not a or not b:
        return 0.0
    weights = {word: idf(word) for word in a | b}
    weight_a = sum(weights[word] for word in a)
    weight_b = sum(weights[word] for word in b)
    shared = sum(weights[word] for word in a & b)
    spelled = fuzz.token_sort_ratio(" ".join(ours), " ".join(theirs)) / 100
    return (
        0.6 * 2 * shared / (weight_a + weight_b)
        + 0.3 * shared / min(weight_a, weight_b)
        + 0.1 * spelled
    )
