"""What may hurt a living person is approved by two people, neither of them an author, whichever way they try."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from support.people import change, make, person

from factcheck import ledger, workflow
from factcheck.admin.dashboard import waiting
from factcheck.models import Claim, Status
from factcheck.workflow import Change, NotAllowed, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(world):
    """A sensitive claim that the reporter wrote and submitted."""
    claim = make("claim", slug="deed", sensitive=True, **world.claim_content())
    workflow.submit(claim, person("reporter"))
    return claim


def fresh(claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def panel(desk, claim, name="editor") -> str:
    page = desk(name).get(reverse("admin:factcheck_claim_change", args=[claim.pk]))
    return " ".join(page.content.decode().split())


def test_two_people_approve_it(desk, claim):
    first = desk("editor").do(claim, "approve")
    assert (first.status_code, fresh(claim).status) == (302, Status.IN_REVIEW)
    assert "One of two approvals, by Editor." in panel(desk, claim)

    desk("publisher").do(claim, "approve")

    assert fresh(claim).status == Status.APPROVED
    assert "Approved by Editor and Publisher." in panel(desk, claim)


def test_both_are_named_in_the_ledger_and_in_the_history(claim):
    for name in ("editor", "admin"):
        workflow.approve(claim, person(name))
    changes = workflow.acknowledging([Change(fresh(claim))])

    line = workflow.publish(changes, person("publisher"))[0]

    assert ledger.payload_of(line)["approved_by"] == ["editor", "administrator"]
    acts = [(row.verb, row.by.username) for row in workflow.revisions(claim)]
    assert acts[1:3] == [("approve", "admin"), ("approve", "editor")]


def test_one_approval_does_not_publish_it(claim):
    workflow.approve(claim, person("editor"))

    with pytest.raises(WrongState, match="only what was approved"):
        workflow.publish([Change(fresh(claim))], person("publisher"))


@pytest.mark.parametrize("rank", ["editor", "superuser"])
def test_nobody_gives_both(desk, claim, rank):
    type(person("editor")).objects.filter(username="editor").update(
        is_superuser=rank == "superuser"
    )
    workflow.approve(claim, person("editor"))

    by_page = desk("editor").do(claim, "approve")
    by_list = desk("editor").act_on_list("approve_chosen", claim)

    assert by_page.status_code == 403
    assert "someone else must give the second" in by_list.content.decode()
    assert fresh(claim).status == Status.IN_REVIEW
    assert "You gave the first of two approvals" in panel(desk, claim)


@pytest.mark.parametrize("turn", ["first", "second"])
def test_an_author_gives_neither(world, turn):
    claim = make(
        "claim",
        by=person("editor"),
        slug="deed",
        sensitive=True,
        **world.claim_content(),
    )
    workflow.submit(claim, person("reporter"))
    if turn == "second":
        workflow.approve(claim, person("admin"))

    with pytest.raises(NotAllowed, match="someone else must approve"):
        workflow.approve(claim, person("editor"))


def test_the_list_says_what_is_missing(desk, claim):
    page = desk("editor").act_on_list("approve_chosen", claim).content.decode()

    assert "these have one of two approvals" in page


def test_a_save_voids_both(claim):
    for name in ("editor", "admin"):
        workflow.approve(claim, person(name))

    change(fresh(claim), person("reporter"), context="More.")

    assert (fresh(claim).status, fresh(claim).approvals) == (Status.DRAFT, [])


def test_giving_it_back_voids_the_first(claim):
    workflow.approve(claim, person("editor"))
    workflow.send_back(claim, person("admin"), comment="Whose deed?")
    workflow.submit(claim, person("reporter"))

    workflow.approve(claim, person("admin"))

    assert fresh(claim).status == Status.IN_REVIEW


def test_a_save_that_changes_nothing_voids_nothing(claim):
    workflow.approve(claim, person("editor"))

    change(fresh(claim), person("reporter"), sensitive=True)

    assert fresh(claim).approvals == [person("editor")]


def test_it_waits_no_more_for_whoever_gave_the_first(claim):
    workflow.approve(claim, person("editor"))

    def reviews(name):
        block = next(
            block
            for block in waiting.blocks(person(name))
            if block.heading == "For your review"
        )
        return [item.title for item in block.items]

    assert str(claim) not in reviews("editor")
    assert str(claim) in reviews("admin")


@pytest.mark.parametrize(
    "first",
    [None, "editor", "reporter"],
    ids=["nobody", "the same person", "the author"],
)
def test_the_database_holds_it_too(claim, first):
    by = first and person(first)

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(
            status="approved", approved_by=person("editor"), first_approved_by=by
        )


def test_what_is_not_sensitive_needs_one(world):
    claim = make("claim", slug="deed", **world.claim_content())
    workflow.submit(claim, person("reporter"))

    workflow.approve(claim, person("editor"))

    assert fresh(claim).status == Status.APPROVED


@pytest.mark.parametrize("name", ["editor", "admin", "publisher"])
def test_what_is_approved_already_says_so_whoever_approves_again(claim, name):
    for each in ("editor", "admin"):
        workflow.approve(claim, person(each))

    with pytest.raises(
        WrongState, match="It is approved already, by Editor and Admin."
    ):
        workflow.approve(fresh(claim), person(name))


def test_a_state_is_called_as_the_desk_calls_it(world):
    draft = make("claim", slug="draft", **world.claim_content())

    with pytest.raises(
        WrongState, match="It is “Draft”; approve starts from “In review”."
    ):
        workflow.approve(draft, person("editor"))
