import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching.best_match import best_match, relation

from factcheck.text.matching import canonical_url

PAGE = "https://nyheder.example/arktis/talks"
TITLE = "Allies send troops to the Arctic"

SAME_PAGE = [
    (PAGE, "http://nyheder.example/arktis/talks", "scheme"),
    (PAGE, "HTTPS://Nyheder.EXAMPLE/arktis/talks", "case of scheme and host"),
    (PAGE, "https://nyheder.example:443/arktis/talks", "port"),
    (PAGE, "http://nyheder.example:80/arktis/talks", "port of the plain scheme"),
    (PAGE, "https://www.nyheder.example/arktis/talks", "www."),
    (PAGE, "https://nyheder.example./arktis/talks", "a dot after the host"),
    (PAGE, f"{PAGE}/", "slash at the end"),
    (PAGE, f"{PAGE}#comments", "fragment"),
    (PAGE, f"{PAGE}?utm_source=x&utm_medium=y", "campaign"),
    (PAGE, f"{PAGE}?fbclid=abc", "click of a network"),
    (PAGE, f"{PAGE}?", "an empty query"),
    (PAGE, "https://nyheder.example/./arktis/../arktis//talks", "dots and empty steps"),
    (PAGE, "https://nyheder.example/%61rktis/talks", "escaped for nothing"),
    (PAGE, f"  {PAGE}\n", "white space around"),
    (f"{PAGE}?b=2&a=1", f"{PAGE}?a=1&b=2&gclid=7", "order of the query"),
    (
        "https://nyheder.example/løkke",
        "https://nyheder.example/l%C3%B8kke",
        "letters escaped",
    ),
    (
        "https://nyheder.example/a%2fb",
        "https://nyheder.example/a%2Fb",
        "case of an escape",
    ),
    (
        "https://grønland.example/",
        "https://xn--grnland-r1a.example",
        "an international host",
    ),
    ("nyheder.example/arktis/talks", PAGE, "no scheme"),
]
OTHER_PAGE = [
    (PAGE, "https://nyheder.example/arktis/Talks", "case of the path"),
    (PAGE, f"{PAGE}?page=2", "a query that tells"),
    (PAGE, "https://nyheder.example:8080/arktis/talks", "another port"),
    (PAGE, "https://en.nyheder.example/arktis/talks", "another host"),
    (
        "https://nyheder.example/a%2Fb",
        "https://nyheder.example/a/b",
        "an escaped slash",
    ),
    (
        "https://nyheder.example/a%2520b",
        "https://nyheder.example/a%20b",
        "an escaped escape",
    ),
    ("mailto:desk@nyheder.example", "https://nyheder.example", "no page"),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "why"), SAME_PAGE, ids=[row[-1] for row in SAME_PAGE]
)
def test_an_address_of_the_same_page(ours, theirs, why):
    assert canonical_url(ours) == canonical_url(theirs)


@pytest.mark.parametrize(
    ("ours", "theirs", "why"), OTHER_PAGE, ids=[row[-1] for row in OTHER_PAGE]
)
def test_an_address_of_another_page(ours, theirs, why):
    assert canonical_url(ours) != canonical_url(theirs)


ADDRESSES = st.builds(
    "{}{}".format,
    st.sampled_from(["", "http://", "https://a.example/", "//", "a:"]),
    st.text(max_size=30),
)


@given(ADDRESSES)
def test_a_canonical_address_stays_as_it_is(url):
    assert canonical_url(canonical_url(url)) == canonical_url(url)


CITED = [
    (
        TITLE,
        {"url": PAGE},
        "Allies deploy",
        {"url": f"{PAGE}/?utm_source=x"},
        "same",
        "one page, another headline",
    ),
    (
        TITLE,
        {"url": PAGE},
        TITLE,
        {"url": PAGE + "-2"},
        "related",
        "one headline, two pages",
    ),
    (TITLE, {}, "ALLIES SEND TROOPS TO THE ARCTIC", {}, "same", "a telling headline"),
    (
        TITLE,
        {"published_on": "2026-01-14"},
        TITLE,
        {"published_on": "2026-01-15"},
        "related",
        "another day",
    ),
    (
        TITLE,
        {"published_on": "2026-01"},
        TITLE,
        {"published_on": "2026-01-15"},
        "same",
        "a day of that month",
    ),
    (
        TITLE,
        {"publisher": "Sermitsiaq"},
        TITLE,
        {"publisher": "KNR"},
        "related",
        "another publisher",
    ),
    (
        "Live",
        {"publisher": "KNR"},
        "Live",
        {"publisher": "KNR"},
        "same",
        "a short headline of one publisher",
    ),
    ("Live", {}, "Live", {}, "related", "a short headline of nobody"),
    (TITLE, {}, "Allies send ships to the Arctic", {}, "related", "a word changed"),
    (
        TITLE,
        {"url": PAGE},
        "Shrimp prices fall",
        {"url": "https://fisk.example/"},
        "nothing",
        "something else",
    ),
    (
        TITLE,
        {"url": PAGE, "published_on": "2026-01-14"},
        TITLE,
        {"url": PAGE, "published_on": "2026-02-14"},
        "related",
        "one page, another day",
    ),
]


@pytest.mark.parametrize(
    ("ours", "our_facts", "theirs", "their_facts", "expected", "why"),
    CITED,
    ids=[r[-1] for r in CITED],
)
def test_what_two_sources_are_to_each_other(
    ours, our_facts, theirs, their_facts, expected, why
):
    assert (
        relation(best_match("source", ours, theirs, our_facts, their_facts)) == expected
    )
