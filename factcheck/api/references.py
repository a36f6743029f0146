"""The records that parameters name, by slug or uid: found together, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from factcheck import ledger
from factcheck.ledger import View

from .errors import BadRequest
from .filter_fields import shown

Named = tuple[str, str, str]
"""(parameter, kind, slug or uid)"""


@dataclass
class Names:
    """What the named records stand for as of one View; a name that was never published is refused."""

    view: View
    uids: dict[tuple[str, str], UUID] = field(default_factory=dict)

    def find_now(self, wanted: Iterable[Named]) -> bool:
        """Look them up, and say whether the view is still of the present."""
        found, is_present = ledger.owners_and_freshness(
            self.view, [(kind, key) for _, kind, key in wanted]
        )
        self.uids |= found
        return is_present

    def find(self, wanted: Iterable[Named]) -> None:
        """Look up what is not known yet; a slug keeps its owner for ever, so this needs no moment."""
        wanted = list(wanted)
        self.uids |= ledger.owners(self._unknown(wanted))
        errors = []
        for name, kind, key in wanted:
            if (kind, key) not in self.uids:
                errors.append((name, f"No {kind} {shown(key)} was ever published."))
        if errors:
            raise BadRequest(errors)

    def _unknown(self, wanted: Iterable[Named]) -> list[tuple[str, str]]:
        return [(kind, key) for _, kind, key in wanted if (kind, key) not in self.uids]

    def records(self, kind: str, keys: Iterable[str]) -> tuple[UUID, ...]:
        return tuple(self.uids[kind, key] for key in keys)

    def families(self, uids: Iterable[UUID]) -> tuple[str, ...]:
        """Facet values: each record with whatever was merged into it by now."""
        family: set[UUID] = set()
        for uid in uids:
            family |= self.view.family(uid)
        return tuple(sorted(str(uid) for uid in family))

    def parties_of_sides(
        self, sides: Iterable[str], disputes: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The parties of these sides, of these disputes or of any, as facet values."""
        known = self._sides(self.records("dispute", disputes))
        parties: set[UUID] = set()
        for key in sides:
            matching = [side for side in known if key in (side["slug"], side["uid"])]
            if not matching:
                raise BadRequest([("side", _no_such_side(key, known))])
            for side in matching:
                parties |= {UUID(uid) for uid in side["parties"]}
        return self.families(parties)

    def _sides(self, disputes: tuple[UUID, ...]) -> list[dict]:
        """The sides of these disputes, or of all that are live, as their payloads hold them."""
        lines = list(self.view.resolve(disputes).values())
        if not disputes:
            lines = list(self.view.lines("dispute"))
        sides = []
        for line in lines:
            sides += ledger.payload_of(line)["sides"]
        return sides


def _no_such_side(key: str, known: list[dict]) -> str:
    slugs = ", ".join(sorted({side["slug"] for side in known}))
    there_are = slugs or "none at this moment"
    return f"No such dispute has a side {shown(key)}; there are {there_are}."
