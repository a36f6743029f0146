"""Merging two records: which goes and which stays, what moves, and only then the proposal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Exists, ForeignKey, ManyToManyField, OuterRef, QuerySet
from django.urls import reverse

from factcheck import workflow
from factcheck.models import Publication, Record
from factcheck.workflow import Verb

from ..form_fields import record_field
from ..records.columns import HELD, LIVE, MERGED, NEVER, REDACTED, RETRACTED, standing
from . import merge_preview
from .signed_versions import ReasonForm

STAYS = "The live record that stays. This one's address then leads there, and both are found as one."
NOT_TWO = (
    "Choose exactly two records; the next page says what moves and lets you swap them."
)
NOT_LIVE = {
    NEVER: "“{}” was never published, so nothing of it can be merged. If it repeats the other, have an administrator "
    "delete the draft. A suggestion that repeats a record is rejected, or merged where suggestions are reviewed.",
    RETRACTED: "“{}” was retracted; restore it first, if it is to lead to the other.",
    MERGED: "“{}” was merged into another already; undo that first.",
    HELD: "“{}” is held; release it first.",
    REDACTED: "“{}” was redacted; there is nothing of it to merge.",
}


class ChooseForm(forms.Form):
    """The record that stays."""

    into: forms.ModelChoiceField = forms.ModelChoiceField(
        None, label="Merge it into", help_text=STAYS
    )

    def __init__(self, record: Record, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        into = record_field(self, "into")
        into.queryset = live_others(record)
        if pointing := field_to(type(record)):
            into.widget = AutocompleteSelect(pointing, admin.site)
            into.widget.choices = into.choices


class MergeForm(ReasonForm):
    """The proposal, once the record that stays was chosen and what moves was shown."""

    into: forms.ModelChoiceField = forms.ModelChoiceField(
        None, widget=forms.HiddenInput
    )

    def __init__(self, record: Record, *args: Any, **kwargs: Any):
        super().__init__(record, *args, **kwargs)
        record_field(self, "into").queryset = live_others(record)


def context(record: Record, query: Mapping[str, str]) -> dict:
    """What the page shows beside the proposal's form: what moves, or the choice of the record that stays."""
    choose = ChooseForm(record, query if query.get("into") else None)
    into = choose.cleaned_data["into"] if choose.is_valid() else None
    return {
        "choose": choose,
        "refusal": why_not(record),
        "moves": merge_preview.by_merging(record, into) if into else None,
        "swap_url": page_url(into, record) if into else "",
        "media": choose.media,
    }


def page_url(gone: Record, into: Record) -> str:
    """The page that shows what moves."""
    name = f"admin:{gone._meta.app_label}_{gone._meta.model_name}_verb"
    return f"{reverse(name, args=[gone.pk, Verb.MERGE])}?{urlencode({'into': into.pk})}"


def why_not(record: Record) -> str:
    """Why it cannot be merged, and what to do instead; empty for what is live."""
    stands = standing(workflow.current_line(record))
    return "" if stands == LIVE else NOT_LIVE[stands].format(record)


def proposed(records: list[Record]) -> tuple[str, str]:
    """(address, refusal) for the records that were chosen in a list: the one that was published first stays."""
    if len(records) != 2:
        return "", NOT_TWO
    reasons = [why_not(record) for record in records]
    if any(reasons):
        return "", " ".join(filter(None, reasons))
    stays, gone = sorted(records, key=_first_published_at)
    return page_url(gone, stays), ""


def _first_published_at(record: Record) -> datetime:
    line = workflow.current_line(record)
    return cast(Publication, line).first_published_at  # it is live


def live_others(record: Record) -> QuerySet:
    """The live records of its kind that it may go into."""
    line = Publication.objects.filter(
        uid=OuterRef("uid"), superseded_seq__isnull=True, happened_key__gt=""
    )
    return type(record).objects.filter(Exists(line)).exclude(pk=record.pk)


def field_to(model: type[Record]) -> ForeignKey | ManyToManyField | None:
    """A field of some model that points to this one; the admin's autocomplete asks through such a field."""
    for relation in model._meta.related_objects:
        field = relation.field
        if not isinstance(field, ForeignKey | ManyToManyField):
            continue
        is_abstract = field.model._meta.abstract
        if not is_abstract and field.concrete and field.related_model is model:
            return field
    return None
