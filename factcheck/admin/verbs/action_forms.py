"""What every verb's form begins with: the version that was looked at and, for most, a reason."""

from django import forms

from factcheck.models import Record

from . import signed_versions

LONG = forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})


class ActForm(forms.Form):
    """What a verb asks; it carries the version of the record that was looked at."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, record: Record, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.record = record
        self.initial["version"] = signed_versions.sign(record)

    def clean_version(self) -> int:
        return signed_versions.read(self.record, self.cleaned_data["version"])


class ReasonForm(ActForm):
    reason = forms.CharField(widget=LONG)
