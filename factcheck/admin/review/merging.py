"""Merging a suggestion into a record: choose the record, then for each field ours, theirs or a text of one's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from factcheck import workflow
from factcheck.imports import suggestions
from factcheck.ledger import UID
from factcheck.models import Record, Suggestion
from factcheck.records import registry
from factcheck.text.word_diff import diff_words

from ..form_fields import record_field
from ..records import value_text
from ..signed_in import signed_in_user
from ..verbs import refusals
from ..verbs.merging import field_to
from . import labels
from .filters import filter_query
from .linking import LinkedName, names_of, record_url, records
from .listing import SuggestionRow
from .plain_text import plain
from .screen import (
    desk_context,
    redirect_to_next,
    review_url,
    suggestion_of,
    version_in,
)

CHANGED = "Somebody changed “{}” since you opened this page; compare the two again."


class IntoForm(forms.Form):
    """The record that it goes into: found by autocomplete, or named by its address."""

    into: forms.ModelChoiceField = forms.ModelChoiceField(
        None, required=False, label="Merge into"
    )
    slug = forms.CharField(
        required=False, max_length=120, label="or the end of its address"
    )

    def __init__(self, kind: registry.Kind, data: Mapping[str, Any] | None):
        super().__init__(data)
        into = record_field(self, "into")
        into.queryset = kind.model.objects.all()
        if pointing := field_to(kind.model):
            into.widget = AutocompleteSelect(pointing, admin.site)
            into.widget.choices = into.choices
        self.kind = kind

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if slug := cleaned.get("slug"):
            cleaned["into"] = self.kind.model.objects.filter(slug=slug).first()
            if cleaned["into"] is None:
                self.add_error(
                    "slug", f"There is no {self.kind.name} with this address."
                )
        return cleaned

    def record(self) -> Record | None:
        """The record that was chosen; None where there is none of that name."""
        return self.cleaned_data.get("into") if self.is_valid() else None


class FieldChoice:
    """One field on which the two differ, and what is to be done about it."""

    def __init__(
        self,
        kind: registry.Kind,
        choice: suggestions.Choice,
        known: dict[str, LinkedName],
        data: QueryDict,
    ):
        self.name, self.label = choice.name, labels.label(choice.name)
        ours = labels.in_words(kind, choice.name, choice.ours, known)
        theirs = labels.in_words(kind, choice.name, choice.theirs, known)
        self.ours, self.theirs = ours, diff_words(ours, theirs)
        self.may_edit = isinstance(choice.theirs, str) and not UID.fullmatch(
            choice.theirs
        )
        preset = "theirs" if choice.takes_theirs else "ours"
        self.chosen = data.get(f"take-{choice.name}", preset)
        self.typed = data.get(f"text-{choice.name}", str(choice.theirs))


def merge_view(
    model_admin: ModelAdmin, request: HttpRequest, pk: int, suggestion: int
) -> HttpResponse:
    """Compare with the record that is chosen, or merge as was decided field by field."""
    row = suggestion_of(request, pk, suggestion)
    kind = registry.get(row.kind)
    if request.method != "POST":
        suggestions.take(row, signed_in_user(request))
        is_chosen = bool({"into", "slug"} & request.GET.keys())
        form = IntoForm(kind, request.GET if is_chosen else None)
        record = form.record() if is_chosen else _match(row, form)
        return _show(model_admin, request, row, form, record)
    form = IntoForm(kind, {"into": request.POST.get("into")})
    return _merge(model_admin, request, row, form, form.record())


def _match(row: Suggestion, form: IntoForm) -> Record | None:
    """The best match, already chosen."""
    if not row.match_uid:
        return None
    record = registry.find_record(row.kind, row.match_uid)
    if record is not None:
        form.initial["into"] = record.pk
    return record


def _merge(
    model_admin: ModelAdmin,
    request: HttpRequest,
    row: Suggestion,
    form: IntoForm,
    record: Record | None,
) -> HttpResponse:
    if record is None:
        return _show(
            model_admin,
            request,
            row,
            form,
            None,
            "Choose the record that it goes into.",
            409,
        )
    if str(record.lock_version) != request.POST.get("seen"):
        return _show(
            model_admin, request, row, form, record, CHANGED.format(record), 409
        )
    theirs, typed = _decided(request)
    try:
        suggestions.merge(
            row,
            signed_in_user(request),
            version=version_in(request),
            into=record.uid,
            theirs=theirs,
            typed=typed,
        )
    except workflow.WorkflowError as refusal:
        return _show(
            model_admin,
            request,
            row,
            form,
            record,
            str(refusal),
            refusals.http_status(refusal),
        )
    return redirect_to_next(request, row)


def _decided(request: HttpRequest) -> tuple[tuple[str, ...], dict[str, str]]:
    """The fields to take over, and those that were written anew."""
    theirs, typed = [], {}
    for key, value in request.POST.items():
        name = key.removeprefix("take-")
        if name == key:
            continue
        if value == "theirs":
            theirs.append(name)
        elif value == "text":
            typed[name] = request.POST.get(f"text-{name}", "")
    return tuple(theirs), typed


def _show(
    model_admin: ModelAdmin,
    request: HttpRequest,
    row: Suggestion,
    form: IntoForm,
    record: Record | None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    row = Suggestion.objects.select_related("job", "taken_by", "decided_by").get(
        pk=row.pk
    )
    kind, known = registry.get(row.kind), names_of([row])
    whole = kind.whole().get(pk=record.pk) if record else None
    choices = suggestions.choices(row, whole) if whole else []
    known |= records(
        value_text.uids_in(*(choice.ours for choice in choices)) - known.keys()
    )
    context = desk_context(model_admin, request, row.job) | {
        "title": "Merge into a record",
        "row": SuggestionRow(row, 0, signed_in_user(request), known),
        "form": form,
        "record": whole,
        "record_title": plain(str(whole)) if whole else "",
        "record_url": record_url(row.kind, whole.pk) if whole else "",
        "choices": [
            FieldChoice(kind, choice, known, request.POST) for choice in choices
        ],
        "added": added(row, choices),
        "media": model_admin.media + form.media,
        "refusal": refusal,
        "query": filter_query(request.GET),
        "back": f"{review_url(row.job)}?{filter_query(request.GET)}&at={row.pk}#s-{row.pk}",
    }
    return TemplateResponse(
        request, "admin/desk/review_merge.html", context, status=status
    )


def added(row: Suggestion, choices: list[suggestions.Choice]) -> list[str]:
    """What is added to the record without a question: places, evidence, other names."""
    choice_names = {choice.name for choice in choices}
    rows = []
    for name, value in row.fields.items():
        if isinstance(value, list) and value and name not in choice_names:
            rows.append(f"{labels.label(name)} ({len(value)})")
    return rows
