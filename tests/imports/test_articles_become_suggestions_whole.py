"""Real and generated articles, each with a day and a dispute, through the import: none fails, nothing of ours falls."""

import random

import pytest
from support import edtf_forms
from support.articles import TEXT, dispute
from support.people import person

from bench.quality.sets import SHIPPED, sets_of
from factcheck import imports
from factcheck.models import ImportIssue, ImportJob, Suggestion
from factcheck.text import reading
from factcheck.text.reading.plain import read_plain

SETS = sets_of(SHIPPED)
GENERATED = 200
PHRASES = (
    (
        "until {}",
        "since {}",
        "by {}",
        "before {}",
        "after {}",
        "about {}",
        "around {}",
        "from {} to {}",
    )
    + (
        "between {} and {}",
        "in early {}",
        "in the fall of {}",
        "no later than {}",
        "{} or {}",
        "probably in {}",
    )
    + (
        "in the {}s",
        "as of {}",
        "within weeks of {}",
        "starting {}",
        "up to {}",
        "at the end of {}",
    )
)
DATES = (
    (
        "31 January 2026",
        "January 2026",
        "2026",
        "Friday",
        "Christmas",
        "next week",
        "the 1950s",
        "last spring",
        "March",
    )
    + (
        "14 January",
        "the second half of 2025",
        "the 19th century",
        "Easter",
        "yesterday",
        "1 BC",
        "the year 9999",
    )
    + (
        "2026-01-14",
        "14/01/2026",
        "January 15 to 17",
        "the weekend",
        "the last five days of May 2017",
    )
)
EXTRACTORS = [
    "factcheck.text.extraction.rules.find",
    "support.troubled_extractors.written",
]


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    """What is read is plain text: without a process of its own for each."""
    monkeypatch.setattr(
        reading, "read", lambda data, media_type, **more: read_plain(data)
    )


def bring_text(text: str, published_on: str, matter) -> None:
    options = {
        "title": text.strip().partition("\n")[0][:300],
        "published_on": published_on,
    }
    job = imports.start(
        adapter="text", text=text, by=person("editor"), dispute=matter, options=options
    )
    imports.run(job.pk)


def assert_all_went_well(count: int) -> None:
    assert (
        list(
            ImportJob.objects.exclude(state="done").values_list("file_name", "message")
        )
        == []
    )
    assert (
        list(
            ImportIssue.objects.filter(severity="error").values_list("place", "message")
        )
        == []
    )
    assert not ImportIssue.objects.filter(
        message__contains="error in this program"
    ).exists()
    assert ImportJob.objects.filter(attempts=1, failed=0).count() == count
    assert set(Suggestion.objects.values_list("kind", flat=True)) >= {"source", "entry"}


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("one", SETS, ids=[f"{one.task}-{one.name}" for one in SETS])
def test_every_article_that_is_shipped_is_imported_whole(one):
    documents, matter = list(one.documents()), dispute()

    for document in documents:
        bring_text(
            document["text"], (document.get("date") or document.get("dct"))[:10], matter
        )

    assert_all_went_well(len(documents))


def generated(number: int) -> tuple[str, str]:
    """A text with dates in words and as EDTF, and a day of publication; together they hold every form several times."""
    draw = random.Random(number)
    forms = edtf_forms.EVERY_FORM[number::GENERATED]
    said = [draw.choice(PHRASES).format(*draw.choices(DATES, k=2)) for _ in range(6)]
    sentences = [f"The inquiry, it was said, lasts {each}." for each in said]
    sentences += [f"The ministry dates it [[{form}]]." for form in forms]
    draw.shuffle(sentences)
    return f"{TEXT}\n{' '.join(sentences)}\n\nText {number}.", draw.choice(
        edtf_forms.EVERY_FORM
    )


def test_the_generated_texts_hold_every_form():
    texts = " ".join(generated(number)[0] for number in range(GENERATED))

    assert all(f"[[{form}]]" in texts for form in edtf_forms.EVERY_FORM)


def imported(numbers, settings) -> None:
    settings.EXTRACTORS = EXTRACTORS
    matter = dispute()
    for number in numbers:
        bring_text(*generated(number), matter)
    assert_all_went_well(len(numbers))


@pytest.mark.django_db
def test_some_generated_texts_are_imported_whole(settings):
    imported(range(0, GENERATED, 20), settings)


@pytest.mark.slow
@pytest.mark.django_db
def test_200_generated_texts_that_hold_every_form_are_imported_whole(settings):
    imported(range(GENERATED), settings)
