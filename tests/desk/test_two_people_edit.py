"""When two people save the same record nothing that either typed is lost."""

import pytest
from people import change, person, uid

from factcheck.models import Claim, Revision

pytestmark = pytest.mark.django_db


def opened(browser, claim) -> dict:
    return browser.form(f"/admin/factcheck/claim/{claim.pk}/change/", "claim_form")


def test_the_second_save_is_refused_and_shows_both_texts(desk, world):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")

    response = browser.save(world.claim, form, text="The bridge is nobody's.")

    page = response.content.decode()
    assert response.status_code == 409
    assert "shared</ins>" in page
    assert "nobody&#x27;s</ins>" in page
    assert "The bridge is nobody&#x27;s." in page
    assert Claim.objects.get(pk=world.claim.pk).text == "The bridge is shared."


def test_nothing_is_done_with_theirs_while_my_own_text_is_unsaved(desk, world):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")

    page = browser.save(world.claim, form, text="The bridge is nobody's.").content.decode()

    assert "Submit for review" in browser.get(f"/admin/factcheck/claim/{world.claim.pk}/change/").content.decode()
    assert "Submit for review" not in page
    assert "First save your own text" in page


def test_the_form_that_is_shown_can_be_saved_over_theirs(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")

    refused = browser.save(world.claim, form, context="A bridge between two towns.")
    browser.save(world.claim, form_of(refused, "claim_form"))

    claim = Claim.objects.get(pk=world.claim.pk)
    assert (claim.text, claim.context) == ("The bridge belongs to Upper Town.", "A bridge between two towns.")
    assert claim.changed_by == person("reporter")


def test_saving_over_theirs_is_refused_again_when_they_save_again(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    change(world.claim, by=person("editor"), text="The bridge is shared.")
    refused = browser.save(world.claim, form, context="A bridge between two towns.")
    change(world.claim, by=person("editor"), text="The bridge is leased.")

    again = browser.save(world.claim, form_of(refused, "claim_form"))

    assert again.status_code == 409
    assert Claim.objects.get(pk=world.claim.pk).text == "The bridge is leased."


def test_a_row_that_they_typed_is_not_lost(desk, world):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, **{"evidence-0-note": "Theirs."})

    response = browser.save(world.claim, form, **{"evidence-0-note": "Mine."})

    page = response.content.decode()
    assert response.status_code == 409
    assert "<ins>Theirs</ins>" in page
    assert "<ins>Mine</ins>" in page
    assert world.claim.evidence.get().note == "Theirs."


def test_a_row_that_they_deleted_comes_back_when_mine_is_saved_over_theirs(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, **{"evidence-0-DELETE": "on"})

    refused = browser.save(world.claim, form, **{"evidence-0-note": "Mine."})
    saved = browser.save(world.claim, form_of(refused, "claim_form"))

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert world.claim.evidence.get().note == "Mine."


def test_a_row_that_they_added_stays_when_mine_is_saved_over_theirs(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    evidence = [*_evidence(world), {"source": uid(world.source), "stance": "refutes", "note": "Theirs."}]
    change(world.claim, by=person("editor"), evidence=evidence)

    refused = browser.save(world.claim, form, **{"evidence-0-note": "Mine."})
    browser.save(world.claim, form_of(refused, "claim_form"))

    assert {row.note for row in world.claim.evidence.all()} == {"Mine.", "Theirs."}


def _evidence(world) -> list[dict]:
    return [
        {"uid": str(row.uid), "source": uid(world.source), "stance": row.stance} for row in world.claim.evidence.all()
    ]


def test_a_verdict_that_both_gave_is_asked_and_saved_once(desk, world, form_of):
    world.claim.verdict.delete()
    browser = desk("reporter")
    form = opened(browser, world.claim)
    change(world.claim, by=person("editor"), verdict=world.verdict(rationale="Theirs."))

    row = {"rating": world.rating.pk, "rationale": "Mine.", "decided_on": "2026-01-16", "id": ""}
    mine = {"verdict-TOTAL_FORMS": 1} | {f"verdict-0-{name}": value for name, value in row.items()}
    refused = browser.save(world.claim, form, **mine)
    saved = browser.save(world.claim, form_of(refused, "claim_form"))

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert Claim.objects.get(pk=world.claim.pk).verdict.rationale == "Mine."


def test_trying_out_what_mine_would_be_leaves_no_trace(desk, world):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")
    lines = Revision.objects.count()

    browser.save(world.claim, form, text="The bridge is nobody's.")

    assert Revision.objects.count() == lines
    assert Claim.objects.get(pk=world.claim.pk).changed_by == person("editor")


def test_a_version_that_was_not_signed_for_this_record_is_refused(desk, world):
    browser = desk("reporter")
    form = opened(browser, world.claim)

    response = browser.save(world.claim, form, expected="0:forged", text="The bridge is shared.")

    assert "open the record anew" in response.content.decode()
    assert Claim.objects.get(pk=world.claim.pk).text == "The bridge belongs to Upper Town."
