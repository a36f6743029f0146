"""Autocomplete fields that take their labels from loaded records, so that the number of queries is fixed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AdminTextareaWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from factcheck.models import Anchored
from factcheck.records.forms import ShowsUnseen

from ..form_fields import record_field


class LabelledSelect(AutocompleteSelect):
    """An autocomplete whose labels, once given as {pk: text}, are not asked of the database."""

    labels: dict[str, str] | None = None

    def optgroups(
        self, name: str, value: Sequence[str], attr: dict | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int | None]]:
        if self.labels is None:
            return super().optgroups(name, value, attr)
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(("", "", False))
        for pk in map(str, value):
            if pk in self.labels:
                options.append((pk, self.labels[pk], True))
        group = [
            self.create_option(name, *option, i) for i, option in enumerate(options)
        ]
        return [(None, group, 0)]


class LabelledSelectMultiple(LabelledSelect, AutocompleteSelectMultiple):
    """The same for several."""


class PassageWidget(ShowsUnseen, AdminTextareaWidget):
    """The words of a passage, with a button that shows where they stand in the copies of the source."""

    template_name = "factcheck/widgets/passage.html"


class LabelledFields(BaseModelAdmin):
    """For ModelAdmin and inlines: autocompletes that can be given their labels, and passages that can be checked."""

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if issubclass(self.model, Anchored) and db_field.name == "exact":
            kwargs["widget"] = PassageWidget(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LabelledSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault(
                "widget", LabelledSelectMultiple(db_field, self.admin_site)
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class PartFormSet(BaseInlineFormSet):
    """The rows of a part: read from what was prefetched with the record, labelled with one query a field at most."""

    def get_queryset(self) -> QuerySet:
        if not hasattr(self, "_queryset") and not self.is_bound:
            related = self.fk.remote_field.get_accessor_name()
            if related in getattr(self.instance, "_prefetched_objects_cache", {}):
                self._queryset = getattr(self.instance, related).all()
        return super().get_queryset()

    @property
    def forms(self) -> list[forms.ModelForm]:
        if "desk_forms" not in self.__dict__:
            self.desk_forms = super().forms
            label(self.desk_forms)
        return self.desk_forms


def label(rows: list[forms.ModelForm]) -> None:
    """Give every autocomplete of these forms its labels; all forms are of one class."""
    for name in rows[0].fields if rows else ():
        widgets = _labelled_widgets(rows, name)
        if widgets:
            labels = _labels(rows, name)
            for widget in widgets:
                widget.labels = labels


def _labelled_widgets(rows: list[forms.ModelForm], name: str) -> list[LabelledSelect]:
    widgets = []
    for row in rows:
        widget = _widget(row, name)
        if isinstance(widget, LabelledSelect):
            widgets.append(widget)
    return widgets


def _labels(rows: list[forms.ModelForm], name: str) -> dict[str, str]:
    """The text of each record that is loaded or chosen under this name, by its key; one query for what is missing."""
    records: dict[str, Model] = {}
    chosen: set[str] = set()
    for row in rows:
        for item in _loaded(row.instance, name):
            records[str(item.pk)] = item
        chosen |= _chosen(row[name].value())
    missing = chosen - records.keys()
    rows_to_choose = record_field(rows[0], name).queryset
    if missing and rows_to_choose is not None:
        for item in rows_to_choose.filter(pk__in=missing):
            records[str(item.pk)] = item
    return {pk: str(item) for pk, item in records.items()}


def _widget(row: forms.ModelForm, name: str) -> forms.Widget | None:
    widget = row.fields[name].widget if name in row.fields else None
    # The admin wraps it for its “add another” link.
    return getattr(widget, "widget", widget)


def _chosen(value: object) -> set[str]:
    """The keys in a field's value, be it one, several or none."""
    values = value if isinstance(value, list | tuple | set) else [value]
    return {str(item) for item in values if str(item).isdigit()}


def _loaded(instance: Model, name: str) -> Iterable[Model]:
    """What the instance holds under this name without a query."""
    many = getattr(instance, "_prefetched_objects_cache", {}).get(name)
    if many is not None:
        return many
    one = instance._state.fields_cache.get(name)
    return [one] if one is not None else []
