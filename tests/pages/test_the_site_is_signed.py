"""Who publishes the site stands on every page, as its record had it at the moment that is read."""

import io
import json
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from PIL import Image
from support.people import change, make, person, publish, published
from support.redactions import redact

from factcheck import ledger, workflow
from factcheck.models import Publication
from factcheck.records import pictures

pytestmark = pytest.mark.django_db

PAGES = ["/about/", "/contact/", "/about/method/", "/privacy/", "/accessibility/"]
SITE = "http://127.0.0.1:8000"
CONTENT = {
    "slug": "papers",
    "name": "The Bridge Papers",
    "description": "Who owns the bridge, and who says so.",
    "publisher": "Bridge Papers Society",
    "address": "1 Quay\nUpper Town",
    "email": "desk@bridge.example",
    "who_pays": "Its *members* pay.",
    "corrections_policy": "We say so.",
    "how_we_work": "Slowly and twice.",
    "privacy": "Letters are burnt.",
    "accessibility": "Ask us for large print.",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "languages": ["en", "da"],
}


@pytest.fixture
def site(world):
    return published("site", **CONTENT)


def last_moment() -> str:
    """When the last line of the ledger was published."""
    at = Publication.objects.order_by("-seq").values_list("published_at", flat=True)
    return ledger.moment_text(at[0])


def text(path: str, status: int = 200) -> str:
    response = Client().get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize("path", [*PAGES, "/", "/claims/belongs/", "/nowhere/"])
def test_every_page_bears_the_name_of_the_site(site, path):
    page = text(path, 404 if path == "/nowhere/" else 200)

    assert "· The Bridge Papers</title>" in page
    assert '<span class="brand__name">The Bridge Papers</span>' in page
    assert "Published by Bridge Papers Society." in page


@pytest.mark.parametrize("path", PAGES)
def test_without_a_record_the_settings_name_the_site(world, settings, path):
    settings.SITE_NAME = "Some Desk"

    assert "· Some Desk</title>" in text(path)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about/", "Its <em>members</em> pay."),
        ("/about/", "Bridge Papers Society"),
        ("/contact/", 'href="mailto:desk@bridge.example"'),
        ("/about/method/", "Slowly and twice."),
        ("/privacy/", "Letters are burnt."),
        ("/accessibility/", "Ask us for large print."),
    ],
)
def test_each_page_says_its_part_of_the_record(site, path, words):
    assert words in text(path)


@pytest.mark.parametrize("path", PAGES)
def test_the_foot_of_every_page_leads_to_the_pages_of_the_site(site, path):
    page = text("/claims/belongs/?lang=da")

    assert f'href="{path}?lang=da"' in page


def test_a_draft_of_the_site_is_on_no_page(site):
    change(site, name="Lower Town Papers")

    assert "Lower Town Papers" not in text("/") + text("/about/")


def test_an_earlier_moment_shows_the_earlier_name(site):
    at = last_moment()
    publish(change(site, name="Lower Town Papers"), action="update")

    assert "Lower Town Papers" in text("/about/")
    for path in ("/about/", "/claims/belongs/"):
        page = Client().get(f"{path}?as_of={at}", follow=True).content.decode()
        assert "· The Bridge Papers</title>" in page
        assert "Lower Town Papers" not in page


def test_a_page_of_a_moment_bears_the_name_of_that_moment(world):
    """Its address names when it last read otherwise, be it by the name of the site alone."""
    site = published("site", **CONTENT)
    named_at = last_moment()
    published("party", slug="lower-town", name="Lower Town")
    later = last_moment()
    published("party", slug="third-town", name="Third Town")

    response = Client().get(f"/claims/belongs/?as_of={later}")

    assert site.name in text(response["Location"])
    assert named_at in response["Location"]


def test_a_site_that_is_held_is_called_as_the_settings_say(site):
    workflow.hold(site, person("publisher"), reason="A court asks.")

    page = text("/about/")

    assert "The Bridge Papers" not in page
    assert "members" not in page


def test_what_was_struck_is_on_no_page(site):
    redact(workflow.current_line(site).seq)

    pages = [text(path) for path in (*PAGES, "/", "/site.webmanifest")]

    assert not [page for page in pages if "Bridge Papers" in page]


def test_the_name_is_read_once_as_long_as_nothing_is_published(
    site, django_assert_num_queries
):
    text("/privacy/")
    client = Client()

    with django_assert_num_queries(1):  # the head of the ledger
        client.get("/nowhere/")


def test_there_is_no_second_record_of_the_site(site):
    with pytest.raises(AssertionError, match="The site has its record already"):
        make("site", slug="second", name="Second")


@pytest.fixture
def logo(settings, tmp_path) -> dict:
    settings.MEDIA_ROOT = str(tmp_path)
    data = io.BytesIO()
    Image.new("RGB", (64, 32), "red").save(data, format="PNG")
    return pictures.store(data.getvalue())._asdict()


def test_a_published_logo_is_served_and_becomes_the_icons(world, logo):
    published("site", **CONTENT, logo=logo)

    page = text("/about/")
    icon = Client().get("/apple-touch-icon.png")

    assert f'src="/pictures/{logo["sha256"]}"' in page
    assert Client().get(f"/pictures/{logo['sha256']}")["Content-Type"] == "image/png"
    image = Image.open(io.BytesIO(icon.content))
    assert image.size == (180, 180)
    assert image.getpixel((90, 90)) == (255, 0, 0)
    assert image.getpixel((5, 5)) == (255, 255, 255)


def test_the_logo_of_a_draft_is_not_served(site, logo):
    change(site, logo=logo)

    assert Client().get(f"/pictures/{logo['sha256']}").status_code == 404
    assert f"/pictures/{logo['sha256']}" not in text("/about/")


def test_without_a_logo_the_icons_are_the_mark_in_the_accent(world):
    published("site", **CONTENT, accent="#7a0019")

    icon = Image.open(io.BytesIO(Client().get("/site/icon-192.png").content))

    assert icon.getpixel((30, 30)) == (0x7A, 0, 0x19)
    assert 'fill="#7a0019"' in text("/favicon.svg")


def test_the_manifest_and_the_search_name_the_site(site):
    manifest = json.loads(text("/site.webmanifest"))
    search = ET.fromstring(text("/opensearch.xml"))
    texts = {child.tag.rpartition("}")[2]: child.text for child in search}
    template = search.find("{http://a9.com/-/spec/opensearch/1.1/}Url").get("template")

    assert manifest["name"] == "The Bridge Papers"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    assert len(texts["ShortName"]) <= 16
    assert texts["LongName"] == "The Bridge Papers"
    assert template == f"{SITE}/search/?q={{searchTerms}}"


def test_security_txt_names_the_address_of_the_desk(site, world):
    said = text("/.well-known/security.txt")

    assert "Contact: mailto:desk@bridge.example\n" in said
    assert "Expires: 20" in said
    assert "Preferred-Languages: en, da\n" in said
    assert f"Canonical: {SITE}/.well-known/security.txt\n" in said


def test_without_an_address_security_txt_names_the_contact_page(world):
    said = text("/.well-known/security.txt")

    assert f"Contact: {SITE}/contact/\n" in said


def test_the_accent_is_a_style_sheet_of_its_own(world):
    published("site", **CONTENT, accent="#7a0019", accent_dark="#f0a0a8")
    href = "/site/accent-7a0019-f0a0a8.css"

    sheet = Client().get(href)

    assert f'<link rel="stylesheet" href="{href}">' in text("/")
    assert "--accent:#7a0019" in sheet.content.decode()
    assert "immutable" in sheet["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["ffffff-9cc3ee", "17406d-000000", "17406d-red", "x-y"]
)
def test_unreadable_colours_have_no_style_sheet(db, path):
    assert Client().get(f"/site/accent-{path}.css").status_code == 404
