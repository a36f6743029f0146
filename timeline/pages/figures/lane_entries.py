"""The lanes of a dispute with a mark for each entry."""

from collections.abc import Iterator

from factcheck.pages.figures.drawing import svg
from factcheck.pages.figures.drawing.extent import Extent, day_of_number, extent_of_text
from factcheck.pages.figures.drawing.lanes import Lane, LaneMark, draw_lanes
from factcheck.pages.labels.content_language import foreign
from factcheck.pages.labels.dates_and_numbers import date_in_words, short_date
from factcheck.pages.labels.display_labels import label_lower

from .lane_lists import (
    HAPPENED,
    LaneEntry,
    LanesFigure,
    LanesPage,
    SideLane,
    shown_lanes,
    title_of,
)
from .sides import Sides

FEW_MARKS = 40
"""Up to so many marks tell a pointer their headline; with more of them it is only how it begins."""

HEADLINE, BEGINNING = 90, 24


class EntryLanes:
    """The entries of a dispute sorted into lanes, in the order of its timeline."""

    def __init__(self, page: LanesPage, sides: Sides, language: str):
        self.page, self.sides, self.language = page, sides, language
        self.lanes = {uid: SideLane(name) for uid, name in sides.names.items()}
        self.marks: dict[str, list[LaneMark]] = {uid: [] for uid in self.lanes}
        self.undated = 0

    def figure(self, payloads: list[dict]) -> LanesFigure:
        """The figure of these entries, of which one is dated."""
        most = HEADLINE if len(payloads) <= FEW_MARKS else BEGINNING
        for payload in payloads:
            self._add(payload, most)
        lanes = shown_lanes(self.lanes)
        marks = [mark for uid in lanes for mark in self.marks[uid]]
        first = min(mark.extent.first for mark in marks)
        last = max(mark.extent.last for mark in marks)
        drawing = draw_lanes(
            [Lane(lane.name, self.marks[uid]) for uid, lane in lanes.items()],
            title=title_of(list(lanes.values()), year_of(first), year_of(last)),
            **self.page.look(),
        )
        forms = frozenset(form for mark in marks for form in forms_of(mark))
        return LanesFigure(
            drawing, list(lanes.values()), self.undated, self.language, False, forms
        )

    def _add(self, payload: dict, most: int) -> None:
        extent = extent_of_text(payload["when"])
        if extent is None:
            self.undated += 1
            return
        entry = LaneEntry(payload, self.page.entry_link(payload))
        short = payload.get("short_name") or ""
        for uid in self.sides.of_entry(payload):
            self.lanes[uid].entries.append(entry)
            self.lanes[uid].count += 1
            self.marks[uid].append(self._mark(entry, extent, most, short))
            short = ""  # a joint entry is named in its first lane

    def _mark(
        self, entry: LaneEntry, extent: Extent, most: int, short: str
    ) -> LaneMark:
        payload = entry.payload
        return LaneMark(
            payload["uid"],
            entry.href,
            tooltip(payload, most),
            extent,
            payload["status"],
            short,
            foreign(self.language),
            payload["uid"] == self.page.current,
        )


def tooltip(payload: dict, most: int) -> str:
    """The date and the headline of an entry, of at most so many letters, and what became of it."""
    when = date_in_words(payload["when"], payload["time"], payload["zone"])
    words = f"{when}: {svg.shortened(payload['headline'], most)}"
    if payload["status"] != HAPPENED:
        words += f" ({label_lower(payload['status'])})"
    return words


def forms_of(mark: LaneMark) -> Iterator[str]:
    """What the legend has to explain of a mark."""
    if mark.status == HAPPENED:
        yield HAPPENED
    else:
        yield "cancelled" if mark.status == "cancelled" else "open"
    extent = mark.extent
    if extent.form != "day":
        yield extent.form
    if extent.is_open_before or extent.is_open_after or extent.is_about:
        yield "fading"


def year_of(number: int) -> str:
    """The year of a day, in words."""
    return short_date(day_of_number(number), "year")
