"""Which kinds a search offers, and in which order these and a comparison of two moments stand."""

from dataclasses import replace

import pytest

from factcheck.records import registry
from factcheck.records.search_filters import searched_kinds


@pytest.fixture
def another_app(monkeypatch):
    """A kind of another app, which says nothing of its places."""
    claim = registry.get("claim")
    letter = replace(claim, name="letter", rank=0, search_rank=registry.AFTER_ALL)
    monkeypatch.setitem(registry._kinds, "letter", letter)
    searched_kinds.cache_clear()
    yield
    searched_kinds.cache_clear()


def test_entries_and_claims_are_offered_first_and_ratings_not_at_all():
    offered = ("entry", "claim", "quote", "source", "party", "dispute", "point")

    assert searched_kinds()[:7] == offered
    assert "rating" not in searched_kinds()


def test_a_kind_of_another_app_is_offered_after_those_that_have_a_place(another_app):
    assert "letter" in searched_kinds()[7:]


def test_a_comparison_tells_of_entries_claims_and_points_first():
    kinds = sorted(registry.all_kinds(), key=lambda kind: kind.comparison_rank)

    assert [kind.name for kind in kinds][:3] == ["entry", "claim", "point"]
