"""What waits for a second person, and the page on which it is decided."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from factcheck import kinds, ledger, workflow
from factcheck.ledger import LedgerError
from factcheck.models import Proposal, Publication, User

from . import names
from .readonly import ReadOnlyAdmin

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


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ["what", "record", "asked_by", "asked_at", "state", "decided_by"]
    list_filter = [WaitsFilter, "state", "verb", "kind"]
    list_select_related = ["asked_by", "decided_by"]
    search_fields = ["reason", "uid"]
    date_hierarchy = None

    @admin.display(description="asked", ordering="verb")
    def what(self, proposal: Proposal) -> str:
        return f"{proposal.get_verb_display()} (line {proposal.line})"

    @admin.display(description="record")
    def record(self, proposal: Proposal) -> str:
        return str(getattr(proposal, "desk_record", None) or f"{proposal.kind} {proposal.uid}")

    def named(self, rows: list[Proposal]) -> None:
        found = names.records_of((row.kind, row.uid) for row in rows)
        for row in rows:
            row.desk_record = found.get(str(row.uid))

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
        context = {
            **self.admin_site.each_context(request),
            "title": proposal.get_verb_display(),
            "subtitle": str(record or proposal.uid),
            "proposal": proposal,
            "record_link": _link(record),
            "into_link": _link(kinds.find_record(proposal.kind, proposal.into)) if proposal.into else "",
            "line": Publication.objects.filter(seq=proposal.line).defer("payload").first(),
            "ground": ledger.GROUNDS.get(proposal.ground, ""),
            "rule": workflow.VERBS[proposal.verb].rule,
            "is_mine": proposal.asked_by_id == request.user.pk,
            "may_decide": request.user.has_perm(workflow.VERBS[proposal.verb].permission),
            "refusal": refusal,
            "opts": self.opts,
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


def _link(record) -> str:
    if record is None:
        return "–"
    url = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', url, record)
