"""At a desk with one administrator a court's order is carried out without a second person, and reviewed afterwards."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from support.people import World, person

from factcheck import ledger, workflow
from factcheck.models import Proposal, Publication, Revision
from factcheck.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def to_redact(world, ground: str = "court-order", by: str = "admin") -> Proposal:
    line = workflow.current_line(world.claim)
    return workflow.propose_redact(
        line, person(by), ground=ground, reason="Order 12/26.", path=("text",)
    )


def test_it_happens_at_once_and_the_line_says_that_nobody_else_decided(world):
    proposal = to_redact(world)

    made = workflow.carry_out_alone(proposal, person("admin"))

    assert ledger.payload_of(made)["second"] == "none"
    assert Proposal.objects.get(pk=proposal.pk).is_done_alone
    assert (
        ledger.payload_of(workflow.current_line(world.claim))["text"]
        == "[removed: court-order]"
    )
    assert Revision.objects.filter(verb="redact").get().by == person("admin")


def test_somebody_else_reviews_it(world):
    made = workflow.carry_out_alone(to_redact(world), person("admin"))
    review = Proposal.objects.get(verb="review")

    assert (review.line, review.asked_by) == (made.seq, person("admin"))
    with pytest.raises(NotAllowed):
        workflow.carry_out(review, person("admin"))
    workflow.carry_out(review, person("publisher"))
    assert not Proposal.objects.filter(state="open").exists()


def test_the_review_repeats_nothing_of_why(world):
    workflow.carry_out_alone(to_redact(world), person("admin"))

    assert "12/26" not in Proposal.objects.get(verb="review").reason


@pytest.mark.parametrize("ground", sorted(ledger.GROUNDS.keys() - {"court-order"}))
def test_every_other_ground_needs_a_second_hand(world, ground):
    with pytest.raises(NotAllowed):
        workflow.carry_out_alone(to_redact(world, ground), person("admin"))


def test_a_second_administrator_is_the_second_hand(world):
    person("second_admin")

    with pytest.raises(NotAllowed):
        workflow.carry_out_alone(to_redact(world), person("admin"))


def test_nobody_else_carries_it_out(world):
    proposal = to_redact(world)

    with pytest.raises(NotAllowed):
        workflow.carry_out_alone(proposal, person("publisher"))


def test_it_is_carried_out_once(world):
    proposal = to_redact(world)
    workflow.carry_out_alone(proposal, person("admin"))

    with pytest.raises(WrongState):
        workflow.carry_out_alone(proposal, person("admin"))
    assert Publication.objects.filter(action="redact").count() == 1


@pytest.mark.parametrize(
    ("ground", "by"),
    [("privacy", None), ("undisclosed", None), ("court-order", "admin")],
)
def test_the_database_holds_that_it_is_a_court_order_and_that_nobody_decided(
    world, ground, by
):
    proposal = to_redact(world, ground)
    decided = {
        "state": "done",
        "decided_at": timezone.now(),
        "decided_by": by and person(by),
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**decided)


def test_the_database_holds_that_nothing_else_is_done_alone(world):
    workflow.retract(world.claim, person("publisher"), reason="It is wrong.")
    proposal = workflow.propose_restore(
        world.claim, person("publisher"), reason="It was right."
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            state="done", ground="court-order"
        )
