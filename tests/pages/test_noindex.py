"""A record that the desk keeps out of search engines: its page says so, no sitemap names it, nothing else changes."""

import pytest
from django.test import Client
from support.people import World, change, make, publish, published, uid

from factcheck import ledger, workflow
from factcheck.models import Facet
from factcheck.records import registry
from factcheck.records.registry import NO_INDEX

pytestmark = pytest.mark.django_db
META = '<meta name="robots" content="noindex">'


@pytest.fixture
def world():
    return World()


def keep_out(record, action="update"):
    publish(change(record, noindex=True), action=action)


def pages(world) -> dict:
    return {
        "/disputes/bridge/": world.dispute,
        "/entries/closing/": world.entry,
        "/claims/belongs/": world.claim,
        "/quotes/our-bridge/": world.quote,
        "/sources/report/": world.source,
        "/parties/upper-town/": world.party,
    }


def test_a_page_is_open_to_search_engines_until_somebody_says_otherwise(world):
    for path in pages(world):
        response = Client().get(path)

        assert "X-Robots-Tag" not in response
        assert META not in response.text


def test_the_page_of_a_noindex_record_says_so_in_head_and_header(world):
    for path, record in pages(world).items():
        keep_out(record)

        for _kept_meanwhile in range(2):
            response = Client().get(path)
            assert response["X-Robots-Tag"] == "noindex"
            assert response.text.count(META) == 1
            assert response.text.index(META) < response.text.index("</head>")


def test_the_page_as_of_a_moment_before_is_as_it_was_and_asks_the_same_as_every_page_of_the_past(
    world,
):
    before = Client().get("/claims/belongs/").text

    keep_out(world.claim)

    assert META not in before


def test_no_sitemap_names_it(world):
    keep_out(world.claim)
    other = published("claim", slug="other", **world.claim_content())

    assert "/claims/belongs/" not in sitemaps()
    assert f"/claims/{other.slug}/" in sitemaps()


def test_a_sitemap_with_nothing_left_in_it_is_not_listed(world):
    assert "sitemap-claim-0.xml" in Client().get("/sitemap.xml").text

    keep_out(world.claim)

    assert "sitemap-claim-0.xml" not in Client().get("/sitemap.xml").text


def sitemaps() -> str:
    client = Client()
    return "".join(
        client.get(f"/sitemap-{kind.name}-0.xml").text for kind in registry.all_kinds()
    )


def test_readers_and_machines_find_it_as_before(world):
    keep_out(world.claim)

    assert "The bridge belongs to Upper Town." in Client().get("/claims/").text
    assert Client().get("/search/?q=belongs").text.count("/claims/belongs/")
    assert [
        each["slug"] for each in Client().get("/api/v1/claims/").json()["results"]
    ] == ["belongs"]
    assert Client().get("/api/v1/claims/belongs/").json()["noindex"] is True


def test_it_is_let_in_again(world):
    keep_out(world.claim)

    publish(change(world.claim, noindex=False), action="update")

    assert "X-Robots-Tag" not in Client().get("/claims/belongs/")
    assert "/claims/belongs/" in sitemaps()


def test_every_kind_says_it_in_its_public_form(world):
    for name in (kind.name for kind in registry.all_kinds()):
        content = {"claim": world.claim_content(), "entry": world.entry_content()}.get(
            name, {}
        )
        if name in ("quote",):
            content = {"disputes": [uid(world.dispute)], "source": uid(world.source)}
        if name == "point":
            content = {"dispute": uid(world.dispute)}

        record = make(name, slug=f"kept-out-{name}", noindex=True, **content)

        assert registry.of(record).content(record)["noindex"] is True
        publish(record)
        assert Facet.objects.filter(kind=name, name=NO_INDEX).count() == 1


def test_a_line_that_is_too_old_to_say_is_no_change_of_what_it_does_not_say(world):
    line = ledger.original_of(workflow.current_line(world.claim))
    old = {name: value for name, value in line.items() if name != "noindex"} | {
        "schema": 1
    }

    assert ledger.current_form("claim", old) == line
