"""Dates are kept as written; what is no date is refused, and the bounds follow the text."""

import pytest
from django.core.exceptions import ValidationError
from support.people import make, person, uid

from factcheck import workflow
from factcheck.models import Claim, Quote, Source
from factcheck.records import drafts, registry
from factcheck.text import edtf
from timeline.models import Entry

pytestmark = pytest.mark.django_db


def errors(**content) -> list[drafts.DraftError]:
    return drafts.Draft(
        registry.get("source"),
        {"title": "T", "source_kind": "article", "rank": "primary"} | content,
    ).errors()


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-29",
        "2026-13",
        "yesterday",
        "14.1.2026",
        "2026-01-15/2026-01-14",
        "2026-01-14T12:00",
    ],
)
def test_what_is_no_date_is_refused_by_its_field(written):
    found = [
        error for error in errors(published_on=written) if error.path == "published_on"
    ]

    assert len(found) == 1
    assert found[0].value == written
    with pytest.raises(ValidationError):
        Source(title="T", slug="t", published_on=written).full_clean()


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2026-01-14", "2026-01-14", "2026-01-14"),
        ("1951", "1951-01-01", "1951-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-01-15/2026-01-17", "2026-01-15", "2026-01-17"),
        ("[2026-01-14..]", "2026-01-14", ""),
        ("[..2026-01-14]", "", "2026-01-14"),
        ("", "", ""),
    ],
)
def test_the_bounds_follow_the_text(written, earliest, latest):
    def key(day: str) -> str:
        return edtf.parse(day).earliest.key if day else ""

    source = Source.objects.get(pk=make("source", published_on=written).pk)

    assert source.published_on == written
    assert (source.published_on_earliest, source.published_on_latest) == (
        key(earliest),
        key(latest),
    )


def test_bounds_move_when_the_text_does():
    source = make("source", published_on="1951")
    source.published_on = "2026-01-14"
    source.save()

    assert (
        Source.objects.get(pk=source.pk).published_on_earliest
        == edtf.parse("2026-01-14").earliest.key
    )


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Source, "published_on"),
        (Quote, "said_on"),
        (Claim, "claimed_on"),
        (Entry, "when"),
    ],
)
def test_every_record_with_a_date_has_both_bounds(model, name):
    for end in ("earliest", "latest"):
        field = model._meta.get_field(f"{name}_{end}")
        assert (field.of, field.end) == (name, end)


def entry_errors(**content) -> dict[str, str]:
    dispute = uid(make("dispute"))
    given = {
        "dispute": dispute,
        "headline": "H",
        "body": "B",
        "status": "happened",
        "entry_kind": "action",
    }
    return {
        error.path: error.message
        for error in drafts.Draft(registry.get("entry"), given | content).errors()
    }


@pytest.mark.parametrize(
    "when", ["2026-01", "2026-01-14/2026-01-15", "[2026-01-14..]", ""]
)
def test_a_time_of_day_needs_one_certain_day(when):
    assert (
        "one certain day" in entry_errors(when=when, time="12:00", zone="UTC")["time"]
    )


def test_a_time_of_day_needs_a_zone_that_there_is():
    assert (
        "no time zone"
        in entry_errors(when="2026-01-14", time="12:00", zone="Nuuk")["zone"]
    )
    assert entry_errors(when="2026-01-14", time="12:00")
    assert entry_errors(when="2026-01-14", time="12:00", zone="America/Nuuk") == {}


def test_an_error_in_a_part_names_its_place():
    content = {
        "name": "P",
        "party_kind": "person",
        "roles": [{"title": "A"}, {"title": "", "held_from": "soon"}],
    }

    found = {
        error.path for error in drafts.Draft(registry.get("party"), content).errors()
    }

    assert found == {"roles[1].title", "roles[1].held_from"}


def test_a_published_slug_stays_and_cannot_be_taken():
    party = make("party", slug="mayor")
    workflow.submit(party, person("reporter"))
    workflow.approve(party, person("editor"))
    workflow.publish([workflow.Change(party)], person("publisher"))

    kind, content = (
        registry.get("party"),
        {"name": "P", "party_kind": "person", "slug": "other"},
    )
    fixed = drafts.Draft(
        kind, content, instance=type(party).objects.get(pk=party.pk)
    ).errors()
    assert [(error.path, "fixed" in error.message) for error in fixed] == [
        ("slug", True)
    ]

    type(party).objects.filter(pk=party.pk).update(slug="moved")
    taken = drafts.Draft(kind, content | {"slug": "mayor"}).errors()
    assert [(error.path, "Another record" in error.message) for error in taken] == [
        ("slug", True)
    ]


def test_a_slug_from_a_title_is_one_that_nobody_has_or_had():
    slugs = [make("party", name="The Mayor").slug for _ in range(3)]

    assert slugs == ["the-mayor", "the-mayor-2", "the-mayor-3"]
