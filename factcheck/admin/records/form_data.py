"""Forms as a browser would post them: field by field the texts, so that two versions of a form can be held together."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

Texts = list[str]


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
        return (
            _keys(field, [field.prepare_value(value)])
            if value not in (None, "")
            else [""]
        )
    if isinstance(field, forms.BooleanField):
        return ["on"] if value else []
    written = field.widget.format_value(field.prepare_value(value))
    return (
        [str(text) for text in written]
        if isinstance(written, list)
        else [written or ""]
    )


def same(field: forms.Field, one: Texts, other: Texts) -> bool:
    """Whether the two say the same, however they are written."""
    return _plain(field, one) == _plain(field, other)


def words(field: forms.Field, sent: Texts) -> str:
    """What was sent, as a person reads it."""
    if isinstance(field, forms.ModelChoiceField):
        keys = [key for key in sent if key.isdigit()]
        return "\n".join(
            str(record) for record in field.queryset.model.objects.filter(pk__in=keys)
        )
    if isinstance(field, forms.BooleanField):
        return "yes" if sent else "no"
    if isinstance(field, forms.ChoiceField):
        labels = {
            str(value): str(label) for value, label in field.choices if value != ""
        }
        return "\n".join(labels.get(text, text) for text in sent)
    return "\n".join(sent).replace("\r\n", "\n")


def _keys(field: forms.ModelChoiceField, values: list) -> Texts:
    """Primary keys as text; uids, which hold hyphens, are looked up in one query."""
    written = [str(value) for value in values]
    uids = [value for value in written if "-" in value]
    found = (
        dict(field.queryset.model.objects.filter(uid__in=uids).values_list("uid", "pk"))
        if uids
        else {}
    )
    known = {str(uid): str(pk) for uid, pk in found.items()}
    return [known.get(value, value) for value in written]


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
