"""When a dispute's page changed last is said alike to crawlers, previews and readers of linked data."""

import re

import pytest
from django.test import Client
from django.utils.dateparse import parse_datetime
from support.people import change, publish, published

from factcheck.ledger import minute_text
from factcheck.models import Publication

pytestmark = pytest.mark.django_db

MODIFIED = {
    "linked data": re.compile(r'"dateModified":"([^"]+)"'),
    "preview": re.compile(r'article:modified_time" content="([^"]+)"'),
}


def last_moment() -> str:
    """When the last line was published, to the minute."""
    return minute_text(Publication.objects.latest("seq").published_at)


def moments(path: str) -> dict[str, str]:
    """What is said of the last change of a dispute's page, each to the minute."""
    page = Client().get(path).content.decode()
    sitemap = Client().get("/sitemap-dispute-0.xml").content.decode()
    found = {}
    for name, pattern in MODIFIED.items():
        found[name] = minute_text(parse_datetime(pattern.search(page)[1]))
    entry = sitemap.partition(f"{path}</loc>")[2]
    found["sitemap"] = re.search(r"<lastmod>([^<]+)", entry)[1]
    return found


def test_a_party_that_it_shows_counts(world):
    publish(change(world.party, description="A town."), action="update")

    assert set(moments("/disputes/bridge/").values()) == {last_moment()}


def test_the_name_of_the_site_does_not_count(world):
    pattern = MODIFIED["linked data"]
    before = pattern.search(Client().get("/disputes/bridge/").content.decode())[1]

    published("site", slug="papers")
    page = Client().get("/disputes/bridge/").content.decode()

    assert "The Bridge Papers" in page
    assert pattern.search(page)[1] == before
