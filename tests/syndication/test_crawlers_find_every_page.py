"""The sitemap, as crawlers take it."""

from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree
from support.ledger_factory import append, source_line
from support.people import person

from factcheck import workflow
from factcheck.ledger import minute_text
from factcheck.models import Publication
from factcheck.syndication import sitemap

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SITE = "http://127.0.0.1:8000"
OF_A_DISPUTE = ("", "positions/", "changes/", "moments/", "method/")


@pytest.fixture
def located(get):
    """{address: when it changed} of a sitemap or of an index, in order."""

    def read(path: str) -> dict[str, str]:
        root = etree.fromstring(get(path).content)
        assert root.nsmap == {None: SPACE["s"]}
        found = {}
        for each in root:
            (address,) = each.xpath("s:loc/text()", namespaces=SPACE)
            found[address.removeprefix(SITE)] = each.xpath(
                "string(s:lastmod)", namespaces=SPACE
            )
        return found

    return read


def test_robots_txt_names_the_sitemap(world, client):
    rules = RobotFileParser()
    rules.parse(client.get("/robots.txt").content.decode().splitlines())

    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]


def test_the_index_leads_to_every_page_of_the_record(world, located):
    found = {path for part in located("/sitemap.xml") for path in located(part)}

    assert found == {
        *(
            "/",
            "/claims/",
            "/quotes/",
            "/parties/",
            "/sources/",
            "/corrections/",
            "/about/ratings/",
            "/ledger/",
        ),
        *("/ledger/verify/", "/about/", "/about/method/", "/contact/"),
        *("/privacy/", "/accessibility/"),
        *(f"/disputes/bridge/{page}" for page in OF_A_DISPUTE),
        *(
            "/entries/closing/",
            "/claims/belongs/",
            "/quotes/our-bridge/",
        ),
        *("/sources/report/", "/parties/upper-town/"),
    }


def test_every_page_that_it_names_is_there(world, located, client):
    paths = [path for part in located("/sitemap.xml") for path in located(part)]

    assert {client.get(path).status_code for path in paths} == {200}


def test_a_page_and_its_part_say_when_they_changed(world, located):
    ground, last = (
        minute_text(line.published_at)
        for line in (world.ground[0], Publication.objects.latest("seq"))
    )

    assert located("/sitemap-dispute-0.xml") == {
        f"/disputes/bridge/{page}": last for page in OF_A_DISPUTE
    }
    assert located("/sitemap.xml")["/sitemap-dispute-0.xml"] == last
    assert set(located("/sitemap-source-0.xml").values()) == {ground}
    assert located("/sitemap.xml")["/sitemap-source-0.xml"] == ground


def test_what_was_retracted_is_named_no_more(world, located):
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")

    assert "/sitemap-entry-0.xml" not in located("/sitemap.xml")
    assert located("/sitemap-entry-0.xml") == {}


def test_a_long_ledger_comes_in_parts_of_limited_length(world, located, monkeypatch):
    append(*(source_line(f"source-{n}") for n in range(25)))
    monkeypatch.setattr(sitemap, "LINES", 10)

    parts = [
        part for part in located("/sitemap.xml") if part.startswith("/sitemap-source")
    ]

    assert parts == [f"/sitemap-source-{n}.xml" for n in range(4)]
    assert [len(located(part)) for part in parts] == [3, 10, 10, 3]


def test_a_part_that_holds_nothing_is_not_in_the_index(world, located, monkeypatch):
    append(*(source_line(f"source-{n}") for n in range(25)))
    monkeypatch.setattr(sitemap, "LINES", 10)

    assert [
        part for part in located("/sitemap.xml") if part.startswith("/sitemap-entry")
    ] == ["/sitemap-entry-0.xml"]


def test_the_index_costs_the_same_for_a_longer_ledger(
    world, client, django_assert_num_queries, monkeypatch
):
    append(*(source_line(f"source-{n}") for n in range(25)))
    monkeypatch.setattr(sitemap, "LINES", 1)

    with django_assert_num_queries(4):
        client.get("/sitemap.xml")


def test_the_sitemap_of_the_past_names_what_stood_then(world, located):
    at = world.ground[0].published_at.isoformat().replace("+00:00", "Z")
    asked = f"?as_of={at}"

    assert [
        part.removesuffix(asked) for part in located(f"/sitemap.xml?as_of={at}")
    ] == [
        *(
            "/sitemap-pages.xml",
            "/sitemap-dispute-0.xml",
            "/sitemap-party-0.xml",
            "/sitemap-source-0.xml",
        )
    ]


@pytest.mark.parametrize(
    "part", ["rating-0", "entry", "entry-x", "nothing-0", "entry-999999999999"]
)
def test_a_part_that_does_not_exist_is_not_found(world, client, part):
    response = client.get(f"/sitemap-{part}.xml")

    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
