"""What lanes of marks and lanes of bars have in common: the beds, the names, the axis beneath."""

from dataclasses import dataclass, field
from typing import NamedTuple

from . import svg
from .axis import Axis, SayDay

HEAD = 18
"""Pixels above a bed for the name of its side."""

SPACE = "\N{NO-BREAK SPACE}" * 2
"""Between a name and its note: a space, since it stands between them in any direction of writing."""

GAP = 8
FOOT = 22
NAME_LETTER = 7.6
"""Pixels of a letter of a side's name, which is bold."""

NARROW_NAME = int(svg.NARROW / NAME_LETTER)


class LaneName(NamedTuple):
    """The side of a lane: `number` 1 to 6 gives its colour and line, 0 is no side; `note` is what it holds."""

    number: int
    name: str
    note: str = ""
    language: str = ""


@dataclass
class LaneSheet:
    """What was drawn so far: beds, then ties and words, then what leads somewhere; `y` is how far it reaches."""

    axis: Axis
    has_names: bool = True
    beds: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)
    y: float = 2

    def add_bed(self, name: LaneName, height: float) -> float:
        """The bed of one lane; gives the y at which it begins."""
        if self.has_names:
            self.words.append(heading(name, self.y + 13, self.axis.rtl))
        top = self.y + (HEAD if self.has_names else 0)
        kind = f"s{name.number}"
        for left, width in self.axis.beds():
            self.beds.append(svg.rect(f"bed {kind}", left, width, top, height))
            self.beds.append(
                svg.across(f"ground {kind}", left, left + width, top + height)
            )
        self.y = top + height + (GAP if self.has_names else 4)
        return top

    def add_axis(self, say: SayDay, now: int, now_word: str) -> None:
        """The line of the present, the ticks with their words, and the cuts."""
        axis, foot = self.axis, self.y - (GAP if self.has_names else 4)
        today = axis.x(now)
        self.beds.append(
            svg.upright("now", today, HEAD if self.has_names else 0, foot + 4)
        )
        for label in axis.labels(say, now, now_word):
            kind = f"axis {label.anchor}" + ("" if label.is_narrow else " wide")
            if label.words == now_word:
                kind += " here"
            self.words.append(svg.text(kind, label.x, foot + 17, label.words))
            self.beds.append(svg.upright("tick", label.x, foot + 1, foot + 5))
        for x in axis.cuts():
            self.beds.append(svg.shape("axis-cut", "cut", x, foot + 12))
        self.y = foot + FOOT

    def add_small_axis(self, now: int) -> None:
        """The line of the present alone, where there is no room for words."""
        self.y -= 4
        self.beds.append(svg.upright("now", self.axis.x(now), 0, self.y))


def heading(name: LaneName, y: float, rtl: bool) -> str:
    """The name of a side, and on a wide screen as much of what it holds as there is room for."""
    shown = svg.shortened(name.name, NARROW_NAME)
    head = svg.text(
        f"lane__name s{name.number}", 100 if rtl else 0, y, shown, name.language
    )
    room = int((svg.WIDE - len(shown) * NAME_LETTER) / svg.LETTER) - 4
    if not name.note or room < 20:
        return head
    note = svg.escape(svg.shortened(name.note, room))
    more = f'<tspan class="wide lane__note">{SPACE}{note}</tspan>'
    return head.replace("</text>", f"{more}</text>")
