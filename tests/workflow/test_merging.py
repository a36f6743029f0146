"""Merging: one record goes into another, with a second person, and can come back."""

import pytest
from support.people import World, change, make, person, published, uid

from factcheck import ledger, workflow
from factcheck.models import Proposal
from factcheck.workflow import WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def done(proposal):
    return workflow.carry_out(proposal, person("second_publisher"))


def merge(record, into):
    return workflow.propose_merge(
        record, into, person("publisher"), reason="One and the same."
    )


def test_a_merge_leads_there_and_leaves_the_target_alone(world):
    other = published("claim", slug="other", **world.claim_content())
    before = ledger.current().find("claim", "other").seq

    line = done(merge(world.claim, other))

    assert (line.action, ledger.payload_of(line)["into"]) == ("merge", uid(other))
    assert ledger.current().follow(world.claim.uid) == other.uid
    assert ledger.current().find("claim", "other").seq == before


def test_a_merge_is_undone_by_restoring(world):
    other = published("claim", slug="other", **world.claim_content())
    done(merge(world.claim, other))
    done(
        workflow.propose_restore(
            world.claim, person("publisher"), reason="Two after all."
        )
    )

    assert ledger.current().follow(world.claim.uid) == world.claim.uid
    assert (
        ledger.payload_of(ledger.current().find("claim", "belongs"))["text"]
        == world.claim.text
    )


def test_merges_cannot_make_a_circle(world):
    other = published("claim", slug="other", **world.claim_content())
    back = merge(other, world.claim)
    done(merge(world.claim, other))

    with pytest.raises(WrongState, match="not live"):
        done(back)
    with pytest.raises(WrongState, match="not live"):
        merge(other, world.claim)


def test_only_two_live_records_of_a_kind_can_be_merged(world):
    draft = make("claim", slug="draft", **world.claim_content())

    for record, into in (
        (world.claim, world.claim),
        (world.claim, world.quote),
        (world.claim, draft),
        (draft, world.claim),
    ):
        with pytest.raises(WrongState):
            merge(record, into)


@pytest.mark.parametrize("which", [0, 1])
def test_a_merge_of_what_was_changed_since_is_refused(world, which):
    other = published("claim", slug="other", **world.claim_content())
    proposal = merge(world.claim, other)
    change((world.claim, other)[which], text="Something else.")

    with pytest.raises(WrongState, match="changed since"):
        done(proposal)
    assert Proposal.objects.get(pk=proposal.pk).state == "open"
