"""A record's history: who changed what, when and why, word by word."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import ModelAdmin
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.db.models import ForeignObjectRel, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from factcheck import workflow
from factcheck.ledger import moment_text
from factcheck.models import Publication, Record, Revision, SealedLeaf, User
from factcheck.text.word_diff import DiffSpan, diff_words

from ..form_fields import choice_field
from ..signed_in import signed_in_user
from . import record_titles, value_text

PAGE = 50  # revisions on one page
OPENS_NAMES = "factcheck.redact_lines"
"""Who opens the sealed names of the desk: administrators, as those do who decide on what is struck."""
SEEN = (
    Revision.Verb.PUBLISH,
    Revision.Verb.EMERGENCY,
    Revision.Verb.RETRACT,
    Revision.Verb.RESTORE,
)


class FieldChange(NamedTuple):
    """One field of one revision, or of the way from one version to another."""

    field: str
    label: str
    spans: list[DiffSpan]


class RevisionStep(NamedTuple):
    """One revision as the page shows it; `public` is the page that readers saw from then on, where it wrote one.

    `sealed` are the names that its line keeps sealed, by what they did, for those who may open them.
    """

    revision: Revision
    reason: str
    changes: list[FieldChange]
    public: str
    sealed: dict[str, list[str]]


class HistoryFilterForm(forms.Form):
    """What of the history is shown; what is left empty does not narrow it."""

    by = forms.ChoiceField(label="Who", required=False)
    verb = forms.ChoiceField(
        label="Act", required=False, choices=[("", "all"), *Revision.Verb.choices]
    )
    field = forms.ChoiceField(label="Field", required=False)

    def __init__(self, record: Record, data: QueryDict):
        super().__init__(data)
        people = User.objects.filter(
            pk__in=workflow.revisions(record).order_by().values("by")
        ).order_by("desk_name", "username")
        choice_field(self, "by").choices = [
            ("", "everyone"),
            *((each.username, str(each)) for each in people),
        ]
        fields = [(name, label(record, name)) for name in workflow.working_copy(record)]
        choice_field(self, "field").choices = [("", "all"), *fields]

    def lines(self, record: Record) -> QuerySet[Revision]:
        """The lines asked for, newest first. What is no choice narrows nothing: old addresses keep working."""
        chosen = self.cleaned_data if self.is_valid() else {}
        lines = workflow.revisions(record)
        if by := chosen.get("by"):
            lines = lines.filter(by__username=by)
        if verb := chosen.get("verb"):
            lines = lines.filter(verb=verb)
        if field := chosen.get("field"):
            lines = lines.filter(changed__has_key=field)
        return lines


def history_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """The history of one record, newest first, narrowed by the form at its top."""
    record = record_of(model_admin, request, object_id)
    narrowing = HistoryFilterForm(record, request.GET)
    lines = Paginator(narrowing.lines(record), PAGE).get_page(request.GET.get("p"))
    page_steps = steps(record, list(lines), signed_in_user(request))
    saves = [
        step.revision.number
        for step in page_steps
        if step.revision.verb == Revision.Verb.SAVE
    ]
    chosen = {
        name: value
        for name, value in request.GET.items()
        if name in narrowing.fields and value
    }
    context = context_of(model_admin, request, record, "History") | {
        "steps": page_steps,
        "to_number": saves[0] if len(saves) > 1 else None,
        "from_number": saves[1] if len(saves) > 1 else None,
        "page": lines,
        "narrowing": narrowing,
        "chosen": urlencode(chosen),
        "has_change_permission": model_admin.has_change_permission(request, record),
        "public": _public_page(record) if workflow.current_line(record) else "",
    }
    return TemplateResponse(request, "admin/desk/history.html", context)


def record_of(model_admin: ModelAdmin, request: HttpRequest, object_id: str) -> Record:
    """The record, for somebody who may look at it. Raises Http404 and PermissionDenied."""
    record = model_admin.get_object(request, object_id)
    if record is None:
        raise Http404("There is no such record.")
    if not model_admin.has_view_permission(request, record):
        raise PermissionDenied
    return record


def context_of(
    model_admin: ModelAdmin, request: HttpRequest, record: Record, title: str
) -> dict:
    """What every page about a record's past shows."""
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": str(record),
        "record": record,
        "opts": model_admin.opts,
        "media": model_admin.media,
        "original": record,
    }


def steps(
    record: Record, revisions: list[Revision], reader: User
) -> list[RevisionStep]:
    """Revisions with their changes in words and the reasons that this person may read.

    What uids stand for is asked once for all of them.
    """
    titles = titles_in(*(line.changed for line in revisions))
    wrote = {line.line for line in revisions if line.verb in SEEN and line.line}
    moments: dict[int, datetime] = {}
    sealed: dict[int, dict[str, list[str]]] = {}
    if wrote:
        lines = Publication.objects.filter(seq__in=wrote)
        moments = dict(lines.values_list("seq", "published_at"))
    if wrote and reader.has_perm(OPENS_NAMES):
        sealed = sealed_names(wrote)
    shown = []
    for line in revisions:
        seq = line.line or 0  # lines are counted from 1
        step = RevisionStep(
            line,
            workflow.reason_for(reader, line),
            field_changes(record, line.changed, titles),
            _public(record, moments.get(seq)) if line.verb in SEEN else "",
            sealed.get(seq, {}),
        )
        shown.append(step)
    return shown


def sealed_names(seqs: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """The names of the desk that these lines keep sealed, by line and by what they did; erased ones are not there."""
    names: dict[int, dict[str, list[str]]] = {}
    for leaf in SealedLeaf.objects.filter(seq__in=seqs).order_by("seq", "pk"):
        did = str(leaf.path[1]).replace("_", " ").capitalize()
        names.setdefault(leaf.seq, {}).setdefault(did, []).append(leaf.value)
    return names


def titles_in(*changed: dict) -> dict[str, str]:
    """What the uids in several {field: [old, new]} stand for."""
    return record_titles.titles(
        value_text.uids_in(
            *(value for each in changed for pair in each.values() for value in pair)
        )
    )


def field_changes(
    record: Record, changed: dict, titles: dict[str, str]
) -> list[FieldChange]:
    """The fields of {field: [old, new]}, each word by word."""
    return [
        FieldChange(
            name,
            label(record, name),
            diff_words(*(value_text.as_text(value, titles) for value in change)),
        )
        for name, change in changed.items()
        if any(change)
    ]


def label(record: Record | type[Record], name: str) -> str:
    """What the form calls a field; one that today's form has no longer is called by the name it had."""
    try:
        field = record._meta.get_field(name)
    except FieldDoesNotExist:
        return name.replace("_", " ").capitalize()
    if not isinstance(field, ForeignObjectRel):
        return str(field.verbose_name).capitalize()
    part = field.related_model._meta
    title = part.verbose_name if field.one_to_one else part.verbose_name_plural
    return str(title).capitalize()


def _public(record: Record, at: datetime | None) -> str:
    path = _public_page(record)
    return f"{path}?{urlencode({'as_of': moment_text(at)})}" if at and path else ""


def _public_page(record: Record) -> str:
    """The path of its page; empty for who has none."""
    return record.get_absolute_url().partition("#")[0] if record.has_page else ""
