"""A page's language, its day and whether it is an article: what it says of itself, and nothing that is made up."""

import json

import pytest
from lxml import html

from factcheck.text import reading
from factcheck.text.reading.__main__ import read_here
from factcheck.text.reading.non_articles import refuse_what_is_none
from factcheck.text.reading.page_metadata import published_day

ENGLISH = (
    "The harbour was quiet on Thursday, and nobody at the quay wanted to speak about what had been said before. "
    "“We will not sell our country,” said Mette Hansen, and then she went back to her boat."
)
DANISH = (
    "Havnen i den gamle by var stille torsdag, og ingen på kajen ville tale om det, der var blevet sagt. "
    "»Vi sælger ikke vores land,« sagde Mette Hansen, og så gik hun tilbage til sin båd."
)
FAROESE = (
    "Havnin í gamla býnum var friðarlig hósdagin, og eingin vildi tosa um tað, sum hevði verið sagt av býráðnum. "
    * 2
)


def read(
    head: str = "",
    body: str = ENGLISH,
    tail: str = "",
    lang: str = "",
    title: str = "The quay",
    **asked,
):
    lang = f' lang="{lang}"' if lang else ""
    article = f"<article><h1>{title}</h1><p>{body}</p><p>{body}</p></article>"
    html = f"<!doctype html><html{lang}><head><title>{title}</title>{head}</head><body>{article}{tail}</body></html>"
    return read_here(
        {"what": reading.HTML, "address": "", "charset": ""} | asked, html.encode()
    )


def data(**said) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | said)}</script>'


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ({"lang": "en-GB"}, "en-GB"),
        ({"lang": "en_us"}, "en-US"),
        ({"head": data(inLanguage="en-AU")}, "en-AU"),
        ({"head": data(inLanguage={"@type": "Language", "alternateName": "en"})}, "en"),
        ({"head": '<meta http-equiv="Content-Language" content="en-IE">'}, "en-IE"),
        ({"head": '<meta property="og:locale" content="en_CA">'}, "en-CA"),
        ({"lang": "en-GB", "head": data(inLanguage="en-AU")}, "en-GB"),
        ({"lang": "da", "body": DANISH}, "da"),
        ({"lang": "nb", "body": DANISH}, "nb"),
        ({"lang": "fo", "body": FAROESE}, "fo"),
        ({"head": data(inLanguage=["da", "en"]), "body": DANISH}, "da"),
    ],
)
def test_the_language_is_the_page_s_own_word(asked, language):
    assert read(**asked).language == language


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ({"lang": "en", "body": DANISH}, "da"),
        ({"lang": "da"}, "en"),
        ({"body": DANISH}, "da"),
        ({"lang": "??"}, "en"),
    ],
)
def test_a_text_that_is_surely_in_another_language_is_in_that(asked, language):
    assert read(**asked).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (DANISH, "da"),
        (
            "Der Hafen der alten Stadt war am Donnerstag ruhig, und niemand wollte über das Gespräch reden.",
            "de",
        ),
        (
            "قال العمدة إن الميناء مغلق منذ يوم الخميس وإن أحدا لا يريد أن يتحدث عن ذلك مع الصحفيين",
            "ar",
        ),
        ("Anna Holm: Ole Dahl", ""),
        ("12 34 56 78 90 " * 20, ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_detected_where_it_is_clear(text, language):
    assert (
        read_here(
            {"what": reading.PLAIN, "address": "", "charset": ""}, text.encode()
        ).language
        == language
    )


@pytest.mark.parametrize(
    "tail",
    [
        "<footer>Copyright 2019 Harbour Post</footer>",
        "<div>© 2019-2026 Harbour Post, 1 Quay Street</div>",
        "<p>All rights reserved, 1 January 2019</p>",
        "<div>May 2019</div>",
        "<p>The harbour was built in 2019.</p>",
    ],
)
def test_a_year_on_the_page_is_no_day_of_publication(tail):
    assert read(tail=tail).published_on == ""


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (
            {
                "head": '<meta property="article:published_time" content="2026-01-15T22:30:00-05:00">'
            },
            "2026-01-15",
        ),
        ({"head": data(datePublished="2026-01-15")}, "2026-01-15"),
        ({"tail": '<time datetime="2026-01-15">Thursday</time>'}, "2026-01-15"),
        ({"tail": "<div class='dateline'>15 January 2026</div>"}, "2026-01-15"),
        ({"tail": "<div class='date'>January 1, 2026</div>"}, "2026-01-01"),
        ({"address": "https://post.example/2026/01/15/quay"}, "2026-01-15"),
        ({"head": '<meta name="date" content="2019">'}, "2019"),
        ({"head": data(datePublished="2025-05")}, "2025-05"),
    ],
)
def test_a_day_is_as_precise_as_the_page_says(asked, day):
    assert read(**asked).published_on == day


@pytest.mark.parametrize(
    "asked",
    [
        {"head": data(isAccessibleForFree=False)},
        {"head": data(isAccessibleForFree="False")},
        {
            "head": data(
                hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}
            )
        },
        {"tail": "<div>Subscribe now to read the rest.</div>"},
        {"tail": "<div>This article is for subscribers only.</div>"},
        {"tail": "<div>Læs hele artiklen med et abonnement</div>"},
    ],
)
def test_the_open_beginning_of_a_paid_article_is_read_with_a_notice(asked):
    found = read(**asked)

    assert "We will not sell our country" in found.text
    assert found.is_stub
    assert "behind a paywall" in found.note


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"head": data(isAccessibleForFree=True)},
        {"head": data(isAccessibleForFree=False), "body": ENGLISH * 9},
        {"tail": "<div>Subscribe to our newsletter</div>"},
    ],
)
def test_an_open_or_a_whole_article_is_no_stub(asked):
    assert not read(**asked).is_stub


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        (
            "Before you continue to the search",
            "We use cookies to deliver our services.",
            "asks for consent",
        ),
        (
            "Harbour Post",
            "We and our partners store personal data. You may accept all cookies.",
            "asks for consent",
        ),
        (
            "Harbour Post",
            "Vi bruger cookies. Du kan accepter alle cookies, eller lade være.",
            "asks for consent",
        ),
        (
            "Just a moment...",
            "Checking your browser before you go on to the site.",
            "robot",
        ),
        (
            "404 - Page not found",
            "It is not here any more; go to the front page.",
            "error page",
        ),
        (
            "Access denied",
            "You have no permission to see this page on this server.",
            "error page",
        ),
    ],
)
def test_a_page_that_stands_in_the_way_is_named(title, body, said):
    with pytest.raises(reading.Unreadable, match=said):
        read(title=title, body=body)


@pytest.mark.parametrize(
    "asked",
    [
        {"tail": "<div>We use cookies. Accept all cookies. Cookie settings</div>"},
        {"title": "Access denied to the quay, says the mayor"},
        {"title": "We value your privacy, says the mayor", "head": data(headline="x")},
        {
            "title": "404 boats left the harbour",
            "head": '<meta property="og:type" content="article">',
        },
    ],
)
def test_an_article_is_not_taken_for_one(asked):
    assert "We will not sell our country" in read(**asked).text


TOLD = (
    "The harbour board of Port Anselm closed the northern quay on Friday after the ice had broken two of its piers. "
    "Fishermen must now land their catch eleven kilometres further south, where there is neither a crane nor a cold "
    "store. The board will meet again in March, and the mayor wants to be there. "
)
BEGINNINGS = [
    "Access denied - how a harbour closed its quay",
    "Access denied | Port Anselm shuts its quay",
    "404: the boats that never came back",
    "Page not found: what the archive of the harbour lost",
    "Are you a robot? A harbour tries its new cranes",
    "Attention required on the northern quay",
    "Cookie policy divides the harbour board",
    "We value your privacy, harbour board tells fishermen",
]


@pytest.mark.parametrize("length", [1, 2, 9])
@pytest.mark.parametrize("title", BEGINNINGS)
def test_an_article_is_read_however_its_title_begins(title, length):
    assert "broken two of its piers" in read(title=title, body=TOLD * length).text


@pytest.mark.parametrize("title", BEGINNINGS)
def test_so_is_a_short_one_in_which_somebody_speaks(title):
    assert "We will not sell our country" in read(title=title).text


DENIED = (
    "You have been blocked. This website is using a security service to protect itself from attacks. Several actions "
    "could trigger this block, including a certain word or malformed data. Write to the owner of the site to let them "
    "know that you were blocked, and what you were doing when this page came up."
)


@pytest.mark.parametrize("address", ["", "https://post.example/quay"])
@pytest.mark.parametrize(
    ("title", "body", "what"),
    [
        ("Access denied | post.example", DENIED, "an error page"),
        ("Just a moment...", DENIED, "a check whether somebody is a robot"),
        (
            "Before you continue to the Post",
            "We use cookies to deliver our services.",
            "a page that asks for consent",
        ),
    ],
)
def test_what_stands_in_the_form_is_true_of_where_it_came_from(
    title, body, what, address
):
    with pytest.raises(reading.Unreadable) as refusal:
        read(title=title, body=body, address=address)

    assert str(refusal.value).startswith(
        f"{'The address answered with' if address else 'What was read is'} {what}"
    )
    assert ("import the file" in str(refusal.value)) <= bool(address)


@pytest.mark.parametrize(
    "title", ["500 soldiers land at Port Anselm", "Just a moment of calm at the quay"]
)
def test_a_short_article_is_not_taken_for_an_error_by_its_title(title):
    text = "“We have waited two years,” said Mara Lindqvist. The harbour board will answer on Friday."
    article = f"<article><h1>{title}</h1><p>{text}</p></article>"
    page = f"<html><head><title>{title}</title></head><body>{article}</body></html>"

    refuse_what_is_none(html.fromstring(page), text, title)


def test_a_day_that_a_sentence_tells_of_is_no_day_of_publication():
    said = "“We will not sail,” Mara Lindqvist said on 14 January 2019 in Port Anselm. It costs 5 million."
    page = html.fromstring(
        f"<html><body><article><h1>Ferries</h1><p>{said}</p></article></body></html>"
    )

    assert published_day(page, "", "2019-01-14") == ""
