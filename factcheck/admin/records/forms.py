"""The form of a record at the desk: the kind's own form, with the version it was opened at and the reason of a save."""

from typing import Any

from django import forms
from django.forms.utils import ErrorList
from django.utils.html import format_html

from ..verbs import signed_versions
from . import record_titles
from .autocomplete import label

ALONE = ("expected", "reason")


class DeskForm(forms.ModelForm):
    """Mixed into the form of a kind. `is_unsaved` is set while it is only shown as typed; nothing is saved then."""

    expected = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label="Why this change",
        required=False,
        max_length=300,
        help_text="For the record's history; the desk alone reads it.",
    )
    is_unsaved = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["expected"] = signed_versions.sign(self.instance)
        label([self])

    def clean_expected(self) -> int | None:
        return (
            signed_versions.unsign(self.instance, self.cleaned_data["expected"])
            if self.instance.pk
            else None
        )

    def full_clean(self) -> None:
        super().full_clean()
        for error in self.errors.get("slug", ErrorList()).as_data():
            other = (error.params or {}).get("record")
            if error.code == "taken" and other:
                link = format_html(
                    ', <a href="{}">{}</a>,', record_titles.change_url(other), other
                )
                error.message, error.params = (
                    format_html(error.message.replace("%(title)s", "{}"), link),
                    None,
                )

    def clean(self) -> dict:
        super().clean()
        if self.is_unsaved:
            self.add_error(None, "Nothing is saved yet; look at it and save.")
        return self.cleaned_data

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in ALONE]


def desk_form(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """The form of a kind as the desk shows it."""
    return type(form.__name__, (DeskForm, form), {"__module__": form.__module__})
