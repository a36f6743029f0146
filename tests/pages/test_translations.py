"""The catalogues: complete, whole sentences with their gaps, and compiled as they are written."""

import os
import re
from shutil import copytree

import pytest
from babel.messages.catalog import Message
from django.db import models

from factcheck.management import translations
from factcheck.pages.labels.display_labels import closed_words
from factcheck.records import registry

GAP = re.compile(r"%\(\w+\)s|%[sd]|</?\w+[^>]*>")
LANGUAGES = pytest.mark.parametrize("language", translations.languages())


def texts(message: Message) -> list[str]:
    said = message.string
    return list(said) if isinstance(said, tuple | list) else [said]


def source(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple | list) else [message.id]


def messages_of(language: str) -> list[Message]:
    return [message for message in translations.read(language) if message.id]


@LANGUAGES
def test_every_text_is_translated_and_none_is_a_guess(language):
    untold = [
        message.id
        for message in messages_of(language)
        if not all(texts(message)) or message.fuzzy
    ]

    assert untold == []


@LANGUAGES
def test_a_translation_has_the_gaps_and_the_marks_of_its_text(language):
    for message in messages_of(language):
        of_source = sorted(GAP.findall(source(message)[-1]))

        assert [sorted(GAP.findall(text)) for text in texts(message)] == [
            of_source
        ] * len(texts(message)), message.id


@LANGUAGES
def test_a_plural_has_the_forms_that_the_language_counts_with(language):
    catalogue = translations.read(language)

    several = [message for message in catalogue if message.id and message.pluralizable]

    assert several
    assert {len(texts(message)) for message in several} == {catalogue.num_plurals}


def test_a_catalogue_is_compiled_when_its_text_is_newer(tmp_path, monkeypatch):
    copytree(translations.LOCALES, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(translations, "LOCALES", tmp_path)
    (translations.folder("da") / "django.mo").unlink()
    os.utime(translations.folder("de") / "django.mo", (0, 0))

    assert translations.compile_outdated() == ["da", "de"]
    assert translations.compile_outdated() == []
    assert "Kilder" in (translations.folder("da") / "django.mo").read_text(
        errors="replace"
    )


def test_every_word_of_a_closed_list_has_its_words_for_readers():
    records = [kind.model for kind in registry.all_kinds()] + [
        part.model for kind in registry.all_kinds() for part in kind.parts
    ]
    closed = {value for model in records for value in words_of(model)}

    assert closed - closed_words().keys() == set()


def words_of(model: type[models.Model]) -> set[str]:
    """The words that the fields of a model choose from, as its payload shows them."""
    private = {"status"}  # of the working record: how far its next version has come
    fields = [
        field
        for field in model._meta.get_fields()
        if getattr(field, "choices", None) and field.name not in private
    ]
    return {value for field in fields for value, _ in field.flatchoices}
