"""A format costs the same number of queries for one thing and for fifty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.people import change, make, publish, published, uid

FORMATS = [
    "/disputes/bridge/feed.atom",
    "/disputes/bridge/feed.json?kind=action&party=upper-town",
    "/disputes/bridge/changes.json",
    "/disputes/bridge/timeline.ics",
    "/disputes/bridge/timeline.json",
    "/parties/upper-town/feed.atom",
    "/feeds/corrections.atom",
    "/feeds/verdicts.json",
    "/sitemap.xml",
    "/sitemap-claim-0.xml",
]
MOST = 12


@pytest.fixture
def grown(world):
    """Grows the dispute to this many entries and claims, every claim corrected to another rating."""
    rating = published("rating", slug="false", label="False")

    def grow(number: int) -> None:
        claims = [
            make("claim", text=f"Claim {n}.", **world.claim_content())
            for n in range(number)
        ]
        publish(*claims)
        entries = [
            world.entry_content(claims=[uid(claim)])
            | {"when": f"2026-02-{n % 28 + 1:02d}"}
            for n, claim in enumerate(claims)
        ]
        publish(
            *(
                make("entry", headline=f"Entry {n}", **content)
                for n, content in enumerate(entries)
            )
        )
        for claim in claims:
            publish(
                change(claim, verdict=world.verdict(rating=uid(rating))),
                action="correct",
                notice="So.",
            )

    return grow


def queries(client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.slow
def test_fifty_cost_as_much_as_one(grown, client):
    grown(1)
    few = {path: queries(client, path) for path in FORMATS}

    grown(49)

    assert {path: queries(client, path) for path in FORMATS} == few
    assert max(few.values()) <= MOST, few
