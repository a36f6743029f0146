"""A redaction is told by the records that it struck in and by the ground: on pages and in feeds, without the text."""

import json

import pytest
from support.people import change, publish, published, uid
from support.redactions import redact, strike

from factcheck import ledger, workflow
from factcheck.ledger import find_phrase, moment_text, strikes_of
from factcheck.models import Publication
from factcheck.pages.diff import changes

pytestmark = pytest.mark.django_db

NAME = "Jens Hansen"
EVERYWHERE = (
    *(
        "/corrections/",
        "/corrections/?dispute=bridge",
        "/disputes/bridge/changes/",
        "/disputes/bridge/changes.atom",
    ),
    *("/feeds/corrections.atom", "/feeds/corrections.json"),
)


@pytest.fixture
def struck(world) -> Publication:
    """The name struck from two versions of a claim, from a source that the dispute refers to, and from elsewhere."""
    publish(
        change(world.claim, context="Jens Hansen of Mill Lane said so."),
        action="update",
    )
    publish(
        change(world.claim, context="A neighbour, Jens Hansen, said so."),
        action="update",
    )
    publish(change(world.source, note="FeedData by Jens Hansen."), action="update")
    published(
        "dispute", slug="elsewhere", title="Elsewhere", summary="About Jens Hansen."
    )
    return strike(strikes_of(find_phrase(NAME)), "court-order")


def page(get, path: str) -> str:
    return get(path).content.decode()


@pytest.mark.parametrize("path", EVERYWHERE)
def test_the_item_has_its_ground_and_no_text(get, struck, path):
    said = page(get, path)

    assert "Legal ground: Order of a court." in said
    assert "hansen" not in said.casefold()


def test_the_page_names_each_record_and_its_lines(get, struck):
    said = " ".join(page(get, "/corrections/?type=redaction").split())

    assert "4 lines of 3 records" in said
    assert (
        '<a href="/claims/belongs/" dir="auto">The bridge belongs to Upper Town.</a> line 9, line 10</li>'
        in said
    )
    assert (
        '<a href="/sources/report/" dir="auto">Bridge report</a> line 11</li>' in said
    )


def test_a_feed_names_each_record_and_its_lines(atom, struck):
    (entry,) = [
        each
        for each in atom("/feeds/corrections.atom").entries
        if each.title.startswith("Redacted")
    ]

    assert entry.title == "Redacted: 4 lines of 3 records"
    assert "Bridge report" in entry.content[0].value
    assert "(line 9, line 10)" in entry.content[0].value


def test_one_line_alone_is_called_by_its_number(atom, world):
    redact(Publication.objects.get(kind="entry").seq, "privacy")

    assert atom("/feeds/corrections.atom").entries[0].title == "Redacted: Line 8"


@pytest.mark.parametrize(
    ("dispute", "told"),
    [("bridge", True), ("elsewhere", True), ("another", False)],
    ids=["first", "second", "other"],
)
def test_it_stands_with_every_dispute_that_it_struck_in(get, struck, dispute, told):
    published("dispute", slug="another", title="Another")

    for path in (f"/corrections/?dispute={dispute}", f"/disputes/{dispute}/changes/"):
        assert ("4 lines of 3 records" in page(get, path)) == told


def test_a_source_alone_counts_with_the_disputes_that_refer_to_it(get, world):
    publish(change(world.source, note="FeedData by Jens Hansen."), action="update")
    strike(strikes_of(find_phrase(NAME)))

    assert "Bridge report" in page(get, "/corrections/?dispute=bridge&type=redaction")


def test_a_dispute_s_changes_are_narrowed_to_redactions(get, struck):
    said = page(get, "/disputes/bridge/changes/?action=redact")

    assert said.count('<li class="change ') == 1


def test_as_of_the_past_there_is_no_item(get, struck):
    before = Publication.objects.get(seq=struck.seq - 1)

    said = page(get, f"/corrections/?as_of={moment_text(before.published_at)}")

    assert "Redaction</strong>" not in said


def test_what_was_struck_whole_and_what_is_held_has_no_title(get, world):
    publish(change(world.source, note="FeedData by Jens Hansen."), action="update")
    strike(strikes_of(find_phrase(NAME)))
    line = workflow.current_line(world.claim)
    redact(line.seq)
    ledger.hold(world.source.uid)

    said = page(get, "/corrections/?type=redaction")

    assert "The bridge belongs to Upper Town." not in said
    assert "Bridge report" not in said
    assert said.count("<li>") >= 2


def test_of_very_many_records_the_first_are_named(get, struck, monkeypatch):
    monkeypatch.setattr(changes, "MOST_STRUCK", 1)

    assert "and 2 records more" in page(get, "/corrections/")


@pytest.mark.parametrize(
    ("language", "said"),
    [("da", "4 linjer i 3 poster"), ("de", "4 Zeilen in 3 Datensätzen")],
)
def test_the_item_reads_in_the_reader_s_language(get, struck, language, said):
    assert said in page(get, f"/corrections/?lang={language}")


# The feed of verdicts


@pytest.fixture
def reviews(client):
    """The items of the feed, or those that changed after a line."""

    def read(after: int = 0) -> list[dict]:
        line = Publication.objects.filter(seq=after).first()
        asked = {"modified_since": moment_text(line.published_at)} if line else {}
        return json.loads(client.get("/feeds/claimreview.json", asked).getvalue())[
            "dataFeedElement"
        ]

    return read


def test_a_review_that_was_struck_in_is_an_item_anew(reviews, struck):
    (item,) = reviews(struck.seq - 1)

    assert item["url"].endswith("/claims/belongs/")
    assert (
        item["dateModified"]
        == item["item"][0]["dateModified"]
        == moment_text(struck.published_at)
    )
    assert "Hansen" not in str(item)
    assert reviews(struck.seq) == []


def test_so_is_one_whose_source_was(reviews, world):
    publish(change(world.source, title="What Jens Hansen says"), action="update")
    made = strike(strikes_of(find_phrase(NAME)))

    (item,) = reviews(made.seq - 1)

    assert item["dateModified"] == moment_text(made.published_at)


def test_a_review_that_was_struck_whole_is_deleted(reviews, world):
    line = workflow.current_line(world.claim)
    made = redact(line.seq)

    for after in (0, made.seq - 1):
        (item,) = reviews(after)
        assert (item["item"], item["dateDeleted"]) == (
            None,
            moment_text(made.published_at),
        )


def test_of_a_past_version_no_item_comes_again(reviews, world):
    publish(change(world.claim, context="Jens Hansen said so."), action="update")
    publish(change(world.claim, context="A neighbour said so."), action="update")
    made = strike(strikes_of(find_phrase(NAME)))

    assert reviews(made.seq - 1) == []


def test_another_claim_is_no_item_again(reviews, world):
    published(
        "claim",
        slug="other",
        **world.claim_content(text="The stream belongs to Jens Hansen."),
    )
    made = strike(strikes_of(find_phrase(NAME)))

    items = reviews(made.seq - 1)

    assert [item["url"].rpartition("/claims/")[2] for item in items] == ["other/"]
    assert uid(world.claim) not in str(items[0]["@id"])
