"""A set is published together or not at all, and what stands in its way is said record by record."""

import pytest
from support.people import (
    World,
    approve,
    approved_before,
    change,
    make,
    person,
    publish,
    published,
    uid,
)

from factcheck import ledger, workflow
from factcheck.models import Capture, Proposal, Publication
from factcheck.workflow import Blocked, Change, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def try_to_publish(*records) -> list[workflow.RecordBlocker]:
    """The blockers that stopped it; nothing was published and everything stands as it did."""
    before, changes = (
        Publication.objects.count(),
        [Change(approved_before(record)) for record in records],
    )
    with pytest.raises(Blocked) as caught:
        workflow.publish(changes, person("publisher"))
    assert Publication.objects.count() == before
    assert {type(r).objects.get(pk=r.pk).status for r in records} == {"approved"}
    return caught.value.blockers


def test_a_set_may_rest_on_itself():
    dispute, party, source = make("dispute"), make("party"), make("source")
    quote = make(
        "quote", disputes=[uid(dispute)], speaker=uid(party), source=uid(source)
    )

    lines = publish(quote, source, party, dispute)

    assert [line.kind for line in lines] == ["quote", "source", "party", "dispute"]
    assert len({line.published_at for line in lines}) == 1


def test_what_rests_on_an_unpublished_record_is_refused_and_the_field_named(world):
    speaker, source = make("party", slug="unheard"), make("source", slug="unread")
    quote = make(
        "quote", disputes=[uid(world.dispute)], speaker=uid(speaker), source=uid(source)
    )

    blockers = try_to_publish(quote)

    assert {(blocker.record, blocker.field) for blocker in blockers} == {
        (quote, "speaker"),
        (quote, "source"),
    }
    assert "publish it first or take it into the set" in blockers[0].message


def test_blocks_are_listed_for_every_record_and_field(world):
    claim = make(
        "claim", text="Bare.", claim_kind="fact", disputes=[uid(world.dispute)]
    )
    entry = make("entry", dispute=uid(world.dispute), slug="bare")

    blockers = try_to_publish(claim, entry)

    assert {(blocker.record, blocker.field) for blocker in blockers} == {
        (claim, "verdict"),
        (claim, "evidence"),
        (entry, "citations"),
    }


def test_one_blocked_record_holds_the_whole_set_back(world):
    bare = make("entry", dispute=uid(world.dispute), slug="bare")

    blockers = try_to_publish(make("party", slug="fine"), bare)

    assert [blocker.record for blocker in blockers] == [bare]


@pytest.mark.parametrize(
    ("text", "field"),
    [("It is our bridge. It is our bridge.", "words"), ("Nobody said so.", None)],
)
def test_words_that_stand_in_the_copy_twice_block_until_the_place_is_chosen(
    world, text, field
):
    copy(world.source, text)
    quote = make(
        "quote", slug="q", disputes=[uid(world.dispute)], source=uid(world.source)
    )

    if field:
        assert [blocker.field for blocker in try_to_publish(quote)] == [field]
    else:  # the copy does not hold the words: no passage is claimed, so readers are told of none
        assert ledger.payload_of(publish(quote)[0])["passage"] is None


def test_a_passage_that_is_not_in_the_copy_it_names_blocks(world):
    sha256 = copy(world.source, "Something else.")
    cited = {
        "source": uid(world.source),
        "stance": "context",
        "passage": {"exact": "Not there.", "capture": sha256},
    }
    claim = make("claim", slug="c", **world.claim_content(evidence=[cited]))

    assert [blocker.field for blocker in try_to_publish(claim)] == [
        "evidence[0].passage"
    ]


def copy(source, text: str) -> str:
    sha256 = ledger.sha256(text)
    Capture.objects.create(
        source=source,
        sha256=sha256,
        media_type="text/plain",
        byte_count=1,
        text=text,
        captured_at=source.created_at,
    )
    return sha256


def test_a_reference_retracted_since_it_was_published_is_no_block(world):
    workflow.retract(world.source, person("publisher"), reason="A forgery.")

    line = publish(change(world.quote, occasion="In a speech."), action="update")[0]

    assert line.action == "update"


def test_a_new_reference_to_what_was_retracted_is_one(world):
    party = published("party", slug="mayor")
    workflow.retract(party, person("publisher"), reason="There is none.")

    assert [
        blocker.field
        for blocker in try_to_publish(change(world.quote, speaker=uid(party)))
    ] == ["speaker"]


def test_a_reference_to_what_was_merged_holds(world):
    other = published("source", slug="other")
    proposal = workflow.propose_merge(
        other, world.source, person("publisher"), reason="The same report."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    assert publish(
        make("quote", slug="q", disputes=[uid(world.dispute)], source=uid(other))
    )


def test_unpublished_mentions_are_offered_and_hold_nothing_back(world):
    quote = make(
        "quote", slug="q", disputes=[uid(world.dispute)], source=uid(world.source)
    )
    entry = make(
        "entry", slug="e", **world.entry_content(quotes=[uid(quote), uid(world.quote)])
    )

    assert workflow.mentioned([Change(entry)]) == [quote]
    assert workflow.mentioned([Change(entry), Change(quote)]) == []
    assert publish(entry)


@pytest.mark.parametrize("action", ["correct", "clarify"])
@pytest.mark.parametrize("notice", ["", "  \n"])
def test_a_correction_needs_a_public_notice(world, action, notice):
    changed = approve(change(world.claim, text="The bridge is shared."))

    with pytest.raises(WrongState, match="public notice"):
        workflow.publish(
            workflow.acknowledging([Change(changed, action, notice)]),
            person("publisher"),
        )


@pytest.mark.parametrize(
    ("action", "notice"),
    [
        ("correct", "It is shared."),
        ("clarify", "Half."),
        ("update", ""),
        ("update", "New."),
    ],
)
def test_the_kind_of_change_and_its_notice_are_in_the_ledger(world, action, notice):
    line = publish(
        change(world.claim, text="The bridge is shared."), action=action, notice=notice
    )[0]

    payload = ledger.payload_of(line)
    assert (line.action, payload["action"], payload["notice"], payload["version"]) == (
        action,
        action,
        notice,
        2,
    )


@pytest.mark.parametrize(
    "action", ["publish", "retract", "restore", "redact", "", "CORRECT"]
)
def test_from_the_second_time_on_the_kind_of_change_is_required(world, action):
    changed = approve(change(world.claim, text="The bridge is shared."))

    with pytest.raises(WrongState, match="what kind of change"):
        workflow.publish(
            workflow.acknowledging([Change(changed, action, "Notice.")]),
            person("publisher"),
        )


def test_a_first_publication_is_a_publication_whatever_was_chosen():
    assert publish(make("party"), action="correct", notice="x")[0].action == "publish"


def test_what_was_taken_down_is_restored_first(world):
    workflow.retract(world.claim, person("publisher"), reason="It is wrong.")
    changed = approve(change(world.claim, text="The bridge is shared."))

    with pytest.raises(WrongState, match="restore it"):
        workflow.publish(
            workflow.acknowledging([Change(changed, "correct", "Shared.")]),
            person("publisher"),
        )


def test_one_record_cannot_be_twice_in_a_set():
    party = approve(make("party"))

    with pytest.raises(WrongState):
        workflow.publish([Change(party), Change(party)], person("publisher"))
    with pytest.raises(ledger.LedgerError):
        workflow.publish_in_emergency(
            [Change(party), Change(party)], root(), reason="Now."
        )
    assert Publication.objects.count() == 0


def root():
    user = person("root")
    user.is_superuser = True
    user.save()
    return user


def test_private_fields_are_in_no_payload(world):
    claim = make("claim", slug="c", sensitive=True, **world.claim_content())

    assert "sensitive" not in publish(claim)[0].payload


def emergency(record, reason: str = "A warning to the public."):
    hurried = person("editor7")
    hurried.groups.add(hurried.groups.model.objects.get(name="Emergency publication"))
    return workflow.publish_in_emergency(
        [Change(record)], person("editor7"), reason=reason
    )[0]


def test_an_emergency_stands_in_the_ledger_and_waits_for_a_second_person():
    party = make("party")
    line = emergency(party)

    payload = ledger.payload_of(line)
    assert (payload["emergency"], payload["approved_by"]) == (True, [])
    review = Proposal.objects.get(verb="review")
    assert (review.state, review.line, review.asked_by, review.reason) == (
        "open",
        line.seq,
        person("editor7"),
        "A warning to the public.",
    )


def test_an_emergency_needs_a_reason():
    with pytest.raises(WrongState, match="Say why"):
        emergency(make("party"), reason=" ")
    assert Publication.objects.count() == 0


def test_an_emergency_lifts_no_blocker(world):
    with pytest.raises(Blocked):
        emergency(make("entry", dispute=uid(world.dispute), slug="bare"))
    assert not Proposal.objects.exists()


def test_an_emergency_forgets_an_approval_of_nobody():
    line = emergency(approve(make("party")))

    assert ledger.payload_of(line)["approved_by"] == []


def test_after_an_emergency_the_next_version_takes_two_again():
    party = make("party", by=person("editor7"))
    emergency(party)
    party = change(party, person("editor7"), name="Lower Town")
    workflow.submit(party, person("editor7"))

    with pytest.raises(workflow.NotAllowed):
        workflow.approve(party, person("editor7"))
