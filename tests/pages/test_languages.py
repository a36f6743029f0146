"""Public pages in Danish and German: asked for by the address, and by nothing else."""

import re

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import get_language
from support.people import change, person, publish, published

from factcheck import ledger, workflow
from factcheck.management import translations

PATHS = [
    "/",
    "/disputes/bridge/",
    "/disputes/bridge/positions/",
    "/disputes/bridge/changes/",
    "/entries/closing/",
    "/claims/",
    "/claims/belongs/",
    "/quotes/",
    "/quotes/our-bridge/",
    "/sources/",
    "/sources/report/",
    "/parties/",
    "/parties/upper-town/",
    "/search/?q=bridge",
    "/corrections/",
    "/about/ratings/",
]
# Words that English pages are full of, and that no record here says.
ENGLISH = re.compile(
    r"\b(Skip|Claims|Corrections|How we|Evidence|Verdict|Published|Added|Corrected|decided|edited by|version|"
    r"Permanent|Sources cited|Filter the|January|Search|Latest|Changes|No entry|matches|Said by|checked against)\b"
)
LANGUAGES = pytest.mark.parametrize("language", translations.languages())


def seen(page: str) -> str:
    """What a reader sees or hears of a page."""
    body = page.partition("<body>")[2]
    spoken = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', body)
    return " ".join([re.sub(r"<[^>]*>", " ", body), *spoken])


def in_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


@LANGUAGES
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_in_the_language_that_its_address_names(world, read, path, language):
    publish(
        change(world.entry, when="2026-01-13"),
        action="correct",
        notice="It was the day before.",
    )

    page = read(in_language(path, language))

    assert f'<html lang="{language}" dir="ltr">' in page
    assert ENGLISH.findall(seen(page)) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("da", "mellem den 12. og den 15. januar 2026"),
        ("de", "zwischen dem 12. und dem 15. Januar 2026"),
    ],
)
def test_dates_read_as_the_language_has_them(world, read, language, said):
    publish(change(world.entry, when="[2026-01-12..2026-01-15]"), action="update")

    assert said in read(f"/disputes/bridge/?lang={language}")
    assert said in read(f"/entries/closing/?lang={language}")


def test_a_page_of_another_language_is_not_taken_for_this_one(world, read):
    pages = [
        read(f"/disputes/bridge/{query}") for query in ("", "?lang=da", "?lang=de", "")
    ]

    assert pages[0] == pages[3]
    assert len(set(pages)) == 3


def test_neither_the_browser_s_wishes_nor_a_cookie_choose_the_language(world, client):
    client.cookies["django_language"] = "da"

    response = client.get("/disputes/bridge/", headers={"Accept-Language": "da"})

    assert '<html lang="en"' in response.content.decode()
    assert "Accept-Language" not in response.get("Vary", "")
    assert not response.cookies


def test_links_stay_in_the_language(world, read):
    page = read("/disputes/bridge/?lang=da")

    inner = set(re.findall(r'<a [^>]*?href="(/(?!api/)[^"#]*)', page))  # JSON has none
    assert inner
    assert {path for path in inner if "lang=da" not in path} == set()


def test_a_reader_changes_the_language_without_losing_the_query(world, read):
    page = read("/disputes/bridge/?kind=action&lang=da")

    offered = re.findall(
        r'<a href="([^"]*)" lang="(\w+)" hreflang="\w+"( aria-current="true")?>([^<]*)</a>',
        page,
    )
    assert offered == [
        ("?kind=action", "en", "", "English"),
        ("?kind=action&amp;lang=da", "da", ' aria-current="true"', "Dansk"),
        ("?kind=action&amp;lang=de", "de", "", "Deutsch"),
    ]


def alternates(page: str) -> dict[str, str]:
    """{language: address} of what search engines are told to show to whom."""
    link = r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)">'
    return dict(re.findall(link, page))


def test_search_engines_find_every_language_of_a_page_in_our_words(world, read):
    page = read("/ledger/verify/?lang=de")

    found = alternates(page)
    assert found.keys() == {"en", "da", "de", "x-default"}
    assert found["da"].endswith("/ledger/verify/?lang=da")
    assert found["x-default"].endswith("/ledger/verify/")
    assert 'rel="canonical" href="' + found["de"] in page


@pytest.mark.parametrize("language", ["", "?lang=da"])
def test_a_record_is_offered_to_search_engines_in_its_own_language_alone(
    world, read, language
):
    page = read(f"/claims/belongs/{language}")

    own = "http://127.0.0.1:8000/claims/belongs/"
    assert alternates(page) == {"en": own, "x-default": own}


def test_a_page_of_the_past_is_offered_to_no_search_engine(world, client):
    at = ledger.moment_text(world.ground[0].published_at)

    page = client.get(f"/disputes/bridge/?as_of={at}", follow=True).content.decode()

    assert alternates(page) == {}


def test_a_language_that_the_pages_do_not_speak_is_refused_with_those_they_do(
    world, client
):
    response = client.get("/disputes/bridge/?lang=kl")

    assert response.status_code == 400
    assert "Choose one of en, da, de." in response.content.decode()


def test_errors_read_in_the_language_of_the_page(world, client):
    response = client.get("/disputes/bridge/?as_of=2999-01-01&lang=da")

    assert response.status_code == 400
    assert "2999-01-01 ligger i fremtiden" in response.content.decode()
    assert '<html lang="da"' in response.content.decode()


def test_a_retraction_reads_in_the_language_of_the_page(world, client):
    blog = published("source", slug="blog", title="A blog")
    workflow.retract(blog, person("publisher"), reason="It was made up.")

    response = client.get("/sources/blog/?lang=de")
    assert response.status_code == 410
    assert "Diese Quelle wurde am" in response.content.decode()


def test_the_language_of_a_page_does_not_outlive_it(world, read):
    before = get_language()

    read("/disputes/bridge/?lang=da")

    assert get_language() == before


@LANGUAGES
@pytest.mark.parametrize("path", ["/disputes/bridge/", "/claims/belongs/"])
def test_another_language_costs_no_query(world, read, path, language):
    counted = []
    for address in (path, in_language(path, language)):
        with CaptureQueriesContext(connection) as queries:
            read(address)
        counted.append(len(queries))

    assert counted[1] <= counted[0]


def test_large_numbers_are_grouped_as_the_language_groups_them():
    template = Template("{% load record %}{{ few|number }} {{ many|number }}")
    said = {}
    for code in ("en", "da", "de"):
        with translation.override(code):
            said[code] = template.render(Context({"few": 9999, "many": 12345}))

    assert said == {"en": "9999 12,345", "da": "9999 12.345", "de": "9999 12.345"}


@LANGUAGES
@pytest.mark.django_db
def test_an_address_that_nobody_has_answers_in_the_language_of_the_query(
    client, language
):
    answer = client.get(f"/nowhere/at/all/?lang={language}")

    assert answer.status_code == 404
    assert f'<html lang="{language}"' in answer.content.decode()
    assert not ENGLISH.search(seen(answer.content.decode()))


@pytest.mark.django_db
def test_an_address_that_nobody_has_in_a_language_that_nobody_speaks_is_still_a_404(
    client,
):
    assert client.get("/nowhere/?lang=xx").status_code == 404
