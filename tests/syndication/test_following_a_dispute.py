"""The feed of a dispute, as feed readers see it."""

import jsonschema
import pytest
from support.feeds_support import HOSTILE, JSON_FEED, ODD_DATES, SAYABLE
from support.people import change, person, publish, published, uid

from factcheck import workflow

FEED = "/disputes/bridge/feed"


def test_a_feed_reader_gets_every_entry_the_last_published_first(world, entries, atom):
    entries("2026-01-20", "1951")

    feed = atom(f"{FEED}.atom")

    assert [item.title for item in feed.entries] == [
        "On 1951",
        "On 2026-01-20",
        "Upper Town closes the bridge",
    ]
    assert feed.feed.title == "Who owns the bridge?"
    assert feed.feed.link == "http://127.0.0.1:8000/disputes/bridge/"


def test_json_feed_tells_the_same(world, entries, atom, as_json):
    entries("2026-01-20", "1951")

    feed = as_json(f"{FEED}.json")

    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    read = [
        (item["id"], item["title"], item["content_html"], item["url"])
        for item in feed["items"]
    ]
    others = atom(f"{FEED}.atom").entries
    assert read == [
        (each.id, each.title, each.content[0].value, each.link) for each in others
    ]


def test_an_item_holds_what_the_entry_says_with_links_that_lead_back(world, atom):
    item = atom(f"{FEED}.atom").entries[0]
    html = item.content[0].value

    assert item.link == "http://127.0.0.1:8000/entries/closing/"
    assert item.id == f"urn:uuid:{world.entry.uid}"
    assert "author" not in item
    for told in (
        "14 January 2026",
        "It was closed at noon.",
        "Unproven",
        "No deed was found.",
        "It is our bridge",
    ):
        assert told in html
    assert 'href="http://127.0.0.1:8000/sources/report/"' in html
    assert 'href="/' not in html


def test_a_corrected_entry_keeps_its_id_and_comes_first_again(world, entries, atom):
    entries("1951")
    before = atom(f"{FEED}.atom").entries[-1]

    publish(
        change(world.entry, headline="Upper Town shut the bridge"),
        action="correct",
        notice="It was shut.",
    )

    after = atom(f"{FEED}.atom").entries[0]
    assert after.id == before.id
    assert after.published == before.published
    assert after.updated >= before.updated  # to the minute
    assert "It was shut." in after.content[0].value


def test_the_filters_of_the_page_cut_the_feed(world, entries, atom):
    lower = published("party", slug="lower-town", name="Lower Town")
    entries("1951", parties=[uid(lower)])

    feed = atom(f"{FEED}.atom?party=lower-town&happened_before=1960")

    assert [item.title for item in feed.entries] == ["On 1951"]
    assert (
        feed.feed.link
        == "http://127.0.0.1:8000/disputes/bridge/?party=lower-town&happened_before=1960"
    )


@pytest.mark.slow
def test_a_long_feed_leads_to_its_next_page_until_it_ends(
    world, entries, as_json, atom
):
    entries(*["2026-01-20"] * 60)

    first = as_json(f"{FEED}.json?kind=action")
    second = as_json(first["next_url"].removeprefix("http://127.0.0.1:8000"))

    jsonschema.validate(first, JSON_FEED)
    assert (len(first["items"]), len(second["items"])) == (50, 11)
    assert len({item["id"] for item in first["items"] + second["items"]}) == 61
    assert "next_url" not in second
    links = {
        link.rel: link.href for link in atom(f"{FEED}.atom?kind=action").feed.links
    }
    assert links["next"] == first["next_url"].replace("feed.json", "feed.atom")


def test_a_feed_says_which_line_of_the_ledger_it_was_read_at(world, as_json, atom):
    said = as_json(f"{FEED}.json")["_ledger"]

    assert said["seq"] == 8
    assert atom(f"{FEED}.atom").feed.ledger_head == {
        "seq": "8",
        "hash": said["hash"],
        "href": said["about"],
    }


def test_hostile_text_stands_as_it_is_and_does_nothing(world, hostile, atom, as_json):
    item, same = atom(f"{FEED}.atom").entries[0], as_json(f"{FEED}.json")["items"][0]

    assert item.title_detail.type == "text/plain"
    assert item.title == SAYABLE
    assert same["title"] == HOSTILE
    for html in (item.content[0].value, same["content_html"]):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


def test_every_date_has_its_words(world, entries, as_json):
    entries(*ODD_DATES)

    told = " ".join(item["content_html"] for item in as_json(f"{FEED}.json")["items"])

    words = (
        "1951",
        "about January 2026",
        "on or before 12 January 2026",
        "45 BC",
        "17,000",
        "not dated",
    )
    assert [each for each in words if each not in told] == []


def test_a_dispute_without_entries_has_an_empty_feed(world, atom, as_json):
    published("dispute", slug="empty", title="Nothing yet")

    assert atom("/disputes/empty/feed.atom").entries == []
    feed = as_json("/disputes/empty/feed.json")
    jsonschema.validate(feed, JSON_FEED)
    assert feed["items"] == []


def test_a_retraction_is_an_item_with_its_address_under_the_id_of_its_text(
    world, entries, atom, as_json
):
    held = atom(f"{FEED}.atom").entries[0]
    entries("1951")
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")

    gone, other = atom(f"{FEED}.atom").entries

    assert (gone.title, other.title) == ("Retracted", "On 1951")
    assert (gone.id, gone.link, gone.published) == (held.id, held.link, held.published)
    assert gone.updated >= held.updated  # to the minute
    assert "It stayed open." in gone.content[0].value
    for text in (
        "Upper Town closes the bridge",
        "It was closed at noon.",
        "Bridge report",
    ):
        assert text not in gone.content[0].value
    feed = as_json(f"{FEED}.json")
    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert [item["id"] for item in feed["items"]] == [gone.id, other.id]


def test_what_was_merged_leads_to_where_it_went(world, entries, as_json):
    (other,) = entries("1951")
    workflow.carry_out(
        workflow.propose_merge(
            world.entry, other, person("publisher"), reason="FeedData twice."
        ),
        person("second_publisher"),
    )

    gone = as_json(f"{FEED}.json")["items"][0]

    assert (gone["id"], gone["title"]) == (
        world.entry.uid.urn,
        "Merged into another record",
    )
    assert f"http://127.0.0.1:8000{other.get_absolute_url()}" in gone["content_html"]
    assert "FeedData twice." in gone["content_html"]
    assert "Upper Town closes the bridge" not in gone["content_html"]


def test_what_stands_again_is_an_item_again(world, as_json):
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")
    proposal = workflow.propose_restore(
        world.entry, person("publisher"), reason="It was closed."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    assert [item["title"] for item in as_json(f"{FEED}.json")["items"]] == [
        "Upper Town closes the bridge"
    ]


def test_a_filter_lets_through_only_tombstones_of_what_it_let_through(
    world, entries, as_json
):
    entries("1951")
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")
    published("dispute", slug="other", title="Another")

    told = {
        query: [item["title"] for item in as_json(f"{FEED}.json?{query}")["items"]]
        for query in ("party=upper-town&kind=action", "happened_before=1960")
    }
    assert told == {
        "party=upper-town&kind=action": ["Retracted", "On 1951"],
        "happened_before=1960": ["On 1951"],
    }
    assert as_json("/disputes/other/feed.json")["items"] == []


def test_the_feed_of_a_party_tells_what_was_taken_down_that_named_it(world, as_json):
    published("party", slug="lower-town", name="Lower Town")
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    (gone,) = [
        item
        for item in as_json("/parties/upper-town/feed.json")["items"]
        if item["title"] == "Retracted"
    ]

    assert gone["url"] == "http://127.0.0.1:8000/claims/belongs/"
    assert "The bridge belongs" not in gone["content_html"]
    assert as_json("/parties/lower-town/feed.json")["items"] == []


def test_a_feed_of_the_past_tells_what_stood_then(world, entries, atom, client):
    before = world.ground[0].published_at.isoformat().replace("+00:00", "Z")
    entries("1951")

    response = client.get(f"{FEED}.atom", {"as_of": before})

    assert response.headers["Memento-Datetime"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert atom(f"{FEED}.atom?as_of={before}").entries == []


@pytest.mark.parametrize(
    "form", ["feed.atom", "feed.json", "timeline.ics", "timeline.json"]
)
def test_a_reader_that_comes_again_gets_304(
    world, client, form, django_assert_num_queries
):
    first = client.get(f"/disputes/bridge/{form}")

    with django_assert_num_queries(1):
        again = client.get(
            f"/disputes/bridge/{form}", headers={"If-None-Match": first["ETag"]}
        )

    assert again.status_code == 304
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert not first.cookies


BAD = {
    "partei=upper-town": "partei",
    "party=nobody": "party",
    "kind=quarrel": "kind",
    "happened_after=2026-02-30": "happened_after",
    "before=first": "first",
    "as_of=2999-01-01": "2999-01-01",
}


@pytest.mark.parametrize(("query", "named"), BAD.items(), ids=BAD)
@pytest.mark.parametrize("form", ["feed.atom", "feed.json"])
def test_a_query_that_means_nothing_is_refused_in_plain_text(
    world, client, form, query, named
):
    response = client.get(f"/disputes/bridge/{form}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert named in response.content.decode()


def test_a_word_that_no_entry_has_yet_is_an_empty_feed(world, atom):
    assert atom(f"{FEED}.atom?kind=talks").entries == []


def test_what_is_not_there_is_plain_text(world, client):
    published("dispute", slug="gone")
    workflow.retract(
        type(world.dispute).objects.get(slug="gone"),
        person("publisher"),
        reason="It was a hoax.",
    )

    unknown, gone = (
        client.get("/disputes/nowhere/feed.json"),
        client.get("/disputes/gone/feed.json"),
    )

    assert (unknown.status_code, gone.status_code) == (404, 410)
    assert (
        unknown["Content-Type"] == gone["Content-Type"] == "text/plain; charset=utf-8"
    )
    assert "It was a hoax." in gone.content.decode()


def test_a_uid_leads_to_the_feed_under_the_slug(world, client):
    response = client.get(f"/disputes/{world.dispute.uid}/feed.atom?kind=action")

    assert response.status_code == 302
    assert response["Location"] == "/disputes/bridge/feed.atom?kind=action"


@pytest.mark.parametrize(
    "form", ["feed.atom", "feed.json", "timeline.ics", "timeline.json", "embed/"]
)
def test_words_that_would_not_be_looked_for_are_refused_by_name(world, client, form):
    response = client.get(f"/disputes/bridge/{form}", {"q": "closed & noon"})

    assert response.status_code == 400
    assert "“&amp;”" in response.content.decode() or "“&”" in response.content.decode()


def test_what_is_corrected_between_two_pages_is_missed_by_nobody(
    world, entries, as_json, monkeypatch
):
    monkeypatch.setattr("timeline.syndication.feeds.SIZE", 2)
    entries("1951", "1952")
    first = as_json(f"{FEED}.json")
    publish(
        change(world.entry, headline="Upper Town shut the bridge"),
        action="correct",
        notice="It was shut.",
    )

    second = as_json(first["next_url"].removeprefix("http://127.0.0.1:8000"))

    assert [item["title"] for item in first["items"]] == ["On 1952", "On 1951"]
    assert [item["title"] for item in second["items"]] == [
        "Upper Town closes the bridge"
    ]
    assert second["_ledger"]["seq"] == first["_ledger"]["seq"]
    assert as_json(f"{FEED}.json")["items"][0]["title"] == "Upper Town shut the bridge"


def test_a_line_that_the_ledger_does_not_have_yet_is_that_of_today(
    world, as_json, client
):
    assert len(as_json(f"{FEED}.json?at=9999")["items"]) == 1
    assert client.get(f"{FEED}.json?at=x").status_code == 400
