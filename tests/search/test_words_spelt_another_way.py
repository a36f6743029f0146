"""Where nothing is found, a reader is led to what they may have meant, if the record says it."""

import pytest
from support.ledger_factory import append, source_line, tombstone
from support.people import make

from factcheck import ledger
from factcheck.ledger import nearest_question
from factcheck.ledger.search.spelling import Vocabulary
from factcheck.records.search_filters import searched_kinds

pytestmark = pytest.mark.django_db


def nearest(text: str, view=None) -> str:
    return nearest_question(view or ledger.current(), searched_kinds(), text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("brigde", "bridge"),
        ("brdge", "bridge"),
        ("deeed brigde", "deed bridge"),
        ("the brigde", "the bridge"),
        ("bridges", ""),
        ("bridge", ""),
        ("walrus", ""),
        ('"brigde"', ""),
        ("bridge -brigde", ""),
        ("br", ""),
    ],
)
def test_the_word_that_is_spelt_most_like_it(world, text, meant):
    assert nearest(text) == meant


def test_of_two_that_are_as_near_the_one_that_is_written_more():
    words = Vocabulary({"bridge": 9, "bridle": 2}, frozenset())

    assert words.nearest("bridxe") == "bridge"


def test_a_page_without_results_leads_there(world, ask):
    append(source_line("gron", title="Grønland er til salg"))

    found = ask("gronlnd")

    assert "Did you mean: Grønland" in found.text
    assert "/search/?q=gronland" in found.html
    assert ask("gronland").paths == ["/sources/gron/"]


def test_nothing_is_offered_where_something_matches_or_nothing_is_like_it(world, ask):
    assert "Did you mean" not in ask("bridge").text
    assert "Did you mean" not in ask("xylophone").text


def test_no_word_of_a_draft_or_of_what_is_gone_is_offered(world, ask):
    make("claim", slug="canary", text="Canaries singing.", **world.claim_content())
    line = append(source_line("gone", title="Flamingos"))[0]
    append(tombstone(line))

    assert nearest("canareis") == ""
    assert nearest("flamingso") == ""
    assert nearest("flamingso", ledger.as_of_seq(line.seq)) == "flamingos"
    assert "Did you mean" not in ask("canareis").text


def test_it_costs_at_most_six_queries_more(
    world, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(18):
        client.get("/search/?q=brigde")
