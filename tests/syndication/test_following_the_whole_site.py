"""The feed of all disputes: what was published last, whatever dispute it is of, signed by the site."""

from xml.etree import ElementTree as ET

import pytest
from support.people import change, person, publish, published, uid

from factcheck import workflow

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def second(world):
    """A second dispute with one claim."""
    dispute = published("dispute", slug="ferry", title="Who owns the ferry?")
    content = world.claim_content(disputes=[uid(dispute)])
    return published("claim", slug="ferry", text="The ferry is ours.", **content)


def titles(get, query: str = "") -> list[str]:
    return [item["title"] for item in get(f"/feed.json{query}").json()["items"]]


def test_it_tells_of_every_dispute_the_latest_first(second, get):
    found = titles(get)

    assert found[:2] == ["The ferry is ours.", "Who owns the ferry?"]
    assert "Upper Town closes the bridge" in found
    assert "Bridge report" not in found


def test_a_draft_is_not_in_it(world, get):
    change(world.claim, text="A draft.")

    assert "A draft." not in titles(get)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?dispute=ferry&kind=claim", ["The ferry is ours."]),
        ("?kind=entry", ["Upper Town closes the bridge"]),
        ("?published_before=2000-01-01", []),
    ],
)
def test_it_takes_the_filters_of_other_feeds(second, get, query, expected):
    assert titles(get, query) == expected


def test_a_filter_that_it_does_not_know_is_refused(world, client):
    assert client.get("/feed.json?colour=red").status_code == 400


def test_what_was_retracted_stands_in_the_feed(second, get):
    workflow.retract(second, person("publisher"), reason="There is no ferry.")

    assert titles(get)[0] == "Retracted"


def test_both_formats_are_signed_by_the_site(world, get):
    published(
        "site",
        slug="papers",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        description="Who owns the bridge.",
    )

    atom = ET.fromstring(get("/feed.atom").content)
    feed = get("/feed.json").json()

    assert atom.findtext("a:author/a:name", namespaces=ATOM) == "The Bridge Papers"
    assert atom.findtext("a:subtitle", namespaces=ATOM) == "Who owns the bridge."
    assert atom.findtext("a:icon", namespaces=ATOM).endswith("/site/icon-512.png")
    assert atom.findtext("a:rights", namespaces=ATOM).startswith("CC BY 4.0 https://")
    assert feed["authors"][0]["name"] == "The Bridge Papers"
    assert feed["title"] == "The Bridge Papers: all disputes"


def test_every_page_names_it_in_its_head(world, client):
    page = client.get("/claims/belongs/").content.decode()

    assert 'type="application/atom+xml" title="The Record: all disputes"' in page
    assert 'href="/feed.atom"' in page
    assert 'href="/feed.json"' in page


def test_an_earlier_name_of_the_site_signs_an_earlier_feed(world, get):
    site = published("site", slug="papers")
    at = workflow.current_line(site).published_at.isoformat().replace("+00:00", "Z")
    publish(change(site, name="Lower Town Papers"), action="update")

    then, now = get(f"/feed.json?as_of={at}").json(), get("/feed.json").json()

    assert then["authors"][0]["name"] == "The Bridge Papers"
    assert now["authors"][0]["name"] == "Lower Town Papers"
