"""Every public page has a title and a description of its own, for search engines and previews."""

import re

import pytest
from django.test import Client
from support.public_addresses import publish_world

pytestmark = pytest.mark.django_db

DISPUTE = "/disputes/bridge/"
PAGES = [
    "/",
    DISPUTE,
    *(
        f"{DISPUTE}{part}/"
        for part in ("changes", "compare", "moments", "positions", "method")
    ),
    "/entries/closing/",
    "/claims/",
    "/claims/belongs/",
    "/quotes/",
    "/sources/",
    "/parties/",
    "/quotes/our-bridge/",
    "/sources/report/",
    "/parties/upper-town/",
    "/corrections/",
    "/search/",
    "/ledger/",
    "/ledger/verify/",
    "/about/",
    "/about/method/",
    "/about/ratings/",
    "/contact/",
    "/privacy/",
    "/accessibility/",
    "/api/v1/docs/",
]
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')
TITLE = re.compile(r"<title>([^<]*)</title>")


def texts_of(pattern: re.Pattern, language: str) -> dict[str, str]:
    """{address: what the pattern finds there}; a page that says it twice or never has it empty."""
    texts = {}
    for path in PAGES:
        page = Client().get(f"{path}{language}")
        assert page.status_code == 200, path
        head = page.content.decode().partition("</head>")[0]
        hits = pattern.findall(head)
        texts[path] = hits[0].strip() if len(hits) == 1 else ""
    return texts


def repeated(texts: dict[str, str]) -> list[str]:
    """The addresses whose text is empty, or is that of another."""
    values = list(texts.values())
    return [path for path, text in texts.items() if values.count(text) > 1 or not text]


@pytest.mark.parametrize("language", ["", "?lang=da", "?lang=de"])
@pytest.mark.parametrize("pattern", [TITLE, DESCRIPTION])
def test_no_two_pages_say_the_same_of_themselves(pattern, language):
    publish_world()

    assert repeated(texts_of(pattern, language)) == []


def test_every_title_ends_with_the_name_of_the_site():
    publish_world()

    titles = texts_of(TITLE, "").values()

    assert [
        title for title in titles if not title.endswith("· The Bridge Papers")
    ] == []


def test_a_description_that_repeats_another_is_noticed():
    assert repeated({"/a/": "One", "/b/": "One", "/c/": "", "/d/": "Two"}) == [
        "/a/",
        "/b/",
        "/c/",
    ]
