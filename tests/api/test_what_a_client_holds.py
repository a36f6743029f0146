"""A client that offers the tag of its copy is told 304 without a question, for a second at the most."""

from importlib import import_module

import pytest
from django.test import Client
from support.people import World, change, publish

append = import_module(
    "factcheck.ledger.append"
)  # the package names functions of the same names
snapshot = import_module("factcheck.ledger.snapshot")
pytestmark = pytest.mark.django_db(transaction=True)


def offer(tag: str, path="/api/v1/claims/") -> int:
    return Client().get(path, headers={"If-None-Match": tag}).status_code


@pytest.fixture
def world() -> World:
    snapshot.forget_head()
    return World()


def test_what_this_site_publishes_shows_at_once(world):
    tag = Client().get("/api/v1/claims/")["ETag"]
    before = offer(tag)

    publish(change(world.claim, text="Changed."), action="update")

    assert (before, offer(tag)) == (304, 200)


def test_what_another_process_publishes_shows_a_second_later(world, monkeypatch):
    tag = Client().get("/api/v1/claims/")["ETag"]
    offer(tag)
    monkeypatch.setattr(append, "forget_head", lambda: None)

    publish(change(world.claim, text="Changed."), action="update")
    early = offer(tag)
    monkeypatch.setattr(snapshot, "FRESH_SECONDS", 0)
    snapshot._recent.until = 0

    assert (early, offer(tag)) == (304, 200)


def test_a_copy_that_was_just_taken_is_known_although_the_memory_is_older(
    world, monkeypatch
):
    offer("what nobody holds")
    monkeypatch.setattr(append, "forget_head", lambda: None)
    publish(change(world.claim, text="Changed."), action="update")
    tag = Client().get("/api/v1/claims/")["ETag"]

    assert offer(tag) == 304


def test_a_copy_that_is_good_costs_no_question(world, django_assert_num_queries):
    tag = Client().get("/api/v1/claims/")["ETag"]
    offer(tag)

    with django_assert_num_queries(0):
        assert offer(tag) == 304


def test_a_day_that_means_now_is_not_taken_for_the_day_it_becomes(world):
    response = Client().get("/api/v1/claims/?as_of=2020-01-01")

    assert offer(response["ETag"], "/api/v1/claims/?as%5Fof=2020-01-01") == 200
    assert offer(response["ETag"], "/api/v1/claims/?as_of=2020-01-01") == 304
