"""A dispute over time: what changed, when, and how the record of one moment differs from that of another."""

from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.pages import moments
from factcheck.pages.cache.page_states import PageState
from factcheck.pages.diff import changes, compare
from factcheck.pages.labels.dates_and_numbers import day_in_words, moment_in_words
from factcheck.pages.query import comparison_range, pagination
from factcheck.pages.query import since as since_param
from factcheck.pages.query.addresses import address_query
from factcheck.pages.query.change_form import ChangeParameters, narrow_lines
from factcheck.pages.query.filter_form import FilterForm
from factcheck.pages.query.moment_fields import parts_of
from factcheck.pages.query.params import BadQuery
from factcheck.pages.records import RecordPage
from factcheck.pages.responses import ImmediateResponse, redirect_here, render_page

CHANGES = 100
COUNTED = 1000
DAY_LENGTH = len("2026-01-15")  # longer is a moment
# The kinds of change that a dispute's records can have, as the address names them.
ACTIONS = changes.ACTION_LABELS
AGO = (
    (1, gettext_lazy("yesterday")),
    (7, gettext_lazy("7 days")),
    (30, gettext_lazy("30 days")),
)


class ChangesPage(ChangeParameters, RecordPage):
    """Everything that was done to the records of a dispute, newest first; of one kind, or since a day."""

    kind = "dispute"
    template_name = "timeline/changes.html"
    fixed = ("dispute",)
    list_parameters = ("before", "action")
    moment_fields = ("as_of", "since")

    def context(self, view: View) -> dict:
        line, params = self.line(view), self.request.GET
        dispute, loader = self.loader(view, line)
        action = read_action(params)
        since = since_param.read_since(view, params.get("since", ""))
        form, listing = self.change_form(view, params, "action")
        lines = changes.of_disputes(view, view.family(line.uid))
        if action:
            lines = lines.filter(action=action)
        lines = narrow_lines(lines, form, listing)
        cut = pagination.by_line(lines, params, CHANGES)
        since_written = since.written if since else ""
        return {
            "dispute": dispute,
            "changes": changes.as_changes(loader, cut.rows),
            "before": cut.before,
            "actions": [
                (name, str(label), name == action) for name, label in ACTIONS.items()
            ],
            "action": action,
            "since": since,
            "since_field": since_field(since_written),
            "since_at": ledger.parse_start(since_written) if since else None,
            "filters": form,
            "hidden_inputs": carried_inputs(form),
            "count": lines[: COUNTED + 1].count() if form.is_active or action else None,
            "most": COUNTED,
            "ago": ago(view.moment or timezone.now()),
            "list_path": form.here,
        }


def since_field(written: str) -> moments.MomentField:
    """The field for the moment that changes are counted from."""
    options = moments.with_chosen([], written)
    return moments.MomentField("since", _("Since"), _("the first publication"), options)


def carried_inputs(form: FilterForm) -> list[tuple[str, str]]:
    """What the form carries on and has no field for."""
    return [pair for pair in form.hidden_inputs if pair[0] not in ("action", "since")]


def read_action(params: QueryDict) -> str:
    """The kind of change that an address names; empty for every kind. Raises BadQuery."""
    action = params.get("action", "").strip()
    if action and action not in ACTIONS:
        message = _("“%(written)s” is no kind of change. Choose one of %(known)s.")
        raise BadQuery(message % {"written": action[:40], "known": ", ".join(ACTIONS)})
    return action


def ago(now: datetime) -> list[tuple[str, str]]:
    """(day, words) of the links to what changed lately."""
    today = now.astimezone(UTC)
    links = []
    for days, words in AGO:
        day = (today - timedelta(days=days)).date()
        links.append((day.isoformat(), str(words)))
    return links


def with_query(path: str, **params: str) -> str:
    """The address of a list with its parameters, for the links to its other pages; empty ones are left out."""
    params = {name: value for name, value in params.items() if value}
    return f"{path}?{address_query(params)}" if params else path


class MomentsPage(RecordPage):
    """When something was published in a dispute, by day: each can be read, and compared with the one before."""

    kind = "dispute"
    template_name = "timeline/moments.html"
    parameters = ("before",)

    def context(self, view: View) -> dict:
        line = self.line(view)
        dispute, loader = self.loader(view, line)
        before = pagination.read_line(self.request.GET, "before")
        page = moments.days_of(view, view.family(line.uid), before=before)
        return {
            "dispute": dispute,
            "days": page.days,
            "before": page.before,
            "is_cut": page.is_cut,
        }


class ComparePage(RecordPage):
    """What the record of a dispute said at one moment, held against what it said at another."""

    kind = "dispute"
    template_name = "timeline/compare.html"
    parameters = ("from", "to", "after")
    moment_fields = ("as_of", "from", "to")

    def context(self, view: View) -> dict:
        line, family = self.line(view), view.family(self.line(view).uid)
        sides = self._sides(view, line)
        rows = compare.changed_rows(sides, family)
        shown, after = compare.page_of(rows[: compare.MOST], self.request.GET)
        dispute, loader = self.loader(sides.end.view, line)
        # A dispute has a page since its first line, so there is a last one.
        last_at = cast(datetime, self.frame.last_at)
        end = sides.end.written or ledger.moment_address(last_at)
        params = {"from": sides.start.written, "to": end}
        counted = compare.counted(rows)
        return {
            "dispute": dispute,
            "moment_fields": self._fields(view, family, self._chosen(sides)),
            "sides": sides,
            "start_said": side_label(sides.start),
            "end_said": side_label(sides.end),
            "groups": compare.grouped(compare.compared(loader, shown)),
            "counted": counted,
            "tally": compare.tally(counted),
            "most": compare.MOST,
            "after": after,
            "list_path": with_query(self.request.path, **params),
        }

    def _sides(self, view: View, line: Publication) -> comparison_range.Between:
        """The two moments. Raises ImmediateResponse: the form with what was asked and why it means nothing."""
        params = self.request.GET.copy()
        if not params.get("from", "").strip():
            first = view.versions(line.uid).values_list("published_at", flat=True)[0]
            params["from"] = ledger.moment_address(first)
        try:
            sides = comparison_range.read_between(
                view, params, self.frame.as_of, lambda then: self._state_at(then, line)
            )
            self._settle_sides(sides)
            return sides
        except comparison_range.BadSide as error:
            dispute = self.loader(view, line)[0]
            chosen = {name: params.get(name, "").strip() for name in ("from", "to")}
            if not self.request.GET.get("from", "").strip():
                chosen["from"] = ""
            family = view.family(line.uid)
            context = {
                "dispute": dispute,
                "moment_fields": self._fields(view, family, chosen, error),
            }
            raise ImmediateResponse(
                render_page("timeline/compare.html", self.frame, status=400, **context)
            ) from error

    def _settle_sides(self, sides: comparison_range.Between) -> None:
        """Redirect from an exact moment to that of its state, so that there are only so many addresses.

        Raises ImmediateResponse.
        """
        states = {}
        for side in (sides.start, sides.end):
            if len(side.asked) > DAY_LENGTH:
                states[side.asked] = side.written
        pairs, settled = [], []
        for name, values in self.request.GET.lists():
            for value in values:
                pairs.append((name, value))
                state = states.get(value, value) if name in ("from", "to") else value
                settled.append((name, state))
        if settled != pairs:
            raise ImmediateResponse(redirect_here(self.request, settled))

    def _chosen(self, sides: comparison_range.Between) -> dict[str, str]:
        """What the form has chosen: what the address names, the other way round where the moments were exchanged."""
        if sides.is_swapped:
            return {"from": sides.start.asked, "to": sides.end.asked}
        params = self.request.GET
        return {name: params.get(name, "").strip() for name in ("from", "to")}

    def _fields(
        self,
        view: View,
        family: set[UUID],
        chosen: dict[str, str],
        error: comparison_range.BadSide | None = None,
    ) -> list[moments.MomentField]:
        """The two moments to choose; `error` names the one that means nothing."""
        days = moments.picked(view, family)
        labels = {
            "from": (_("From"), _("the first publication")),
            "to": (_("To"), _("now")),
        }
        fields = []
        for name, (label, empty) in labels.items():
            is_wrong = error is not None and error.field == name
            written = "" if chosen[name].casefold() == ledger.NOW else chosen[name]
            field = moments.MomentField(
                name, label, empty, moments.day_options(days, written, exact=False)
            )
            if is_wrong:
                parts = parts_of(written)
                options = moments.day_options(days, "", exact=False)
                field = field._replace(options=options, parts=parts, error=str(error))
            fields.append(field)
        return fields

    def _state_at(self, view: View, line: Publication) -> str:
        """The moment of the state of the dispute's pages that a view lies in; empty where there was none."""
        since = PageState(view, self._content_of(view, line), self.content_then).find()
        return ledger.moment_address(since) if since else ""


def side_label(side: comparison_range.ComparedMoment) -> str:
    """A moment of a comparison in words."""
    if not (side.written and side.view.moment):
        return _("Now")
    if len(side.asked) == DAY_LENGTH:
        return _("The end of %s") % day_in_words(side.view.moment)
    return moment_in_words(side.view.moment)
