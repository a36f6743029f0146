"""The first page of the site: its disputes, what is new to the reader, and which verdicts were changed."""

from collections.abc import Iterable
from uuid import UUID

from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages.base_views import PublicPage
from factcheck.pages.diff import changes
from factcheck.pages.figures import verdict_changes
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.query import since as since_param
from factcheck.pages.query.pagination import read_line
from factcheck.pages.query.since import Since

from .dispute_cards import DisputeCards
from .last_changes import last_lines

DISPUTES = 200
"""How many disputes are put in order, those that were published last."""

CARDS = 12
"""Disputes on a page."""

NEW, VERDICTS = 12, 4
"""How many changes since the last visit and how many changed verdicts are shown."""


class Home(PublicPage):
    """Every dispute, the one that changed last first."""

    template_name = "timeline/home.html"
    parameters = ("since", "before")

    def context(self, view: View) -> dict:
        params = self.request.GET
        since = since_param.read_since(view, params.get("since", ""))
        before = read_line(params, "before")
        loader = RecordLoader(view)
        disputes = loader.add(view.lines("dispute").order_by("-seq")[:DISPUTES])
        last = last_lines(view, [dispute.uid for dispute in disputes])
        rows, older = cut(in_order(disputes, last), before)
        cards = DisputeCards(self.frame, loader, rows).read(last)
        newest = max((line.published_at for line in last.values()), default=None)
        is_first = before is None
        return {
            "cards": cards,
            "total": len(disputes),
            "older": older,
            "is_first": is_first,
            "newest": newest,
            "since": since,
            **(new_changes(view, loader, since) if since else {}),
            "verdicts": changed_verdicts(view, loader) if is_first else [],
        }


def in_order(
    disputes: Iterable[PublishedRecord], last: dict[UUID, Publication]
) -> list[PublishedRecord]:
    """The disputes, the one that changed last first; a change that two share puts the newer of them first."""
    return sorted(
        disputes,
        key=lambda dispute: (last[dispute.uid].seq, dispute.line.seq),
        reverse=True,
    )


def cut(
    disputes: list[PublishedRecord], before: int | None
) -> tuple[list[PublishedRecord], int | None]:
    """The page of the list that follows the dispute of line `before`, and the line that the next page follows.

    The line is the dispute's own, so that two that changed together are told apart; one that was changed since is at
    the head of the list again, and so is the reader.
    """
    start = 0
    if before is not None:
        for place, dispute in enumerate(disputes):
            if dispute.line.seq == before:
                start = place + 1
    rows = disputes[start : start + CARDS]
    has_more = len(disputes) > start + CARDS
    return rows, rows[-1].line.seq if has_more else None


def new_changes(view: View, loader: RecordLoader, since: Since) -> dict:
    """What was published since the reader was here, newest first, and whether there is more of it."""
    lines = list(changes.newest(view).filter(seq__gt=since.seq)[: NEW + 1])
    found = changes.as_changes(loader, lines[:NEW], compare=False)
    new = [change for change in found if not change.is_unlisted]
    return {"new": new, "has_more_new": len(lines) > NEW}


def changed_verdicts(
    view: View, loader: RecordLoader
) -> list[verdict_changes.VerdictChange]:
    """The verdicts that were changed last."""
    lines = list(verdict_changes.changed(view)[:VERDICTS])
    return verdict_changes.verdict_changes(loader, lines)
