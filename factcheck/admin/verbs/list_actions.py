"""What may be done to several records of a list at once: a loop over a verb, and one message."""

from collections.abc import Callable, Iterable, Sequence

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck import workflow
from factcheck.models import Record, Status
from factcheck.workflow import Verb

from ..records import passages
from ..signed_in import signed_in_user
from . import merging, refusals, signed_versions
from .publish_set import page_url

MOST_REASONS = 10
UNSEEN = (
    "Nothing was {}: “select all” would take records of other pages, which you were not shown. Choose rows of this "
    "page, then go on to the next."
)
ONE_HOLD = "Choose one record: each hold has a reason and a second person of its own."
FIRST_OF_TWO = (
    "Sensitive, so these have one of two approvals and someone else gives the second:"
)


class RecordActions(admin.ModelAdmin):
    """Mixed into every record's admin."""

    actions: Sequence[str] = [
        "submit_chosen",
        "approve_chosen",
        "publish_chosen",
        "hold_chosen",
        "merge_chosen",
    ]

    def get_actions(self, request: HttpRequest) -> dict:
        """All but Django's own deletion of everything that is selected."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(workflow.VERBS[Verb.SUBMIT].permission)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(workflow.VERBS[Verb.APPROVE].permission)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(workflow.VERBS[Verb.PUBLISH].permission)

    def has_hold_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(workflow.VERBS[Verb.HOLD].permission)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(workflow.VERBS[Verb.MERGE].permission)

    def action_checkbox(self, obj: Record) -> SafeString:
        """The box to choose a row by, with the version that the row shows."""
        return format_html(
            "{}{}", super().action_checkbox(obj), signed_versions.hidden_input(obj)
        )

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_chosen(self, request: HttpRequest, queryset: QuerySet[Record]) -> None:
        for record in _each(request, queryset, workflow.submit, "submitted for review"):
            passages.warn_of_blockers(request, record)

    @admin.action(description="Approve", permissions=["approve"])
    def approve_chosen(self, request: HttpRequest, queryset: QuerySet[Record]) -> None:
        taken = _each(request, queryset, workflow.approve, "approved")
        waiting = [record for record in taken if record.status != Status.APPROVED]
        if waiting:
            titles = ", ".join(f"“{record}”" for record in waiting[:MOST_REASONS])
            messages.info(request, f"{FIRST_OF_TWO} {titles}")

    @admin.action(description="Publish as one set…", permissions=["publish"])
    def publish_chosen(
        self, request: HttpRequest, queryset: QuerySet[Record]
    ) -> HttpResponse | None:
        if _takes_unseen(request, "taken into the set"):
            return None
        taken, refused = _as_shown(request, queryset)
        for why in refused:
            messages.warning(request, why)
        return HttpResponseRedirect(page_url(self.opts, taken)) if taken else None

    @admin.action(description="Hold: nothing of it is read…", permissions=["hold"])
    def hold_chosen(
        self, request: HttpRequest, queryset: QuerySet[Record]
    ) -> HttpResponse | None:
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            messages.error(request, ONE_HOLD)
            return None
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_verb"
        return HttpResponseRedirect(reverse(name, args=[chosen[0].pk, "hold"]))

    @admin.action(description="Merge two…", permissions=["merge"])
    def merge_chosen(
        self, request: HttpRequest, queryset: QuerySet[Record]
    ) -> HttpResponse | None:
        url, refusal = merging.proposed(list(queryset[:3]))
        if refusal:
            messages.error(request, refusal)
            return None
        return HttpResponseRedirect(url)


def _takes_unseen(request: HttpRequest, done: str) -> bool:
    """Whether rows of other pages were chosen too; says then why nothing is done."""
    if request.POST.get("select_across") != "1":
        return False
    messages.warning(request, UNSEEN.format(done))
    return True


def _as_shown(
    request: HttpRequest, records: Iterable[Record]
) -> tuple[list[tuple[Record, int]], list[str]]:
    """The chosen records with the versions that their rows showed, and why the others are not among them."""
    taken, refused = [], []
    for record in records:
        try:
            shown = signed_versions.version_in(request, record)
            if shown != record.lock_version:
                raise workflow.Changed(record, shown, "read it again first")
        except workflow.WorkflowError as refusal:
            refused.append(refusals.record_message(record, refusal))
        else:
            taken.append((record, shown))
    return taken, refused


def _each(
    request: HttpRequest, records: Iterable[Record], verb: Callable, done: str
) -> list[Record]:
    """Do the verb to each record as its row showed it; those that refuse do not keep the others from it.

    Returns the records that it was done to.
    """
    if _takes_unseen(request, done):
        return []
    shown, refused = _as_shown(request, records)
    by, taken = signed_in_user(request), []
    for record, version in shown:
        try:
            verb(record, by, expected=version)
        except workflow.WorkflowError as refusal:
            refused.append(refusals.record_message(record, refusal))
        else:
            taken.append(record)
    _tell(request, taken, refused, done)
    for record in taken:
        passages.warn(request, record)
    return taken


def _tell(
    request: HttpRequest, taken: list[Record], refused: list[str], done: str
) -> None:
    """One message that counts, and one for each of the first records that were refused."""
    count = f"{len(taken)} {done}." if taken else f"Nothing was {done}."
    level = messages.SUCCESS
    if refused:
        count += f" {len(refused)} refused:"
        level = messages.WARNING
    messages.add_message(request, level, count)
    for why in refused[:MOST_REASONS]:
        messages.warning(request, why)
    if len(refused) > MOST_REASONS:
        messages.warning(request, f"And {len(refused) - MOST_REASONS} more.")
