"""A page for every verb that is done to one record; the verb itself is the workflow's."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from factcheck import kinds, ledger, workflow
from factcheck.ledger import LedgerError
from factcheck.models import Publication, Record, Status, User

from . import merging, moving, passages
from .actforms import LONG, ActForm, ReasonForm
from .posted import acts


class ReturnForm(ActForm):
    comment = forms.CharField(widget=LONG, help_text="Say what is to be done; the author reads it.")


class RetractForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Public: readers see it in place of the record."


class RedactForm(ReasonForm):
    line = forms.ChoiceField(label="Line of the ledger", help_text="Its text is emptied for good; its hash stays.")
    ground = forms.ChoiceField(label="Legal ground", choices=[("", "---------"), *ledger.GROUNDS.items()])
    field_order = ["version", "line", "ground", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lines = Publication.objects.filter(uid=self.record.uid).defer("payload").order_by("-seq")
        self.fields["line"].choices = [(line.seq, _called(line)) for line in lines]


def _called(line: Publication) -> str:
    state = "as readers see it now" if line.superseded_seq is None else "superseded"
    return f"{line.seq}: {line.action}, version {line.version}, {line.published_at:%Y-%m-%d %H:%M} UTC, {state}"


FIRST_OF_TWO = "“{}” has one of two approvals; someone else gives the second."


@dataclass(frozen=True)
class Act:
    """One verb's page: its form, what it calls and what it says when done."""

    form: type[ActForm]
    do: Callable[[Record, User, dict], object]
    done: str
    button: str
    template: str = "admin/desk/act.html"


def _merge(record: Record, by: User, data: dict):
    return workflow.propose_merge(_as_seen(record, data), data["into"], by, reason=data["reason"])


def _redact(record: Record, by: User, data: dict):
    line = Publication.objects.get(seq=data["line"], uid=record.uid)
    return workflow.propose_redact(line, by, ground=data["ground"], reason=data["reason"])


def _as_seen(record: Record, data: dict) -> Record:
    if data["version"] != record.lock_version:
        raise workflow.WrongState("It was changed since you looked; read it again first.")
    return record


ACTS = {
    "submit": Act(
        ActForm,
        lambda record, by, data: workflow.submit(record, by, expected=data["version"]),
        "“{}” waits for review.",
        "Submit for review",
    ),
    "return": Act(
        ReturnForm,
        lambda record, by, data: workflow.return_(record, by, comment=data["comment"], expected=data["version"]),
        "“{}” was returned to its author.",
        "Return to draft",
    ),
    "approve": Act(
        ActForm,
        lambda record, by, data: workflow.approve(record, by, expected=data["version"]),
        "“{}” is approved in this version.",
        "Approve this version",
    ),
    "retract": Act(
        RetractForm,
        lambda record, by, data: workflow.retract(record, by, reason=data["reason"]),
        "“{}” was taken down. A second person reviews it.",
        "Retract now",
    ),
    "restore": Act(
        ReasonForm,
        lambda record, by, data: workflow.propose_restore(record, by, reason=data["reason"]),
        "The proposal to restore “{}” waits for a second person.",
        "Propose to restore",
    ),
    "merge": Act(
        merging.MergeForm,
        _merge,
        "The proposal to merge “{}” waits for a second person.",
        "Propose the merge",
        "admin/desk/merge.html",
    ),
    "redact": Act(
        RedactForm, _redact, "The proposal to redact a line of “{}” waits for a second person.", "Propose the redaction"
    ),
}


def page(model_admin, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
    """Show what the verb asks, or do it and go back to the record."""
    act = ACTS.get(verb)
    record = model_admin.get_object(request, object_id)
    if act is None or record is None:
        raise Http404("There is no such record or verb.")
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    if not request.user.has_perm(workflow.VERBS[verb].permission):
        raise PermissionDenied(f"{request.user.public_name()} may not do this; ask someone who has that role.")
    form = act.form(record, request.POST if request.method == "POST" else None, initial=_asked(request))
    status = 200
    if acts(request) and form.is_valid():
        try:
            act.do(record, request.user, form.cleaned_data)
        except (workflow.WorkflowError, LedgerError) as refusal:
            form.add_error(None, str(refusal))
            status = 403 if isinstance(refusal, workflow.NotAllowed) else 409
        else:
            messages.success(request, (act.done if _is_done(record, verb) else FIRST_OF_TWO).format(record))
            if verb in ("submit", "approve"):
                passages.warn(request, record)
            return HttpResponseRedirect(_change_url(record))
    context = _context(model_admin, request, record, verb, form)
    if verb == "merge":
        context |= merging.context(record, request.POST if request.method == "POST" else request.GET)
    return TemplateResponse(request, act.template, context, status=status)


def _asked(request: HttpRequest) -> dict:
    """What the address says already: the record that a merge goes into."""
    return {"into": request.GET.get("into", "")}


def _is_done(record: Record, verb: str) -> bool:
    """Whether it is not the first of two approvals that was given."""
    return verb != "approve" or record.status == Status.APPROVED


def _resting(record: Record) -> list[tuple[str, str, str]]:
    """(kind, title, path) of what rests on the record and would be looked at again."""
    lines = workflow.dependents([record.uid])
    payloads = [ledger.payload_of(line) for line in lines]
    return [(each["kind"], kinds.get(each["kind"]).title(each), each["path"]) for each in payloads]


def _change_url(record: Record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def _context(model_admin, request, record, verb, form) -> dict:
    row = workflow.VERBS[verb]
    return {
        **model_admin.admin_site.each_context(request),
        "title": row.label,
        "subtitle": str(record),
        "record": record,
        "rule": row.rule,
        "button": ACTS[verb].button,
        "resting": _resting(record) if verb == "retract" else None,
        "returns": moving.by_restoring(record) if verb == "restore" else None,
        "form": form,
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
        "original": record,
    }
