"""A raised derive number rebuilds what is derived, through the gate, and leaves a ledger that verifies."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from support.ledger_factory import append, source_line, stored, tombstone
from support.people import World
from support.redactions import redact

from factcheck import ledger
from factcheck.ledger import Listing, derive, page
from factcheck.models import DerivedBy, Facet, LedgerGate, Publication, SearchText
from factcheck.records import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def _more_facets(monkeypatch):
    """Sources are filed by rank too, under the next number."""
    monkeypatch.setattr(derive._rules, "by_kind", dict(derive._rules.by_kind))
    kind = registry.get("source")
    newer = replace(
        kind,
        derive=kind.derive + 1,
        facets=lambda payload: [*kind.facets(payload), ("rank", payload["rank"])],
        text=lambda payload: [payload["title"], "rebuilt"],
    )
    ledger.register(newer.name, newer.derive, newer.derived)


def lines() -> list[tuple]:
    kept = (
        "seq",
        "uid",
        "payload",
        "hash",
        "superseded_seq",
        "superseded_at",
        "slug",
        "happened_key",
        "language",
    )
    return list(Publication.objects.order_by("seq").values_list(*kept))


def fill() -> None:
    one, two, three = append(
        source_line("one"), source_line("two"), source_line("three")
    )
    append(source_line("one", one.uid, "correct", published_on="2026-01"))
    append(tombstone(two))
    append(tombstone(three, "merge", into=one.uid))
    redact(3, "privacy")
    redact(7, "defamation")


def test_nothing_is_outdated_after_migrating():
    assert ledger.outdated() == set()


@pytest.mark.usefixtures("_more_facets")
def test_a_raised_number_is_outdated_until_migrate():
    fill()
    assert ledger.outdated() == {"source"}

    call_command("migrate", verbosity=0, skip_checks=True)

    assert ledger.outdated() == set()
    assert (
        DerivedBy.objects.get(kind="source").number == registry.get("source").derive + 1
    )


@pytest.mark.usefixtures("_more_facets")
def test_what_is_derived_is_written_anew_and_verifies():
    fill()

    assert ledger.rebuild_outdated() == ["source"]

    assert list(ledger.verify()) == []
    assert set(SearchText.objects.values_list("text", flat=True)) == {
        f"{title}\nrebuilt\n"
        f"xenx{title} xdax{title} xdex{title}\n"
        "xenxrebuilt xdaxrebuilt xdexrebuilt\n"
        "xkindxsource"
        for title in ("one", "three")
    }
    assert [
        row.seq
        for row in page(
            ledger.current(), Listing("source", (("rank", ("secondary",)),)), 9
        )
    ] == [5]
    assert page(ledger.current(), Listing("source", words="rebuilt"), 9)[0].seq == 5


def test_rebuilding_touches_no_payload_and_no_hash():
    fill()
    before = lines()
    DerivedBy.objects.filter(kind="source").update(number=0)

    ledger.rebuild_outdated()

    assert lines() == before
    assert list(ledger.verify()) == []


def test_facets_of_old_lines_stay_superseded():
    fill()
    before = list(
        Facet.objects.order_by("seq", "name").values_list("seq", "superseded_seq")
    )
    DerivedBy.objects.filter(kind="source").update(number=0)

    ledger.rebuild_outdated()

    assert (
        list(Facet.objects.order_by("seq", "name").values_list("seq", "superseded_seq"))
        == before
    )
    assert (2, 5) in before


def test_the_gate_is_closed_again():
    fill()
    DerivedBy.objects.all().delete()

    ledger.rebuild_outdated()

    assert not LedgerGate.objects.exists()


def test_without_the_gate_nothing_is_rebuilt(monkeypatch):
    World()
    monkeypatch.setattr("factcheck.ledger.rebuild.rebuilding", nullcontext)
    DerivedBy.objects.all().delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.rebuild_outdated()


def test_a_second_look_rebuilds_nothing():
    fill()

    assert ledger.rebuild_outdated() == []
    assert stored(5).happened_key
