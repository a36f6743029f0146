"""A form of the desk fills a field in for what it is: with choices, or with rows."""

import pytest
from django import forms

from factcheck.admin.form_fields import choice_field, record_field


class LetterForm(forms.Form):
    words = forms.CharField()
    tone = forms.ChoiceField(choices=[("kind", "Kind")])


def test_a_field_with_choices_is_given_as_such():
    assert choice_field(LetterForm(), "tone").choices == [("kind", "Kind")]


def test_a_field_of_words_has_no_choices():
    with pytest.raises(TypeError, match="words is no choice"):
        choice_field(LetterForm(), "words")


def test_choices_are_no_rows_of_a_table():
    with pytest.raises(TypeError, match="tone is no choice of rows"):
        record_field(LetterForm(), "tone")
