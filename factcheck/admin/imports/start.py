"""What an import is started from: a pasted text, a file or an address."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import Truncator

from factcheck import imports
from factcheck.imports.articles.heuristics import first_line
from factcheck.models import Dispute, ImportJob, User, blobs
from factcheck.records.captures import FOLDER
from factcheck.records.forms import EdtfFormField
from factcheck.text import edtf

from ..form_fields import record_field

LARGEST_TEXT = 2_000_000
LONGEST_NAME = 80
ONE = "Give one of the three: a text, a file or an address."
INPUTS = ("text", "file", "address")
KNOWN = ("dispute", "title", "publisher", "published_on", "url")
SELDOM = ("format", "copies")
CHOICES = {
    "auto": "Recognise it by its content",
    **{name: adapter.LABEL for name, adapter in imports.FORMATS.items()},
}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, or none."""

    widget = ManyFilesInput

    def clean(
        self, data: list[UploadedFile] | None, initial: object = None
    ) -> list[UploadedFile]:
        return [super(ManyFilesField, self).clean(one, initial) for one in data or []]


class StartForm(forms.Form):
    """One input, and what an editor knows of it beside it."""

    text = forms.CharField(
        label="Article text",
        required=False,
        strip=False,
        max_length=LARGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Paste the article, its headline first; it is kept letter for letter.",
    )
    file = forms.FileField(
        required=False,
        help_text="A text, a saved page (.html), a PDF, a feed, a dossier (YAML, JSON, NDJSON). Other documents are "
        "kept as a copy without text; data (CSV, JSON, subtitles, mail) is refused by its name. Up to 20 MB; a dossier "
        "in JSON or NDJSON may be larger.",
    )
    address = forms.URLField(
        label="Address to fetch",
        required=False,
        max_length=1000,
        assume_scheme="https",
        help_text="Of a page or a PDF, as in https://post.example/nuuk. It is fetched once.",
    )
    dispute = forms.ModelChoiceField(
        Dispute.objects.all(),
        required=False,
        help_text="What it is about. Without one, nothing is suggested for a timeline.",
    )
    title = forms.CharField(
        required=False,
        max_length=300,
        help_text="Left empty, it is the title that the document has, and of a pasted text the first line.",
    )
    publisher = forms.CharField(
        required=False,
        max_length=200,
        help_text="Left empty, it is what the document says.",
    )
    published_on = EdtfFormField(
        required=False,
        label="Published on",
        help_text="Such as 2026-01-14, or 2026-01 where the day is not known. “Monday” and “last week” are counted "
        "from it. Left empty, it is what the document says.",
    )
    url = forms.URLField(
        required=False,
        max_length=1000,
        assume_scheme="https",
        label="Address for readers",
        help_text="Where readers find a text or file that you hand in. What is fetched has its own.",
    )
    format = forms.ChoiceField(
        choices=CHOICES.items(),
        required=False,
        help_text="Of a file. Choose one only if it was taken for something else.",
    )
    copies = ManyFilesField(
        label="Archived copies",
        required=False,
        help_text="For a dossier: the files that its sources name by sha256. What is not handed over is not held.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        dispute = record_field(self, "dispute")
        dispute.widget = AutocompleteSelect(
            ImportJob._meta.get_field("dispute"), admin.site
        )
        dispute.widget.choices = dispute.choices

    def groups(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """The fields by what they are for: heading, what to do there, fields."""
        yield "What to import", "One of these three.", [self[name] for name in INPUTS]
        yield (
            "What you know of it",
            "All of it may stay empty.",
            [self[name] for name in KNOWN],
        )
        yield "Seldom needed", "", [self[name] for name in SELDOM]

    def clean_published_on(self) -> str:
        """Checked as any other date of the world."""
        text = self.cleaned_data["published_on"]
        try:
            return edtf.parse(text).text if text else ""
        except edtf.DateError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        given = [name for name in INPUTS if cleaned.get(name)]
        if len(given) != 1:
            raise forms.ValidationError(ONE)
        self._recognise(given[0], cleaned.get("format") or "auto")
        return cleaned

    def _recognise(self, given: str, format_name: str) -> None:
        """Which format it is; by its own beginning unless named."""
        data = self.cleaned_data
        try:
            if given == "file":
                head = data["file"].read(imports.HEAD)
                data["file"].seek(0)
                data["adapter"] = imports.recognise(
                    data["file"].name, head, format_name
                )
            elif given == "text":
                data["adapter"] = imports.recognise(
                    "", data["text"][: imports.HEAD].encode(), "text"
                )
            else:
                data["adapter"] = "page"
        except imports.ImportProblem as problem:
            self.add_error(given, str(problem))

    def start(self, by: User) -> ImportJob:
        """Keep the copies and make the job. Raises NotAllowed."""
        data = self.cleaned_data
        given = {
            name: data[name]
            for name in ("title", "publisher", "published_on", "url")
            if data[name]
        }
        file = data["file"] or None
        with transaction.atomic():
            job = imports.start(
                adapter=data["adapter"],
                file=file,
                file_name=file.name
                if file
                else given.get("title") or default_name(data["text"]),
                text=data["text"],
                address=data["address"],
                by=by,
                dispute=data["dispute"],
                options=given,
            )
            for copy in data["copies"]:
                blobs.keep(FOLDER, copy.read())
        return job


def default_name(text: str) -> str:
    """What the job of a pasted text is called: its first line, as far as it fits into a list."""
    return Truncator(first_line(text)).chars(LONGEST_NAME)
