"""What is said of a party is found under each of its names, by whoever is public, as of the moment."""

import pytest
from django.test import Client
from support.ledger_factory import append, source_line
from support.people import World, change, publish
from support.redactions import redact

from factcheck import ledger
from factcheck.ledger import Listing, page, with_other_names
from factcheck.ledger.search.query_text import Phrase, read_words

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(world) -> World:
    """A party with other names, and sources that say some of them."""
    party = change(world.party, aliases=["Øvreby", "Bjergets Folk", "UT"])
    publish(party, action="correct", notice="Its other names.")
    append(
        source_line("report-of-town", title="Upper Town sells"),
        source_line("folk", title="Bjergets folk speak"),
        source_line("short", title="Ut of order"),
    )
    return world


SOURCES = {"/sources/report-of-town/", "/sources/folk/"}


@pytest.mark.parametrize(
    "words", ["Øvreby", "ovreby", "Upper Town", "bjergets folk", "UT"]
)
def test_each_name_matches_what_says_another(named, ask, words):
    assert SOURCES <= set(ask(words).paths)


@pytest.mark.parametrize(
    "words", ['"Øvreby"', "Øvreby OR nothing", "upper", "town hill"]
)
def test_what_is_no_whole_name_or_is_in_quotes_stands_for_itself(named, ask, words):
    assert "/sources/folk/" not in ask(words).paths


def test_a_short_name_stands_for_no_other(named, ask):
    assert "/sources/short/" not in ask("Øvreby").paths


def test_the_other_name_is_marked(named, ask):
    assert "Upper Town" in ask("Øvreby").hits


def test_lists_and_the_api_know_the_names(named):
    rows = page(ledger.current(), Listing("source", words="Øvreby sells"), 5)
    answer = Client().get("/api/v1/sources/", {"q": "Øvreby"}).json()

    assert [row.seq for row in rows] == [
        ledger.current().find("source", "report-of-town").seq
    ]
    assert {"report-of-town", "folk"} <= {each["slug"] for each in answer["results"]}


def test_a_moment_has_the_names_of_then(world):
    before = ledger.current()
    publish(change(world.party, aliases=["Øvreby"]), action="correct", notice="A name.")

    def names(view) -> tuple:
        return with_other_names(view, read_words("øvreby")).groups[0][1:]

    assert names(ledger.as_of_seq(before.seq)) == ()
    assert names(ledger.current()) == (Phrase(("upper", "town")),)


def test_a_redaction_takes_the_names_too(named):
    line = ledger.current().find("party", named.party.slug)

    redact(line.seq, "court-order")

    terms = read_words("øvreby")
    assert with_other_names(ledger.current(), terms) == terms


def test_nobody_meets_a_private_person_by_another_name(world):
    party = change(
        world.party, aliases=["Øvreby"], party_kind="person", publicity="private"
    )
    publish(party, action="correct", notice="They are private.")

    terms = read_words("øvreby")
    assert with_other_names(ledger.current(), terms) == terms


def test_names_cost_one_query_for_any_number_of_words(named, django_assert_num_queries):
    view = ledger.current()
    with django_assert_num_queries(1):
        with_other_names(view, read_words("upper town bjergets folk today"))
