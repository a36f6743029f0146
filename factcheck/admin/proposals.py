"""What waits for a second person, and the page on which it is decided."""

from collections.abc import Iterable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from factcheck import kinds, ledger, workflow
from factcheck.ledger import LedgerError
from factcheck.models import Proposal, Publication, Record, User

from . import emptying, moving, names
from .readonly import ReadOnlyAdmin

IN_EMERGENCY, RETRACTED = "Published in an emergency: review", "Retracted by one person: review"
DONE = {"approve": "Done: {}.", "refuse": "Refused: {}.", "withdraw": "Withdrawn: {}."}


class WaitsFilter(admin.SimpleListFilter):
    title = "whose turn"
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [("me", "Waits for me"), ("mine", "Asked by me")]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return waiting_for(request.user, queryset)
        return queryset.filter(asked_by=request.user) if self.value() == "mine" else queryset


def waiting_for(user: User, proposals=None):
    """Open proposals that this person may decide."""
    proposals = Proposal.objects.all() if proposals is None else proposals
    allowed = [verb for verb in Proposal.Verb.values if user.has_perm(workflow.VERBS[verb].permission)]
    return proposals.filter(state=Proposal.State.OPEN, verb__in=allowed).exclude(asked_by=user)


class AloneFilter(admin.SimpleListFilter):
    title = "what one person did alone"
    parameter_name = "alone"

    def lookups(self, request, model_admin):
        return [("emergency", "Published in an emergency"), ("retract", "Retracted")]

    def queryset(self, request, queryset):
        if self.value() not in ("emergency", "retract"):
            return queryset
        retracted = Publication.objects.filter(action="retract").values("seq")
        reviews = queryset.filter(verb=Proposal.Verb.REVIEW)
        return reviews.filter(line__in=retracted) if self.value() == "retract" else reviews.exclude(line__in=retracted)


def called(proposals: Iterable[Proposal]) -> dict[int, str]:
    """What each asks for in words, by its number: a review says what was done alone. One query."""
    rows = list(proposals)
    reviews = [row.line for row in rows if row.verb == Proposal.Verb.REVIEW]
    retracted = set(Publication.objects.filter(seq__in=reviews, action="retract").values_list("seq", flat=True))
    alone = {True: RETRACTED, False: IN_EMERGENCY}
    return {
        row.pk: alone[row.line in retracted] if row.verb == Proposal.Verb.REVIEW else row.get_verb_display()
        for row in rows
    }


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ["what", "record", "asked_by", "asked_at", "state", "decided_by"]
    list_filter = [WaitsFilter, "state", AloneFilter, "verb", "kind"]
    list_select_related = ["asked_by", "decided_by"]
    search_fields = ["reason", "uid"]
    date_hierarchy = None

    @admin.display(description="asked", ordering="verb")
    def what(self, proposal: Proposal) -> str:
        return f"{proposal.desk_called} (line {proposal.line})"

    @admin.display(description="record")
    def record(self, proposal: Proposal) -> str:
        return str(getattr(proposal, "desk_record", None) or f"{proposal.kind} {proposal.uid}")

    def named(self, rows: list[Proposal]) -> None:
        found = names.records_of((row.kind, row.uid) for row in rows)
        said = called(rows)
        for row in rows:
            row.desk_record, row.desk_called = found.get(str(row.uid)), said[row.pk]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(self.page), name="factcheck_proposal_change"),
            path("<int:pk>/do/<slug:act>/", view(self.decide), name="factcheck_proposal_decide"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, pk: int, refusal: str = "", status: int = 200) -> HttpResponse:
        """One proposal with what it binds and what may be done about it."""
        proposal = Proposal.objects.select_related("asked_by", "decided_by").filter(pk=pk).first()
        if proposal is None:
            raise Http404("There is no such proposal.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        record = kinds.find_record(proposal.kind, proposal.uid)
        may_decide = request.user.has_perm(workflow.VERBS[proposal.verb].permission)
        context = {
            **self.admin_site.each_context(request),
            "title": proposal.get_verb_display(),
            "subtitle": str(record or proposal.uid),
            "proposal": proposal,
            "record_link": _link(record),
            "into_link": _link(_into(proposal)) if proposal.into else "",
            "line": Publication.objects.filter(seq=proposal.line).defer("payload").first(),
            "ground": ledger.GROUNDS.get(proposal.ground, ""),
            "rule": workflow.VERBS[proposal.verb].rule,
            "is_mine": proposal.asked_by_id == request.user.pk,
            "may_decide": may_decide,
            "refusal": refusal,
            "opts": self.opts,
            "undo_url": _undo_url(proposal, record),
            **(_foreseen(proposal, record, may_decide) if proposal.state == Proposal.State.OPEN and record else {}),
        }
        return TemplateResponse(request, "admin/desk/proposal.html", context, status=status)

    def decide(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Approve, refuse or withdraw; a refusal of the workflow is shown on the page."""
        proposal = Proposal.objects.filter(pk=pk).first()
        if proposal is None or act not in DONE or request.method != "POST":
            raise Http404("There is no such proposal or act.")
        try:
            _decide(proposal, request.user, act, request.POST.get("comment", "").strip())
        except (workflow.WorkflowError, LedgerError) as refusal:
            status = 403 if isinstance(refusal, workflow.NotAllowed) else 409
            return self.page(request, pk, str(refusal), status)
        messages.success(request, DONE[act].format(proposal.get_verb_display().lower()))
        return HttpResponseRedirect(reverse("admin:factcheck_proposal_changelist"))


def _decide(proposal: Proposal, by: User, act: str, comment: str) -> None:
    if act == "approve":
        workflow.carry_out(proposal, by, comment=comment)
    elif act == "refuse":
        workflow.refuse(proposal, by, comment=comment)
    else:
        workflow.withdraw(proposal, by)


def _foreseen(proposal: Proposal, record: Record, may_decide: bool) -> dict:
    """What would happen, for whoever decides: what moves, what comes back, what is emptied."""
    if proposal.verb == Proposal.Verb.MERGE and (into := _into(proposal)):
        return {"moves": moving.by_merging(record, into)}
    if proposal.verb == Proposal.Verb.RESTORE:
        return {"returns": moving.by_restoring(record)}
    if proposal.verb == Proposal.Verb.REDACT and may_decide:
        line = Publication.objects.get(seq=proposal.line)
        return {"emptied": emptying.rows(line, proposal.ground), "files": emptying.files(line)}
    return {}


def _into(proposal: Proposal) -> Record | None:
    return kinds.find_record(proposal.kind, proposal.into) if proposal.into else None


def _undo_url(proposal: Proposal, record: Record | None) -> str:
    """Where a merge that stands is taken back."""
    is_done = proposal.verb == Proposal.Verb.MERGE and proposal.state == Proposal.State.DONE
    line = workflow.current_line(record) if is_done and record else None
    return record_url(record, "verb", "restore") if line and line.action == "merge" else ""


def record_url(record: Record, page: str = "change", *more: str) -> str:
    """A page of the record at the desk."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}", args=[record.pk, *more])


def _link(record: Record | None) -> str:
    if record is None:
        return "–"
    return format_html('<a href="{}">{}</a>', record_url(record), record)
