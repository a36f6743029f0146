"""Form values as the texts that a browser posts, so that two versions of a form can be compared."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

Texts = list[str]


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form of the page is bound to; None where it is only shown."""
    return request.POST if request.method == "POST" else None


def acts(request: HttpRequest) -> bool:
    """Whether a form was sent to be acted upon; text that comes back from the browser is only laid out again."""
    return request.method == "POST" and "_unsaved" not in request.POST


def of_field(form: forms.ModelForm, name: str) -> Texts:
    """What an untouched form would send for this field."""
    field = form.fields[name]
    return texts(field, form.get_initial_for_field(field, name))


def texts(field: forms.Field, value: object) -> Texts:
    """A value of the field as it would be sent; records may be given by uid too."""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return _keys(field, field.prepare_value(value) or [])
    if isinstance(field, forms.ModelChoiceField):
        if value in (None, ""):
            return [""]
        return _keys(field, [field.prepare_value(value)])
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    formatted = field.widget.format_value(field.prepare_value(value))
    if isinstance(formatted, list):
        return [str(text) for text in formatted]
    return [formatted or ""]


def same(field: forms.Field, one: Texts, other: Texts) -> bool:
    """Whether two submitted values mean the same to the field, such as “1.0” and “1”."""
    return _plain(field, one) == _plain(field, other)


def display_text(field: forms.Field, sent: Texts) -> str:
    """What was sent, as a person reads it."""
    if isinstance(field, forms.ModelChoiceField):
        keys = [key for key in sent if key.isdigit()]
        return "\n".join(map(str, _rows(field).filter(pk__in=keys)))
    if isinstance(field, forms.BooleanField):
        return "yes" if sent else "no"
    if isinstance(field, forms.ChoiceField):
        choices = cast(Iterable[tuple[object, object]], field.choices)
        labels = {str(value): str(label) for value, label in choices}
        labels.pop("", None)
        return "\n".join(labels.get(text, text) for text in sent)
    return "\n".join(sent).replace("\r\n", "\n")


def _keys(field: forms.ModelChoiceField, values: list) -> Texts:
    """Primary keys as text; uids, which hold hyphens, are looked up in one query."""
    texts = [str(value) for value in values]
    uids = [text for text in texts if "-" in text]
    if not uids:
        return texts
    records = _rows(field).filter(uid__in=uids)
    keys = {str(uid): str(pk) for uid, pk in records.values_list("uid", "pk")}
    return [keys.get(text, text) for text in texts]


def _rows(field: forms.ModelChoiceField) -> QuerySet:
    """Every row of the table that the field chooses from, whatever it offers."""
    return cast(QuerySet, field.queryset).model._default_manager.all()


def _plain(field: forms.Field, sent: Texts) -> object:
    if isinstance(field, forms.ModelMultipleChoiceField):
        return frozenset(sent)
    if isinstance(field, forms.BooleanField):
        return bool(sent)
    text = sent[0].replace("\r\n", "\n") if sent else ""
    if isinstance(field, forms.ModelChoiceField):
        return text
    try:
        value = field.to_python(text)
    except ValidationError:
        return text
    return "" if value is None or value == [] else value
