"""When a source is corrected or retracted, whoever cited it is asked to look again."""

import pytest
from support.people import change, make, person, publish, published, uid

from factcheck import workflow
from factcheck.models import Recheck, Revision


def waiting() -> set[str]:
    return {f"{row.kind}" for row in Recheck.objects.filter(state="open")}


def correct(record, **content):
    publish(
        change(record, **content),
        action="correct",
        notice="The title was wrong; it is the second report.",
    )


def test_a_corrected_source_opens_one_for_all_that_rests_on_it(world):
    correct(world.source, title="Second bridge report")

    assert waiting() == {"quote", "claim", "entry"}
    assert Recheck.objects.count() == 3


def test_so_does_a_retracted_one(world):
    workflow.retract(world.source, person("publisher"), reason="It was forged.")

    assert waiting() == {"quote", "claim", "entry"}


def test_what_rests_on_it_only_through_another_is_rechecked_too(world):
    other = published("source", slug="other", title="Another report")
    claim = published(
        "claim",
        slug="through-a-quote",
        **world.claim_content(evidence=[{"source": uid(other), "stance": "context"}]),
    )

    workflow.retract(world.source, person("publisher"), reason="It was forged.")

    assert Recheck.objects.filter(uid=claim.uid, cause_uid=world.source.uid).exists()


@pytest.mark.parametrize("action", ["update", "clarify", "minor"])
def test_other_changes_ask_nobody(world, action):
    publish(
        change(world.source, title="Bridge repport"), action=action, notice="Clearer."
    )

    assert waiting() == set()


def test_a_corrected_party_asks_nobody(world):
    publish(
        change(world.party, name="Upper Towne"),
        action="correct",
        notice="The name was wrong.",
    )

    assert waiting() == set()


def test_what_is_corrected_in_the_same_set_is_not_rechecked(world):
    changed = [
        change(world.source, title="Second"),
        change(world.quote, words="It is our bridge!"),
    ]
    publish(*changed, action="correct", notice="Both were wrong.")

    assert not Recheck.objects.filter(
        uid=world.quote.uid, cause_uid=world.source.uid
    ).exists()


def test_a_new_version_answers_it(world):
    correct(world.source, title="Second")

    publish(change(world.quote, words="It is our bridge!"), action="update")

    row = Recheck.objects.get(uid=world.quote.uid, cause_uid=world.source.uid)
    assert row.state == "changed"
    assert row.line


def test_an_editor_says_that_it_holds(world, desk):
    correct(world.source, title="Second")
    row = Recheck.objects.get(kind="claim")
    url = f"/admin/factcheck/recheck/{row.pk}/change/"

    page = desk("editor").get(url).content.decode()
    answer = desk("editor").post(
        url, desk("editor").form(url, "decide") | {"comment": "The deed says the same."}
    )

    row.refresh_from_db()
    assert "The title was wrong" in page
    assert answer.status_code == 302
    assert (row.state, row.decided_by.username) == ("holds", "editor")
    assert Revision.objects.filter(
        uid=world.claim.uid, verb="recheck", reason="The deed says the same."
    ).exists()


def test_it_needs_a_reason_and_is_decided_once(world, desk):
    correct(world.source, title="Second")
    row = Recheck.objects.get(kind="claim")
    url = f"/admin/factcheck/recheck/{row.pk}/change/"
    form = desk("editor").form(url, "decide")

    assert desk("editor").post(url, form | {"comment": " "}).status_code == 409
    assert desk("editor").post(url, form | {"comment": "Yes."}).status_code == 302
    assert desk("editor").post(url, form | {"comment": "Again."}).status_code == 409


def test_a_reporter_reads_it_and_decides_nothing(world, desk):
    correct(world.source, title="Second")
    row = Recheck.objects.get(kind="claim")

    with pytest.raises(workflow.NotAllowed):
        workflow.confirm(row, person("reporter"), comment="It holds.")
    assert (
        "Your role does not decide this"
        in desk("reporter")
        .get(f"/admin/factcheck/recheck/{row.pk}/change/")
        .content.decode()
    )


def test_the_desk_shows_it_on_its_first_page_and_beside_the_record(world, desk):
    correct(world.source, title="Second")

    assert "To look at again" in desk("editor").get("/admin/").content.decode()
    beside = (
        desk("editor")
        .get(f"/admin/factcheck/claim/{world.claim.pk}/change/")
        .content.decode()
    )
    assert "What it rests on was corrected or retracted" in beside
    assert (
        "because of"
        in desk("editor").get("/admin/factcheck/recheck/").content.decode().lower()
    )


def test_whoever_retracts_sees_first_what_rests_on_it(world, desk):
    page = (
        desk("publisher")
        .get(f"/admin/factcheck/source/{world.source.pk}/do/retract/")
        .content.decode()
    )

    assert "3 live records rest on it" in page
    assert world.claim.text in page


def test_a_draft_is_not_rechecked(world):
    make("claim", slug="draft", **world.claim_content())

    correct(world.source, title="Second")

    assert Recheck.objects.filter(kind="claim").count() == 1
