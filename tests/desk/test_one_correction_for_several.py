"""One kind of change and one notice are said of a whole set, and of no record that has its own."""

import pytest
from support.people import approve, change, make

from factcheck import ledger, workflow

NOTICE = "We had the day wrong: it was closed on the 15th."
OWN = "We had the speaker wrong."

pytestmark = pytest.mark.django_db


@pytest.fixture
def changed(world):
    """A claim, an entry and a source with the same error, mended and approved."""
    return [
        approve(change(world.claim, context="It was closed on the 15th.")),
        approve(change(world.entry, when="2026-01-15")),
        approve(change(world.source, note="It tells of the 15th.")),
    ]


def action_and_notice(record) -> tuple[str, str]:
    line = workflow.current_line(record)
    return line.action, ledger.payload_of(line)["notice"]


def test_all_are_corrected_by_one_notice_in_one_transaction(desk, changed):
    response = desk("publisher").publish(
        *changed, all_action="correct", all_notice=NOTICE
    )

    assert response.status_code == 302
    assert [action_and_notice(record) for record in changed] == [
        ("correct", NOTICE)
    ] * 3
    assert len({workflow.current_line(record).published_at for record in changed}) == 1


def test_what_a_record_says_for_itself_stands(desk, changed):
    claim, entry, source = changed
    own = {
        f"{claim.uid}-action": "clarify",
        f"{claim.uid}-notice": OWN,
        f"{source.uid}-action": "update",
    }

    desk("publisher").publish(*changed, all_action="correct", all_notice=NOTICE, **own)

    assert [action_and_notice(record) for record in changed] == [
        ("clarify", OWN),
        ("correct", NOTICE),
        ("update", ""),
    ]


def test_what_was_never_published_is_published(desk, world, changed):
    new = approve(make("claim", slug="new", text="It is new.", **world.claim_content()))

    desk("publisher").publish(*changed, new, all_action="correct", all_notice=NOTICE)

    assert action_and_notice(new) == ("publish", "")


def test_a_notice_for_all_is_required_where_it_is_needed(desk, changed):
    response = desk("publisher").publish(*changed, all_action="correct", all_notice=" ")

    assert response.status_code == 200
    assert "Write the public notice" in response.content.decode()
    assert workflow.current_line(changed[0]).action == "publish"


def test_no_kind_at_all_is_refused(desk, changed):
    response = desk("publisher").publish(*changed)

    assert "Say what kind of change this is." in response.content.decode()
    assert workflow.current_line(changed[0]).action == "publish"


def test_minor_for_all_is_no_way_around(desk, changed):
    response = desk("publisher").publish(*changed, all_action="minor").content.decode()

    assert "This is no minor change. When: it changed." in response
    assert workflow.current_line(changed[1]).action == "publish"


def test_one_record_alone_has_no_shared_notice(desk, changed):
    page = (
        desk("publisher")
        .get(f"/admin/factcheck/claim/publish/?of=claim:{changed[0].uid}")
        .content.decode()
    )

    assert "For all live records of the set" not in page


def test_minor_is_offered_only_where_it_can_be(desk, world):
    slip = approve(
        change(
            world.claim,
            verdict=world.verdict(
                uid=str(world.claim.verdict.uid), rationale="No ded was found."
            ),
        )
    )
    url = f"/admin/factcheck/claim/publish/?of=claim:{slip.uid}"
    offered = desk("publisher").get(url).content.decode()
    other = approve(change(slip, claim_kind="legal"))
    refused = desk("publisher").get(url).content.decode()
    asked = (
        desk("publisher")
        .publish(other, **{f"{other.uid}-action": "minor"})
        .content.decode()
    )

    assert 'value="minor"' in offered
    assert 'value="minor"' not in refused
    assert (
        "Not as a minor change. Claim kind: it changed. Choose a correction or a clarification"
        in refused
    )
    assert "This is no minor change. Claim kind: it changed" in asked


def test_a_minor_change_has_no_notice(desk, world):
    slip = approve(
        change(
            world.claim,
            verdict=world.verdict(
                uid=str(world.claim.verdict.uid), rationale="No ded was found."
            ),
        )
    )

    page = desk("publisher").publish(
        slip, **{f"{slip.uid}-action": "minor", f"{slip.uid}-notice": "A letter."}
    )

    assert "A minor change has no notice" in page.content.decode()
