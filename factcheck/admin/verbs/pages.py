"""A page for every verb that is done to one record; the verb itself is the workflow's."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import Truncator

from factcheck import ledger, workflow
from factcheck.ledger import LedgerError
from factcheck.models import Proposal, Publication, Record, Status, User
from factcheck.models.site_paths import site_path
from factcheck.pages.diff import redactions
from factcheck.records import registry
from factcheck.workflow import Verb

from .. import moment_display
from ..form_fields import choice_field
from ..records import passages, record_titles
from ..records.form_data import acts, posted
from ..signed_in import signed_in_user
from . import merge_preview, merging, refusals
from .redaction_forms import WAITS, GroundFields, outcome_message
from .signed_versions import LONG, ReasonForm, VersionedForm


class ReturnForm(VersionedForm):
    comment = forms.CharField(
        widget=LONG, help_text="Say what is to be done; the author reads it."
    )


class LineForm(ReasonForm):
    """Bound to the line of the ledger that was current when the page was made, whatever is drafted meanwhile."""

    line = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        current = workflow.current_line(self.record)
        self.initial["line"] = current.seq if current else 0


class RetractForm(LineForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields[
            "reason"
        ].help_text = "Public: readers see it in place of the record."


class HoldForm(LineForm):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields[
            "reason"
        ].help_text = "For the desk: readers are told that it is held, and since when."


class RedactForm(GroundFields, VersionedForm):
    line = forms.ChoiceField(
        label="What goes",
        help_text="All of a version but its address, or one text of it, for good; the hash stays.",
    )
    field_order = ["version", "line", "ground", "reason", "alone"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lines = Publication.objects.filter(uid=self.record.uid).in_bulk()
        newest_first = sorted(self.lines.values(), key=lambda line: -line.seq)
        choice_field(self, "line").choices = [
            (_line_label(line), _parts(line)) for line in newest_first
        ]

    def clean_line(self) -> tuple[Publication, ledger.Path]:
        """The line, and the path of the text in it; an empty one for all of the line."""
        seq, _space, path = self.cleaned_data["line"].partition(" ")
        return self.lines[int(seq)], tuple(json.loads(path)) if path else ()


def _parts(line: Publication) -> list[tuple[str, str]]:
    """What may go of a line, as choices: all of it, or one of its texts."""
    choices = [(str(line.seq), f"All of line {line.seq}")]
    for path, label, text in redactions.texts_of(line):
        excerpt = Truncator(text).chars(EXCERPT)
        choices.append((f"{line.seq} {json.dumps(path)}", f"{label}: {excerpt}"))
    return choices


def _line_label(line: Publication) -> str:
    state = "as readers see it now" if line.superseded_seq is None else "superseded"
    return f"{line.seq}: {line.action}, version {line.version}, {moment_display.moment(line.published_at)}, {state}"


EXCERPT = 60
BINDING = (Verb.SUBMIT, Verb.APPROVE)
FIRST_OF_TWO = "“{}” has one of two approvals; someone else gives the second."


@dataclass(frozen=True)
class VerbPage:
    """One verb's page: its form, what it calls and what it says when done."""

    form: type[VersionedForm]
    do: Callable[[Record, User, dict], object]
    done: str
    button: str
    template: str = "admin/desk/act.html"


def _merge(record: Record, by: User, data: dict) -> Proposal:
    return workflow.propose_merge(
        _as_seen(record, data), data["into"], by, reason=data["reason"]
    )


def _redact(record: Record, by: User, data: dict) -> Proposal:
    line, path = data["line"]
    with transaction.atomic():
        proposal = workflow.propose_redact(
            line, by, ground=data["ground"], reason=data["reason"], path=path
        )
        if data.get("alone"):
            workflow.carry_out_alone(proposal, by)
    return proposal


def _as_seen(record: Record, data: dict) -> Record:
    if data["version"] != record.lock_version:
        raise workflow.Changed(record, data["version"], "read it again first")
    return record


ACTS: dict[str, VerbPage] = {
    Verb.SUBMIT: VerbPage(
        VersionedForm,
        lambda record, by, data: workflow.submit(record, by, expected=data["version"]),
        "“{}” waits for review.",
        "Submit for review",
    ),
    Verb.RETURN: VerbPage(
        ReturnForm,
        lambda record, by, data: workflow.send_back(
            record, by, comment=data["comment"], expected=data["version"]
        ),
        "“{}” was returned to its author.",
        "Return to draft",
    ),
    Verb.APPROVE: VerbPage(
        VersionedForm,
        lambda record, by, data: workflow.approve(record, by, expected=data["version"]),
        "“{}” is approved in this version.",
        "Approve this version",
    ),
    Verb.RETRACT: VerbPage(
        RetractForm,
        lambda record, by, data: workflow.retract(
            record, by, reason=data["reason"], line=data["line"]
        ),
        "“{}” was taken down. A second person reviews it.",
        "Retract now",
    ),
    Verb.HOLD: VerbPage(
        HoldForm,
        lambda record, by, data: workflow.hold(
            record, by, reason=data["reason"], line=data["line"]
        ),
        "“{}” is held: no reader sees anything of it. A second person confirms it within 72 hours.",
        "Hold now",
    ),
    Verb.RELEASE: VerbPage(
        ReasonForm,
        lambda record, by, data: workflow.release(record, by, reason=data["reason"]),
        "“{}” is released; readers have it as it was.",
        "Release now",
    ),
    Verb.RESTORE: VerbPage(
        LineForm,
        lambda record, by, data: workflow.propose_restore(
            record, by, reason=data["reason"], line=data["line"]
        ),
        "The proposal to restore “{}” waits for a second person.",
        "Propose to restore",
    ),
    Verb.MERGE: VerbPage(
        merging.MergeForm,
        _merge,
        "The proposal to merge “{}” waits for a second person.",
        "Propose the merge",
        "admin/desk/merge.html",
    ),
    Verb.REDACT: VerbPage(
        RedactForm,
        _redact,
        WAITS,
        "Propose the redaction",
        "admin/desk/redact.html",
    ),
}


def verb_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str, verb: str
) -> HttpResponse:
    """Show the form of a verb, or do it and go back to the record. Raises Http404, PermissionDenied."""
    act = ACTS.get(verb)
    record = model_admin.get_object(request, object_id)
    if act is None or record is None:
        raise Http404("There is no such record or verb.")
    _require(model_admin, request, record, verb)
    form = act.form(record, posted(request), initial=_initial(request))
    status = 200
    if acts(request) and form.is_valid():
        try:
            result = act.do(record, signed_in_user(request), form.cleaned_data)
        except (workflow.WorkflowError, LedgerError) as refusal:
            form.add_error(None, refusals.message(refusal))
            status = refusals.http_status(refusal)
        else:
            _report(request, record, verb, result)
            return HttpResponseRedirect(record_titles.change_url(record))
    context = _context(model_admin, request, record, verb, form)
    if verb == Verb.MERGE:
        query = request.POST if request.method == "POST" else request.GET
        context |= merging.context(record, query)
    return TemplateResponse(request, act.template, context, status=status)


def _require(
    model_admin: ModelAdmin, request: HttpRequest, record: Record, verb: str
) -> None:
    """Raise PermissionDenied unless the person may look at the record and do the verb."""
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    by = signed_in_user(request)
    if not by.has_perm(workflow.VERBS[verb].permission):
        raise PermissionDenied(
            f"{by.public_name()} may not do this; ask someone who has that role."
        )


def _report(request: HttpRequest, record: Record, verb: str, result: object) -> None:
    """Say what was done, and of the version that was acted upon what somebody should look at."""
    if verb == Verb.REDACT:
        message = outcome_message(cast(Proposal, result))
    else:
        message = ACTS[verb].done if _is_done(record, verb) else FIRST_OF_TWO
    messages.success(request, message.format(record))
    if verb in BINDING:
        passages.warn(request, record)
    if verb == Verb.SUBMIT:
        passages.warn_of_blockers(request, record)


def _initial(request: HttpRequest) -> dict:
    """What the address fills in already: the record that a merge goes into."""
    return {"into": request.GET.get("into", "")}


def _is_done(record: Record, verb: str) -> bool:
    """False when the verb gave the first of two approvals, so that the record still waits for the second."""
    return verb != Verb.APPROVE or record.status == Status.APPROVED


def _resting(record: Record) -> list[tuple[str, str, str]]:
    """(kind, title, path) of what rests on the record and would be looked at again."""
    rows = []
    for line in workflow.dependents([record.uid]):
        payload = ledger.payload_of(line)
        kind = payload["kind"]
        rows.append(
            (kind, registry.get(kind).title(payload), site_path(payload["path"]))
        )
    return rows


def _last_save(record: Record) -> str:
    """Which version the page acts upon, for who has typed something that is not saved."""
    by = record.changed_by.public_name() if record.changed_by else "someone"
    return f"{by} saved it on {moment_display.with_weekday(record.changed_at)}"


def _context(
    model_admin: ModelAdmin,
    request: HttpRequest,
    record: Record,
    verb: str,
    form: VersionedForm,
) -> dict:
    """What the page of a verb shows; what only one verb shows is empty for the others."""
    row = workflow.VERBS[verb]
    return {
        **model_admin.admin_site.each_context(request),
        "title": row.label,
        "subtitle": str(record),
        "record": record,
        "rule": row.rule,
        "button": ACTS[verb].button,
        "resting": _resting(record) if verb == Verb.RETRACT else None,
        "acted_upon": _last_save(record) if verb in BINDING else "",
        "returns": merge_preview.by_restoring(record) if verb == Verb.RESTORE else None,
        "form": form,
        "opts": model_admin.opts,
        "media": model_admin.media + form.media,
        "original": record,
    }
