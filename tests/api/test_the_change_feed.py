"""A stranger mirrors the record and checks every hash with nothing but hashlib and json."""

import json

import pytest
from django.test import Client
from support.people import World, change, person, publish
from support.stranger import hash_of, root_of

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db


def mirror() -> list[dict]:
    lines, address = [], "/api/v1/publications/?page_size=3"
    while address:
        page = json.loads(Client().get(address).content)
        lines += page["results"]
        address = page["next"] and page["next"].partition("testserver")[2]
    return lines


def test_every_hash_can_be_computed_anew():
    world = World()
    publish(
        change(world.claim, text="Größe: „ÅØ” 🌉 \u2028"),
        action="correct",
        notice="It was wrong.",
    )
    workflow.retract(world.entry, person("publisher"), reason="Wrong.")

    previous = "0" * 64
    for number, line in enumerate(mirror(), 1):
        assert line["seq"] == number
        assert line["previous_hash"] == previous
        assert root_of(line) == line["payload_root"]
        assert hash_of(line) == line["hash"]
        previous = line["hash"]


def test_the_feed_goes_on_after_a_line():
    World()

    lines = json.loads(Client().get("/api/v1/publications/?after=5").content)["results"]

    assert [line["seq"] for line in lines] == [6, 7, 8]


def test_one_line_has_an_address():
    World()

    assert Client().get("/api/v1/publications/1/").json()["seq"] == 1
    assert Client().get("/api/v1/publications/99/").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=-1",
        "after=9223372036854775808",
        "page_size=0",
        "page_size=201",
        "limit=0",
        "limit=201",
        "limit=3&page_size=3",
        "kind=x",
    ],
)
def test_a_wrong_place_or_size_is_refused(query):
    assert Client().get(f"/api/v1/publications/?{query}").status_code == 400


@pytest.mark.parametrize("seq", ["0", "99", "9223372036854775808", "9" * 400])
def test_a_line_that_is_not_there_is_not_found(seq):
    World()

    assert Client().get(f"/api/v1/publications/{seq}/").status_code == 404


def test_the_feed_ends_where_the_ledger_stood():
    world = World()
    moment = ledger.moment_text(Publication.objects.latest("seq").published_at)
    publish(change(world.claim, text="Changed."), action="update")

    page = Client().get(f"/api/v1/publications/?as_of={moment}").json()

    assert page["results"][-1]["seq"] == page["as_of"]["seq"] == 8
    assert page["next"] is None


def test_what_was_redacted_is_named_by_a_later_line():
    World()
    proposal = workflow.propose_redact(
        Publication.objects.get(kind="party"),
        person("admin"),
        ground="privacy",
        reason="Asked for.",
    )
    workflow.carry_out(proposal, person("second_admin"))

    lines = mirror()
    emptied = [line["seq"] for line in lines if line["secret"] is None]
    named = [
        struck["seq"]
        for line in lines
        if line["action"] == "redact"
        for struck in line["payload"]["of"]
    ]

    assert emptied == named == [Publication.objects.get(kind="party").seq]
    assert [
        line["seq"] for line in lines if root_of(line) != line["payload_root"]
    ] == []
    assert [line["seq"] for line in lines if hash_of(line) != line["hash"]] == []


def test_the_head_that_is_shown_is_that_of_the_last_line():
    World()

    page = Client().get("/api/v1/publications/").json()

    assert page["as_of"]["hash"] == page["results"][-1]["hash"]


def test_the_earlier_name_of_the_page_s_size_is_taken_still():
    World()

    named, earlier = (
        Client().get(f"/api/v1/publications/?{name}=3").json()
        for name in ("page_size", "limit")
    )

    assert (
        [line["seq"] for line in earlier["results"]]
        == [line["seq"] for line in named["results"]]
        == [1, 2, 3]
    )
    assert "limit=3" in earlier["next"]


def test_after_is_a_position_and_excludes_the_line_that_it_names():
    World()

    assert (
        Client().get("/api/v1/publications/?after=3").json()["results"][0]["seq"] == 4
    )
