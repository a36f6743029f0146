"""What is published can be read, now and as of any earlier moment, and verifies."""

import pytest
from support.people import World, change, make, publish

from factcheck import ledger

pytestmark = pytest.mark.django_db


def test_a_published_claim_is_read_from_the_ledger():
    world = World()

    line = ledger.current().find("claim", "belongs")

    assert ledger.payload_of(line)["text"] == world.claim.text


def test_a_draft_is_in_no_list():
    world = World()
    make("claim", slug="secret", text="Canary.", **world.claim_content())

    assert [line.slug for line in ledger.current().lines("claim")] == ["belongs"]


def test_a_saved_change_is_not_public_before_it_is_published():
    world = World()
    change(world.claim, text="Something else.")

    line = ledger.current().find("claim", "belongs")

    assert ledger.payload_of(line)["text"] == "The bridge belongs to Upper Town."


def test_the_page_as_it_stood_shows_the_earlier_text():
    world = World()
    before = ledger.current().seq
    publish(
        change(world.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )

    then, now = ledger.as_of_seq(before), ledger.current()

    assert (
        ledger.payload_of(then.find("claim", "belongs"))["text"]
        == "The bridge belongs to Upper Town."
    )
    assert (
        ledger.payload_of(now.find("claim", "belongs"))["text"]
        == "The bridge is shared."
    )


def test_the_whole_ledger_verifies():
    world = World()
    publish(
        change(world.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )

    assert list(ledger.verify()) == []
