import pytest
from people import change, person, publish

from factcheck import workflow

pytestmark = pytest.mark.django_db


def test_a_page_that_did_not_change_is_not_sent_again(world, client, django_assert_num_queries):
    etag = client.get("/disputes/bridge/")["ETag"]

    with django_assert_num_queries(1):  # the head
        response = client.get("/disputes/bridge/", headers={"If-None-Match": etag})

    assert response.status_code == 304
    assert response.content == b""


def test_a_publication_makes_every_page_new(world, client):
    etag = client.get("/")["ETag"]
    publish(change(world.claim, context="More."), action="minor")

    assert client.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_pages_may_be_kept_for_a_minute_and_set_no_cookie(world, client):
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


def test_what_was_taken_down_is_told_without_an_etag_of_the_page_before(world, client):
    etag = client.get("/claims/belongs/")["ETag"]
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    assert client.get("/claims/belongs/", headers={"If-None-Match": etag}).status_code == 410


def test_nothing_but_reading_is_answered(world, client):
    assert client.post("/disputes/bridge/").status_code == 405
