"""Feed readers find the feeds of a page by themselves, and readers find every format in its rail."""

import re
from html import unescape

import pytest

FEED = r"(application/atom\+xml|application/feed\+json)"
ALTERNATE = re.compile(
    rf'<link rel="alternate" type="{FEED}" title="([^"]+)" href="([^"]+)">'
)

PAGES = {
    "/disputes/bridge/": ["/disputes/bridge/feed", "/disputes/bridge/changes"],
    "/disputes/bridge/?kind=action&party=upper-town": [
        "/disputes/bridge/feed?party=upper-town&kind=action",
        "/disputes/bridge/changes",
    ],
    "/disputes/bridge/changes/": ["/disputes/bridge/changes"],
    "/parties/upper-town/": ["/parties/upper-town/feed"],
    "/corrections/": ["/feeds/corrections"],
    "/claims/": ["/feeds/verdicts"],
}


@pytest.mark.parametrize(("page", "feeds"), PAGES.items(), ids=PAGES)
def test_a_page_names_its_feeds(world, get, client, page, feeds):
    found = [
        unescape(href) for _, _, href in ALTERNATE.findall(get(page).content.decode())
    ]

    wanted = [
        f.replace("?", f".{form}?") if "?" in f else f"{f}.{form}"
        for f in [*feeds, "/feed"]
        for form in ("atom", "json")
    ]
    assert found == wanted
    assert {client.get(path).status_code for path in found} == {200}


def test_the_rail_of_a_dispute_offers_every_format_with_its_filter(world, get, client):
    html = get("/disputes/bridge/?kind=action").content.decode()

    section = html.partition("Take it with you")[2].partition("</section>")[0]
    paths = [unescape(path) for path in re.findall(r'href="([^"]+)"', section)]
    assert paths == [
        "/disputes/bridge/feed.atom?kind=action",
        "/disputes/bridge/feed.json?kind=action",
        "/disputes/bridge/changes.atom",
        "/disputes/bridge/changes.json",
        "/disputes/bridge/timeline.ics?kind=action",
        "/disputes/bridge/timeline.json?kind=action",
        "/api/v1/disputes/bridge/",
    ]
    assert {client.get(path).status_code for path in paths} == {200}


def test_a_page_of_the_past_leads_to_feeds_of_that_moment(world, get):
    asked = "as_of=" + world.ground[0].published_at.isoformat().replace("+00:00", "Z")

    found = ALTERNATE.findall(get(f"/corrections/?{asked}").content.decode())

    assert [href for _, _, href in found] == [
        f"{feed}.{form}?{asked}"
        for feed in ("/feeds/corrections", "/feed")
        for form in ("atom", "json")
    ]
