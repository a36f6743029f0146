"""The fields of a form by name, as what they are: a form gives each as a plain field."""

from django import forms


def choice_field(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    """A field that offers choices. Raises TypeError for any other."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is no choice.")
    return field


def record_field(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    """A field that offers rows of a table. Raises TypeError for any other."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} is no choice of rows.")
    return field
