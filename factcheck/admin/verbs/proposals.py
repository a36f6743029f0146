"""What waits for a second person, and the page on which it is decided."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck import ledger, workflow
from factcheck.ledger import LedgerError
from factcheck.models import Proposal, Publication, Record, User
from factcheck.records import registry
from factcheck.workflow import Verb

from .. import readonly
from ..readonly import ReadOnlyAdmin
from ..records import record_titles
from ..signed_in import signed_in_user
from . import guest_links, merge_preview, redaction_preview, refusals

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedProposal = WithAnnotations[Proposal, "ProposalContext"]

Action = Publication.Action

IN_EMERGENCY = "Published in an emergency: review"
ALONE: dict[str, str] = {
    Action.RETRACT: "Retracted by one person: review",
    Action.REDACT: "Struck by one person on a court's order: review",
}
DONE = {
    "approve": "Done",
    "refuse": "Refused",
    "withdraw": "Withdrawn",
    "alone": "Done",
}
SUBJECTS: dict[str, str] = {
    Proposal.Verb.RESTORE: "restore {}",
    Proposal.Verb.MERGE: "merge {} into {}",
    Proposal.Verb.REDACT: "redact in line {line} of {}",
    Proposal.Verb.HOLD: "confirm that {} stays held",
    Proposal.Verb.REVIEW: "review {}",
}
HELD = "Held by one person: confirm"


class ProposalContext(TypedDict):
    """What a page of the list attaches to each proposal: the working record, and what is asked for in words."""

    desk_record: Record | None
    desk_title: str


class WaitsFilter(admin.SimpleListFilter):
    title = "whose turn"
    parameter_name = "turn"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("me", "Waits for me"), ("mine", "Asked by me")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Proposal]
    ) -> QuerySet[Proposal]:
        if self.value() == "me":
            return waiting_for(signed_in_user(request), queryset)
        if self.value() == "mine":
            return queryset.filter(asked_by=signed_in_user(request))
        return queryset


def waiting_for(
    user: User, proposals: QuerySet[Proposal] | None = None
) -> QuerySet[Proposal]:
    """Open proposals that this person may decide."""
    proposals = Proposal.objects.all() if proposals is None else proposals
    allowed = []
    for verb in Proposal.Verb.values:
        if user.has_perm(workflow.VERBS[verb].permission):
            allowed.append(verb)
    open_ = proposals.filter(state=Proposal.State.OPEN, verb__in=allowed)
    return open_.exclude(asked_by=user)


class AloneFilter(admin.SimpleListFilter):
    title = "what one person did alone"
    parameter_name = "alone"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [
            ("emergency", "Published in an emergency"),
            (Action.RETRACT.value, "Retracted"),
            (Action.REDACT.value, "Redacted"),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Proposal]
    ) -> QuerySet[Proposal]:
        if self.value() not in ("emergency", *ALONE):
            return queryset
        reviews = queryset.filter(verb=Proposal.Verb.REVIEW)
        done_alone = [self.value()] if self.value() in ALONE else list(ALONE)
        lines = Publication.objects.filter(action__in=done_alone).values("seq")
        if self.value() in ALONE:
            return reviews.filter(line__in=lines)
        return reviews.exclude(line__in=lines)


def titles(proposals: Iterable[Proposal]) -> dict[int, str]:
    """What each asks for in words, by its number: a review says what was done alone. One query."""
    rows = list(proposals)
    reviews = [
        row.line for row in rows if row.verb == Proposal.Verb.REVIEW and row.line
    ]
    lines = Publication.objects.filter(seq__in=reviews, action__in=ALONE)
    actions = dict(lines.values_list("seq", "action"))
    # Lines are counted from 1.
    return {row.pk: _title(row, actions.get(row.line or 0, "")) for row in rows}


def _title(row: Proposal, action: str) -> str:
    """`action` is what was done alone where it was no publication."""
    if row.verb == Proposal.Verb.REVIEW:
        return ALONE.get(action, IN_EMERGENCY)
    return HELD if row.verb == Proposal.Verb.HOLD else row.get_verb_display()


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ["what", "record", "asked_by", "asked_at", "state", "who_decided"]
    list_filter = [WaitsFilter, "state", AloneFilter, "verb", "kind"]
    list_select_related = ["asked_by", "decided_by", "decided_by_guest"]
    search_fields = ["reason", "uid"]
    date_hierarchy = None

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Proposal], search_term: str
    ) -> tuple[QuerySet[Proposal], bool]:
        matches, is_doubled = super().get_search_results(request, queryset, search_term)
        return readonly.exclude_unreadable(
            matches, signed_in_user(request), search_term
        ), is_doubled

    @admin.display(description="asked", ordering="verb")
    def what(self, proposal: "ListedProposal") -> str:
        return f"{proposal.desk_title} (line {proposal.line})"

    @admin.display(description="record")
    def record(self, proposal: Proposal) -> str:
        record = getattr(proposal, "desk_record", None)
        return str(record or f"{proposal.kind} {proposal.uid}")

    @admin.display(description="decided by", ordering="decided_by")
    def who_decided(self, proposal: Proposal) -> str:
        if proposal.is_done_alone:
            return f"{proposal.asked_by} alone"
        return str(proposal.decider or "–")

    def attach_records(self, rows: "list[ListedProposal]") -> None:
        records = record_titles.records_of((row.kind, row.uid) for row in rows)
        title_of = titles(rows)
        for row in rows:
            row.desk_record = records.get(str(row.uid))
            row.desk_title = title_of[row.pk]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/change/", view(self.page), name="factcheck_proposal_change"),
            path(
                "<int:pk>/guests/", view(self.guests), name="factcheck_proposal_guests"
            ),
            path(
                "<int:pk>/do/<slug:act>/",
                view(self.decide),
                name="factcheck_proposal_decide",
            ),
            *super().get_urls(),
        ]

    def page(
        self, request: HttpRequest, pk: int, refusal: str = "", status: int = 200
    ) -> HttpResponse:
        """One proposal with what it binds and what may be done about it."""
        people = ("asked_by", "decided_by", "decided_by_guest")
        rows = Proposal.objects.select_related(*people)
        proposal = rows.filter(pk=pk).first()
        if proposal is None:
            raise Http404("There is no such proposal.")
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self._context(request, proposal) | {"refusal": refusal}
        return TemplateResponse(
            request, "admin/desk/proposal.html", context, status=status
        )

    def _context(self, request: HttpRequest, proposal: Proposal) -> dict:
        """What the page shows of a proposal to this person."""
        user = signed_in_user(request)
        record = registry.find_record(proposal.kind, proposal.uid)
        subject = workflow.record_or_own_line(proposal.kind, proposal.uid)
        line = Publication.objects.filter(seq=proposal.line or 0)  # from 1
        context = {
            **self.admin_site.each_context(request),
            "title": proposal.get_verb_display(),
            "subtitle": str(subject or proposal.uid),
            "proposal": proposal,
            "record_link": _link(record),
            "into_link": _link(_into(proposal)) if proposal.into else "",
            "line": line.defer(*Publication.TEXTS).first(),
            "ground": _ground(proposal, user),
            "reason": workflow.reason_for(user, proposal),
            "is_kept_back": _is_hidden_from(proposal, user),
            "rule": workflow.VERBS[proposal.verb].rule,
            "asked": guest_links.summaries(proposal, user),
            "opts": self.opts,
            **_acts(proposal, record, user),
        }
        if proposal.state == Proposal.State.OPEN and record:
            context |= _preview(proposal, record)
        return context | redaction_preview.context(
            proposal, request.GET.get("lines", "1"), may_decide=context["may_decide"]
        )

    def guests(self, request: HttpRequest, pk: int) -> HttpResponse:
        return guest_links.proposal_guests_view(self, request, pk)

    def decide(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        """Approve, refuse, withdraw or do it alone; a refusal of the workflow is shown on the page."""
        proposal = Proposal.objects.filter(pk=pk).first()
        if proposal is None or act not in DONE or request.method != "POST":
            raise Http404("There is no such proposal or act.")
        try:
            comment = request.POST.get("comment", "").strip()
            _decide(proposal, signed_in_user(request), act, comment)
        except (workflow.WorkflowError, LedgerError) as refusal:
            status = refusals.http_status(refusal)
            return self.page(request, pk, str(refusal), status)
        messages.success(request, _outcome_message(proposal, act))
        return HttpResponseRedirect(reverse("admin:factcheck_proposal_changelist"))


def _decide(proposal: Proposal, by: User, act: str, comment: str) -> None:
    if act == "approve":
        workflow.carry_out(proposal, by, comment=comment)
    elif act == "alone":
        workflow.carry_out_alone(proposal, by)
    elif act == "refuse":
        workflow.refuse(proposal, by, comment=comment)
    else:
        workflow.withdraw(proposal, by)


def _outcome_message(proposal: Proposal, act: str) -> SafeString:
    """What became of it: the verb, the records by name, and the proposal itself, from where a merge is undone."""
    record = record_titles.link(registry.find_record(proposal.kind, proposal.uid))
    into = record_titles.link(_into(proposal))
    subject = format_html(SUBJECTS[proposal.verb], record, into, line=proposal.line)
    url = reverse("admin:factcheck_proposal_change", args=[proposal.pk])
    return format_html('{}: {}. <a href="{}">The proposal</a>', DONE[act], subject, url)


def _acts(proposal: Proposal, record: Record | None, user: User) -> dict:
    """What this person may do about the proposal, and where the record is acted upon."""
    permission = workflow.VERBS[proposal.verb].permission
    return {
        "is_mine": proposal.asked_by_id == user.pk,
        "may_decide": user.has_perm(permission),
        "may_do_alone": workflow.may_carry_out_alone(proposal, user),
        "undo_url": _undo_url(proposal, record),
        "release_url": record_url(record, "verb", Verb.RELEASE) if record else "",
        "retract_url": record_url(record, "verb", Verb.RETRACT) if record else "",
    }


def _preview(proposal: Proposal, record: Record) -> dict:
    """What would happen: what moves, what comes back."""
    if proposal.verb == Proposal.Verb.MERGE and (into := _into(proposal)):
        return {"moves": merge_preview.by_merging(record, into)}
    if proposal.verb == Proposal.Verb.RESTORE:
        return {"returns": merge_preview.by_restoring(record)}
    return {}


def _is_hidden_from(proposal: Proposal, by: User) -> bool:
    """Whether what was written about it is for those alone who decide on redactions."""
    is_redaction = proposal.verb == Proposal.Verb.REDACT
    return is_redaction and not workflow.may_decide(by, Verb.REDACT)


def _ground(proposal: Proposal, by: User) -> str:
    """The legal ground in words; once the redaction is done, the ledger tells it to everybody."""
    is_public = proposal.state == Proposal.State.DONE or not _is_hidden_from(
        proposal, by
    )
    return ledger.GROUNDS.get(proposal.ground, "") if is_public else ""


def _into(proposal: Proposal) -> Record | None:
    return registry.find_record(proposal.kind, proposal.into) if proposal.into else None


def _undo_url(proposal: Proposal, record: Record | None) -> str:
    """Where a merge that stands is taken back; empty for any other proposal."""
    is_merge = proposal.verb == Proposal.Verb.MERGE
    if not is_merge or proposal.state != Proposal.State.DONE or record is None:
        return ""
    line = workflow.current_line(record)
    if line is None or line.action != Publication.Action.MERGE:
        return ""
    return record_url(record, "verb", Verb.RESTORE)


def record_url(record: Record, page: str = "change", *more: str) -> str:
    """A page of the record at the desk."""
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_{page}",
        args=[record.pk, *more],
    )


def _link(record: Record | None) -> str:
    if record is None:
        return "–"
    return format_html('<a href="{}">{}</a>', record_url(record), record)
