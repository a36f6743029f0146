"""Every verb through its page, and why it refuses."""

import pytest
from support.people import (
    approve,
    approved_before,
    change,
    make,
    person,
    published,
    uid,
)

from factcheck import ledger, workflow
from factcheck.models import Claim, Proposal, Publication, Status

pytestmark = pytest.mark.django_db


def state(record) -> str:
    return type(record).objects.get(pk=record.pk).status


def text_of(response) -> str:
    return response.content.decode()


def standing(record) -> str:
    return workflow.current_line(record).action


@pytest.fixture
def draft(world):
    return make(
        "claim", slug="secret", text="The deed is lost.", **world.claim_content()
    )


@pytest.fixture
def submitted(draft):
    workflow.submit(draft, person("reporter"))
    return draft


@pytest.fixture
def approved(submitted):
    workflow.approve(submitted, person("editor"))
    return submitted


def test_a_draft_is_submitted(desk, draft):
    response = desk("reporter").do(draft, "submit")

    assert response.status_code == 302
    assert state(draft) == Status.IN_REVIEW


def test_what_changed_meanwhile_is_not_submitted(desk, draft):
    reporter = desk("reporter")
    seen = reporter.form(f"/admin/factcheck/claim/{draft.pk}/do/submit/", "act")
    change(draft, text="Nobody has the deed.")

    response = reporter.post(f"/admin/factcheck/claim/{draft.pk}/do/submit/", seen)

    assert response.status_code == 409
    assert "changed since you looked" in text_of(response)


def test_a_record_goes_back_to_its_author_with_a_comment(desk, submitted):
    desk("editor").do(submitted, "return", comment="Cite the register.")

    assert state(submitted) == Status.DRAFT
    assert workflow.revisions(submitted).first().reason == "Cite the register."


def test_nothing_goes_back_without_a_comment(desk, submitted):
    response = desk("editor").do(submitted, "return", comment=" ")

    assert "This field is required" in text_of(response)
    assert state(submitted) == Status.IN_REVIEW


def test_an_editor_approves(desk, submitted):
    desk("editor").do(submitted, "approve")

    assert state(submitted) == Status.APPROVED


def test_a_draft_is_not_approved(desk, draft):
    response = desk("editor").do(draft, "approve")

    assert response.status_code == 409
    assert state(draft) == Status.DRAFT


def test_an_approved_claim_is_published(desk, approved):
    response = desk("publisher").publish(approved)

    assert response.status_code == 302
    assert standing(approved) == "publish"


def test_a_draft_is_not_published(desk, draft):
    response = desk("publisher").publish(draft)

    assert response.status_code == 409
    assert workflow.current_line(draft) is None


def test_the_preflight_links_what_stands_in_the_way_to_its_field(desk, world):
    bare = make("claim", slug="bare", disputes=[uid(world.dispute)], claim_kind="fact")

    response = desk("publisher").get(
        f"/admin/factcheck/claim/publish/?of=claim:{bare.uid}"
    )

    assert f'href="/admin/factcheck/claim/{bare.pk}/change/#evidence-group"' in text_of(
        response
    )
    assert "needs evidence" in text_of(response)


def test_what_is_blocked_is_not_published_even_when_approved(desk, world):
    bare = approved_before(
        make("claim", slug="bare", disputes=[uid(world.dispute)], claim_kind="fact")
    )

    response = desk("publisher").publish(bare)

    assert response.status_code == 409
    assert workflow.current_line(bare) is None


def test_what_an_approved_record_rests_on_is_taken_along(desk, world):
    source = approve(make("source", slug="letter", title="A letter"))
    claim = make(
        "claim",
        slug="letter-claim",
        **world.claim_content(evidence=[{"source": uid(source), "stance": "supports"}]),
    )
    approve(claim)

    along = {"take": f"source:{source.uid}"}
    unread = desk("publisher").publish(claim, **along, **_versions(desk, claim))
    read = {f"{source.uid}-acknowledged": "no-copy"}
    response = desk("publisher").publish(
        claim, **along, **read, **_versions(desk, claim)
    )

    assert "Acknowledge this too" in unread.content.decode()
    assert response.status_code == 302
    assert (
        workflow.current_line(claim).published_at
        == workflow.current_line(source).published_at
    )


def _versions(desk, claim) -> dict:
    return desk("publisher").form(
        f"/admin/factcheck/claim/publish/?of=claim:{claim.uid}", "publish"
    )


def test_mentions_are_offered_to_be_taken_along(desk, world):
    claim = approve(
        make("claim", slug="new", text="The toll was paid.", **world.claim_content())
    )
    entry = approve(change(world.entry, claims=[uid(world.claim), uid(claim)]))

    response = desk("publisher").get(
        f"/admin/timeline/entry/publish/?of=entry:{entry.uid}"
    )

    assert "Take along: claim “The toll was paid.”" in text_of(response)


def test_what_nobody_approved_cannot_be_taken_along(desk, world):
    claim = make(
        "claim", slug="new", text="The toll was paid.", **world.claim_content()
    )
    entry = approve(change(world.entry, claims=[uid(world.claim), uid(claim)]))

    response = desk("publisher").get(
        f"/admin/timeline/entry/publish/?of=entry:{entry.uid}"
    )

    assert "The toll was paid." in text_of(response)
    assert "Take along" not in text_of(response)


def test_a_live_record_is_corrected_with_a_notice(desk, world):
    claim = approve(change(world.claim, text="The bridge is shared."))
    key = str(claim.uid)

    desk("publisher").publish(
        claim,
        **{f"{key}-action": "correct", f"{key}-notice": "It is shared, not owned."},
    )

    line = workflow.current_line(claim)
    assert (line.action, ledger.payload_of(line)["notice"]) == (
        "correct",
        "It is shared, not owned.",
    )


def test_a_correction_without_a_notice_is_refused_beside_its_field(desk, world):
    claim = approve(change(world.claim, text="The bridge is shared."))

    response = desk("publisher").publish(claim, **{f"{claim.uid}-action": "correct"})

    assert "Write the public notice" in text_of(response)
    assert workflow.current_line(claim).version == 1


def test_what_was_saved_since_the_preflight_is_not_published(desk, approved):
    publisher = desk("publisher")
    url = f"/admin/factcheck/claim/publish/?of=claim:{approved.uid}"
    seen = publisher.form(url, "publish") | publisher.ticked(url)
    approve(change(approved, text="Nobody has the deed."))

    response = publisher.post(url, seen)

    assert response.status_code == 409
    assert workflow.current_line(approved) is None


def test_a_retraction_takes_effect_at_once_and_opens_a_review(desk, world):
    desk("publisher").do(world.claim, "retract", reason="It was forged.")

    assert standing(world.claim) == "retract"
    assert Proposal.objects.get(uid=world.claim.uid).verb == "review"


def test_a_draft_cannot_be_retracted(desk, draft):
    response = desk("publisher").do(draft, "retract", reason="It was forged.")

    assert response.status_code == 409
    assert "is not live" in text_of(response)


def decide(desk, name: str, act: str, comment: str = ""):
    proposal = Proposal.objects.exclude(verb="review").get()
    return desk(name).post(
        f"/admin/factcheck/proposal/{proposal.pk}/do/{act}/", {"comment": comment}
    )


def test_a_restoration_needs_a_second_person(desk, world):
    workflow.retract(world.claim, person("publisher"), reason="It was forged.")

    desk("publisher").do(world.claim, "restore", reason="It was not forged.")
    refused = decide(desk, "publisher", "approve")
    before = standing(world.claim)
    decide(desk, "second_publisher", "approve")

    assert (refused.status_code, before) == (403, "retract")
    assert standing(world.claim) == "restore"


def test_a_merge_leads_to_the_other_record(desk, world):
    other = published("party", name="Upper Towne", slug="upper-towne")

    desk("publisher").do(other, "merge", into=world.party.pk, reason="The same town.")
    decide(desk, "second_publisher", "approve")

    assert ledger.current().follow(other.uid) == world.party.uid


def test_nothing_is_merged_into_a_draft(desk, world):
    town = make("party", name="Lower Town", slug="lower-town")

    url = f"/admin/factcheck/party/{world.party.pk}/do/merge/"

    shown = desk("publisher").get(f"{url}?into={town.pk}")
    desk("publisher").post(url, {"into": town.pk, "reason": "The same town."})

    assert "Select a valid choice" in text_of(shown)
    assert not Proposal.objects.exists()


def test_a_refused_proposal_does_nothing(desk, world):
    other = published("party", name="Upper Towne", slug="upper-towne")
    desk("publisher").do(other, "merge", into=world.party.pk, reason="The same town.")

    response = decide(desk, "second_publisher", "refuse", "They are two towns.")

    assert response.status_code == 302
    assert (standing(other), Proposal.objects.get().state) == ("publish", "refused")


def test_a_refusal_says_why(desk, world):
    other = published("party", name="Upper Towne", slug="upper-towne")
    desk("publisher").do(other, "merge", into=world.party.pk, reason="The same town.")

    response = decide(desk, "second_publisher", "refuse")

    assert response.status_code == 409
    assert Proposal.objects.get().state == "open"


def test_one_s_own_proposal_is_withdrawn(desk, world):
    other = published("party", name="Upper Towne", slug="upper-towne")
    desk("publisher").do(other, "merge", into=world.party.pk, reason="The same town.")

    decide(desk, "publisher", "withdraw")

    assert Proposal.objects.get().state == "withdrawn"


def test_a_redaction_empties_the_line_when_a_second_administrator_agrees(desk, world):
    line = workflow.current_line(world.claim)

    desk("admin").do(
        world.claim,
        "redact",
        line=line.seq,
        ground="privacy",
        reason="It names a child.",
    )
    before = Publication.objects.get(seq=line.seq).payload
    decide(desk, "second_admin", "approve")

    assert world.claim.text in before
    assert world.claim.text not in Publication.objects.get(seq=line.seq).payload


def test_a_line_of_another_record_cannot_be_chosen_for_redaction(desk, world):
    line = workflow.current_line(world.entry)

    response = desk("admin").do(
        world.claim,
        "redact",
        line=line.seq,
        ground="privacy",
        reason="It names a child.",
    )

    assert "Select a valid choice" in text_of(response)
    assert not Proposal.objects.exists()


@pytest.fixture
def night_editor(desk):
    person("publisher").user_permissions.add(*_permission("publish_in_emergency"))
    return desk("publisher")


def _permission(codename: str):
    return person("admin").user_permissions.model.objects.filter(codename=codename)


def test_an_emergency_is_published_by_one_person_and_reviewed_by_another(
    night_editor, desk, draft
):
    night_editor.publish(draft, emergency="A life is in danger.")
    review = Proposal.objects.get(verb="review")
    own = night_editor.post(f"/admin/factcheck/proposal/{review.pk}/do/approve/", {})
    desk("second_publisher").post(
        f"/admin/factcheck/proposal/{review.pk}/do/approve/", {}
    )

    review.refresh_from_db()
    assert ledger.payload_of(workflow.current_line(draft))["emergency"] is True
    assert (own.status_code, review.state, review.decided_by) == (
        403,
        "done",
        person("second_publisher"),
    )


def test_an_emergency_needs_a_reason(night_editor, draft):
    response = night_editor.publish(draft, emergency=" ")

    assert response.status_code == 409
    assert workflow.current_line(draft) is None


def test_one_message_counts_what_was_done_and_lists_what_was_refused(
    desk, submitted, world
):
    other = make(
        "claim", slug="other", text="The toll was paid.", **world.claim_content()
    )

    response = desk("editor").act_on_list("approve_chosen", submitted, other)

    assert state(submitted) == Status.APPROVED
    assert "1 approved. 1 refused:" in text_of(response)
    assert "“The toll was paid.”: It is “Draft”" in text_of(response)


def test_several_records_are_submitted_from_the_list(desk, draft, world):
    other = make(
        "claim", slug="other", text="The toll was paid.", **world.claim_content()
    )

    desk("reporter").act_on_list("submit_chosen", draft, other)

    assert {state(draft), state(other)} == {Status.IN_REVIEW}


def test_the_list_leads_to_the_preflight_of_the_chosen_set(desk, approved, world):
    response = desk("publisher").act_on_list("publish_chosen", approved, world.claim)

    assert "2 records as one set" in text_of(response)


def test_a_published_record_is_never_deleted(desk, world):
    person("boss")
    Claim.objects.filter(pk=world.claim.pk).update(status=Status.DRAFT)
    boss = desk("boss")
    type(person("boss")).objects.filter(username="boss").update(is_superuser=True)

    response = boss.client.post(
        f"/admin/factcheck/claim/{world.claim.pk}/delete/", {"post": "yes"}, follow=True
    )

    assert Claim.objects.filter(pk=world.claim.pk).exists()
    assert "Retract it instead" in text_of(response)


def test_an_administrator_deletes_a_draft_that_was_never_published(desk, draft):
    desk("admin").client.post(
        f"/admin/factcheck/claim/{draft.pk}/delete/", {"post": "yes"}
    )

    assert not Claim.objects.filter(pk=draft.pk).exists()


def test_a_publisher_deletes_no_draft(desk, draft):
    response = desk("publisher").client.post(
        f"/admin/factcheck/claim/{draft.pk}/delete/", {"post": "yes"}
    )

    assert response.status_code == 403
    assert Claim.objects.filter(pk=draft.pk).exists()


def test_the_history_page_shows_the_words_that_went_and_came(desk, world):
    change(world.claim, text="The bridge belongs to nobody.")

    page = text_of(
        desk("reporter").get(f"/admin/factcheck/claim/{world.claim.pk}/history/")
    )

    assert "The bridge belongs to <del>Upper Town</del><ins>nobody</ins>." in page


def test_one_blocked_record_keeps_the_whole_set_back(desk, world, approved):
    blocked = approved_before(
        make("claim", slug="bare", disputes=[uid(world.dispute)], claim_kind="fact")
    )
    lines = Publication.objects.count()

    response = desk("publisher").publish(approved, blocked)

    assert response.status_code == 409
    assert Publication.objects.count() == lines


def test_the_panel_says_why_a_verb_cannot_be_done(desk, submitted):
    page = text_of(
        desk("reporter").get(f"/admin/factcheck/claim/{submitted.pk}/change/")
    )

    assert "Your role does not include this." in page


def test_the_panel_tells_an_author_that_someone_else_must_approve(desk, submitted):
    change(submitted, by=person("editor"), text="Nobody has the deed.")
    fresh = Claim.objects.get(pk=submitted.pk)
    workflow.submit(fresh, person("reporter"))

    page = text_of(desk("editor").get(f"/admin/factcheck/claim/{submitted.pk}/change/"))

    assert "You changed this record since its last publication" in page


def test_what_waits_for_me_is_on_the_first_page(desk, submitted):
    assert "The deed is lost." in text_of(desk("editor").get("/admin/"))
    assert "Nothing waits under" in text_of(desk("editor").get("/admin/"))


def test_what_i_wrote_does_not_wait_for_my_review(desk, world):
    own = make(
        "claim",
        by=person("editor"),
        slug="own",
        text="The toll was paid.",
        **world.claim_content(),
    )
    workflow.submit(own, person("reporter"))

    assert "The toll was paid." not in text_of(desk("editor").get("/admin/"))
    assert "The toll was paid." in text_of(desk("publisher").get("/admin/"))


def test_several_lines_are_published_at_one_moment(desk, world):
    first = approve(make("claim", slug="first", **world.claim_content()))
    second = approve(make("claim", slug="second", **world.claim_content()))

    desk("publisher").publish(first, second)

    moments = Publication.objects.filter(uid__in=[first.uid, second.uid]).values_list(
        "published_at", flat=True
    )
    assert len(set(moments)) == 1
    assert len(moments) == 2


def test_the_page_that_publishes_shows_its_rule_beside_the_findings(desk, world):
    blocked = make(
        "claim", slug="bare", disputes=[uid(world.dispute)], claim_kind="fact"
    )

    page = text_of(
        desk("publisher").get(f"/admin/factcheck/claim/publish/?of=claim:{blocked.uid}")
    )

    assert '<p class="rule">What it takes: ' in page
    assert "<strong>Blocker:</strong>" in page
