"""Which version of a record a page was made from, signed, so that a save or an approval binds to what was seen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck import workflow
from factcheck.models import Record

REFUSED = "This page is incomplete or belongs to another record; open the record anew."
LONG = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})


def sign(record: Record, version: int | None = None) -> str:
    """The record's save counter, or that of an earlier save, signed for this record alone."""
    number = record.lock_version if version is None else version
    return _signer(record).sign(str(number))


def unsign(record: Record, signed: str) -> int:
    """The save counter that `sign` wrote for this record. Raises ValidationError."""
    try:
        return int(_signer(record).unsign(signed))
    except BadSignature as error:
        raise ValidationError(REFUSED, code="version") from error


def _signer(record: Record) -> Signer:
    return Signer(salt=f"factcheck.desk.{record.kind}.{record.uid}")


def hidden_input(record: Record) -> SafeString:
    """The hidden field by which a row of a list or page carries the version that it shows."""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', input_name(record), sign(record)
    )


def input_name(record: Record) -> str:
    return f"version-{record.uid}"


def version_in(request: HttpRequest, record: Record) -> int:
    """The save counter that the row showed. Raises WrongState when the page sent none, or one of another record."""
    try:
        return unsign(record, request.POST.get(input_name(record), ""))
    except ValidationError as error:
        raise workflow.WrongState(REFUSED) from error


class VersionedForm(forms.Form):
    """What every verb's form begins with: the version of the record that was looked at."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, record: Record, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.record = record
        self.initial["version"] = sign(record)

    def clean_version(self) -> int:
        return unsign(self.record, self.cleaned_data["version"])


class ReasonForm(VersionedForm):
    """The form of a verb that needs a reason."""

    reason = forms.CharField(widget=LONG)
