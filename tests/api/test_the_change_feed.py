"""A stranger mirrors the record and checks every hash with nothing but hashlib and json."""

import hashlib
import json

import pytest
from django.test import Client
from people import World, change, person, publish

from factcheck import workflow

pytestmark = pytest.mark.django_db

HASHED = ("seq", "uid", "kind", "version", "action", "published_at", "recorded_at", "payload_sha256", "previous_hash")


def digest(value) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def mirror() -> list[dict]:
    lines, address = [], "/api/v1/publications/?page_size=3"
    while address:
        page = json.loads(Client().get(address).content)
        lines += page["results"]
        address = page["next"] and page["next"].partition("8000")[2]
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


def test_a_start_that_is_no_number_is_refused():
    assert Client().get("/api/v1/publications/?after=x").status_code == 400
