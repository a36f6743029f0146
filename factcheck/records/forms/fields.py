"""Form fields and widgets that more than one kind uses."""

from typing import Any, cast

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property

from factcheck.ledger import UID
from factcheck.models import Record
from factcheck.models.fields import EdtfField, WordsField
from factcheck.text import edtf, invisible

EDTF_HELP = "For example 2026-01-14, 2026-01, 2026-01-15/2026-01-17, 2026-01-14~ (about), [2026-01-14..] (on or after)."


class EdtfWidget(forms.TextInput):
    """A text field that shows, beneath, the words that readers will see."""

    template_name = "factcheck/widgets/edtf.html"

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = self.words(value)
        return context

    @staticmethod
    def words(value: str | None) -> str:
        try:
            return edtf.words(value) if value else ""
        except edtf.DateError:
            return ""


class ShowsUnseen(forms.Widget):
    """For widgets of exact words: names beneath them the characters that they hold and that nobody sees."""

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unseen"] = (
            invisible.shown(value) if isinstance(value, str) else []
        )
        return context


class VerbatimWidget(ShowsUnseen, forms.Textarea):
    template_name = "factcheck/widgets/verbatim.html"


class EdtfFormField(forms.CharField):
    widget = EdtfWidget

    def __init__(self, **kwargs: Any):
        kwargs["help_text"] = kwargs.get("help_text") or EDTF_HELP
        super().__init__(**kwargs)


class WordsFormField(forms.CharField):
    """A short list of texts, one a line; also takes a list as it comes from a dossier."""

    widget = forms.Textarea(attrs={"rows": 2})

    def __init__(self, **kwargs: Any):
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        text = "" if isinstance(value, list) else super().to_python(value)
        lines = value if isinstance(value, list) else (text or "").splitlines()
        if not all(isinstance(line, str) for line in lines):
            raise ValidationError("This is a list of texts.", code="words")
        return [line.strip() for line in lines if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data or ""))


class RecordUidField(forms.CharField):
    """The uid of a record that another app holds, typed as its slug; the model is named, not imported."""

    def __init__(self, *, model: str, **kwargs: Any):
        self.model_name = model
        super().__init__(**kwargs)

    @cached_property
    def model(self) -> type[Record]:
        return cast(type[Record], apps.get_model(self.model_name))

    def prepare_value(self, value: Any) -> Any:
        if not UID.fullmatch(str(value or "")):
            return value
        record = self.model.objects.filter(uid=value).only("slug").first()
        return record.slug if record else value

    def to_python(self, value: Any) -> Any:
        key = super().to_python(value)
        if not key:
            return None
        lookup = {"uid": key} if UID.fullmatch(key) else {"slug": key}
        uid = self.model.objects.filter(**lookup).values_list("uid", flat=True).first()
        if uid is None:
            raise ValidationError(
                "There is no %(kind)s “%(written)s”; write the slug that its page shows.",
                code="unknown",
                params={"kind": self.model._meta.verbose_name, "written": key},
            )
        return uid


# What model fields become in every form; the admin's classes take this as `formfield_overrides`.
OVERRIDES: "dict[type[models.Field[Any, Any]], dict[str, Any]]" = {
    EdtfField: {"form_class": EdtfFormField},
    WordsField: {"form_class": WordsFormField},
    models.URLField: {"assume_scheme": "https"},
}


def formfield(field: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, with our own classes where there is one."""
    return field.formfield(**OVERRIDES.get(type(field), {}), **kwargs)
