"""What a consumer gets from a list: the stored public forms, now and as of any moment, with what goes with them."""

import json

import pytest
from django.test import Client
from support.people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db

PLURALS = (
    "disputes",
    "entries",
    "claims",
    "quotes",
    "sources",
    "parties",
    "points",
    "ratings",
)


def merge(goes, into) -> None:
    proposal = workflow.propose_merge(
        goes, into, person("publisher"), reason="The same."
    )
    workflow.carry_out(proposal, person("second_publisher"))


def now() -> str:
    return ledger.moment_text(Publication.objects.latest("seq").published_at)


def test_a_list_is_the_stored_text_of_what_is_live(world):
    body = Client().get("/api/v1/claims/").content.decode()

    assert Publication.objects.get(kind="claim").payload in body
    assert json.loads(body)["as_of"] == {
        "seq": 8,
        "hash": ledger.current().hash,
        "moment": None,
    }


@pytest.mark.parametrize("plural", PLURALS)
def test_every_kind_has_a_list_without_its_drafts(world, plural, ask):
    published("point", slug="whose", dispute=uid(world.dispute))
    make("party", slug="secret")
    make("claim", slug="secret", **world.claim_content())

    assert len(ask(f"/api/v1/{plural}/")["results"]) == 1


def test_the_root_says_where_everything_is(ask):
    root = ask("/api/v1/")

    assert {*PLURALS, "sites", "publications", "schema", "docs"} == set(root)
    assert {Client().get(address).status_code for address in root.values()} == {200}


def test_as_of_shows_the_list_as_it_stood(world, ask):
    moment = now()
    publish(change(world.claim, text="Changed."), action="update")

    page = ask(f"/api/v1/claims/?as_of={moment}")

    assert [record["text"] for record in page["results"]] == [
        "The bridge belongs to Upper Town."
    ]
    assert page["as_of"]["moment"] == moment


def test_before_the_first_publication_a_list_is_empty(world, slugs):
    assert slugs("/api/v1/claims/?as_of=2001-01-01") == []


def test_refs_say_that_something_was_retracted_and_why(world, ask):
    workflow.retract(world.source, person("publisher"), reason="Made up.")

    refs = ask("/api/v1/claims/")["refs"]

    assert refs[uid(world.source)]["action"] == "retract"
    assert refs[uid(world.source)]["reason"] == "Made up."


def test_refs_say_what_something_was_merged_into_at_last(world, ask):
    step, target = published("party", slug="step"), published("party", slug="target")
    before = now()
    merge(world.party, step)
    merge(step, target)

    assert ask("/api/v1/claims/")["refs"][uid(world.party)]["into"] == uid(target)
    assert ask(f"/api/v1/claims/?as_of={before}")["refs"] == {}


def test_refs_do_not_speak_of_what_is_not_on_the_page(world, ask):
    workflow.retract(
        published("source", slug="elsewhere"), person("publisher"), reason="Made up."
    )

    assert ask("/api/v1/claims/")["refs"] == {}


def test_refs_say_nothing_of_drafts(world, ask):
    draft = make("claim", slug="secret", **world.claim_content())
    publish(
        change(world.claim, relations=[{"relation": "repeats", "claim": uid(draft)}]),
        action="update",
    )

    assert ask("/api/v1/claims/")["refs"] == {}


def test_a_count_is_given_on_request(world, ask):
    for slug in ("a", "b"):
        published("claim", slug=slug, **world.claim_content())

    assert "count" not in ask("/api/v1/claims/")
    assert ask("/api/v1/claims/?count=true&page_size=2")["count"] == 3
    assert ask("/api/v1/claims/?count=true&kind=fact")["count"] == 0


QUERIES = [
    "",
    "?rating=unproven&dispute=bridge",
    "?as_of=2001-01-01T00:00:00Z",
    "?q=bridge&count=true",
]


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize("query", QUERIES)
def test_a_list_costs_at_most_four_queries(rows, query, django_assert_max_num_queries):
    world = World()
    publish(
        *(make("claim", slug=f"c{i}", **world.claim_content()) for i in range(rows))
    )
    workflow.retract(
        published("source", slug="elsewhere"),
        person("publisher"),
        reason="So that something is gone.",
    )

    with django_assert_max_num_queries(4):
        Client().get(f"/api/v1/claims/{query}")


def test_the_first_list_after_a_publication_costs_at_most_four_queries(
    world, django_assert_max_num_queries
):
    publish(change(world.claim, text="Changed."), action="update")

    with django_assert_max_num_queries(4):
        Client().get("/api/v1/sources/?dispute=bridge&publisher=upper-town")
