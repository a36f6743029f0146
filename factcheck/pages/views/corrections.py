"""What the desk had to put right: corrections by their type, and the verdicts that it changed."""

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.models import Facet, Publication

from ..base_views import PublicPage
from ..diff import changes
from ..figures import verdict_changes
from ..published_records import RecordLoader
from ..query import pagination
from ..query.params import BadQuery

SIZE = 50
DISPUTES = 100
TYPES = {
    "correction": Publication.Action.CORRECT,
    "clarification": Publication.Action.CLARIFY,
    "retraction": Publication.Action.RETRACT,
    "redaction": Publication.Action.REDACT,
}


class Corrections(PublicPage):
    """Everything that the desk corrected, clarified, retracted or had to redact, newest first."""

    template_name = "factcheck/corrections.html"
    parameters = ("before", "type", "dispute", "show")
    actions = tuple(TYPES.values())

    def context(self, view: View) -> dict:
        params = {}
        for name in ("type", "dispute", "show"):
            params[name] = self.request.GET.get(name, "").strip()
        one_of(params["type"], TYPES)
        one_of(params["show"], ("verdicts",))
        loader = RecordLoader(view)
        disputes = loader.add(view.lines("dispute").order_by("-seq")[:DISPUTES])
        uids = self._dispute(view, params["dispute"])
        if params["show"]:
            rows = self._verdicts(view, loader, uids)
        else:
            rows = self._changes(view, loader, uids, params["type"])
        query = urlencode({name: value for name, value in params.items() if value})
        return {
            "kept": params,
            "types": [
                (name, str(changes.CORRECTION_LABELS[action]))
                for name, action in TYPES.items()
            ],
            "disputes": [
                (dispute.payload["slug"], dispute.title, dispute.title_language)
                for dispute in disputes
            ],
            "list_path": f"{self.request.path}?{query}" if query else self.request.path,
            **rows,
        }

    @staticmethod
    def _dispute(view: View, key: str) -> list[str]:
        """The uids of the dispute that the address names; empty for every dispute. Raises BadQuery."""
        if not key:
            return []
        if (line := view.find("dispute", key)) is None:
            raise BadQuery(_("The record has no dispute “%s”.") % key[:40])
        return sorted(str(uid) for uid in view.family(line.uid))

    def _changes(
        self, view: View, loader: RecordLoader, uids: list[str], wanted: str
    ) -> dict:
        lines = changes.of_disputes(view, uids) if uids else changes.newest(view)
        actions = [TYPES[wanted]] if wanted else self.actions
        cut = self._cut(lines.filter(action__in=actions), self.request.GET)
        return {"changes": changes.as_changes(loader, cut.rows), "before": cut.before}

    def _verdicts(self, view: View, loader: RecordLoader, uids: list[str]) -> dict:
        lines = verdict_changes.changed(view)
        if uids:
            of_dispute = Facet.objects.filter(
                seq=OuterRef("seq"), name="dispute", value__in=uids
            )
            lines = lines.filter(Exists(of_dispute))
        cut = self._cut(lines, self.request.GET)
        return {
            "verdicts": verdict_changes.verdict_changes(loader, cut.rows),
            "changes": [],
            "before": cut.before,
        }

    @staticmethod
    def _cut(lines: QuerySet[Publication], asked: QueryDict) -> pagination.Cut:
        return pagination.by_line(lines, asked, SIZE)


def one_of(written: str, known) -> None:
    """Raise BadQuery for a choice that the page does not have; none is a choice."""
    if written and written not in known:
        message = _("“%(written)s” is not among the choices: %(known)s.")
        raise BadQuery(message % {"written": written[:40], "known": ", ".join(known)})
