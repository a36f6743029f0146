"""Who acts when in a dispute: its entries in the lanes of its sides, as of the page's moment."""

from collections.abc import Iterable

from factcheck.ledger import View, payload_of
from factcheck.ledger.facet_queries import count_entries_by_lane
from factcheck.models import Facet
from factcheck.pages.figures.drawing.lanes import MOST_MARKS
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import PublishedRecord
from factcheck.text import edtf
from timeline.pages.calendar import count_months

from .lane_entries import EntryLanes
from .lane_lists import LanesFigure, LanesPage
from .lane_periods import count_figure
from .links import EntryLink, PeriodLink, to_entry, to_period
from .period_bins import EntryCount
from .sides import Sides

SMALL_MARKS = 40
"""Up to so many entries have a mark each in a small figure; more are counted by periods."""


def read_lanes(
    frame: Frame,
    dispute: PublishedRecord,
    entry_link: EntryLink | None = None,
    period_link: PeriodLink | None = None,
    current: str = "",
    names: bool = True,
) -> LanesFigure | None:
    """The figure of a dispute as of the frame's view, in two queries; None without a dated entry.

    `entry_link` gives the address of an entry by its payload, `period_link` that of a period; `current` is the uid of
    the entry that is read. Without `names` it is the small figure of a card.
    """
    view = frame.ledger_view
    page = LanesPage(
        frame,
        entry_link or to_entry(frame),
        period_link or to_period,
        current,
        names,
    )
    disputes = tuple(sorted(str(uid) for uid in view.family(dispute.uid)))
    sides, language = Sides(view, dispute), dispute.title_language
    months = count_months(view, disputes)
    if not any(key < edtf.UNDATED for key, _count in months):
        return None
    if sum(count for _key, count in months) > MOST_MARKS:
        counts = read_counts(view, disputes, sides)
        return count_figure(page, sides, language, counts)
    payloads = read_entries(view, disputes)
    counts = counts_of(payloads, sides)
    if len(counts) > MOST_MARKS:
        return count_figure(page, sides, language, counts)
    return EntryLanes(page, sides, language).figure(payloads)


def draw_lanes_of(
    frame: Frame, dispute: PublishedRecord, payloads: list[dict], names: bool
) -> LanesFigure | None:
    """The figure of entries that were read elsewhere, as `read_entries` gives them; None without a dated one.

    Without `names` it is the small figure of a card, which has a mark each for a few entries only. No query.
    """
    view = frame.ledger_view
    if not any(payload["key"] < edtf.UNDATED for payload in payloads):
        return None
    page = LanesPage(frame, to_entry(frame), lambda _period: "", "", names)
    sides, language = Sides(view, dispute), dispute.title_language
    counts = counts_of(payloads, sides)
    if len(counts) > (MOST_MARKS if names else SMALL_MARKS):
        return count_figure(page, sides, language, counts)
    return EntryLanes(page, sides, language).figure(payloads)


def read_counts(
    view: View, disputes: tuple[str, ...], sides: Sides
) -> list[EntryCount]:
    """How many entries begin in each month, by side and status. One query."""
    rows = count_entries_by_lane(view, disputes, sides.members)
    return [EntryCount(key, count, side, status) for side, key, status, count in rows]


def read_entries(view: View, disputes: tuple[str, ...]) -> list[dict]:
    """The payloads of a dispute's entries in the order of its timeline, each with the `key` of its place. One query."""
    named = Facet.objects.filter(
        view.live(), name="dispute", value__in=disputes, kind="entry"
    )
    lines = view.lines("entry").filter(seq__in=named.values("seq"))
    payloads = []
    for line in lines.order_by("happened_key", "seq"):
        payloads.append(payload_of(line) | {"key": line.happened_key})
    return payloads


def counts_of(payloads: Iterable[dict], sides: Sides) -> list[EntryCount]:
    """Every entry counted once in each of its lanes."""
    counts = []
    for payload in payloads:
        for lane in sides.of_entry(payload):
            counts.append(EntryCount(payload["key"], 1, lane, payload["status"]))
    return counts
