"""What caches and other sites see: one tag that changes with the record, no cookie, open for reading."""

import pytest
from django.test import Client
from support.people import World, change, make, publish

from factcheck import ledger
from factcheck.models import Head, Publication

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/claims/",
    "/api/v1/claims/belongs/",
    "/api/v1/publications/",
    "/api/v1/publications/1/",
]


def again(address: str, tag: str, **options):
    return Client().get(address, headers={"If-None-Match": tag}, **options)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_did_not_change_is_not_sent_again_until_it_does(address):
    world = World()
    tag = Client().get(address).headers["ETag"]

    same = again(address, f'"other", W/{tag}')
    publish(change(world.claim, text="Changed."), action="update")

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    assert again(address, tag).status_code == 200


def test_a_draft_changes_no_tag():
    world = World()
    tag = Client().get("/api/v1/claims/").headers["ETag"]

    change(world.claim, text="Changed.")
    make("claim", slug="secret", **world.claim_content())

    assert again("/api/v1/claims/", tag).status_code == 304


def test_an_operational_fact_changes_the_tag():
    World()
    tag = Client().get("/api/v1/claims/").headers["ETag"]

    Head.objects.update(operations_seq=1)

    assert again("/api/v1/claims/", tag).status_code == 200


def test_every_address_has_a_tag_of_its_own_and_the_order_of_parameters_does_not_matter():
    World()
    queries = [
        "",
        "?kind=fact",
        "?kind=fact&q=a",
        "?q=a&kind=fact",
        "?as_of=2001-01-01",
    ]

    tags = [
        Client().get(f"/api/v1/claims/{query}").headers["ETag"] for query in queries
    ]

    assert len(set(tags)) == 4
    assert tags[2] == tags[3]


def test_not_changed_costs_one_query(django_assert_num_queries):
    World()
    tag = Client().get("/api/v1/claims/").headers["ETag"]

    with django_assert_num_queries(1):
        again("/api/v1/claims/", tag)


def test_a_wrong_question_is_never_unchanged():
    World()

    assert again("/api/v1/claims/?as_of=2999-01-01", "*").status_code == 400
    assert again("/api/v1/claims/absent/", "*").status_code == 404


@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/api/v1/", "/api/v1/schema/", "/api/v1/docs/"]
)
def test_answers_may_be_shared_and_set_no_cookie(address):
    World()

    response = Client().get(address)

    assert response.status_code == 200
    assert "public" in response.headers["Cache-Control"]
    assert "s-maxage=60" in response.headers["Cache-Control"]
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize(
    "address", ["/api/v1/claims/", "/api/v1/claims/belongs/", "/api/v1/publications/"]
)
def test_the_pages_of_any_site_may_read_and_revalidate(address):
    World()

    tag = Client().get(address).headers["ETag"]
    asked = Client().options(address, headers={"Origin": "https://else.example"})

    assert again(address, tag).headers["Access-Control-Allow-Origin"] == "*"
    assert asked.status_code == 204
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "ETag" in asked.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("address", ["/api/v1/claims/", "/api/v1/claims/belongs/"])
def test_a_head_request_has_the_headers_and_no_body(address):
    World()

    full, head = Client().get(address), Client().head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == full.headers["ETag"]


def test_a_past_moment_stands_in_a_header():
    World()
    moment = Publication.objects.latest("seq").published_at

    response = Client().get(f"/api/v1/claims/?as_of={ledger.moment_text(moment)}")

    assert response.headers["Memento-Datetime"] == f"{moment:%a, %d %b %Y %H:%M:%S} GMT"


@pytest.mark.parametrize(
    "address", ["/api/v1/claims/", "/disputes/bridge/feed.atom", "/ledger/lines.ndjson"]
)
def test_before_the_first_line_there_is_no_memento(address):
    World()

    response = Client().get(f"{address}?as_of=2001-01-01")

    assert "Memento-Datetime" not in response.headers


def test_nor_for_a_client_that_holds_the_answer():
    World()
    address = "/api/v1/claims/?as_of=2001-01-01"
    tag = Client().get(address).headers["ETag"]

    response = Client().get(address, headers={"If-None-Match": tag})

    assert response.status_code == 304
    assert "Memento-Datetime" not in response.headers
