"""Which side of a dispute an entry belongs to: that of the parties that it names."""

from uuid import UUID

from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.pages.figures.drawing.lane_bed import LaneName
from factcheck.pages.labels.content_language import foreign
from factcheck.pages.published_records import PublishedRecord

COLOURS = 6
NO_SIDE = ""


class Sides:
    """The sides of a dispute in its order, then no side; `names` has the name and the number of each by its uid."""

    def __init__(self, view: View, dispute: PublishedRecord):
        self.names: dict[str, LaneName] = {}
        self.members: list[tuple[str, str]] = []
        language = foreign(dispute.title_language)
        for index, side in enumerate(dispute.payload["sides"]):
            number = index % COLOURS + 1
            note = side.get("line", "")
            self.names[side["uid"]] = LaneName(number, side["name"], note, language)
            self._add_members(view, side)
        others = _("No side") if self.members else _("Entries")
        self.names[NO_SIDE] = LaneName(0, others)
        self._sides: dict[str, list[str]] = {}
        for side_uid, party in self.members:
            self._sides.setdefault(party, []).append(side_uid)

    def _add_members(self, view: View, side: dict) -> None:
        """The parties of a side, with those merged into them, as (side, party)."""
        parties: set[str] = set()
        for uid in side["parties"]:
            parties |= {str(each) for each in view.family(UUID(uid))}
        self.members += [(side["uid"], party) for party in sorted(parties)]

    def of_entry(self, payload: dict) -> list[str]:
        """The sides of an entry, in their order; NO_SIDE alone where no party of it stands on one."""
        named: set[str] = set()
        for party in payload["parties"]:
            named.update(self._sides.get(party, ()))
        return [side for side in self.names if side in named] or [NO_SIDE]
