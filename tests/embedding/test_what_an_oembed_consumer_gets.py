"""A site that knows a page's address alone asks /oembed for what to show."""

from html.parser import HTMLParser

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.feeds_support import HOSTILE
from support.people import change, person, publish

from factcheck import workflow

SITE = "http://127.0.0.1:8000"
# oEmbed 1.0, section 2.3.4: what every response must have, and what `rich` must have on top.
RICH = {
    "type": "object",
    "required": ["type", "version", "html", "width", "height"],
    "additionalProperties": False,
    "properties": {
        "type": {"const": "rich"},
        "version": {"const": "1.0"},
        "title": {"type": "string", "minLength": 1},
        "provider_name": {"type": "string", "minLength": 1},
        "provider_url": {"type": "string", "pattern": "^https?://"},
        "cache_age": {"type": "integer", "minimum": 0},
        "html": {"type": "string", "minLength": 1},
        "width": {"type": "integer", "minimum": 1},
        "height": {"type": "integer", "minimum": 1},
    },
}


class Snippet(HTMLParser):
    """A snippet as a browser reads it: its tags with their attributes, and its text."""

    def __init__(self, html: str):
        super().__init__()
        self.tags, self.text = {}, ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        assert tag not in self.tags, f"two {tag}"
        self.tags[tag] = dict(attrs)

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def ask(client):
    def answer(path: str, **more):
        return client.get("/oembed", {"url": SITE + path, **more})

    return answer


@pytest.fixture
def read(ask):
    """What a consumer reads, by the specification."""

    def answer(path: str, **more) -> tuple[dict, Snippet]:
        response = ask(path, **more)
        assert response.status_code == 200, response.content
        said = response.json()
        jsonschema.validate(said, RICH)
        return said, Snippet(said["html"])

    return answer


@pytest.mark.parametrize(
    "path", ["/claims/belongs/", "/entries/closing/", "/disputes/bridge/"]
)
def test_every_kind_of_embed_is_discovered_by_its_page(world, read, client, path):
    said, snippet = read(path, format="json")

    assert snippet.tags["iframe"]["src"] == f"{SITE}{path}embed/"
    assert (
        client.get(snippet.tags["iframe"]["src"].removeprefix(SITE)).status_code == 200
    )
    assert snippet.tags["a"]["href"] == SITE + path
    assert said["title"] in snippet.text


def test_filters_and_moment_of_the_page_are_those_of_the_embed(world, read, client):
    moment = client.get("/api/v1/claims/belongs/").json()["published_at"]

    _, snippet = read(
        f"/disputes/bridge/?party=upper-town&kind=action&kind=talks&since=2026-01-01&as_of={moment}&utm_x=1"
    )

    asked = f"party=upper-town&kind=action&kind=talks&as_of={moment}"
    assert snippet.tags["iframe"]["src"] == f"{SITE}/disputes/bridge/embed/?{asked}"
    assert snippet.tags["a"]["href"] == f"{SITE}/disputes/bridge/?{asked}"


def test_the_embed_of_a_moment_has_the_words_of_that_moment(world, read, client):
    moment = client.get("/api/v1/claims/belongs/").json()["published_at"]
    publish(
        change(world.claim, text="It belongs to nobody."),
        action="correct",
        notice="So.",
    )

    said, _ = read(f"/claims/belongs/?as_of={moment}")

    assert said["title"] == "The bridge belongs to Upper Town."


def test_an_embed_is_never_larger_than_the_limits(world, read):
    said, snippet = read("/claims/belongs/", maxwidth="300", maxheight="200")

    assert (said["width"], said["height"], snippet.tags["iframe"]["height"]) == (
        300,
        200,
        "200",
    )
    assert "max-width:300px" in snippet.tags["div"]["style"]


def test_an_embed_does_not_grow_with_the_room(world, read):
    said, _ = read("/claims/belongs/", maxwidth="4000", maxheight="4000")

    assert (said["width"], said["height"]) == (640, 380)


def test_a_hostile_title_stays_text(world, read, reworded):
    reworded(world.claim, text=HOSTILE + '"><img src=x>')

    said, snippet = read("/claims/belongs/")

    assert set(snippet.tags) == {"div", "blockquote", "p", "a", "iframe"}
    assert HOSTILE in snippet.text
    assert said["title"] == HOSTILE + '"><img src=x>'


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        (f"?url={SITE}/claims/belongs/&format=xml", 501),
        (f"?url={SITE}/claims/belongs/&maxwidth=wide", 400),
        (f"?url={SITE}/claims/belongs/&maxheight=0", 400),
        (f"?url={SITE}/claims/belongs/?as_of=2026-13-01", 400),
        (f"?url={SITE}/claims/nothing/", 404),
        (f"?url={SITE}/claims/", 404),
        (f"?url={SITE}/quotes/our-bridge/", 404),
        (f"?url={SITE}/admin/", 404),
        (f"?url={SITE}/claims/%2500/", 404),
        ("?url=https://elsewhere.example/claims/belongs/", 404),
        ("?url=http://127.0.0.1:8000@elsewhere.example/claims/belongs/", 404),
        ("?url=javascript:alert(1)", 404),
        ("?url=http://[/", 404),
        ("?url=claims/belongs/", 404),
    ],
)
def test_what_cannot_be_embedded_is_refused_by_the_status_of_the_format(
    world, client, query, status
):
    response = client.get(f"/oembed{query}")

    assert response.status_code == status
    assert response["Content-Type"].startswith("text/plain")


def test_what_was_retracted_is_not_embedded_anew(world, ask):
    workflow.retract(world.claim, person("publisher"), reason="Forged.")

    assert ask("/claims/belongs/").status_code == 404


def test_consumers_may_add_words_of_their_own(world, read):
    said, _ = read("/claims/belongs/", dnt="1", discover="true")

    assert said["provider_url"] == f"{SITE}/"


def test_any_site_may_read_the_answer(world, ask):
    assert ask("/claims/belongs/")["Access-Control-Allow-Origin"] == "*"


def test_an_answer_takes_few_queries(world, ask):
    with CaptureQueriesContext(connection) as captured:
        ask("/disputes/bridge/?party=upper-town")

    assert len(captured) <= 5
