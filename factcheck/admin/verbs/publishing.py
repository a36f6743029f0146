"""The preflight: what a set would publish, what stands in its way, what could come along - and then the act."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models.options import Options
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck import workflow
from factcheck.ledger import LedgerError
from factcheck.models import Publication
from factcheck.workflow import Verb

from .. import moment_display
from ..records import record_titles
from ..records.form_data import acts
from ..signed_in import signed_in_user
from . import publish_set, refusals
from .publish_forms import TimingForm, WholeSetForm
from .publish_set import SetMember


def publish_view(
    model_admin: ModelAdmin, request: HttpRequest, emergency: bool = False
) -> HttpResponse:
    """Show the set; or publish it and go back to its first record, or schedule it and go to the schedule."""
    verb = workflow.VERBS[Verb.EMERGENCY if emergency else Verb.PUBLISH]
    if not request.user.has_perm(verb.permission):
        raise PermissionDenied
    data = _answers(request)
    keys = _keys(request)
    whole = WholeSetForm(data)
    members = publish_set.members_of(publish_set.records_of(keys), whole, data)
    if not members:
        messages.warning(request, "Choose the records to publish.")
        return HttpResponseRedirect(_list_url(model_admin.opts))
    publish_set.add_warnings(members, asking=not emergency)
    publish_set.link_changes(members, keys)
    timing = TimingForm(_times(data))
    refusal = ""
    if data is not None and _is_complete(request, members, timing):
        try:
            return _carry_out(request, members, timing, emergency)
        except (workflow.WorkflowError, LedgerError) as error:
            refusal = refusals.message(error)
    context = _context(model_admin, request, members, emergency) | {
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "timing": timing,
        "is_later": "_schedule" in request.POST or bool(timing.errors),
        "whole": whole if _is_for_several(members) else None,
    }
    status = 409 if refusal else 200
    return TemplateResponse(request, "admin/desk/publish.html", context, status=status)


def _keys(request: HttpRequest) -> list[str]:
    """The records of the set as the address or the form names them, those taken along last."""
    query = request.POST if request.method == "POST" else request.GET
    return [*query.getlist("of"), *query.getlist("take")]


def _is_for_several(members: Sequence[SetMember]) -> bool:
    """Whether one kind of change and one notice could be for more than one record."""
    return sum(member.live for member in members) > 1


def _answers(request: HttpRequest) -> QueryDict | None:
    """What the forms are bound to: nothing while the set is only looked at."""
    is_looking = request.method != "POST" or "_look" in request.POST
    return None if is_looking else request.POST


def _times(data: QueryDict | None) -> QueryDict | None:
    """What was sent of a later time; nothing where publishing now instead was asked for."""
    return QueryDict() if data is not None and "_instead" in data else data


def _is_complete(
    request: HttpRequest, members: Sequence[SetMember], timing: TimingForm
) -> bool:
    """Whether everything is filled in as it should be, and the time, if any, is confirmed."""
    if not acts(request):
        return False
    # Every form is checked, so that each shows its errors.
    are_valid = [member.form.is_valid() for member in members]
    are_valid.append(timing.is_valid())
    return all(are_valid) and not timing.asks_again(request.POST)


def _carry_out(
    request: HttpRequest,
    members: Sequence[SetMember],
    timing: TimingForm,
    emergency: bool,
) -> HttpResponse:
    """Publish the set, or schedule it. Raises WorkflowError, LedgerError."""
    if "_schedule" in request.POST and timing.at and not emergency:
        return _schedule(request, members, timing.at)
    by = signed_in_user(request)
    changes = [member.form.change() for member in members]
    if emergency:
        reason = request.POST.get("reason", "")
        lines = workflow.publish_in_emergency(changes, by, reason=reason)
    else:
        lines = workflow.publish(changes, by)
    messages.success(request, _published_message(members, lines))
    return HttpResponseRedirect(_first(members, request.POST.get("of")).url)


def _schedule(
    request: HttpRequest, members: Sequence[SetMember], at: datetime
) -> HttpResponse:
    changes = [member.form.change() for member in members]
    schedule = workflow.schedule(changes, signed_in_user(request), at=at)
    due = moment_display.with_weekday(schedule.due_at)
    until = moment_display.until(schedule.due_at)
    messages.success(request, f"Scheduled for {due}, {until}.")
    return HttpResponseRedirect(
        reverse("admin:factcheck_schedule_change", args=[schedule.pk])
    )


def _first(members: Sequence[SetMember], key: str | None) -> SetMember:
    """The record that the set was begun with, not what was taken along."""
    return next((member for member in members if member.key == key), members[0])


def _published_message(
    members: Sequence[SetMember], lines: Sequence[Publication]
) -> SafeString:
    """Every record that was published, by name."""
    seqs = sorted(line.seq for line in lines)
    where = f"line {seqs[0]}" if len(seqs) == 1 else f"lines {seqs[0]} to {seqs[-1]}"
    what = record_titles.links([member.record for member in members])
    return format_html("Published as {} of the ledger: {}", where, what)


def _list_url(opts: Options) -> str:
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")


def _context(
    model_admin: ModelAdmin,
    request: HttpRequest,
    members: list[SetMember],
    emergency: bool,
) -> dict:
    """What the page shows of the set, its blockers and what could come along."""
    is_blocked = publish_set.add_blockers(members)
    are_approved = all(member.is_approved for member in members)
    verb = workflow.VERBS[Verb.EMERGENCY if emergency else Verb.PUBLISH]
    subtitle = f"{len(members)} records as one set"
    if len(members) == 1:
        subtitle = str(members[0].record)
    return {
        **model_admin.admin_site.each_context(request),
        "title": verb.label,
        "subtitle": subtitle,
        "rule": verb.rule,
        "rows": members,
        "offers": publish_set.offers(members),
        "emergency": emergency,
        "ready": not is_blocked and (emergency or are_approved),
        "opts": model_admin.opts,
        "media": model_admin.media,
    }
