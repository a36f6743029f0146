"""Beside a record: its verdict at a glance, what stands before and after it, who has not answered."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.people import change, make, publish, published, uid

pytestmark = pytest.mark.django_db

RAIL = '<aside class="leaf__rail"'


def claim(world, slug: str, day: str, **changes):
    content = world.claim_content(**changes) | {"claimed_on": day}
    return published("claim", slug=slug, text=f"Claim of {slug}.", **content)


def question(world, **changes) -> dict:
    return {
        "party": uid(world.party),
        "asked_on": "2026-01-10",
        "question": "Where is the deed?",
    } | changes


def neighbour(page: str, rel: str) -> str:
    found = re.search(rf'<a rel="{rel}" href="([^"]+)"', page)
    return found[1] if found else ""


def test_the_verdict_stands_at_a_glance_beside_a_claim(world, read):
    rail = read("/claims/belongs/").partition(RAIL)[2]

    assert '<a class="verdict--none" href="#verdict">' in rail
    assert ">Unproven</b>" in rail
    assert '<time datetime="2026-01-15">15 January 2026</time>' in rail


def test_the_claims_before_and_after_are_one_step_away(world, read):
    for slug, day in (("first", "2026-01-01"), ("second", "2026-01-02")):
        claim(world, slug, day)
    claim(world, "third", "2026-01-03")

    page = read("/claims/second/")

    assert neighbour(page, "prev") == "/claims/first/"
    assert neighbour(page, "next") == "/claims/third/"


def test_the_first_claim_has_none_before_it(world, read):
    claim(world, "first", "2026-01-01")

    page = read("/claims/first/")

    assert neighbour(page, "prev") == ""
    assert neighbour(page, "next") == "/claims/belongs/"


def test_a_claim_that_is_alone_has_no_neighbours(world, read):
    assert "Before and after" not in read("/claims/belongs/")


def test_a_draft_is_nobody_s_neighbour(world, read):
    make("claim", slug="secret", text="Canary.", **world.claim_content())

    assert "Before and after" not in read("/claims/belongs/")


def test_quotes_have_neighbours_too(world, read):
    content = {"disputes": [uid(world.dispute)], "source": uid(world.source)}
    published("quote", slug="later", words="Ours", said_on="2026-02-01", **content)

    page = read("/quotes/later/")

    assert neighbour(page, "prev") + neighbour(page, "next") == "/quotes/our-bridge/"


def test_who_has_not_answered_is_named_on_the_claim_and_on_the_party(world, read):
    publish(
        change(world.claim, replies=[question(world)]), action="update", notice="N."
    )

    rail = read("/claims/belongs/").partition(RAIL)[2]
    party = read("/parties/upper-town/").partition('id="unanswered"')[2]

    assert "No answer" in rail
    assert "Where is the deed?" in party
    assert 'href="/claims/belongs/"' in party


def test_who_has_answered_is_not_named_so(world, read):
    reply = question(world, answered_on="2026-01-12", answer="In the tower.")
    publish(change(world.claim, replies=[reply]), action="update", notice="N.")

    assert "No answer" not in read("/claims/belongs/").partition(RAIL)[2]
    assert 'id="unanswered"' not in read("/parties/upper-town/")


def test_on_a_party_the_role_stands_before_the_claim_and_the_verdict_after_it(
    world, read
):
    page = read("/parties/upper-town/").partition("Claims (1)")[2]
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))

    assert re.match(r"[^A-Z]*Asserts ?: The bridge belongs to Upper Town\. ", words)
    assert words.index("Upper Town.") < words.index("Unproven")


def test_the_permanent_address_is_not_offered_where_the_reader_is_on_it(world, read):
    label = "Its address for ever, as it reads now"
    page = read("/claims/belongs/")
    permanent = re.search(r'readonly value="([^"]+)"', page)

    assert label in page
    assert permanent
    then = read(re.sub(r"^https?://[^/]+", "", permanent[1]).replace("&amp;", "&"))
    assert label not in then


def test_a_page_asks_as_often_whatever_the_number_of_neighbours(world, client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/claims/belongs/").status_code == 200
        return len(captured)

    claim(world, "first", "2026-01-01")
    few = queries()
    for day in range(1, 9):
        claim(world, f"more{day}", f"2026-02-0{day}")

    assert queries() <= few
