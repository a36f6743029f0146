"""Nobody approves what they had a hand in, whichever way they try."""

import pytest
from support.people import change, make, person

from factcheck import workflow
from factcheck.models import Claim, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(world):
    """A claim that the editor wrote and the reporter submitted."""
    claim = make(
        "claim",
        by=person("editor"),
        slug="deed",
        text="The deed is lost.",
        **world.claim_content(),
    )
    workflow.submit(claim, person("reporter"))
    return claim


def state(record) -> str:
    return type(record).objects.get(pk=record.pk).status


def test_the_author_is_offered_no_approval(desk, written):
    page = (
        desk("editor")
        .get(f"/admin/factcheck/claim/{written.pk}/change/")
        .content.decode()
    )

    assert f'action="/admin/factcheck/claim/{written.pk}/do/approve/"' not in page
    assert "You changed this record since its last publication" in page


def test_the_author_cannot_approve_by_the_verb_s_page(desk, written):
    response = desk("editor").do(written, "approve")

    assert response.status_code == 403
    assert state(written) == Status.IN_REVIEW


def test_the_author_cannot_approve_from_the_list(desk, written):
    response = desk("editor").act_on_list("approve_chosen", written)

    assert "someone else must approve it" in response.content.decode()
    assert state(written) == Status.IN_REVIEW


def test_a_status_that_is_posted_with_the_form_is_not_taken(desk, written):
    desk("editor").save(
        written, status="approved", approved_by=person("publisher").pk, context="More."
    )

    assert state(written) == Status.DRAFT


def test_an_author_who_is_superuser_cannot_approve_either(desk, written):
    type(person("editor")).objects.filter(username="editor").update(is_superuser=True)

    by_page = desk("editor").do(written, "approve")
    desk("editor").act_on_list("approve_chosen", written)

    assert by_page.status_code == 403
    assert state(written) == Status.IN_REVIEW


def test_who_changed_only_a_part_is_an_author(desk, written):
    publisher = desk("publisher")
    publisher.save(written, **{"evidence-0-note": "It tells of two quarrels."})
    workflow.submit(Claim.objects.get(pk=written.pk), person("reporter"))

    response = publisher.do(written, "approve")

    assert response.status_code == 403
    assert state(written) == Status.IN_REVIEW


def test_an_earlier_author_is_not_forgotten_when_another_saves_last(desk, written):
    change(written, by=person("reporter"), text="Nobody has the deed.")
    workflow.submit(Claim.objects.get(pk=written.pk), person("reporter"))

    assert desk("editor").do(written, "approve").status_code == 403


def test_who_submitted_without_writing_may_approve(desk, world):
    claim = make(
        "claim", slug="deed", text="The deed is lost.", **world.claim_content()
    )
    editor = desk("editor")
    editor.do(claim, "submit")

    response = editor.do(claim, "approve")

    assert response.status_code == 302
    assert state(claim) == Status.APPROVED


def test_after_publication_the_author_of_the_earlier_version_may_approve_the_next(
    desk, world
):
    change(world.claim, by=person("publisher"), text="The bridge is shared.")
    workflow.submit(Claim.objects.get(pk=world.claim.pk), person("publisher"))

    assert desk("editor").do(world.claim, "approve").status_code == 302


def test_an_approval_is_void_once_a_part_is_saved(desk, written):
    workflow.approve(Claim.objects.get(pk=written.pk), person("publisher"))

    desk("reporter").save(written, **{"evidence-0-note": "It tells of two quarrels."})

    assert state(written) == Status.DRAFT


def test_an_author_alone_cannot_publish(desk, written):
    type(person("editor")).objects.filter(username="editor").update(is_superuser=True)

    response = desk("editor").publish(written)

    assert response.status_code == 409
    assert workflow.current_line(written) is None


@pytest.mark.parametrize(
    "verb", ["return", "approve", "retract", "restore", "merge", "redact"]
)
def test_what_a_reporter_may_not_do_is_not_even_offered(desk, written, verb):
    assert (
        desk("reporter")
        .get(f"/admin/factcheck/claim/{written.pk}/do/{verb}/")
        .status_code
        == 403
    )
