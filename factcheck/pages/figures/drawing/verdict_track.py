"""How a verdict came to be: its steps along the scale of ratings, over the evidence as it came and went."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from . import svg
from .axis import Axis, SayDay

NAMES = 30.0
"""Per cent of the width for the names of the ratings."""

LETTERS = 13
LEVEL = 24
TOP = 14
FOOT = 40
STEP = 12
"""Pixels between pieces of evidence of one day."""

SHAPES = {
    "supports": "mark-up",
    "refutes": "mark-down",
    "qualifies": "mark-diamond",
    "context": "mark-square",
}
ABOVE = {"supports": -12, "refutes": 12}


class Level(NamedTuple):
    """A rating of the scale, from true to false; `key` is its uid."""

    key: str
    name: str
    language: str = ""


class TrackStep(NamedTuple):
    """A verdict from one day until another, None for one that stands; `level` is its key, "" for one off the scale."""

    first: int
    last: int | None
    level: str
    shape: str
    tone: str
    words: str
    day: str
    href: str = ""
    language: str = ""


class TrackEvidence(NamedTuple):
    """A piece of evidence from the day it came into the record until it was taken out of it, if it was."""

    first: int
    last: int | None
    stance: str
    words: str
    href: str = ""
    language: str = ""


class Track:
    """What is drawn of one claim."""

    def __init__(self, levels: Sequence[Level], off_scale: Level, axis: Axis):
        self.axis = axis
        self.heights: dict[str, float] = {}
        self.names = [*levels, off_scale]
        for index, level in enumerate(self.names):
            self.heights[level.key] = TOP + LEVEL * index
        self.base = TOP + LEVEL * len(self.names) + 18

    def y(self, step: TrackStep) -> float:
        """The height of a verdict; what is on no scale stands on the lowest line."""
        return self.heights.get(step.level, self.heights[self.names[-1].key])

    def scale(self) -> Iterator[str]:
        """The lines of the ratings with their names."""
        for level in self.names:
            yield from self.named_line("level", self.heights[level.key], level)

    def named_line(self, kind: str, y: float, level: Level) -> Iterator[str]:
        rtl = self.axis.rtl
        left, right = (0, 100 - NAMES) if rtl else (NAMES, 100)
        yield svg.across(kind, left, right, y)
        name = svg.shortened(level.name, LETTERS)
        at = 100 if rtl else 0
        yield svg.text("level__name", at, y + 4, name, level.language)

    def run(self, step: TrackStep, following: TrackStep | None) -> Iterator[str]:
        """The time that a verdict stood, to the end of the line while it stands, and the turn to the one after it."""
        y, start = self.y(step), self.axis.x(step.first)
        end = self.axis.mirrored(100) if step.last is None else self.axis.x(step.last)
        left, right = min(start, end), max(start, end)
        past = "" if step.last is None else " was"
        yield svg.across(f"run {step.tone}{past}", left, right, y)
        if right - left > svg.words_width(step.day, svg.WIDE) + 4:
            shift = f' dx="{-14 if self.axis.rtl else 14}"'
            yield svg.text("track__day wide", start, y - 6, step.day, more=shift)
        if following is not None:
            x = self.axis.x(following.first)
            yield svg.upright("turn", x, y, self.y(following))

    def mark(self, step: TrackStep) -> str:
        """The shape of a verdict on a plate of paper."""
        plate = '<circle class="plate" r="11"/>'
        inside = plate + svg.symbol(step.shape, step.tone, -8, -8)
        x = self.axis.x(step.first)
        drawn = svg.placed(x, self.y(step), inside)
        return svg.link(step.href, step.words, drawn, step.language)

    def evidence(self, pieces: Sequence[TrackEvidence]) -> Iterator[str]:
        """What supports above the line, what refutes below it, side by side where it came on one day."""
        count: dict[tuple[int, int], int] = {}
        sign = -1 if self.axis.rtl else 1
        for piece in pieces:
            above = ABOVE.get(piece.stance, 0)
            index = count.get((piece.first, above), 0)
            count[piece.first, above] = index + 1
            y, shift = self.base + above, index * STEP * sign
            kind = "ev" if piece.last is None else "ev past"
            x = self.axis.x(piece.first)
            drawn = svg.shape(SHAPES[piece.stance], kind, x, y, shift)
            if piece.last is not None:
                drawn += svg.shape("mark-cross", "gone", self.axis.x(piece.last), y)
            yield svg.link(piece.href, piece.words, drawn, piece.language)


def draw_track(
    steps: Sequence[TrackStep],
    pieces: Sequence[TrackEvidence],
    *,
    levels: Sequence[Level],
    off_scale: Level,
    evidence_name: str,
    now: int,
    now_word: str,
    title: str,
    say: SayDay,
    rtl: bool = False,
) -> SafeString:
    """The figure; empty without a verdict. `off_scale` names the line of verdicts that are on no scale."""
    if not steps:
        return SafeString()
    days = {now} | {step.first for step in steps}
    for piece in pieces:
        days |= {piece.first, piece.last or piece.first}
    axis = Axis([(day, day) for day in days], rtl, NAMES)
    track = Track(levels, off_scale, axis)
    drawn = list(track.scale())
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else None
        drawn += track.run(step, following)
    linked = [track.mark(step) for step in steps]
    foot = track.base - STEP * 2
    if pieces:
        foot = track.base
        drawn += track.named_line("base", foot, Level("", evidence_name))
        linked += track.evidence(pieces)
    drawn += [svg.shape("axis-cut", "cut", x, foot + 29) for x in axis.cuts()]
    for label in axis.labels(say, now, now_word):
        kind = f"axis {label.anchor}" + ("" if label.is_narrow else " wide")
        kind += " here" if label.words == now_word else ""
        drawn.append(svg.upright("tick", label.x, foot + 18, foot + 22))
        drawn.append(svg.text(kind, label.x, foot + 34, label.words))
    return svg.figure("track", foot + FOOT, title, drawn, linked)
