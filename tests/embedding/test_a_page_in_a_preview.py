"""What a chat or a network shows of a link: title, description, when; and where the page's embed is found."""

import pytest
from support.jsonld_support import Page
from support.people import change, publish, published

SITE = "http://127.0.0.1:8000"
RECORDS = [
    "/claims/belongs/",
    "/quotes/our-bridge/",
    "/sources/report/",
    "/parties/upper-town/",
    "/entries/closing/",
]
PAGES = [
    *RECORDS,
    *(
        "/",
        "/disputes/bridge/",
        "/disputes/bridge/positions/",
        "/disputes/bridge/changes/",
        "/claims/",
    ),
    *("/corrections/", "/ledger/", "/about/ratings/", "/search/"),
]


@pytest.fixture
def read(get):
    return lambda path: Page(get(path).content.decode())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_its_title_description_and_address(world, read, path):
    meta = read(path).meta

    assert meta["og:title"]
    assert meta["og:description"] == meta["description"] != ""
    assert meta["og:url"] == SITE + path
    assert meta["og:site_name"] == "The Record"
    assert meta["twitter:card"] == "summary"
    assert meta["og:type"] == (
        "article" if path in [*RECORDS, "/disputes/bridge/"] else "website"
    )
    assert meta["og:locale"] == "en_US"


def test_a_claim_is_previewed_with_its_verdict(world, read):
    meta = read("/claims/belongs/").meta

    assert meta["og:title"] == "The bridge belongs to Upper Town."
    assert meta["description"] == "Unproven. No deed was found."


def test_a_record_says_when_it_was_published_and_changed(world, read, get):
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="So.",
    )
    known = get("/api/v1/claims/belongs/").json()

    meta = read("/claims/belongs/").meta

    assert meta["article:published_time"] == known["first_published_at"]
    assert (
        meta["article:modified_time"]
        == known["published_at"]
        > meta["article:published_time"]
    )


def test_a_page_changed_when_something_that_it_shows_did(world, read, get):
    publish(change(world.source, title="The bridge report"), action="update")
    publish(
        change(world.entry, headline="Upper Town shut the bridge"),
        action="correct",
        notice="It was shut.",
    )
    source, entry = (
        get(f"/api/v1/{path}/").json()["published_at"]
        for path in ("sources/report", "entries/closing")
    )

    dispute, claim = read("/disputes/bridge/"), read("/claims/belongs/")

    assert (
        dispute.meta["article:modified_time"]
        == dispute.linked[0]["dateModified"]
        == entry
    )
    assert claim.meta["article:modified_time"] >= source
    assert (
        read("/entries/closing/").linked[0]["mainEntityOfPage"]["dateModified"] == entry
    )
    sitemap = get("/sitemap-dispute-0.xml").content.decode()
    assert f"<lastmod>{entry[:16]}:00Z</lastmod>" in sitemap


@pytest.mark.parametrize(
    ("language", "locale"),
    [("da", "da_DK"), ("kl", "kl_GL"), ("pt-BR", "pt_BR"), ("zz", None)],
)
def test_a_preview_is_in_the_language_of_the_record(
    world, read, reworded, language, locale
):
    reworded(world.quote, language=language)

    assert read("/quotes/our-bridge/").meta.get("og:locale") == locale


def test_a_long_description_is_cut(world, read):
    publish(
        change(world.claim, verdict=world.verdict(rationale="So it is. " * 100)),
        action="update",
    )

    assert len(read("/claims/belongs/").meta["description"]) == 250


@pytest.mark.parametrize(
    "path", ["/claims/belongs/", "/entries/closing/", "/disputes/bridge/"]
)
@pytest.mark.parametrize("is_past", [False, True], ids=["present", "past"])
def test_a_page_leads_to_its_embed(world, read, client, get, path, is_past):
    moment = get("/api/v1/entries/closing/").json()["published_at"]
    asked = f"?as_of={moment}" if is_past else ""

    (found,) = [
        link
        for link in read(path + asked).links
        if link.get("type") == "application/json+oembed"
    ]

    answer = client.get(found["href"].removeprefix(SITE))
    assert answer.status_code == 200
    assert ("as_of=" in answer.json()["html"]) is is_past


def test_a_page_without_an_embed_leads_to_none(world, read):
    published("source", slug="other", title="Other")

    links = read("/sources/other/").links + read("/claims/").links

    assert "application/json+oembed" not in [link.get("type") for link in links]
