"""A guest reads one version or one proposal by a link and decides once: as one second reader, and never as more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from support.guest_links import in_review, invite
from support.people import World, approve, change, make, person, published

from factcheck import ledger, workflow
from factcheck.models import (
    Claim,
    GuestLink,
    Proposal,
    Publication,
    Revision,
    SealedLeaf,
    Status,
    User,
)
from factcheck.workflow import (
    Blocked,
    Change,
    LinkClosed,
    NotAllowed,
    WrongState,
    guests,
)

pytestmark = pytest.mark.django_db

ACTS = {
    "approve": lambda token: guests.approve(token),
    "object": lambda token: guests.object_(
        token, words="It is not what the deed says."
    ),
    "comment": lambda token: guests.comment(token, words="Name the deed."),
}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def last(record) -> Revision:
    return workflow.revisions(record).first()


def sensitive(world: World) -> Claim:
    claim = make("claim", slug="deed", sensitive=True, **world.claim_content())
    workflow.submit(claim, person("reporter"))
    return claim


def test_a_guest_approves_a_version_and_it_is_published():
    record = in_review()
    link, token = invite(record)

    guests.approve(token, words="Checked.")

    assert fresh(record).status == Status.APPROVED
    assert (last(record).verb, last(record).actor, last(record).reason) == (
        "approve",
        link,
        "Checked.",
    )
    line = workflow.publish(
        workflow.acknowledging([Change(fresh(record))]), person("publisher")
    )[0]
    assert '"approved_by":["guest"]' in line.payload
    assert "Berg" not in line.payload
    assert not SealedLeaf.objects.filter(value__contains="Berg").exists()


def test_where_the_desk_signs_with_names_a_guest_stands_by_role(settings):
    settings.DESK_SIGNS = True
    record = in_review()
    guests.approve(invite(record)[1])

    line = workflow.publish(
        workflow.acknowledging([Change(fresh(record))]), person("publisher")
    )[0]

    assert ledger.payload_of(line)["names"] == {
        "edited_by": ["Reporter"],
        "approved_by": ["guest"],
    }
    assert "Berg" not in line.payload


def test_the_token_shows_once_and_only_its_hash_is_stored():
    link, token = invite(in_review())

    kept = GuestLink.objects.filter(pk=link.pk).values().get()
    assert len(token) == 43
    assert not any(token in str(value) for value in kept.values())
    assert guests.find(token) == link


def test_two_links_have_two_tokens():
    record = in_review()

    assert invite(record)[1] != invite(record)[1]


@pytest.mark.parametrize("act", ["object", "comment"])
def test_an_objection_or_a_comment_moves_nothing_and_is_in_the_history(act):
    record = in_review()
    link, token = invite(record)

    ACTS[act](token)

    assert (fresh(record).status, fresh(record).approvals) == (Status.IN_REVIEW, [])
    assert (last(record).verb, last(record).actor, last(record).reason) == (
        act,
        link,
        GuestLink.objects.get().words,
    )


@pytest.mark.parametrize("words", ["", "  ", "\u200b"])
@pytest.mark.parametrize("act", [guests.object_, guests.comment])
def test_an_objection_and_a_comment_need_words(act, words):
    record = in_review()
    _link, token = invite(record)

    with pytest.raises(WrongState):
        act(token, words=words)
    assert guests.find(token).used_at is None


@pytest.mark.parametrize("first", ACTS)
@pytest.mark.parametrize("second", ACTS)
def test_a_link_works_once(first, second):
    record = in_review()
    _link, token = invite(record)
    ACTS[first](token)
    before = fresh(record).status, workflow.revisions(record).count()

    with pytest.raises(LinkClosed):
        ACTS[second](token)
    assert (fresh(record).status, workflow.revisions(record).count()) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_link_whose_time_is_over_does_nothing(act):
    record = in_review()
    link, token = invite(record)
    made = timezone.now() - timedelta(days=4)
    GuestLink.objects.filter(pk=link.pk).update(
        made_at=made, expires_at=made + timedelta(days=3)
    )

    with pytest.raises(LinkClosed):
        ACTS[act](token)
    with pytest.raises(LinkClosed):
        guests.find(token)
    assert fresh(record).status == Status.IN_REVIEW


@pytest.mark.parametrize("act", ACTS)
def test_a_revoked_link_does_nothing(act):
    record = in_review()
    link, token = invite(record)

    guests.revoke(link, person("admin"))

    with pytest.raises(LinkClosed):
        ACTS[act](token)
    assert (last(record).verb, last(record).by) == ("revoke", person("admin"))


def test_what_was_used_or_revoked_is_not_revoked():
    record = in_review()
    (used, token), (revoked, _) = invite(record), invite(record)
    guests.comment(token, words="Seen.")
    guests.revoke(revoked, person("editor"))

    for link in (used, revoked):
        with pytest.raises(WrongState):
            guests.revoke(link, person("editor"))


@pytest.mark.parametrize("act", ACTS)
def test_a_later_save_voids_it(act):
    record = in_review()
    link, token = invite(record)
    workflow.submit(change(record, name="Lower Village"), person("reporter"))

    with pytest.raises(LinkClosed):
        ACTS[act](token)
    with pytest.raises(LinkClosed):
        guests.subject(guests.find(token))
    assert guests.state_of(link, fresh(record)) == "void"
    assert GuestLink.objects.get().used_at is None


@pytest.mark.parametrize("act", ACTS)
def test_given_back_to_its_author_it_is_closed(act):
    record = in_review()
    _link, token = invite(record)
    workflow.send_back(record, person("editor"), comment="Which town?")

    with pytest.raises(LinkClosed):
        ACTS[act](token)


def test_what_was_approved_meanwhile_may_still_be_objected_to():
    record = in_review()
    _link, token = invite(record)
    workflow.approve(record, person("admin"))

    assert not guests.may_approve(guests.find(token), fresh(record))
    with pytest.raises(WrongState, match="approved already"):
        guests.approve(token)
    guests.object_(token, words="It is not what the deed says.")
    assert last(record).verb == "object"


def test_a_save_voids_a_guests_approval():
    record = in_review()
    guests.approve(invite(record)[1])

    change(fresh(record), name="Lower Village")

    assert (fresh(record).status, fresh(record).approvals) == (Status.DRAFT, [])


@pytest.mark.parametrize(
    ("name", "may"),
    [("reader", False), ("reporter", False), ("editor", True), ("admin", True)],
)
def test_who_may_approve_may_invite(name, may):
    record = in_review()

    if may:
        assert not invite(record, name)[0].by_author
    else:
        with pytest.raises(NotAllowed):
            invite(record, name)
        assert not GuestLink.objects.exists()


def test_whoever_may_not_approve_revokes_nothing():
    link, _token = invite(in_review())

    with pytest.raises(NotAllowed):
        guests.revoke(link, person("reporter"))


def test_a_guest_invited_by_an_author_is_called_so_everywhere():
    record = make("party", person("editor"), slug="lower-town", name="Lower Town")
    workflow.submit(record, person("editor"))
    link, token = invite(record, "editor")

    guests.approve(token)

    assert str(link) == "guest Ada Berg (lawyer, Berg & Co), invited by its author"
    line = workflow.publish(
        workflow.acknowledging([Change(fresh(record))]), person("publisher")
    )[0]
    assert '"approved_by":["guest invited by its author"]' in line.payload


@pytest.mark.parametrize("status", ["draft", "approved", "clean"])
def test_a_guest_is_invited_to_what_is_in_review_alone(status):
    made = {
        "draft": lambda: make("party", slug="lower-town"),
        "approved": lambda: approve(make("party", slug="lower-town")),
        "clean": lambda: published("party", slug="lower-town"),
    }
    record = made[status]()

    with pytest.raises(WrongState, match="in review"):
        invite(record, "admin")


def test_an_invitation_binds_to_what_was_seen():
    record = in_review()
    workflow.submit(change(record, name="Lower Village"), person("reporter"))

    with pytest.raises(workflow.Changed):
        invite(fresh(record), expected=record.lock_version)


@pytest.mark.parametrize(
    "given", [{"name": " "}, {"role": ""}, {"days": 2}, {"name": "Ada\x00"}]
)
def test_a_guest_has_a_name_a_role_and_a_term(given):
    with pytest.raises(WrongState):
        invite(in_review(), **given)


def test_a_link_ends_with_the_rights_of_its_author():
    _link, token = invite(in_review(), "editor")
    User.objects.filter(username="editor").update(is_active=False)

    with pytest.raises(LinkClosed):
        guests.approve(token)


def test_what_is_in_the_way_refuses_a_guests_approval_too(world):
    record = make(
        "claim", slug="bare", disputes=[str(world.dispute.uid)], claim_kind="fact"
    )
    workflow.submit(record, person("reporter"))
    link, token = invite(record)

    assert not guests.may_approve(link, fresh(record))
    with pytest.raises(Blocked):
        guests.approve(token)
    assert guests.find(token).used_at is None


@pytest.mark.parametrize("order", ["guest first", "desk first"])
def test_a_sensitive_claim_takes_a_guest_and_somebody_of_the_desk(world, order):
    claim = sensitive(world)
    _link, token = invite(claim, "admin")
    acts = [
        lambda: guests.approve(token),
        lambda: workflow.approve(fresh(claim), person("editor")),
    ]

    for act in acts if order == "guest first" else reversed(acts):
        assert fresh(claim).status == Status.IN_REVIEW
        act()

    assert fresh(claim).status == Status.APPROVED
    assert len(fresh(claim).approvals) == 2


def test_two_guests_do_not_put_a_sensitive_claim_through(world):
    claim = sensitive(world)
    tokens = [invite(claim, name=name)[1] for name in ("Ada Berg", "Bo Dal")]
    guests.approve(tokens[0])

    with pytest.raises(NotAllowed, match="somebody of the desk"):
        guests.approve(tokens[1])
    assert fresh(claim).status == Status.IN_REVIEW
    assert not guests.may_approve(guests.find(tokens[1]), fresh(claim))


def test_the_database_holds_that_one_of_two_is_of_the_desk(world):
    claim = sensitive(world)
    one, other = invite(claim)[0], invite(claim)[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(
            status="approved", first_approved_by_guest=one, approved_by_guest=other
        )


def test_the_database_holds_that_a_decision_has_its_moment():
    link, _token = invite(in_review())

    for wrong in ({"decision": "approve"}, {"used_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            GuestLink.objects.filter(pk=link.pk).update(**wrong)


# Proposals


def to_redact() -> Proposal:
    return workflow.propose_redact(
        Publication.objects.get(seq=5),
        person("admin"),
        ground="privacy",
        reason="A letter.",
    )


def test_where_one_administrator_is_a_guest_is_the_second_hand_of_a_redaction(world):
    proposal = to_redact()
    link, token = invite(proposal, "admin")

    guests.approve(token, words="The letter is genuine.")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.decider, proposal.decided_by) == (
        "done",
        link,
        None,
    )
    assert Publication.objects.latest("seq").action == "redact"
    assert link.by_author


def test_where_a_second_administrator_is_a_guest_only_agrees(world):
    person("second_admin")
    proposal = to_redact()
    _link, token = invite(proposal, "second_admin")
    lines = Publication.objects.count()

    guests.approve(token)

    proposal.refresh_from_db()
    assert (proposal.state, Publication.objects.count()) == ("open", lines)
    assert Revision.objects.latest("pk").verb == "agree"


def test_of_other_proposals_somebody_of_the_desk_decides(world):
    workflow.retract(world.claim, person("publisher"), reason="It is wrong.")
    proposal = workflow.propose_restore(
        world.claim, person("publisher"), reason="It was right."
    )
    _link, token = invite(proposal, "second_publisher")

    guests.approve(token, words="Restore it.")

    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert last(world.claim).reason == "restore: Restore it."


@pytest.mark.parametrize("act", ACTS)
def test_a_proposal_that_was_decided_closes_its_links(world, act):
    proposal = to_redact()
    _link, token = invite(proposal, "admin")
    workflow.withdraw(proposal, person("admin"))

    with pytest.raises(LinkClosed):
        ACTS[act](token)
    with pytest.raises(WrongState, match="decided already"):
        invite(proposal, "admin")


def test_only_who_decides_on_redactions_invites_to_one(world):
    with pytest.raises(NotAllowed):
        invite(to_redact(), "publisher")


@pytest.mark.parametrize("act", ["object", "comment"])
def test_what_a_guest_says_of_a_redaction_is_read_by_who_decides(world, act):
    _link, token = invite(to_redact(), "admin")
    ACTS[act](token)
    line = Revision.objects.latest("pk")

    assert workflow.reason_for(person("publisher"), line) == workflow.CONFIDENTIAL
    assert workflow.reason_for(person("admin"), line).startswith("redact: ")
