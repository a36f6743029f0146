"""Feeds of changes: of a dispute, of the desk's corrections, of verdicts; and of what names a party."""

import jsonschema
import pytest
from support.feeds_support import JSON_FEED
from support.people import change, make, person, publish, published, uid

from factcheck import workflow
from factcheck.ledger import payload_of
from factcheck.models import Publication

FEEDS = {
    "/disputes/bridge/changes": 7,
    "/feeds/corrections": 0,
    "/feeds/verdicts": 0,
    "/parties/upper-town/feed": 3,
}


@pytest.fixture
def verdict(world):
    """Gives the claim another verdict, under a rating of its own."""

    def change_verdict(label: str, action: str = "correct", **changes):
        rating = published("rating", slug=label.lower(), label=label)
        publish(
            change(world.claim, verdict=world.verdict(rating=uid(rating), **changes)),
            action=action,
            notice="So.",
        )

    return change_verdict


@pytest.mark.parametrize(("path", "items"), FEEDS.items(), ids=FEEDS)
def test_both_formats_hold_what_was_published(world, atom, as_json, path, items):
    feed = as_json(f"{path}.json")

    jsonschema.validate(feed, JSON_FEED, format_checker=jsonschema.FormatChecker())
    assert len(feed["items"]) == len(atom(f"{path}.atom").entries) == items
    assert [item["id"] for item in feed["items"]] == [
        item.id for item in atom(f"{path}.atom").entries
    ]


def test_a_correction_has_its_notice_and_what_differs(world, atom):
    publish(
        change(world.entry, headline="Upper Town shut the bridge"),
        action="correct",
        notice="It was shut.",
    )

    item = atom("/feeds/corrections.atom").entries[0]
    html = item.content[0].value

    assert item.title == "Corrected: Upper Town shut the bridge"
    assert item.link == "http://127.0.0.1:8000/entries/closing/"
    assert "It was shut." in html
    assert "<ins>" in html
    assert "<del>" in html


def test_an_update_is_a_change_and_no_correction(world, atom):
    publish(change(world.entry, body="It was closed at one."), action="update")

    assert (
        atom("/disputes/bridge/changes.atom").entries[0].title
        == "Updated: Upper Town closes the bridge"
    )
    assert atom("/feeds/corrections.atom").entries == []


def test_a_retraction_has_its_reason(world, atom):
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")

    item = atom("/feeds/corrections.atom").entries[0]

    assert item.title == "Retracted: Upper Town closes the bridge"
    assert "It stayed open." in item.content[0].value


def test_what_was_redacted_is_an_item_without_its_text(world, atom, client):
    publish(change(world.entry, headline="A private name"), action="update")
    line = Publication.objects.get(uid=world.entry.uid, version=2)
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A name."
    )
    workflow.carry_out(proposal, person("second_admin"))

    for path in (
        "/feeds/corrections",
        "/disputes/bridge/changes",
        "/disputes/bridge/feed",
        "/parties/upper-town/feed",
    ):
        for form in ("atom", "json"):
            assert "private name" not in client.get(f"{path}.{form}").content.decode()
    assert (
        atom("/feeds/corrections.atom").entries[0].title == f"Redacted: Line {line.seq}"
    )


def test_a_changed_verdict_has_both_ratings_and_the_reason(world, verdict, atom):
    verdict("False", rationale="A deed was found.")

    item = atom("/feeds/verdicts.atom").entries[0]

    assert item.title == "From “Unproven” to “False”: The bridge belongs to Upper Town."
    assert item.link == "http://127.0.0.1:8000/claims/belongs/"
    assert "A deed was found." in item.content[0].value


def test_a_verdict_taken_back_and_one_given_are_changes_too(world, reworded, atom):
    given = Publication.objects.get(uid=world.claim.uid)
    reworded(world.claim, verdict=None)
    reworded(world.claim, verdict=payload_of(given)["verdict"])

    titles = [
        item.title.partition(":")[0] for item in atom("/feeds/verdicts.atom").entries
    ]

    assert titles == [
        "From “No verdict” to “Unproven”",
        "From “Unproven” to “No verdict”",
    ]


def test_a_claim_that_changed_otherwise_has_no_changed_verdict(world, atom):
    publish(
        change(world.claim, context="More."), action="correct", notice="More was said."
    )
    publish(
        change(world.claim, verdict=world.verdict(rationale="Still none.")),
        action="clarify",
        notice="Clearer.",
    )

    assert atom("/feeds/verdicts.atom").entries == []


def test_the_verdicts_of_a_retracted_claim_are_no_items_any_more(world, verdict, atom):
    verdict("False")
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    assert atom("/feeds/verdicts.atom").entries == []


def test_a_restored_claim_did_not_change_its_verdict(world, verdict, atom):
    verdict("False")
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")
    proposal = workflow.propose_restore(
        world.claim, person("publisher"), reason="They did."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    assert [
        item.title.partition(":")[0] for item in atom("/feeds/verdicts.atom").entries
    ] == ["From “Unproven” to “False”"]


def test_a_redacted_verdict_is_not_an_item_without_a_rating(world, verdict, atom):
    verdict("False")
    line = Publication.objects.get(uid=world.claim.uid, version=1)
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A name."
    )
    workflow.carry_out(proposal, person("second_admin"))

    assert atom("/feeds/verdicts.atom").entries == []


def test_verdicts_of_the_past_are_those_known_then(world, verdict, atom):
    verdict("False")
    at = (
        Publication.objects.latest("seq")
        .published_at.isoformat()
        .replace("+00:00", "Z")
    )
    verdict("True")

    assert len(atom("/feeds/verdicts.atom").entries) == 2
    assert len(atom(f"/feeds/verdicts.atom?as_of={at}").entries) == 1


def test_a_party_is_followed_by_what_names_it(world, entries, atom):
    entries("1951")
    other = make("entry", headline="Without it", **world.entry_content(parties=[]))
    publish(other)

    titles = [item.title for item in atom("/parties/upper-town/feed.atom").entries]

    assert titles == [
        "On 1951",
        "Upper Town closes the bridge",
        "The bridge belongs to Upper Town.",
        "It is our bridge",
    ]


def test_a_merged_record_is_one_item_under_the_one_that_stays(
    world, entries, atom, as_json
):
    twin, other = entries("1951", "1952")
    proposal = workflow.propose_merge(
        twin, other, person("publisher"), reason="They are one."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    assert [
        item["title"] for item in as_json("/disputes/bridge/feed.json")["items"]
    ] == [
        "Merged into another record",
        "On 1952",
        "Upper Town closes the bridge",
    ]
    assert atom("/disputes/bridge/changes.atom").entries[0].title == "Merged: On 1951"
