"""Text that a browser kept is laid out again on the form, and acts upon nothing."""

import pytest
from support.people import change, make, person, uid

from factcheck import workflow
from factcheck.models import Claim, ImportJob, Publication, Status

pytestmark = pytest.mark.django_db

BACK = {"_unsaved": "1"}


def text_of(response) -> str:
    return response.content.decode()


def test_it_comes_back_with_its_rows_and_nothing_is_saved(desk, world):
    url = f"/admin/factcheck/claim/{world.claim.pk}/change/"
    browser = desk("reporter")
    row = {
        "evidence-TOTAL_FORMS": "2",
        "evidence-1-note": "A new row.",
        "evidence-1-source": world.source.pk,
    }

    page = browser.post(
        url,
        browser.form(url, "claim_form")
        | row
        | {"text": "Typed before the crash."}
        | BACK,
    )

    assert page.status_code == 200
    assert "Typed before the crash." in text_of(page)
    assert "A new row." in text_of(page)
    assert "Nothing of it is saved yet" in text_of(page)
    assert Claim.objects.get(pk=world.claim.pk).text != "Typed before the crash."


def test_what_came_back_is_saved_by_the_next_press(desk, world, form_of):
    browser = desk("reporter")
    opened = browser.form(
        f"/admin/factcheck/claim/{world.claim.pk}/change/", "claim_form"
    )

    back = browser.save(world.claim, opened, text="Typed before the crash.", **BACK)
    browser.save(world.claim, form_of(back, "claim_form"))

    assert Claim.objects.get(pk=world.claim.pk).text == "Typed before the crash."


def test_it_is_merged_with_what_others_saved_meanwhile(desk, world):
    browser = desk("reporter")
    opened = browser.form(
        f"/admin/factcheck/claim/{world.claim.pk}/change/", "claim_form"
    )
    change(world.claim, by=person("editor"), context="Theirs.")

    page = browser.save(world.claim, opened, text="Typed before the crash.", **BACK)

    assert page.status_code == 409
    assert "Theirs." in text_of(page)
    assert "Typed before the crash." in text_of(page)
    assert Claim.objects.get(pk=world.claim.pk).text != "Typed before the crash."


def test_a_record_that_is_new_comes_back_too(desk, world):
    url = "/admin/factcheck/claim/add/"
    browser = desk("reporter")

    page = browser.post(
        url, browser.form(url, "claim_form") | {"text": "A new claim."} | BACK
    )

    assert "A new claim." in text_of(page)
    assert not Claim.objects.filter(text="A new claim.").exists()


def test_whoever_may_only_read_is_refused(desk, world):
    response = desk("reader").post(
        f"/admin/factcheck/claim/{world.claim.pk}/change/", {"text": "Mine."} | BACK
    )

    assert response.status_code == 403


def test_a_comment_comes_back_and_returns_nothing(desk, world):
    draft = make("claim", slug="toll", **world.claim_content())
    workflow.submit(draft, person("reporter"))

    page = desk("editor").do(draft, "return", comment="Which toll?", **BACK)

    assert "Which toll?" in text_of(page)
    assert Claim.objects.get(pk=draft.pk).status == Status.IN_REVIEW


def test_a_notice_comes_back_and_publishes_nothing(desk, world):
    changed = change(world.claim, text="The bridge is shared.")
    workflow.submit(changed, person("reporter"))
    workflow.approve(Claim.objects.get(pk=changed.pk), person("editor"))
    lines = Publication.objects.count()
    asked = {f"{uid(world.claim)}-notice": "We said otherwise."}

    page = desk("publisher").publish(world.claim, **asked, **BACK)

    assert "We said otherwise." in text_of(page)
    assert Publication.objects.count() == lines


def test_a_pasted_article_comes_back_and_starts_no_job(desk):
    url = "/admin/factcheck/importjob/add/"
    browser = desk("editor")

    page = browser.post(
        url,
        browser.form(url, "start")
        | {"text": "The bridge was closed on Monday."}
        | BACK,
    )

    assert "The bridge was closed on Monday." in text_of(page)
    assert not ImportJob.objects.exists()
