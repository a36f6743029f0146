"""Archived copies of a source that are uploaded at the desk, stored by their sha256 and never changed."""

import hashlib
from typing import ClassVar

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.html import format_html

from factcheck.models import Capture, blobs
from factcheck.records import captures
from factcheck.records.forms import OVERRIDES, formfield
from factcheck.text import reading

MOST_BYTES = 20 * 1024 * 1024


class CaptureForm(forms.ModelForm):
    """The upload of a copy. Its text is extracted at once, where the format has one."""

    file = forms.FileField(
        help_text="The page or document as you saved it, up to 20 MB. Words are found in text, pages and PDF files."
    )

    class Meta:
        model = Capture
        fields = ["address"]
        formfield_callback = formfield

    def clean_file(self) -> UploadedFile:
        """Raises ValidationError for a file that is too large, no UTF-8, removed by a redaction, or held already."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                "The file is larger than 20 MB; save it smaller, or as plain text."
            )
        data = upload.read()
        self._read_text(data, upload.content_type or "")
        self.instance.byte_count = len(data)
        self.instance.sha256 = hashlib.sha256(data).hexdigest()
        self._refuse_repeated()
        self.data_read = data
        return upload

    def _read_text(self, data: bytes, content_type: str) -> None:
        """Fill in the media type and the text of the copy."""
        media_type = reading.media_type_of(data, content_type)
        format_ = reading.format_of(data)
        is_text = media_type == reading.PLAIN or bool(format_ and format_.is_text)
        try:
            document = reading.read(data, reading.PLAIN if is_text else media_type)
        except (reading.Unreadable, reading.ReaderCrash):  # it is a copy all the same
            document = reading.Read()
        if is_text and document.note:
            raise forms.ValidationError(
                "The text is not UTF-8; save it as UTF-8 and choose it again."
            )
        self.instance.media_type = media_type
        self.instance.text = document.text
        self.instance.extractor = document.extractor

    def _refuse_repeated(self) -> None:
        sha256 = self.instance.sha256
        if captures.were_removed(sha256):
            raise forms.ValidationError(
                "A redaction removed this copy; it is not taken in again."
            )
        copies = Capture.objects.filter(source=self.instance.source_id)
        if copies.filter(sha256=sha256).exists():
            raise forms.ValidationError("This copy is held already, byte for byte.")

    def save(self, commit: bool = True) -> Capture:
        blobs.keep(captures.FOLDER, self.data_read)
        self.instance.captured_at = timezone.now()
        captures.tell_readers()
        return super().save(commit)


class CaptureInline(admin.TabularInline):
    """Copies that are held can be read here and are never changed."""

    model = Capture
    form = CaptureForm
    formfield_overrides = OVERRIDES
    extra = 0
    verbose_name = "archived copy"
    verbose_name_plural = "archived copies held"
    fields: ClassVar[tuple[str, ...]] = ("file", "address")
    readonly_fields = ["captured_at", "fingerprint", "extractor"]

    def get_fields(
        self, request: HttpRequest, obj: Model | None = None
    ) -> tuple[str, ...]:
        held = self.readonly_fields if obj else ()
        return (*self.fields, *held)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Capture]:
        return super().get_queryset(request).defer("text")

    @admin.display(description="file")
    def file(self, capture: Capture) -> str:
        """The media type and size of a stored copy; in the form of a new one the upload field has this name."""
        gone = (
            f"; removed: {capture.bytes_removed_ground}"
            if capture.bytes_removed_at
            else ""
        )
        return f"{capture.media_type}, {filesizeformat(capture.byte_count)}{gone}"

    @admin.display(description="sha256")
    def fingerprint(self, capture: Capture) -> str:
        if not capture.pk:
            return "–"
        return format_html(
            '<span title="{}">{}…</span>', capture.sha256, capture.sha256[:12]
        )

    def has_change_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: Model | None = None
    ) -> bool:
        return False
