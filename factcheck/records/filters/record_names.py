"""The records that filters name, by slug or uid: found together, in one query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from factcheck import ledger
from factcheck.ledger import View

from .values import WrongValue, not_a_choice, not_in_record


class NamedRecord(NamedTuple):
    """A record that the value of a filter names: the filter's name, the record's kind, its slug or uid."""

    filter_name: str
    kind: str
    key: str


@dataclass
class RecordNames:
    """What the named records stand for as of one View.

    `sides` are the sides that can be named, as payloads have them, where they are known already.
    """

    view: View
    uids: dict[tuple[str, str], UUID] = field(default_factory=dict)
    sides: Sequence[dict[str, Any]] | None = None

    def find_now(self, wanted: Iterable[NamedRecord]) -> bool:
        """Look them up, and say whether the view is still of the present."""
        found, is_present = ledger.owners_and_freshness(
            self.view, [(each.kind, each.key) for each in wanted]
        )
        self.uids |= found
        return is_present

    def find(self, wanted: Iterable[NamedRecord]) -> list[NamedRecord]:
        """Look up what is not known yet, in at most one query; gives what was never published.

        A slug keeps its owner for ever, so this needs no moment.
        """
        wanted = list(wanted)
        pairs = [(each.kind, each.key) for each in wanted]
        self.uids |= ledger.owners([pair for pair in pairs if pair not in self.uids])
        return [each for each in wanted if (each.kind, each.key) not in self.uids]

    def uids_of(self, kind: str, keys: Iterable[str]) -> tuple[UUID, ...]:
        """The uids of records that were found."""
        return tuple(self.uids[kind, key] for key in keys)

    def families(self, uids: Iterable[UUID]) -> tuple[str, ...]:
        """Facet values: each record with whatever was merged into it by now."""
        return tuple(
            sorted({str(each) for uid in uids for each in self.view.family(uid)})
        )

    def parties_of_sides(
        self, keys: Iterable[str], disputes: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The parties of these sides, of these disputes or of any, as facet values. Raises WrongValue."""
        known = self._sides_of(disputes)
        parties: set[UUID] = set()
        for key in keys:
            sides = [side for side in known if key in (side["slug"], side["uid"])]
            if not sides:
                raise _no_side(key, known)
            parties |= {UUID(uid) for side in sides for uid in side["parties"]}
        return self.families(parties)

    def _sides_of(self, disputes: Iterable[str]) -> Sequence[dict[str, Any]]:
        if self.sides is not None:
            return self.sides
        uids = self.uids_of("dispute", disputes)
        lines = self.view.resolve(uids).values() if uids else self.view.lines("dispute")
        return [side for line in lines for side in ledger.payload_of(line)["sides"]]


def _no_side(key: str, known: Sequence[dict[str, Any]]) -> WrongValue:
    slugs = sorted({side["slug"] for side in known})
    return not_a_choice(key, slugs) if slugs else not_in_record(key)
