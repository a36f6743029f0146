"""Linked data in the pages: read by a JSON-LD processor, checked by its rules, the same words as on the page."""

import json

import jsonschema
import pytest
from support.feeds_support import HOSTILE
from support.jsonld_support import WITHOUT_ADDRESS, Page, expanded, holes, texts
from support.people import change, make, person, publish, published, uid
from support.schema_org import misused

from factcheck import workflow

SITE = "http://127.0.0.1:8000"
PAGES = {
    "/claims/belongs/": "ClaimReview",
    "/quotes/our-bridge/": "Quotation",
    "/sources/report/": "CreativeWork",
    "/parties/upper-town/": "Organization",
    "/entries/closing/": "Event",
    "/disputes/bridge/": "Article",
}
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https?://"}
NUMBERS = ["ratingValue", "bestRating", "worstRating"]
RATING = {
    "type": "object",
    "required": ["@type", "@id", "alternateName", "ratingExplanation"],
    "properties": {
        "@type": {"const": "Rating"},
        "alternateName": {"type": "string", "minLength": 1, "maxLength": 40},
        "ratingExplanation": TEXT,
    }
    | {name: {"type": "integer"} for name in NUMBERS},
    "dependentRequired": dict.fromkeys(NUMBERS, NUMBERS),
}
AUTHOR = {
    "type": "object",
    "required": ["@type", "@id", "name"],
    "properties": {
        "@type": {"enum": ["Person", "Organization", "NewsMediaOrganization"]},
        "name": TEXT,
        "sameAs": ADDRESS,
    },
}
WORK = {
    "type": "object",
    "required": ["@type", "@id"],
    "properties": {"@type": {"const": "CreativeWork"}, "url": ADDRESS, "name": TEXT},
}
# What readers of ClaimReview require and recommend: IMPORTS.md 5.1.
CLAIM_REVIEW = {
    "type": "object",
    "required": [
        "@context",
        "@type",
        "@id",
        "url",
        "claimReviewed",
        "reviewRating",
        "author",
        "datePublished",
    ],
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": ADDRESS,
        "claimReviewed": TEXT,
        "reviewRating": RATING,
        "datePublished": {"type": "string", "format": "date"},
        "author": AUTHOR
        | {
            "required": [
                *AUTHOR["required"],
                "correctionsPolicy",
                "verificationFactCheckingPolicy",
            ]
        },
        "itemReviewed": {
            "type": "object",
            "required": ["@type", "@id"],
            "properties": {
                "@type": {"const": "Claim"},
                "author": {
                    "anyOf": [AUTHOR, {"type": "array", "minItems": 2, "items": AUTHOR}]
                },
                "appearance": {"type": "array", "minItems": 1, "items": WORK},
                "firstAppearance": WORK,
            },
        },
    },
}


@pytest.fixture
def read(get):
    """A page as a machine reads it."""
    return lambda path: Page(get(path).content.decode())


@pytest.fixture
def review(read):
    """The ClaimReview of the claim's page, by the rules of its readers."""

    def node(path: str = "/claims/belongs/") -> dict:
        (found,) = read(path).linked
        jsonschema.validate(
            found, CLAIM_REVIEW, format_checker=jsonschema.FormatChecker()
        )
        return found

    return node


@pytest.mark.parametrize(("path", "kind"), PAGES.items(), ids=PAGES)
def test_a_page_says_what_it_is_about(world, read, path, kind):
    node, *more = read(path).linked

    nodes = [each for block in (node, *more) for each in expanded(block)]

    assert node["@type"] == kind
    assert node["@id"].startswith(f"{SITE}{path}#")
    assert bool(more) is (kind == "Article")
    nameless = [each for each in nodes if each["@id"].startswith("_:")]
    kinds = {
        each.removeprefix("https://schema.org/")
        for node in nameless
        for each in node["@type"]
    }
    assert kinds <= WITHOUT_ADDRESS


@pytest.mark.parametrize("path", PAGES)
def test_linked_data_says_what_is_seen_and_nothing_empty(world, read, path):
    publish(
        change(world.entry, place="Nuuk", body="It **was** closed & locked."),
        action="update",
    )
    page = read(path)

    said = texts(page.linked)

    assert said
    assert [text for text in said if text not in page.words] == []
    assert holes(page.linked) == []


@pytest.mark.parametrize(
    "path", [*PAGES, "/claims/unrated/", "/parties/speaker/", "/corrections/"]
)
def test_every_property_is_one_that_schema_org_gives_the_type(world, read, path):
    published(
        "party",
        slug="speaker",
        name="Ada Brook",
        party_kind="person",
        aliases=["A. Brook"],
    )
    opinion = published("rating", slug="opinion", label="Opinion", shape="bubble")
    published(
        "claim",
        slug="unrated",
        **world.claim_content(verdict=world.verdict(rating=uid(opinion))),
    )
    publish(
        change(world.entry, place="Nuuk"),
        action="correct",
        notice="It was closed in Nuuk.",
    )
    publish(
        change(world.dispute, summary="Two towns."),
        action="correct",
        notice="Not three.",
    )

    linked = read(path).linked

    assert linked
    assert misused(linked) == []


def test_a_verdict_is_reviewed_by_the_desk_and_claimed_by_the_claimant(world, review):
    publish(change(world.party, wikidata_id="Q42"), action="update")

    node = review()

    assert node["url"] == f"{SITE}/claims/belongs/#verdict"
    assert node["author"]["name"] == "The Record"
    assert node["author"]["correctionsPolicy"] == f"{SITE}/about/#corrections"
    assert node["author"]["verificationFactCheckingPolicy"] == f"{SITE}/about/ratings/"
    claimed = node["itemReviewed"]
    assert claimed["author"]["name"] == "Upper Town"
    assert claimed["author"]["sameAs"] == "https://www.wikidata.org/wiki/Q42"
    assert [each["name"] for each in claimed["appearance"]] == ["Bridge report"]


def test_the_anchor_of_a_review_is_on_the_page(world, get, review):
    anchor = review()["url"].partition("#")[2]

    assert f'id="{anchor}"' in get("/claims/belongs/").content.decode()


def test_a_rating_without_a_number_has_no_scale(world, review):
    rating = review()["reviewRating"]

    assert rating["alternateName"] == "Unproven"
    assert not set(NUMBERS) & set(rating)


def test_a_rating_with_a_number_has_both_ends_of_the_scale(world, review):
    rated = published(
        "rating",
        slug="false",
        label="False",
        numeric=1,
        shape="cross",
        polarity="negative",
    )
    publish(
        change(world.claim, verdict=world.verdict(rating=uid(rated))), action="update"
    )

    rating = review()["reviewRating"]

    assert [rating[name] for name in NUMBERS] == [1, 5, 1]


def test_a_long_label_is_cut_for_readers_that_show_forty_characters(world, review):
    publish(
        change(
            world.rating, label="Neither shown nor refuted by what the record holds"
        ),
        action="update",
    )

    assert (
        review()["reviewRating"]["alternateName"]
        == "Neither shown nor refuted by what the r…"
    )


@pytest.mark.parametrize("shape", ["bubble", "clock"])
def test_an_opinion_or_a_claim_under_review_is_no_review(world, read, shape):
    publish(change(world.rating, shape=shape), action="update")

    assert [node["@type"] for node in read("/claims/belongs/").linked] == ["Claim"]


def test_a_claim_without_a_verdict_is_a_claim_with_its_sources(world, read, reworded):
    reworded(world.claim, verdict=None)

    (node,) = read("/claims/belongs/").linked

    assert node["@type"] == "Claim"
    assert [each["name"] for each in node["citation"]] == ["Bridge report"]


def test_a_rating_that_was_retracted_reviews_nothing(world, read):
    workflow.retract(world.rating, person("publisher"), reason="No such step.")

    assert [node["@type"] for node in read("/claims/belongs/").linked] == ["Claim"]


def test_reviews_of_others_are_never_exported_as_ours(world, get, read):
    theirs = {
        "publisher": "Bridge Check",
        "url": "https://check.example/1",
        "label": "Pants on fire",
        "language": "en",
    }
    publish(change(world.claim, reviews=[theirs]), action="update")

    page = read("/claims/belongs/")

    assert "Pants on fire" in page.words
    assert "Pants on fire" not in str(page.linked)
    assert "check.example" not in str(page.linked)


def test_the_first_appearance_is_the_earliest_that_is_dated(world, review):
    early = published(
        "source", slug="early", title="Early pamphlet", url="https://pamphlet.example/1"
    )
    parts = [
        {
            "party": uid(world.party),
            "role": "asserts",
            "source": uid(world.source),
            "stated_on": "2026-01-15",
        },
        {
            "party": uid(world.party),
            "role": "repeats",
            "source": uid(early),
            "stated_on": "2025-12",
        },
        {
            "party": uid(world.party),
            "role": "denies",
            "source": uid(world.source),
            "stated_on": "2024",
        },
    ]
    publish(change(world.claim, appearances=parts), action="update")

    claimed = review()["itemReviewed"]

    assert claimed["firstAppearance"]["url"] == "https://pamphlet.example/1"
    assert [each["name"] for each in claimed["appearance"]] == [
        "Bridge report",
        "Early pamphlet",
    ]


def test_a_date_that_is_not_exact_is_left_out(world, review):
    publish(change(world.claim, claimed_on="2026-01~"), action="update")

    assert "datePublished" not in review()["itemReviewed"]


def test_a_correction_stands_with_the_review(world, review):
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="We had it wrong.",
    )

    assert [each["text"] for each in review()["correction"]] == ["We had it wrong."]


def test_the_corrections_page_lists_corrections_as_such(world, read):
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="We had it wrong.",
    )

    page = read("/corrections/")

    (node,) = page.linked
    assert [each["text"] for each in node["comment"]] == ["We had it wrong."]
    assert node["comment"][0]["parentItem"]["@id"] == f"{SITE}/claims/belongs/"
    assert [text for text in texts(node) if text not in page.words] == []
    assert expanded(node)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-01-15", {"startDate": "2026-01-15"}),
        ("2026-01", {"startDate": "2026-01"}),
        ("2026-01-12/2026-01-14", {"startDate": "2026-01-12", "endDate": "2026-01-14"}),
        ("2026-01~", {}),
        ("[2026-01..]", {}),
        ("2026-21", {}),
        ("", {}),
    ],
    ids=["day", "month", "extent", "about", "on-or-after", "season", "none"],
)
def test_an_event_is_dated_only_as_far_as_it_is_known(world, read, when, said):
    publish(change(world.entry, when=when), action="update")

    (node,) = read("/entries/closing/").linked

    assert {
        name: value for name, value in node.items() if name in ("startDate", "endDate")
    } == said


@pytest.mark.parametrize(
    "path",
    [
        "/claims/belongs/",
        "/entries/closing/",
        "/quotes/our-bridge/",
        "/disputes/bridge/",
    ],
)
def test_hostile_text_stays_text(world, get, read, reworded, path):
    hostile = HOSTILE + "\u2028</script><!--<script>"
    reworded(world.claim, text=hostile, language="ar")
    reworded(world.entry, headline=hostile)
    reworded(world.quote, words=hostile)
    reworded(world.dispute, title=hostile)

    page = read(path)

    html = get(path).content.decode()
    block = html.partition('<script type="application/ld+json">')[2].partition(
        "</script>"
    )[0]
    assert hostile in texts(page.linked)
    assert not set("<>&\u2028\u2029") & set(block)
    assert (
        page.meta["og:title"].startswith("]]> <script>alert(1)</script> & ")
        or "]]> <script>" in page.meta["og:title"]
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_past_says_nothing_to_machines(world, get, read, path):
    moment = get("/api/v1/entries/closing/").json()["published_at"]

    assert read(f"{path}?as_of={moment}").linked == []


def test_a_retracted_page_says_nothing_to_machines(world, client):
    workflow.retract(world.claim, person("publisher"), reason="Forged.")

    page = Page(client.get("/claims/belongs/").content.decode())

    assert page.linked == []
    assert "og:url" not in page.meta


def test_a_timeline_names_its_claims_with_what_they_rest_on(world, read):
    _, told = read("/disputes/bridge/").linked

    (claim,) = told["@graph"]
    assert claim["text"] == "The bridge belongs to Upper Town."
    assert claim["url"] == f"{SITE}/claims/belongs/"
    assert [each["@id"] for each in claim["citation"]] == [
        f"{SITE}/sources/report/#work"
    ]


@pytest.mark.slow
def test_a_timeline_names_fifty_claims_and_no_more(world, read):
    claims = [
        make("claim", text=f"Claim {n}.", **world.claim_content()) for n in range(52)
    ]
    publish(*claims)
    publish(
        change(world.entry, claims=[uid(claim) for claim in claims]), action="update"
    )

    _, told = read("/disputes/bridge/").linked

    assert len(told["@graph"]) == 50
    assert len(json.dumps(told)) < 30_000
