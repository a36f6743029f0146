"""What is compared, and what comes of it."""

from dataclasses import dataclass, field

SAME, RELATED = "same", "related"


@dataclass(frozen=True)
class Known:
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
    facts: dict = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.texts[0] if self.texts else ""


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
class Verdict:
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
        self.reasons.append(reason)
        self.differs[name] = [ours, theirs]

    @property
    def relation(self) -> str:
        return SAME if self.alike and not self.reasons else RELATED
