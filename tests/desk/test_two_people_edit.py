"""When two people save the same record nothing that either typed is lost."""

from uuid import uuid4

import pytest
from support.people import change, make, person, uid

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

    page = browser.save(
        world.claim, form, text="The bridge is nobody's."
    ).content.decode()

    assert (
        "Submit for review"
        in browser.get(
            f"/admin/factcheck/claim/{world.claim.pk}/change/"
        ).content.decode()
    )
    assert "Submit for review" not in page
    assert "First save your own text" in page


def test_what_does_not_overlap_is_merged_and_saved_once_it_was_seen(
    desk, world, form_of
):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")

    refused = browser.save(world.claim, form, context="A bridge between two towns.")
    browser.save(world.claim, form_of(refused, "claim_form"))

    claim = Claim.objects.get(pk=world.claim.pk)
    assert refused.status_code == 409
    assert "Nothing overlaps" in refused.content.decode()
    assert (claim.text, claim.context) == (
        "The bridge is shared.",
        "A bridge between two towns.",
    )
    assert claim.changed_by == person("reporter")


@pytest.mark.parametrize(
    ("choice", "text"),
    [("theirs", "The bridge is shared."), ("mine", "The bridge is nobody's.")],
    ids=["theirs", "mine"],
)
def test_a_field_that_both_changed_becomes_what_is_chosen(
    desk, world, form_of, choice, text
):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")
    refused = browser.save(world.claim, form, text="The bridge is nobody's.")

    saved = browser.save(
        world.claim, form_of(refused, "claim_form"), **{"choose-text": choice}
    )

    assert saved.status_code == 302
    assert Claim.objects.get(pk=world.claim.pk).text == text


def test_taking_mine_takes_it_as_edited_on_the_page(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.")
    refused = browser.save(world.claim, form, text="The bridge is nobody's.")

    browser.save(
        world.claim,
        form_of(refused, "claim_form"),
        **{"choose-text": "mine", "text": "Both towns share it."},
    )

    assert Claim.objects.get(pk=world.claim.pk).text == "Both towns share it."


def test_nothing_is_saved_while_a_choice_is_open(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, text="The bridge is shared.", context="Theirs.")
    refused = browser.save(
        world.claim, form, text="The bridge is nobody's.", context="Mine."
    )

    again = browser.save(
        world.claim, form_of(refused, "claim_form"), **{"choose-text": "mine"}
    )

    sent = form_of(again, "claim_form")
    assert again.status_code == 409
    assert "Choose for each field" in again.content.decode()
    assert (sent["asked"], sent["choose-text"]) == (["text", "context"], ["mine"])
    assert Claim.objects.get(pk=world.claim.pk).text == "The bridge is shared."


def test_a_merge_is_shown_again_when_they_save_again(desk, world, form_of):
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


@pytest.mark.parametrize(
    ("choice", "notes"), [("mine", ["Mine."]), ("theirs", [])], ids=["mine", "theirs"]
)
def test_a_row_that_they_deleted_and_i_changed_is_a_conflict(
    desk, world, form_of, choice, notes
):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, **{"evidence-0-DELETE": "on"})

    refused = browser.save(world.claim, form, **{"evidence-0-note": "Mine."})
    open_ = browser.save(world.claim, form_of(refused, "claim_form"))
    saved = browser.save(
        world.claim,
        form_of(open_, "claim_form"),
        **{"choose-evidence-0-DELETE": choice},
    )

    assert (refused.status_code, open_.status_code, saved.status_code) == (
        409,
        409,
        302,
    )
    assert [row.note for row in world.claim.evidence.all()] == notes


def test_a_row_that_they_deleted_and_i_left_alone_stays_deleted(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, **{"evidence-0-DELETE": "on"})

    refused = browser.save(world.claim, form, context="Mine.")
    saved = browser.save(world.claim, form_of(refused, "claim_form"))

    assert saved.status_code == 302
    assert not world.claim.evidence.exists()


@pytest.mark.parametrize(
    ("choice", "notes"), [("mine", []), ("theirs", ["Theirs."])], ids=["mine", "theirs"]
)
def test_a_row_that_i_deleted_and_they_changed_is_a_conflict(
    desk, world, form_of, choice, notes
):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, **{"evidence-0-note": "Theirs."})

    refused = browser.save(world.claim, form, **{"evidence-0-DELETE": "on"})
    saved = browser.save(
        world.claim,
        form_of(refused, "claim_form"),
        **{"choose-evidence-0-DELETE": choice},
    )

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert [row.note for row in world.claim.evidence.all()] == notes


def test_two_fields_of_one_row_are_merged(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    desk("editor").save(world.claim, **{"evidence-0-note": "Theirs."})

    refused = browser.save(world.claim, form, **{"evidence-0-stance": "refutes"})
    browser.save(world.claim, form_of(refused, "claim_form"))

    row = world.claim.evidence.get()
    assert (row.note, row.stance) == ("Theirs.", "refutes")


def test_rows_that_both_added_stay_both(desk, world, form_of):
    browser = desk("reporter")
    form = opened(browser, world.claim)
    added = {
        "uid": str(uuid4()),
        "source": uid(world.source),
        "stance": "refutes",
        "note": "Theirs.",
    }
    change(world.claim, by=person("editor"), evidence=[*_evidence(world), added])

    row = {
        "source": world.source.pk,
        "stance": "supports",
        "note": "Mine.",
        "id": "",
        "position": 1,
    }
    mine = {"evidence-TOTAL_FORMS": 2} | {
        f"evidence-1-{name}": value for name, value in row.items()
    }
    refused = browser.save(world.claim, form, **mine)
    saved = browser.save(world.claim, form_of(refused, "claim_form"))

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert {row.note for row in world.claim.evidence.all()} == {
        "It tells of the quarrel.",
        "Theirs.",
        "Mine.",
    }


def _evidence(world) -> list[dict]:
    return [
        {
            "uid": str(row.uid),
            "source": uid(world.source),
            "stance": row.stance,
            "note": row.note,
        }
        for row in world.claim.evidence.all()
    ]


def test_a_verdict_that_both_gave_is_a_conflict_and_saved_once(desk, world, form_of):
    world.claim.verdict.delete()
    browser = desk("reporter")
    form = opened(browser, world.claim)
    change(world.claim, by=person("editor"), verdict=world.verdict(rationale="Theirs."))

    row = {
        "rating": world.rating.pk,
        "rationale": "Mine.",
        "decided_on": "2026-01-15",
        "id": "",
    }
    mine = {"verdict-TOTAL_FORMS": 1} | {
        f"verdict-0-{name}": value for name, value in row.items()
    }
    refused = browser.save(world.claim, form, **mine)
    saved = browser.save(
        world.claim,
        form_of(refused, "claim_form"),
        **{"choose-verdict-0-rationale": "mine"},
    )

    assert (refused.status_code, saved.status_code) == (409, 302)
    assert Claim.objects.get(pk=world.claim.pk).verdict.rationale == "Mine."


def test_what_the_history_recorded_is_what_the_form_showed(desk, world):
    """Else a field that nobody touched would count as changed."""
    change(
        world.claim,
        claimed_on="2026-01~",
        sensitive=True,
        relations=[
            {
                "relation": "repeats",
                "claim": uid(make("claim", slug="other", **world.claim_content())),
            }
        ],
        replies=[
            {"party": uid(world.party), "question": "Is it?", "asked_on": "2026-01-14"}
        ],
    )
    browser = desk("reporter")
    form = opened(browser, world.claim)
    change(world.claim, by=person("editor"), **CLEARED)

    page = browser.save(world.claim, form, language="da").content.decode()

    assert "both changed it" not in page
    assert page.count("only you changed it") == 1


CLEARED = {
    "claimed_on": "",
    "sensitive": False,
    "relations": [],
    "replies": [],
    "appearances": [],
}


def test_a_refused_save_leaves_no_trace(desk, world):
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

    response = browser.save(
        world.claim, form, expected="0:forged", text="The bridge is shared."
    )

    assert "open the record anew" in response.content.decode()
    assert (
        Claim.objects.get(pk=world.claim.pk).text == "The bridge belongs to Upper Town."
    )
