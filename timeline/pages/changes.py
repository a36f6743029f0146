"""A dispute over time: what changed, when, and how the record of one moment differs from that of another."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseRedirect, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages import moments
from factcheck.pages.cache.page_states import State
from factcheck.pages.diff import changes, compare
from factcheck.pages.labels.localized import day_in_words, moment_in_words
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.query import comparison_range, pagination
from factcheck.pages.query import since as seen
from factcheck.pages.query.params import BadQuery
from factcheck.pages.records import RecordPage
from factcheck.pages.responses import ImmediateResponse, render_page

CHANGES = 100
COUNTED = 1000
# The kinds of change that a dispute's records can have, as the address names them.
ACTIONS = changes.ACTION_LABELS
AGO = (
    (1, gettext_lazy("yesterday")),
    (7, gettext_lazy("7 days")),
    (30, gettext_lazy("30 days")),
)


class ChangesPage(RecordPage):
    """Everything that was done to the records of a dispute, newest first; of one kind, or since a day."""

    kind = "dispute"
    template_name = "timeline/changes.html"
    parameters = ("before", "action", "since")

    def context(self, view: View) -> dict:
        line, asked = self.line(view), self.request.GET
        dispute, loader = self.loader(view, line)
        action, since = (
            read_action(asked),
            seen.read_since(view, asked.get("since", "")),
        )
        lines = _narrowed(
            changes.of_disputes(view, view.family(line.uid)), action, since
        )
        cut = pagination.by_line(lines, asked, CHANGES)
        return {
            "dispute": dispute,
            "changes": changes.as_changes(loader, cut.rows),
            "before": cut.before,
            "actions": [
                (name, str(word), name == action) for name, word in ACTIONS.items()
            ],
            "action": action,
            "since": since,
            "since_at": ledger.parse_start(since.written) if since else None,
            "count": lines[: COUNTED + 1].count() if since or action else None,
            "most": COUNTED,
            "ago": ago(view.moment or timezone.now()),
            "list_path": listed(
                self.request.path, action=action, since=since.written if since else ""
            ),
        }


def read_action(asked: QueryDict) -> str:
    """The kind of change that an address asks for; empty for every kind. Raises BadQuery."""
    action = asked.get("action", "").strip()
    if action and action not in ACTIONS:
        said = _("“%(written)s” is no kind of change. Choose one of %(known)s.")
        raise BadQuery(said % {"written": action[:40], "known": ", ".join(ACTIONS)})
    return action


def _narrowed(
    lines: QuerySet[Publication], action: str, since: seen.Since | None
) -> QuerySet[Publication]:
    if action:
        lines = lines.filter(action=action)
    return lines.filter(seq__gt=since.seq) if since else lines


def ago(now: datetime) -> list[tuple[str, str]]:
    """(day, words) of the links that ask for what changed lately."""
    return [
        ((now.astimezone(UTC) - timedelta(days=n)).date().isoformat(), str(words))
        for n, words in AGO
    ]


def listed(path: str, **asked: str) -> str:
    """The address of a list with what it was asked for, for the links to its other pages."""
    asked = {name: value for name, value in asked.items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


class MomentsPage(RecordPage):
    """When something was published in a dispute, by day: each can be read, and compared with the one before."""

    kind = "dispute"
    template_name = "timeline/moments.html"
    parameters = ("before",)

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        found = moments.days_of(
            view,
            view.family(line.uid),
            before=pagination.read_line(self.request.GET, "before"),
        )
        return {
            "dispute": dispute,
            "days": found.days,
            "before": found.before,
            "is_cut": found.is_cut,
        }


class ComparePage(RecordPage):
    """What the record of a dispute said at one moment, held against what it said at another."""

    kind = "dispute"
    template_name = "timeline/compare.html"
    parameters = ("from", "to", "after")

    def context(self, view: View) -> dict:
        line, family = self.line(view), view.family(self.line(view).uid)
        sides = self._sides(view, line)
        rows = compare.changed_rows(sides, family)
        shown, after = compare.page_of(rows[: compare.MOST], self.request.GET)
        dispute, loader = self.loader(sides.end.view, line)
        fixed = {
            "from": sides.start.written,
            "to": sides.end.written or ledger.moment_text(self.frame.last_at),
        }
        return {
            **self._form(view, dispute, family),
            "start": sides.start.asked or sides.start.written,
            "end": sides.end.asked or sides.end.written,
            "sides": sides,
            "start_said": said_of(sides.start),
            "end_said": said_of(sides.end),
            "groups": compare.grouped(compare.compared(loader, shown)),
            "counted": (counted := compare.counted(rows)),
            "tally": [
                (str(words), n)
                for state, words in compare.WORDS.items()
                if (n := counted.states[state])
            ],
            "most": compare.MOST,
            "after": after,
            "list_path": listed(self.request.path, **fixed),
        }

    def _sides(self, view: View, line: Publication) -> comparison_range.Between:
        """The two moments. Raises ImmediateResponse: the form with what was asked and why it means nothing."""
        asked = self.request.GET.copy()
        if not asked.get("from", "").strip():
            asked["from"] = ledger.moment_text(
                view.versions(line.uid).values_list("published_at", flat=True)[0]
            )
        try:
            sides = comparison_range.read_between(
                view, asked, self.frame.as_of, lambda then: self._state_at(then, line)
            )
            self._settle_sides(sides)
            return sides
        except comparison_range.BadSide as error:
            dispute, _ = self.loader(view, line)
            form = self._form(view, dispute, view.family(line.uid))
            said = {**form, "field": error.field, "error": str(error)}
            raise ImmediateResponse(
                render_page("timeline/compare.html", self.frame, status=400, **said)
            ) from error

    def _settle_sides(self, sides: comparison_range.Between) -> None:
        """Redirect from an exact moment to that of its state, so that there are only so many addresses.

        Raises ImmediateResponse.
        """
        states = {
            side.asked: side.written
            for side in (sides.start, sides.end)
            if len(side.asked) > len("2026-01-15")
        }
        pairs = [
            (name, value)
            for name, values in self.request.GET.lists()
            for value in values
        ]
        settled = [
            (name, states.get(value, value) if name in ("from", "to") else value)
            for name, value in pairs
        ]
        if settled != pairs:
            raise ImmediateResponse(
                HttpResponseRedirect(f"{self.request.path}?{urlencode(settled)}")
            )

    def _form(self, view: View, dispute: PublishedRecord, family: set[UUID]) -> dict:
        asked = {
            name: self.request.GET.get(name, "").strip() for name in ("from", "to")
        }
        return {
            "dispute": dispute,
            "days": moments.picked(view, family),
            "start": asked["from"],
            "end": asked["to"],
        }

    def _state_at(self, view: View, line: Publication) -> str:
        """The moment of the state of the dispute's pages that a view lies in; empty where there was none."""
        since = State(view, self._content_of(view, line), self.content_then).find()
        return ledger.moment_text(since) if since else ""


def said_of(side: comparison_range.Side) -> str:
    """A moment of a comparison in words."""
    if not (side.written and side.view.moment):
        return _("Now")
    if len(side.asked) == len("2026-01-15"):
        return _("The end of %s") % day_in_words(side.view.moment)
    return moment_in_words(side.view.moment)
