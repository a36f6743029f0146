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
        unknown = [
            (kind, key) for _, kind, key in wanted if (kind, key) not in self.uids
        ]
        self.uids |= ledger.owners(unknown)
        never = [
            (name, kind, key)
            for name, kind, key in wanted
            if (kind, key) not in self.uids
        ]
        if never:
            raise BadRequest(
                (name, f"No {kind} {shown(key)} was ever published.")
                for name, kind, key in never
            )

    def records(self, kind: str, keys: Iterable[str]) -> tuple[UUID, ...]:
        return tuple(self.uids[kind, key] for key in keys)

    def families(self, uids: Iterable[UUID]) -> tuple[str, ...]:
        """Facet values: each record with whatever was merged into it by now."""
        return tuple(
            sorted({str(each) for uid in uids for each in self.view.family(uid)})
        )

    def parties_of_sides(
        self, sides: Iterable[str], disputes: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """The parties of these sides, of these disputes or of any, as facet values."""
        uids = self.records("dispute", disputes)
        lines = self.view.resolve(uids).values() if uids else self.view.lines("dispute")
        known = [side for line in lines for side in ledger.payload_of(line)["sides"]]
        slugs = (
            ", ".join(sorted({side["slug"] for side in known})) or "none at this moment"
        )
        parties = set()
        for key in sides:
            meant = [side for side in known if key in (side["slug"], side["uid"])]
            if not meant:
                raise BadRequest(
                    [
                        (
                            "side",
                            f"No such dispute has a side {shown(key)}; there are {slugs}.",
                        )
                    ]
                )
            parties |= {UUID(uid) for side in meant for uid in side["parties"]}
        return self.families(parties)
