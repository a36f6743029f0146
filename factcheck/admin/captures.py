"""Archived copies handed in at the desk: kept by their sha256, never changed."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from factcheck import blobs, captures, reading
from factcheck.forms import OVERRIDES, formfield
from factcheck.models import Capture

MOST_BYTES = 20 * 1024 * 1024


class CaptureForm(forms.ModelForm):
    """A file becomes a copy of the source; of plain text the words can be found in it."""

    file = forms.FileField(
        help_text="The page or document as you saved it, up to 20 MB. Words are found in text, pages and PDF files."
    )

    class Meta:
        model = Capture
        fields = ["address"]
        formfield_callback = formfield

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 20 MB; save it smaller, or as plain text.")
        data = upload.read()
        media_type = reading.media_type_of(data, upload.content_type or "")
        try:
            read = reading.read(data, media_type)
        except reading.Unreadable:  # it is a copy all the same
            read = reading.Read()
        if media_type == reading.PLAIN and read.note:
            raise forms.ValidationError("The text is not UTF-8; save it as UTF-8 and choose it again.")
        self.instance.media_type, self.instance.byte_count = media_type, len(data)
        self.instance.text, self.instance.extractor = read.text, read.extractor
        self.instance.sha256 = blobs.keep(captures.FOLDER, data)
        if Capture.objects.filter(source=self.instance.source_id, sha256=self.instance.sha256).exists():
            raise forms.ValidationError("This copy is held already, byte for byte.")
        return upload

    def save(self, commit=True):
        self.instance.captured_at = timezone.now()
        captures.tell_readers()
        return super().save(commit)


class CaptureInline(admin.TabularInline):
    """Copies that are held can be read here and are never changed."""

    model = Capture
    form = CaptureForm
    formfield_overrides = OVERRIDES
    extra = 0
    max_num = 30
    verbose_name = "archived copy"
    verbose_name_plural = "archived copies held"
    fields = ["file", "address"]
    readonly_fields = ["captured_at", "media_type", "byte_count", "sha256", "extractor"]

    def get_fields(self, request, obj=None):
        return [*self.fields, *self.readonly_fields] if obj else self.fields

    def get_queryset(self, request):
        return super().get_queryset(request).defer("text")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
