"""Which sides of a dispute an entry is of: how it is coloured, and who is named above it."""

from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from factcheck.pages.published_records import GoneRecord, PublishedRecord
from timeline.models import Entry

MOST_NAMES = 4
"""How many parties are named above an entry; the others are counted."""
MOST_STRIPES = 3
SIDES_WITH_A_COLOUR = 6
OPEN = (
    Entry.Progress.ANNOUNCED,
    Entry.Progress.PLANNED,
    Entry.Progress.REPORTED,
    Entry.Progress.CANCELLED,
)


class SideTag(NamedTuple):
    """A party as it is named above an entry, and the number of its side; 0 for none."""

    side: int
    party: PublishedRecord | GoneRecord


class EntryLook(NamedTuple):
    """The classes of an entry's element, and the parties named above it; `more` are not named."""

    classes: str
    tags: list[SideTag]
    more: int


@dataclass(frozen=True)
class SidesOfParties:
    """The number of the side, from 1, that each party of a dispute is on."""

    by_party: dict[UUID, int] = field(default_factory=dict)

    def of(self, party: PublishedRecord | GoneRecord | None) -> int:
        """The number of the party's side; 0 where it is on none."""
        return self.by_party.get(party.uid, 0) if party else 0

    @property
    def fingerprint(self) -> str:
        """What a cached text that shows the sides depends on."""
        pairs = sorted((number, uid.hex[:12]) for uid, number in self.by_party.items())
        return ",".join(f"{number}{uid}" for number, uid in pairs)


def sides_of(dispute: PublishedRecord) -> SidesOfParties:
    """The sides of a dispute's parties, those that its own record names; what was merged stands for where it went."""
    view = dispute.loader.view
    by_party: dict[UUID, int] = {}
    for number, side in enumerate(dispute.payload["sides"], start=1):
        for uid in side["parties"]:
            by_party.setdefault(
                view.follow(UUID(uid)), min(number, SIDES_WITH_A_COLOUR)
            )
    return SidesOfParties(by_party)


def look_of(entry: PublishedRecord, sides: SidesOfParties) -> EntryLook:
    """How an entry looks: as many stripes as sides took part, and whether it happened."""
    tags = [SideTag(sides.of(party), party) for party in entry["parties"]]
    tags.sort(key=lambda tag: tag.side or SIDES_WITH_A_COLOUR + 1)
    numbers = sorted({tag.side for tag in tags if tag.side})[:MOST_STRIPES]
    classes = [f"s{numbers[0]}" if numbers else "s0"]
    if len(numbers) > 1:
        classes.append("joint")
        classes += [
            f"{letter}{n}" for letter, n in zip("bc", numbers[1:], strict=False)
        ]
    if entry["status"] in OPEN:
        classes.append("open")
    if entry["status"] == Entry.Progress.CANCELLED:
        classes.append("cancelled")
    return EntryLook(" ".join(classes), tags[:MOST_NAMES], len(tags[MOST_NAMES:]))
