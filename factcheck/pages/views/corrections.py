"""What the desk had to put right: corrections by their type, and the verdicts that it changed."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict

from factcheck.ledger import Listing, View
from factcheck.models import Publication
from factcheck.records.filters.declaration import DISPUTE
from factcheck.records.filters.values import not_a_choice

from ..base_views import PublicPage
from ..diff import changes
from ..figures import verdict_changes
from ..published_records import RecordLoader
from ..query import pagination
from ..query.change_form import (
    ChangeParameters,
    dispute_uids,
    narrow_disputes,
    narrow_lines,
)
from ..query.filter_form import FilterForm, Option
from ..query.params import BadQuery

SIZE = 50
DISPUTES = 100
TYPES = {
    "correction": Publication.Action.CORRECT,
    "clarification": Publication.Action.CLARIFY,
    "retraction": Publication.Action.RETRACT,
    "redaction": Publication.Action.REDACT,
}


class Corrections(ChangeParameters, PublicPage):
    """Everything that the desk corrected, clarified, retracted or had to redact, newest first."""

    template_name = "factcheck/corrections.html"
    list_parameters = ("type", "show", "before")

    def context(self, view: View) -> dict:
        params = self.request.GET
        form, listing = self.change_form(view, params, "type", "show")
        kind, show = read_type(params), params.get("show", "").strip()
        one_of(show, ("verdicts",))
        loader = RecordLoader(view)
        loader.add(view.lines("dispute").order_by("-seq")[:DISPUTES])
        offer_disputes(form, loader)
        if show:
            lines = narrow_lines(changed_verdicts(view, listing), form, listing)
            cut = pagination.by_line(lines, params, SIZE)
            verdicts = verdict_changes.verdict_changes(loader, cut.rows)
            shown: dict[str, object] = {"verdicts": verdicts, "changes": []}
        else:
            lines = narrow_lines(corrections(view, listing, kind), form, listing)
            cut = pagination.by_line(lines, params, SIZE)
            shown = {"changes": changes.as_changes(loader, cut.rows)}
        return {
            "filters": form,
            "type": kind,
            "show": show,
            "types": [
                (
                    name,
                    str(changes.CORRECTION_LABELS[action]),
                    form.path_with_pair("type", name),
                )
                for name, action in TYPES.items()
            ],
            "all_path": form.path_with(form.pairs_without("type", "show")),
            "verdicts_path": form.path_with_pair("show", "verdicts"),
            "list_path": form.here,
            "before": cut.before,
            **shown,
        }


def read_type(params: QueryDict) -> str:
    """The type of correction that an address asks for; empty for every type. Raises BadQuery."""
    kind = params.get("type", "").strip()
    one_of(kind, TYPES)
    return kind


def corrections(view: View, listing: Listing, kind: str) -> QuerySet[Publication]:
    """The lines that put something right, of one type or of all, newest first."""
    uids = dispute_uids(listing)
    lines = changes.of_disputes(view, map(UUID, uids)) if uids else changes.newest(view)
    return lines.filter(action__in=[TYPES[kind]] if kind else TYPES.values())


def changed_verdicts(view: View, listing: Listing) -> QuerySet[Publication]:
    """The lines whose verdict differs from the one before, newest first."""
    return narrow_disputes(verdict_changes.changed(view), listing)


def offer_disputes(form: FilterForm, loader: RecordLoader) -> None:
    """Give the field of disputes the ones that were published last."""
    form.field_of(DISPUTE.name).options = [
        Option(record.payload["slug"], record.title, language=record.title_language)
        for record in loader.records.values()
    ]


def one_of(written: str, known: Collection[str]) -> None:
    """Raise BadQuery for a choice that the page does not have; none is a choice."""
    if written and written not in known:
        raise BadQuery(str(not_a_choice(written, list(known))))
