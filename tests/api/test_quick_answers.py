"""The commonest answers come from one question; they are never older than the ledger."""

import pytest
from django.test import Client
from support.ledger_factory import append, source_line
from support.people import change, person, publish, published, uid

from factcheck import ledger, workflow

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["", "?kind=judgement&q=bridge", "?page_size=1"])
def test_a_repeated_list_costs_one_query(world, query, ask, django_assert_num_queries):
    ask(f"/api/v1/claims/{query}")

    with django_assert_num_queries(1):
        ask(f"/api/v1/claims/{query}")


def test_a_record_costs_one_query(world, ask, django_assert_num_queries):
    for key in ("belongs", world.claim.uid):
        with django_assert_num_queries(1):
            ask(f"/api/v1/claims/{key}/")


def test_what_was_published_since_is_there_at_once(world, ask, slugs):
    before = ask("/api/v1/claims/")
    publish(change(world.claim, text="Changed."), action="update")
    after = ask("/api/v1/claims/")

    assert after["results"][0]["text"] == "Changed."
    assert after["as_of"]["seq"] == before["as_of"]["seq"] + 1


def test_what_was_retracted_since_is_gone_at_once(world, ask, slugs):
    assert slugs("/api/v1/entries/") == ["closing"]
    workflow.retract(world.entry, person("publisher"), reason="It never closed.")

    assert slugs("/api/v1/entries/") == []


def test_a_merge_since_is_followed_at_once(world, slugs):
    other = published("party", slug="lower-town")
    assert slugs("/api/v1/claims/?claimant=lower-town") == []
    proposal = workflow.propose_merge(
        world.party, other, person("publisher"), reason="One town."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    assert slugs("/api/v1/claims/?claimant=lower-town") == ["belongs"]


def test_refs_say_at_once_what_is_gone(world, ask):
    assert ask("/api/v1/claims/")["refs"] == {}
    workflow.retract(world.source, person("publisher"), reason="Made up.")

    assert set(ask("/api/v1/claims/")["refs"]) == {uid(world.source)}


def test_a_guess_about_the_past_finds_nothing():
    append(source_line("a"))
    with ledger.reading() as view:
        view.tombstones()
    ledger.remember_view(view)
    guess = ledger.recent_view()
    assert len(ledger.page(guess, ledger.Listing("source"), 5)) == 1

    append(source_line("b"))

    assert ledger.page(guess, ledger.Listing("source"), 5) == []


def test_a_past_is_never_taken_for_the_present():
    first, last = append(source_line("a"), source_line("b"))
    ledger.remember_view(ledger.current())

    ledger.remember_view(ledger.as_of_seq(first.seq))

    assert ledger.recent_view().seq == last.seq


def test_tags_are_the_same_whatever_query_gave_the_answer(world):
    first, again = (Client().get("/api/v1/claims/").headers["ETag"] for _ in range(2))
    counted = Client().get("/api/v1/claims/", headers={"If-None-Match": first})

    assert first == again
    assert counted.status_code == 304
