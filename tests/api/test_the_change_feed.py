"""A stranger mirrors the record and checks every hash with nothing but hashlib and json."""

import hashlib
import json

import pytest
from django.test import Client
from people import World, change, person, publish

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db

HASHED = ("seq", "uid", "kind", "version", "action", "published_at", "recorded_at", "payload_sha256", "previous_hash")


def digest(value) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def mirror() -> list[dict]:
    lines, address = [], "/api/v1/publications/?limit=3"
    while address:
        page = json.loads(Client().get(address).content)
        lines += page["results"]
        address = page["next"] and page["next"].partition("testserver")[2]
    return lines


def test_every_hash_can_be_computed_anew():
    world = World()
    publish(change(world.claim, text="Größe: „ÅØ” 🌉 \u2028"), action="correct", notice="It was wrong.")
    workflow.retract(world.entry, person("publisher"), reason="Wrong.")

    previous = "0" * 64
    for number, line in enumerate(mirror(), 1):
        assert line["seq"] == number
        assert line["previous_hash"] == previous
        assert digest(line["payload"]) == line["payload_sha256"]
        assert digest({name: line[name] for name in HASHED}) == line["hash"]
        previous = line["hash"]


def test_the_feed_goes_on_after_a_line():
    World()

    lines = json.loads(Client().get("/api/v1/publications/?after=5").content)["results"]

    assert [line["seq"] for line in lines] == [6, 7]


def test_one_line_has_an_address():
    World()

    assert Client().get("/api/v1/publications/1/").json()["seq"] == 1
    assert Client().get("/api/v1/publications/99/").status_code == 404


@pytest.mark.parametrize(
    "query", ["after=x", "after=-1", "after=9223372036854775808", "limit=0", "limit=201", "kind=x"]
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
    publish(change(world.claim, text="Changed."), action="minor")

    page = Client().get(f"/api/v1/publications/?as_of={moment}").json()

    assert page["results"][-1]["seq"] == page["as_of"]["seq"] == 7
    assert page["next"] is None


def test_what_was_redacted_is_named_by_a_later_line():
    World()
    proposal = workflow.propose_redact(
        Publication.objects.get(kind="party"), person("admin"), ground="privacy", reason="Asked for."
    )
    workflow.carry_out(proposal, person("second_admin"))

    lines = mirror()
    emptied = [line["seq"] for line in lines if digest(line["payload"]) != line["payload_sha256"]]

    assert emptied == [line["payload"]["line"] for line in lines if line["action"] == "redact"]
    assert all(digest({name: line[name] for name in HASHED}) == line["hash"] for line in lines)


def test_the_head_that_is_shown_is_that_of_the_last_line():
    World()

    page = Client().get("/api/v1/publications/").json()

    assert page["as_of"]["hash"] == page["results"][-1]["hash"]
