"""Documents made to hurt: each ends in words, within the memory and the time of the process that reads it."""

import pytest
from support.articles import bring, suggestions_of
from support.bombs import LIMIT, SAID, SET

from factcheck.imports import files
from factcheck.imports.articles import builder
from factcheck.models import Capture
from factcheck.text.reading import read, subprocess_reader

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("cold_reader"),
]


def words_of(job) -> str:
    return " ".join([job.message, *(issue.message for issue in job.issues.all())])


@pytest.mark.parametrize("name", [name for name, bomb in SET.items() if not bomb.slow])
def test_a_hostile_document_ends_in_words(name):
    bomb = SET[name]

    job = bring(bomb.make(), bomb.adapter, name)

    assert job.state == bomb.state, job.message
    assert bomb.said in words_of(job)


def test_of_a_text_that_is_too_long_the_beginning_is_read_with_a_notice():
    read_ = read("ö".encode() * (LIMIT + 5), "text/plain")

    assert read_.text == "ö" * LIMIT
    assert read_.note.startswith("Only the first 2,000,000 characters were read.")


def test_of_a_long_text_the_beginning_is_searched_up_to_the_end_of_a_line(monkeypatch):
    monkeypatch.setattr(builder, "MOST_SEARCHED", 100)
    monkeypatch.setattr("factcheck.imports.articles.reader.MOST_SEARCHED", 100)
    text = f"{SAID}\n“It is ours,” said Bo Friis.\n“It never was,” said Ane Berg."

    job = bring(text)

    assert {row.fields["name"] for row in suggestions_of("party")} == {
        "Ada Lund",
        "Bo Friis",
    }
    assert Capture.objects.get().text == text
    assert "Hand the rest in as a text of its own." in words_of(job)


@pytest.mark.parametrize("adapter", ["text", "page", "document", "feed"])
def test_a_file_larger_than_a_document_may_be_is_not_even_opened(adapter, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 10)

    job = bring("Eleven letters", adapter)

    assert (job.state, job.message) == ("failed", subprocess_reader.TOO_LARGE)
