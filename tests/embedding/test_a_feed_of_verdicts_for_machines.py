"""/feeds/claimreview.json: every verdict of the desk, whole or since a moment, with what was withdrawn."""

import json
from uuid import UUID

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.feeds_support import HOSTILE
from support.jsonld_support import Page, expanded, holes
from support.ledger_factory import append
from support.people import change, make, person, publish
from support.schema_org import misused

from factcheck import ledger, workflow
from factcheck.ledger import PendingLine
from factcheck.models import Publication
from factcheck.syndication import claimreview

NEW = UUID("11111111-1111-4111-8111-111111111111")
FEED = "/feeds/claimreview.json"
MOMENT = {"type": "string", "format": "date-time"}
ITEM = {
    "type": "object",
    "required": ["@type", "item"],
    "additionalProperties": False,
    "properties": {
        "@type": {"const": "DataFeedItem"},
        "@id": {"type": "string", "pattern": "^urn:uuid:"},
        "url": {"type": "string", "pattern": "^https?://"},
        "dateCreated": MOMENT,
        "dateModified": MOMENT,
        "dateDeleted": MOMENT,
        "item": {"type": ["array", "null"], "minItems": 1, "maxItems": 1},
    },
    "oneOf": [
        {"required": ["dateDeleted"], "properties": {"item": {"type": "null"}}},
        {
            "required": ["dateCreated", "dateModified", "url"],
            "properties": {"item": {"type": "array"}},
        },
    ],
}
# The envelope that Data Commons' readers know: IMPORTS.md 5.2.
DATA_FEED = {
    "type": "object",
    "required": ["@context", "@type", "dateModified", "dataFeedElement"],
    "properties": {
        "@type": {"const": "DataFeed"},
        "dateModified": MOMENT,
        "dataFeedElement": {"type": "array", "items": ITEM},
    },
}


@pytest.fixture
def read(get):
    """The feed as its readers take it."""

    def items(query: str = "") -> list[dict]:
        feed = json.loads(b"".join(get(FEED + query).streaming_content))
        jsonschema.validate(feed, DATA_FEED, format_checker=jsonschema.FormatChecker())
        return feed["dataFeedElement"]

    return items


def as_published(record: UUID) -> dict:
    """What stands of a record, as a line that is to be appended has it."""
    payload = ledger.payload_of(
        Publication.objects.get(uid=record, superseded_seq=None)
    )
    given = ("version", "published_at", "first_published_at", "action")
    return {name: value for name, value in payload.items() if name not in given}


def last_moment() -> str:
    return ledger.moment_text(Publication.objects.latest("seq").published_at)


def test_the_feed_says_what_the_page_says(world, read, get):
    (item,) = read()

    assert item["url"] == "http://127.0.0.1:8000/claims/belongs/"
    assert item["item"] == Page(get("/claims/belongs/").content.decode()).linked
    assert holes(item) == []


def test_the_feed_is_linked_data(world, get):
    feed = json.loads(b"".join(get(FEED).streaming_content))

    kinds = [
        kind.rpartition("/")[2]
        for node in expanded(feed)
        for kind in node.get("@type", [])
    ]
    assert {
        "DataFeed",
        "DataFeedItem",
        "ClaimReview",
        "Claim",
        "Rating",
        "NewsMediaOrganization",
    } <= set(kinds)
    assert misused(feed) == []
    assert feed["_ledger"]["hash"] == ledger.head().hash


def test_claims_that_never_had_a_verdict_are_not_there(world, read):
    payload = as_published(world.claim.uid) | {
        "verdict": None,
        "slug": "new",
        "path": "/claims/new/",
        "uid": str(NEW),
    }
    append(PendingLine(NEW, "claim", "publish", payload))

    assert len(read()) == 1


def test_only_what_changed_since_is_read_again(world, read):
    publish(make("claim", slug="other", text="Other.", **world.claim_content()))
    moment = last_moment()
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="So.",
    )

    items = read(f"?modified_since={moment}")

    assert [item["item"][0]["claimReviewed"] for item in items] == [
        "It belongs to nobody."
    ]
    assert read(f"?modified_since={last_moment()}") == []


def test_a_rating_that_was_renamed_renews_its_reviews(world, read):
    moment = last_moment()
    publish(change(world.rating, label="Not shown"), action="update")

    (item,) = read(f"?modified_since={moment}")

    assert item["item"][0]["reviewRating"]["alternateName"] == "Not shown"
    assert item["dateModified"] == last_moment()


def test_a_retracted_claim_is_a_tombstone(world, read):
    workflow.retract(world.claim, person("publisher"), reason="Forged.")

    (item,) = read()

    assert item["item"] is None
    assert item["url"].endswith("/claims/belongs/")
    assert item["dateDeleted"] == last_moment()


def test_a_verdict_that_was_taken_back_is_a_tombstone(world, read, reworded):
    reworded(world.claim, verdict=None)

    (item,) = read()

    assert item["item"] is None


def test_a_retracted_rating_takes_its_reviews_along(world, read):
    moment = last_moment()
    workflow.retract(world.rating, person("publisher"), reason="No such step.")

    (item,) = read(f"?modified_since={moment}")

    assert (item["item"], item["dateDeleted"]) == (None, last_moment())


def test_a_feed_of_the_past_is_that_of_the_past(world, read):
    moment = last_moment()
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="So.",
    )

    (item,) = read(f"?as_of={moment}")

    assert item["item"][0]["claimReviewed"] == "The bridge belongs to Upper Town."


def test_hostile_text_travels_as_it_is(world, read, reworded):
    reworded(world.claim, text=HOSTILE + "\u2028")

    (item,) = read()

    assert item["item"][0]["claimReviewed"] == HOSTILE + "\u2028"


def test_an_empty_record_has_an_empty_feed(db, get):
    feed = json.loads(b"".join(get(FEED).streaming_content))

    assert feed["dataFeedElement"] == []


@pytest.mark.parametrize("written", ["yesterday", "2026-13-01", "2999-01-01"])
def test_a_moment_that_is_none_is_refused(world, client, written):
    response = client.get(f"{FEED}?modified_since={written}")

    assert response.status_code == 400
    assert b"modified_since: " in response.content


def test_a_reader_that_has_it_gets_304(world, get, client):
    etag = get(FEED)["ETag"]

    assert client.get(FEED, headers={"If-None-Match": etag}).status_code == 304


def test_what_is_published_while_it_is_read_changes_nothing(world, get, monkeypatch):
    monkeypatch.setattr(claimreview, "BATCH", 1)
    publish(
        *(make("claim", text=f"Claim {n}.", **world.claim_content()) for n in range(3))
    )
    stream = get(FEED).streaming_content
    start = b"".join(next(stream) for _ in range(2))

    last = Publication.objects.latest("seq").uid
    append(
        PendingLine(last, "claim", "update", as_published(last) | {"text": "Too late."})
    )

    feed = json.loads(start + b"".join(stream))
    said = [item["item"][0]["claimReviewed"] for item in feed["dataFeedElement"]]
    assert said == [
        "The bridge belongs to Upper Town.",
        "Claim 0.",
        "Claim 1.",
        "Claim 2.",
    ]


@pytest.mark.slow
def test_sixty_claims_take_as_many_queries_as_one(world, get):
    few = queries(get)
    publish(
        *(make("claim", text=f"Claim {n}.", **world.claim_content()) for n in range(60))
    )

    assert queries(get) == few <= 10


def queries(get) -> int:
    with CaptureQueriesContext(connection) as captured:
        b"".join(get(FEED).streaming_content)
    return len(captured)
