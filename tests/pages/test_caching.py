import gzip

import pytest
from django.core.cache import caches
from redis.exceptions import ConnectionError as NoRedis
from support.people import change, person, publish

from factcheck import workflow
from factcheck.pages.cache import store

pytestmark = pytest.mark.django_db


def test_a_page_that_did_not_change_is_not_sent_again(
    world, client, django_assert_num_queries
):
    etag = client.get("/disputes/bridge/")["ETag"]

    with django_assert_num_queries(1):  # the head
        response = client.get("/disputes/bridge/", headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""


def test_a_publication_makes_every_page_new(world, client):
    etag = client.get("/")["ETag"]
    publish(change(world.claim, context="More."), action="update")

    assert client.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_pages_may_be_cached_for_a_minute_and_set_no_cookie(world, client):
    response = client.get("/disputes/bridge/")

    assert response["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_a_signed_in_editor_sees_what_everyone_sees(world, client):
    anonymous = client.get("/disputes/bridge/").content
    client.force_login(person("editor"))

    response = client.get("/disputes/bridge/")

    assert response.content == anonymous
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_query_is_part_of_the_etag(world, client):
    assert client.get("/claims/")["ETag"] != client.get("/claims/?kind=fact")["ETag"]


def test_what_was_taken_down_answers_without_an_etag_of_the_page_before(world, client):
    etag = client.get("/claims/belongs/")["ETag"]
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    assert (
        client.get("/claims/belongs/", headers={"If-None-Match": etag}).status_code
        == 410
    )


def test_nothing_but_reading_is_answered(world, client):
    assert client.post("/disputes/bridge/").status_code == 405


@pytest.mark.parametrize("path", ["/disputes/bridge/", "/claims/belongs/"])
def test_the_next_reader_gets_the_page_that_the_first_one_got(
    world, client, path, django_assert_max_num_queries
):
    made = client.get(path)

    with django_assert_max_num_queries(1):  # the head
        again = client.get(path)

    assert again.content == made.content
    assert {**again.headers, "X-Request-ID": ""} == {**made.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("accepted", ["gzip, deflate, br", "br;q=1.0, gzip;q=0.8"])
def test_a_page_is_sent_packed_to_whoever_unpacks(world, client, accepted):
    plain = client.get("/disputes/bridge/")

    packed = client.get("/disputes/bridge/", headers={"Accept-Encoding": accepted})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Vary"] == plain["Vary"] == "Accept-Datetime, Accept-Encoding"
    assert packed["ETag"] == plain["ETag"]


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0"])
def test_whoever_does_not_unpack_gets_plain_text(world, client, accepted):
    client.get("/claims/belongs/", headers={"Accept-Encoding": "gzip"})

    response = client.get("/claims/belongs/", headers={"Accept-Encoding": accepted})

    assert "Content-Encoding" not in response
    assert b"The bridge belongs to Upper Town." in response.content


def test_only_what_a_publication_touched_is_rendered_anew(world, client):
    client.get("/disputes/bridge/")
    before = set(caches["fragments"]._cache)
    publish(change(world.entry, body="It is closed for good."), action="update")

    page = client.get("/disputes/bridge/").content.decode()

    assert "It is closed for good." in page
    publish(change(world.rating, definition="Nobody knows."), action="update")
    assert client.get("/disputes/bridge/").status_code == 200
    assert before < set(caches["fragments"]._cache)


def test_a_cache_that_fails_costs_no_page(world, client, monkeypatch):
    asked = []

    def fail(*args, **options):
        asked.append(args)
        raise NoRedis("refused")

    for shelf in ("pages", "fragments"):
        for question in ("get", "get_many", "set_many"):
            monkeypatch.setattr(caches[shelf], question, fail)
    monkeypatch.setattr(store._failing, "until", 0.0)

    assert client.get("/disputes/bridge/").status_code == 200
    assert client.get("/claims/belongs/").status_code == 200
    assert len(asked) == 1  # a cache that failed is left alone for a while
