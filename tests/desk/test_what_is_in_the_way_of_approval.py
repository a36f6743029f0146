"""A record's own blockers are said when it is submitted and refuse its approval; what it rests on may come along."""

import pytest
from support.people import approve, make, person, uid

from factcheck import workflow
from factcheck.models import Status

pytestmark = pytest.mark.django_db

NO_VERDICT = "Give a rating and the reason for it."
NO_EVIDENCE = "needs evidence"


def text_of(response) -> str:
    return response.content.decode()


def state(record) -> str:
    return type(record).objects.get(pk=record.pk).status


@pytest.fixture
def bare(world):
    return make(
        "claim",
        slug="bare",
        text="It is bare.",
        claim_kind="fact",
        disputes=[uid(world.dispute)],
    )


@pytest.fixture
def waiting(bare):
    workflow.submit(bare, person("reporter"))
    return bare


def test_who_submits_gets_a_message(desk, bare):
    reporter = desk("reporter")

    reporter.do(bare, "submit")

    assert state(bare) == Status.IN_REVIEW
    page = text_of(reporter.get(f"/admin/factcheck/claim/{bare.pk}/change/"))
    assert f"“It is bare.” cannot be approved like this. {NO_VERDICT}" in page


def test_a_list_says_it_of_each(desk, bare, world):
    whole = make("claim", slug="whole", text="It is whole.", **world.claim_content())

    page = text_of(desk("reporter").act_on_list("submit_chosen", bare, whole))

    assert "2 submitted for review." in page
    assert "“It is bare.” cannot be approved like this." in page
    assert "“It is whole.” cannot" not in page


def test_its_approval_is_refused_with_the_reasons(desk, waiting):
    response = desk("editor").do(waiting, "approve")

    assert response.status_code == 409
    assert NO_VERDICT in text_of(response)
    assert NO_EVIDENCE in text_of(response)
    assert state(waiting) == Status.IN_REVIEW


def test_the_form_says_so_before(desk, waiting):
    page = text_of(desk("editor").get(f"/admin/factcheck/claim/{waiting.pk}/change/"))

    assert "In the way of approval" in page
    assert '<button type="button" disabled aria-describedby="why-approve">' in page


def test_a_list_refuses_it_by_name_and_approves_the_others(desk, waiting, world):
    whole = make("claim", slug="whole", text="It is whole.", **world.claim_content())
    workflow.submit(whole, person("reporter"))

    page = text_of(desk("editor").act_on_list("approve_chosen", waiting, whole))

    assert (state(waiting), state(whole)) == (Status.IN_REVIEW, Status.APPROVED)
    assert f"“It is bare.”: {NO_VERDICT}" in page


def test_what_it_rests_on_is_a_remark(desk, world):
    source = make("source", slug="letter", title="A letter")
    claim = make(
        "claim",
        slug="c",
        text="It rests.",
        **world.claim_content(evidence=[{"source": uid(source), "stance": "context"}]),
    )
    workflow.submit(claim, person("reporter"))

    page = text_of(desk("editor").get(f"/admin/factcheck/claim/{claim.pk}/change/"))
    desk("editor").do(claim, "approve")

    assert "To be published before it or with it" in page
    assert "In the way of approval" not in page
    assert state(claim) == Status.APPROVED


def test_the_first_of_two_approvals_is_refused_too(desk, world):
    bare = make(
        "claim",
        slug="bare",
        claim_kind="fact",
        sensitive=True,
        disputes=[uid(world.dispute)],
    )
    workflow.submit(bare, person("reporter"))

    with pytest.raises(workflow.Blocked):
        workflow.approve(bare, person("editor"))


def test_entries_and_quotes_have_their_own(world):
    entry = make("entry", slug="uncited", dispute=uid(world.dispute))

    with pytest.raises(workflow.Blocked, match="Cite at least one source"):
        approve(entry)
