"""What an import is started from: a pasted text, a file or an address."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import transaction

from factcheck import blobs, dates, imports
from factcheck.captures import FOLDER
from factcheck.forms import EdtfFormField
from factcheck.models import Dispute, ImportJob

LARGEST_TEXT = 2_000_000
ONE = "Give one of the three: a text, a file or an address."
CHOICES = {"auto": "Recognise it by its content", **{name: adapter.LABEL for name, adapter in imports.FORMATS.items()}}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        return [super(ManyFilesField, self).clean(one, initial) for one in data or []]


class StartForm(forms.Form):
    """One input, and what an editor knows of it beside it."""

    text = forms.CharField(
        label="Article text",
        required=False,
        strip=False,
        max_length=LARGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Paste the article; it is kept letter for letter.",
    )
    file = forms.FileField(
        required=False,
        help_text="A text, a saved page (.html), a PDF, a feed, a dossier (YAML, JSON, NDJSON); anything else is kept "
        "as a copy. Up to 20 MB; a dossier in JSON or NDJSON may be larger.",
    )
    address = forms.URLField(
        required=False, max_length=1000, assume_scheme="https", help_text="A page or PDF that is fetched once."
    )
    dispute = forms.ModelChoiceField(
        Dispute.objects.all(), required=False, help_text="What it is about. Quotes, claims and entries need one."
    )
    title = forms.CharField(required=False, max_length=300, help_text="Only where the text does not say it itself.")
    publisher = forms.CharField(required=False, max_length=200)
    published_on = EdtfFormField(
        required=False, label="Published on", help_text="“Monday” and “last week” are counted from it."
    )
    url = forms.URLField(
        required=False, max_length=1000, assume_scheme="https", label="Its address", help_text="Where readers find it."
    )
    format = forms.ChoiceField(choices=CHOICES.items(), required=False)
    copies = ManyFilesField(
        label="Archived copies",
        required=False,
        help_text="For a dossier: the files that its sources name by sha256. What is not handed over is not held.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        dispute = self.fields["dispute"]
        dispute.widget = AutocompleteSelect(ImportJob._meta.get_field("dispute"), admin.site)
        dispute.widget.choices = dispute.choices

    def clean_published_on(self):
        """Checked as any other date of the world."""
        written = self.cleaned_data["published_on"]
        try:
            return dates.parse(written).text if written else ""
        except dates.DateError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        given = [name for name in ("text", "file", "address") if cleaned.get(name)]
        if len(given) != 1:
            raise forms.ValidationError(ONE)
        self.instance_adapter(given[0], cleaned.get("format") or "auto")
        return cleaned

    def instance_adapter(self, given: str, named: str) -> None:
        """Which format it is; by its own beginning unless named."""
        data = self.cleaned_data
        try:
            if given == "file":
                head = data["file"].read(imports.HEAD)
                data["file"].seek(0)
                data["adapter"] = imports.recognise(data["file"].name, head, named)
            elif given == "text":
                data["adapter"] = "text"
            else:
                data["adapter"] = "page"
        except imports.ImportProblem as problem:
            self.add_error(given, str(problem))

    def start(self, by) -> ImportJob:
        """Keep the copies and make the job. Raises NotAllowed."""
        data = self.cleaned_data
        given = {name: data[name] for name in ("title", "publisher", "published_on", "url") if data[name]}
        file = data["file"] or None
        with transaction.atomic():
            job = imports.start(
                adapter=data["adapter"],
                file=file,
                file_name=file.name if file else given.get("title") or ("Pasted text" if data["text"] else ""),
                text=data["text"],
                address=data["address"],
                by=by,
                dispute=data["dispute"],
                options=given,
            )
            for copy in data["copies"]:
                blobs.keep(FOLDER, copy.read())
        return job
