"""Restoring, merging, redacting and reviewing take a second person, and what they saw must still stand."""

import pytest
from support.people import World, change, make, person, publish, published

from factcheck import ledger, workflow
from factcheck.models import Proposal, Publication, Revision
from factcheck.workflow import NotAllowed, WrongState, current_line

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def retracted(world):
    workflow.retract(world.claim, person("publisher"), reason="It is wrong.")
    return world.claim


def restore(record):
    return workflow.propose_restore(record, person("publisher"), reason="It was right.")


def redact(seq: int, by: str = "admin", ground: str = "privacy"):
    return workflow.propose_redact(
        Publication.objects.get(seq=seq), person(by), ground=ground, reason="A letter."
    )


def done(proposal, by: str = "second_publisher"):
    return workflow.carry_out(proposal, person(by))


def payload(record) -> dict:
    return ledger.payload_of(ledger.current().find(record.kind, record.slug))


def test_a_retraction_has_its_reason_and_is_reviewed(world):
    retracted(world)

    assert payload(world.claim)["reason"] == "It is wrong."
    assert set(payload(world.claim)) == {
        "uid",
        "kind",
        "slug",
        "path",
        "reason",
        "into",
    }
    review = Proposal.objects.get(verb="review")
    assert done(review) is None
    assert Revision.objects.latest("pk").verb == "review"


def test_nobody_reviews_or_withdraws_what_they_did_alone(world):
    retracted(world)
    review = Proposal.objects.get(verb="review")

    with pytest.raises(NotAllowed):
        done(review, "publisher")
    with pytest.raises(NotAllowed):
        workflow.withdraw(review, person("publisher"))
    with pytest.raises(WrongState, match="reviewed, not refused"):
        workflow.refuse(review, person("second_publisher"), comment="No.")
    assert Proposal.objects.get(verb="review").state == "open"


@pytest.mark.parametrize("reason", ["", " \n"])
def test_every_such_act_needs_a_reason(world, reason):
    other = published("claim", slug="other", **world.claim_content())
    line = ledger.current().find("claim", "other")

    for act in (
        lambda: workflow.retract(world.claim, person("publisher"), reason=reason),
        lambda: workflow.propose_merge(
            world.claim, other, person("publisher"), reason=reason
        ),
        lambda: workflow.propose_redact(
            line, person("admin"), ground="privacy", reason=reason
        ),
    ):
        with pytest.raises(WrongState, match="Say why"):
            act()


@pytest.mark.parametrize("state", ["draft", "retracted"])
def test_only_what_is_live_can_be_retracted(world, state):
    record = make("party", slug="new") if state == "draft" else retracted(world)

    with pytest.raises(WrongState, match="not live"):
        workflow.retract(record, person("publisher"), reason="Again.")


def test_a_restored_record_stands_as_it_last_stood(world):
    publish(
        change(world.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )
    before = payload(world.claim)
    retracted(world)
    change(world.claim, text="A draft that nobody approved.")

    line = done(restore(world.claim))

    own = {"action", "notice", "published_at", "version"}
    after = payload(world.claim)
    assert {name: after[name] for name in set(after) - own} == {
        name: before[name] for name in set(before) - own
    }
    assert (line.action, after["action"], after["notice"], after["version"]) == (
        "restore",
        "restore",
        "It was right.",
        4,
    )
    assert list(ledger.verify()) == []


def test_what_is_live_cannot_be_restored(world):
    with pytest.raises(WrongState, match="neither retracted nor merged"):
        restore(world.claim)
    with pytest.raises(WrongState):
        restore(make("party", slug="never"))


def test_nothing_is_restored_from_an_emptied_line(world):
    seq = ledger.current().find("claim", "belongs").seq
    retracted(world)
    done(redact(seq), "second_admin")

    with pytest.raises(WrongState, match="no earlier version"):
        done(restore(world.claim))


def test_the_proposer_cannot_be_the_second_person(world):
    proposal = restore(retracted(world))

    with pytest.raises(NotAllowed, match="second person"):
        done(proposal, "publisher")
    with pytest.raises(NotAllowed, match="Withdraw"):
        workflow.refuse(proposal, person("publisher"), comment="No.")
    assert Proposal.objects.get(pk=proposal.pk).state == "open"


def test_the_proposer_cannot_be_the_second_person_even_as_superuser(world):
    root = person("root")
    root.is_superuser = True
    root.save()
    retracted(world)
    proposal = workflow.propose_restore(world.claim, root, reason="It was right.")

    with pytest.raises(NotAllowed):
        done(proposal, "root")


def test_a_restoration_of_what_was_restored_since_is_refused(world):
    first = restore(retracted(world))
    done(first)
    workflow.retract(world.claim, person("publisher"), reason="Again.")
    second = restore(world.claim)

    Proposal.objects.filter(pk=second.pk).update(line=first.line)
    with pytest.raises(WrongState, match="since this was proposed"):
        done(Proposal.objects.get(pk=second.pk))


def test_the_same_is_not_proposed_twice(world):
    restore(retracted(world))

    with pytest.raises(WrongState, match="proposed already"):
        workflow.propose_restore(
            world.claim, person("second_publisher"), reason="Me too."
        )
    assert Proposal.objects.filter(verb="restore").count() == 1


def test_it_may_be_proposed_again_after_it_was_withdrawn_or_refused(world):
    workflow.withdraw(restore(retracted(world)), person("publisher"))
    workflow.refuse(
        restore(world.claim), person("second_publisher"), comment="It is wrong."
    )

    assert done(restore(world.claim)).action == "restore"


def test_withdrawing_and_refusing_are_in_the_history(world):
    workflow.withdraw(restore(retracted(world)), person("publisher"))
    workflow.refuse(
        restore(world.claim), person("second_publisher"), comment="It is wrong."
    )

    acts = workflow.revisions(world.claim).values_list("verb", "reason")[:3]
    assert list(acts) == [
        ("refuse", "restore: It is wrong."),
        ("propose", "restore: It was right."),
        ("withdraw", "restore: It was right."),
    ]


def test_a_refusal_says_why(world):
    with pytest.raises(WrongState, match="Say why"):
        workflow.refuse(
            restore(retracted(world)), person("second_publisher"), comment=" "
        )


def test_only_the_proposer_withdraws(world):
    with pytest.raises(NotAllowed, match="Only whoever proposed"):
        workflow.withdraw(restore(retracted(world)), person("second_publisher"))


@pytest.mark.parametrize("end", ["done", "refused", "withdrawn"])
def test_what_was_decided_is_decided(world, end):
    proposal, second = restore(retracted(world)), person("second_publisher")
    ends = {
        "done": lambda p: workflow.carry_out(p, second),
        "refused": lambda p: workflow.refuse(p, second, comment="No."),
        "withdrawn": lambda p: workflow.withdraw(p, person("publisher")),
    }
    stale = Proposal.objects.get(pk=proposal.pk)
    ends[end](proposal)
    lines = Publication.objects.count()

    for act in ends.values():
        with pytest.raises(WrongState, match="decided already"):
            act(stale)
    assert Proposal.objects.get(pk=proposal.pk).state == end
    assert Publication.objects.count() == lines


def test_a_redaction_takes_two_administrators(world):
    seq = current_line(world.party).seq
    proposal = redact(seq)

    for name in ("admin", "publisher", "second_publisher"):
        with pytest.raises(NotAllowed):
            done(proposal, name)
    assert ledger.payload_of(Publication.objects.get(seq=seq)).get("uid")

    assert done(proposal, "second_admin").action == "redact"
    assert "uid" not in ledger.payload_of(Publication.objects.get(seq=seq))


@pytest.mark.parametrize("ground", ["", "shame"])
def test_a_redaction_needs_a_ground_of_the_list(world, ground):
    with pytest.raises(WrongState, match="legal ground"):
        redact(current_line(world.party).seq, ground=ground)


def test_a_redaction_itself_cannot_be_redacted(world):
    made = done(redact(current_line(world.party).seq), "second_admin")

    with pytest.raises(WrongState, match="no record"):
        redact(made.seq)
