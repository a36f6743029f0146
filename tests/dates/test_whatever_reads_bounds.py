"""Every function that reads the first or the last day of a date is run over every form of EDTF: either may be open.

Which functions those are is read from the source: one that is not in the table below fails the first test here.
"""

import ast
import contextlib
import datetime
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from support import edtf_forms
from support.people import World

import factcheck
import timeline
from factcheck.admin.records import previews
from factcheck.models import Quote, Source
from factcheck.models.fields import EdtfBoundField
from factcheck.pages.figures.drawing import extent
from factcheck.pages.labels import roles
from factcheck.records.filters import values
from factcheck.records.publication_checks import date_warnings, warnings
from factcheck.syndication.structured_data import reviews
from factcheck.text import edtf as dates
from factcheck.text.edtf import DateError, parse
from factcheck.text.matching import days as matching
from timeline.models import Entry
from timeline.records import publication_warnings as of_entries
from timeline.records import suggestion_builders
from timeline.syndication import spans, timelinejs

BOUNDS = {"earliest", "latest"}
NO_DATES = {"timeline/pages/dispute_surroundings.py context"}
"""What is called `latest` there is the latest publications."""


def bounded(model, **written):
    """An instance that was not saved, its bounds derived as by a save."""
    made = model(**written)
    for field in model._meta.fields:
        if isinstance(field, EdtfBoundField):
            field.pre_save(made, add=True)
    return made


def cited(published_on: str) -> list[warnings.CitedSource]:
    return [
        warnings.CitedSource(
            "source", bounded(Source, title="Report", published_on=published_on)
        )
    ]


def implausible(one: str, other: str) -> None:
    written = [
        date_warnings.Dated("said_on", "said on", each, date_warnings.OF_THE_DESK)
        for each in (one, other, "")
    ]
    list(date_warnings.implausible(written))


def slide(when: str, _other: str) -> None:
    if timelinejs._has_place(when):
        assert timelinejs._dated(parse(when), {"when": when, "time": None, "zone": ""})[
            "start_date"
        ]


def roles_held(one: str, other: str) -> None:
    roles.roles_on(
        {
            "roles": [
                {"held_from": one, "held_to": other},
                {"held_from": "", "held_to": one},
            ]
        },
        other,
    )


def first_of(one: str, other: str) -> None:
    work = SimpleNamespace(gone=False)
    reviews.first(
        [
            {"stated_on": written, "source": work, "quote": None}
            for written in (one, other, "")
        ]
    )


READERS = {
    "factcheck/admin/records/previews.py _days_of": lambda one, _: previews._days_of(
        bounded(Entry, when=one)
    ),
    "factcheck/records/filters/values.py first_day": lambda one, _: values.first_day(
        parse(one)
    ),
    "factcheck/records/filters/values.py last_day": lambda one, _: values.last_day(
        parse(one)
    ),
    "factcheck/records/publication_checks/warnings.py earliest": lambda one, _: (
        warnings.earliest(one)
    ),
    "factcheck/records/publication_checks/warnings.py older": lambda one, other: list(
        warnings.older(cited(one), warnings.earliest(other), "it")
    ),
    "factcheck/records/publication_checks/date_warnings.py _bounds": implausible,
    "factcheck/records/publication_checks/date_warnings.py implausible": implausible,
    "factcheck/records/publication_checks/date_warnings.py key_of_today": lambda one, _: (
        date_warnings.key_of_today()
    ),
    "factcheck/text/edtf/html_datetime.py time_attribute": lambda one, _: (
        dates.time_attribute(one, "10:30", "America/Nuuk")
    ),
    "factcheck/text/edtf/time_of_day.py _whole_day": lambda one, _: dates.utc_minutes(
        one, "10:30", "America/Nuuk"
    ),
    "factcheck/text/edtf/sort_key.py sort_key": lambda one, _: dates.sort_key(
        parse(one)
    ),
    "factcheck/text/edtf/sort_key.py wholly_before": lambda one, other: (
        dates.wholly_before(parse(one), parse(other))
    ),
    "factcheck/text/edtf/display.py words": lambda one, _: (
        dates.words(one, "10:30", "America/Nuuk"),
        dates.words(one, on=datetime.date(2026, 1, 15)),
    ),
    "factcheck/syndication/structured_data/reviews.py _began": first_of,
    "factcheck/text/matching/days.py apart": matching.apart,
    "factcheck/models/fields.py pre_save": lambda one, other: bounded(
        Quote, said_on=one
    ),
    "factcheck/pages/figures/drawing/extent.py extent_of": lambda one, _: (
        extent.extent_of_text(one)
    ),
    "factcheck/pages/labels/roles.py _held": roles_held,
    "factcheck/pages/labels/roles.py roles_on": roles_held,
    "timeline/records/publication_warnings.py _bounds": lambda one, _: (
        of_entries._bounds(parse(one))
    ),
    "timeline/records/suggestion_builders.py is_ahead": suggestion_builders.is_ahead,
    "timeline/syndication/spans.py whole_days": lambda one, _: spans.whole_days(
        parse(one)
    ),
    "timeline/syndication/timelinejs.py _dated": slide,
    "timeline/syndication/timelinejs.py _has_place": slide,
}
"""By file and function: how it is run over two dates. `DateError` is an answer, and nothing else that is raised."""

OF_RECORDS = {
    "factcheck/records/publication_checks/warnings.py of_quote": lambda world: (
        warnings.of_quote(Quote.objects.get(pk=world.quote.pk))
    ),
    "timeline/records/publication_warnings.py of_entry": lambda world: (
        of_entries.of_entry(Entry.objects.get(pk=world.entry.pk))
    ),
    "timeline/records/publication_warnings.py _supports": lambda world: (
        of_entries.of_entry(Entry.objects.get(pk=world.entry.pk))
    ),
}
"""The same for what reads the bounds that are kept with a record."""
BY_WAY = {
    "factcheck/text/matching/days.py apart",
    "factcheck/models/fields.py pre_save",
    "timeline/records/suggestion_builders.py is_ahead",
}
"""What reads them through another function, and was wrong once or may be."""


def readers_in_source() -> Iterator[str]:
    """Each function that names a bound, as file and name."""
    for package in (factcheck, timeline):
        root = Path(package.__file__).parent
        for path in sorted(root.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and any(
                    map(is_bound, ast.walk(node))
                ):
                    yield f"{path.relative_to(root.parent)} {node.name}"


def is_bound(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and (
        node.attr in BOUNDS
        or node.attr.endswith(tuple(f"_{bound}" for bound in BOUNDS))
    )


def test_every_function_that_reads_a_bound_is_tried_here():
    assert (
        set(readers_in_source()) - NO_DATES
        == (READERS.keys() | OF_RECORDS.keys()) - BY_WAY
    )


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@given(one=edtf_forms.texts, other=edtf_forms.texts)
@settings(deadline=None, max_examples=60)
def test_whatever_reads_a_bound_takes_any_date(read, one, other):
    with contextlib.suppress(DateError):
        read(one, other)


@pytest.mark.parametrize("name", READERS)
def test_whatever_reads_a_bound_takes_every_form(name):
    for one, other in zip(
        edtf_forms.EVERY_FORM, reversed(edtf_forms.EVERY_FORM), strict=True
    ):
        with contextlib.suppress(DateError):
            READERS[name](one, other)


@pytest.mark.django_db
@pytest.mark.parametrize("cautions_of", OF_RECORDS.values(), ids=OF_RECORDS)
def test_the_cautions_of_a_record_take_every_form(cautions_of):
    world = World()
    forms = edtf_forms.EVERY_FORM[::17]
    for one, other in zip(forms, reversed(forms), strict=True):
        rewrite(Quote, said_on=one)
        rewrite(Entry, when=one)
        rewrite(Source, published_on=other)

        assert list(cautions_of(world))


def rewrite(model, **written) -> None:
    """Every row of the model gets this date, with its bounds."""
    made = bounded(model, **written)
    bounds = {
        field.name: getattr(made, field.name)
        for field in model._meta.fields
        if isinstance(field, EdtfBoundField)
    }
    model.objects.update(**written | bounds)


AHEAD = [
    ("2026-01-28", "2026-01-15", True),
    ("[..2026-01-23]", "2026-01-20", False),
    ("../2026-03-01", "2026-01-20", False),
    ("[2026-01-21..]", "2026-01-20", True),
    ("2026-02", "2026-01-20/..", False),
    ("2026-02", "[..2026-01-20]", True),
    ("2026-02-30", "2026-01-20", False),
    ("2026-02", "", False),
]


@pytest.mark.parametrize(("when", "published_on", "is_so"), AHEAD)
def test_a_date_is_ahead_when_it_is_known_to_begin_after_the_publication(
    when, published_on, is_so
):
    assert suggestion_builders.is_ahead(when, published_on) is is_so
