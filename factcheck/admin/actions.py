"""What may be done to several records of a list at once: a loop over a verb, and one message."""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from factcheck import workflow
from factcheck.models import Record, Status, User

from . import merging, passages
from .publishing import key_of

MOST_REASONS = 10
FIRST_OF_TWO = "Sensitive, so these have one of two approvals and someone else gives the second:"


class Actions:
    """Mixed into every record's admin."""

    actions = ["submit_chosen", "approve_chosen", "publish_chosen", "merge_chosen"]

    def get_actions(self, request):
        """Nothing is deleted by the dozen."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def has_submit_permission(self, request) -> bool:
        return request.user.has_perm(workflow.VERBS["submit"].permission)

    def has_approve_permission(self, request) -> bool:
        return request.user.has_perm(workflow.VERBS["approve"].permission)

    def has_publish_permission(self, request) -> bool:
        return request.user.has_perm(workflow.VERBS["publish"].permission)

    def has_merge_permission(self, request) -> bool:
        return request.user.has_perm(workflow.VERBS["merge"].permission)

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_chosen(self, request, queryset):
        _each(request, queryset, workflow.submit, "submitted for review")

    @admin.action(description="Approve", permissions=["approve"])
    def approve_chosen(self, request, queryset):
        taken = _each(request, queryset, workflow.approve, "approved")
        if first := [record for record in taken if record.status != Status.APPROVED]:
            messages.info(request, f"{FIRST_OF_TWO} " + ", ".join(f"“{record}”" for record in first[:MOST_REASONS]))

    @admin.action(description="Publish as one set…", permissions=["publish"])
    def publish_chosen(self, request, queryset):
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_publish")
        return HttpResponseRedirect(f"{url}?{urlencode([('of', key_of(record)) for record in queryset])}")

    @admin.action(description="Merge two…", permissions=["merge"])
    def merge_chosen(self, request, queryset):
        url, refusal = merging.proposed(list(queryset[:3]))
        if refusal:
            messages.error(request, refusal)
            return None
        return HttpResponseRedirect(url)


def _each(
    request: HttpRequest, records: Iterable[Record], verb: Callable[[Record, User], None], done: str
) -> list[Record]:
    """Do the verb to each record; those that refuse do not keep the others from it. Returns the others."""
    taken, refused = [], []
    for record in records:
        try:
            verb(record, request.user)
        except workflow.WorkflowError as refusal:
            refused.append(f"“{record}”: {refusal}")
        else:
            taken.append(record)
    said = [f"{len(taken)} {done}."] if taken else [f"Nothing was {done}."]
    said += [f"{len(refused)} refused. " + " ".join(refused[:MOST_REASONS])] if refused else []
    messages.add_message(request, messages.WARNING if refused else messages.SUCCESS, " ".join(said))
    for record in taken:
        passages.warn(request, record)
    return taken
