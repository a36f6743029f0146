"""What becomes of a suggestion that is accepted, merged, rejected or put aside."""

import pytest
from support import suggestion_factory
from support.people import World, change, make, person, publish, uid
from support.reviewer import accept, fresh, merge, reject

from factcheck.imports import suggestions as deciding
from factcheck.imports.suggestions import AlreadyDecided, CannotBeAccepted
from factcheck.models import (
    Appearance,
    Capture,
    Claim,
    Party,
    Publication,
    Quote,
    Source,
    Suggestion,
)
from factcheck.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def test_accepting_a_quote_brings_speaker_and_source_along(job):
    source, speaker, quote = suggestion_factory.article(job)

    made = accept(quote)

    assert (made.speaker.name, made.source.title, made.status) == (
        "Ada Lund",
        "The bridge is closed",
        "draft",
    )
    assert [fresh(row).state for row in (source, speaker, quote)] == ["accepted"] * 3
    assert [fresh(row).brought_by for row in (source, speaker)] == [quote.uid] * 2


def test_the_second_quote_uses_the_same_speaker_and_source(job):
    source, speaker, quote = suggestion_factory.article(job)
    other = suggestion_factory.quote(job, speaker, source, words="closed on Wednesday")
    first = accept(quote)

    second = accept(other)

    assert (second.speaker, second.source) == (first.speaker, first.source)
    assert Party.objects.filter(name="Ada Lund").count() == 1


def test_the_passage_stands_in_the_copy_that_the_source_was_given(job):
    _, _, quote = suggestion_factory.article(job)

    made = accept(quote)

    assert (made.start, made.capture_sha256) == (quote.start, quote.capture_sha256)
    assert Capture.objects.get(sha256=quote.capture_sha256).source == made.source


def test_a_speaker_who_is_known_meanwhile_is_not_created_again(job):
    _, speaker, quote = suggestion_factory.article(job)
    known = make("party", name="Ada Lund", party_kind="person")

    made = accept(quote)

    assert made.speaker == known
    assert fresh(speaker).state == "merged"


def test_a_speaker_that_is_the_same_as_a_record_becomes_that_record(world, job):
    match = {
        "match_kind": "party",
        "match_uid": world.party.uid,
        "match_relation": "same",
    }
    speaker, source = (
        suggestion_factory.party(job, "Town of Upper", **match),
        suggestion_factory.source(job),
    )

    made = accept(suggestion_factory.quote(job, speaker, source))

    assert made.speaker == world.party
    assert fresh(speaker).became == world.party.uid


def test_a_related_speaker_stays_another_one(world, job):
    match = {
        "match_kind": "party",
        "match_uid": world.party.uid,
        "match_relation": "related",
    }
    speaker, source = (
        suggestion_factory.party(job, "Upper Town Council", **match),
        suggestion_factory.source(job),
    )

    assert (
        accept(suggestion_factory.quote(job, speaker, source)).speaker.name
        == "Upper Town Council"
    )


def test_a_rejected_source_stands_in_the_way_and_is_named(job):
    source, speaker, quote = suggestion_factory.article(job)
    reject(source)

    with pytest.raises(
        CannotBeAccepted,
        match="The source that it names was rejected: “The bridge is closed”",
    ):
        accept(quote)

    assert [fresh(row).state for row in (speaker, quote)] == ["pending", "pending"]
    assert not Party.objects.filter(name="Ada Lund").exists()


def test_what_the_form_refuses_changes_nothing(job):
    row = suggestion_factory.claim(job, claim_kind="wish")

    with pytest.raises(CannotBeAccepted, match="claim_kind"):
        accept(row)

    assert (fresh(row).state, fresh(row).lock_version) == ("pending", 0)


def test_edited_content_becomes_the_draft(job):
    row = suggestion_factory.claim(job)

    accept(row, content=row.fields | {"text": "Edited."})

    assert Claim.objects.get(text="Edited.").changed_by == person("reporter")


def test_merging_fills_what_is_empty_and_keeps_the_rest(world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "Upper", "party_kind": "group", "description": "On a hill."},
    )

    merge(row, world.party)

    party = Party.objects.get(pk=world.party.pk)
    assert (party.name, party.party_kind, party.description) == (
        "Upper Town",
        "government",
        "On a hill.",
    )
    assert (party.status, fresh(row).became) == ("draft", party.uid)


def test_merging_asks_for_what_both_say(world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "Upper", "party_kind": "government", "description": "On a hill."},
    )

    asked = deciding.choices(row, world.party)

    assert [
        (choice.name, choice.ours, choice.theirs, choice.takes_theirs)
        for choice in asked
    ] == [
        ("name", "Upper Town", "Upper", False),
        ("description", "", "On a hill.", True),
    ]


def test_merging_takes_theirs_where_it_was_chosen(world, job):
    row = suggestion_factory.suggest(
        job, "party", {"name": "Upper", "party_kind": "group"}
    )

    merge(row, world.party, theirs=("name",))

    party = Party.objects.get(pk=world.party.pk)
    assert (party.name, party.party_kind) == ("Upper", "government")


def test_merging_adds_an_appearance_beside_those_that_are_there(world, job):
    appearance = {
        "party": uid(world.party),
        "role": "repeats",
        "source": uid(world.source),
        "stated_on": "2026-01-20",
    }
    row = suggestion_factory.claim(
        job, text="The bridge belongs to Upper Town.", appearances=[appearance]
    )

    merge(row, world.claim)

    assert [each.role for each in Appearance.objects.filter(claim=world.claim)] == [
        "asserts",
        "repeats",
    ]
    assert world.claim.evidence.count() == 1


def test_an_appearance_that_is_there_already_is_not_added_again(world, job):
    appearance = {
        "party": uid(world.party),
        "role": "asserts",
        "quote": uid(world.quote),
    }
    row = suggestion_factory.claim(
        job, text="The bridge belongs to Upper Town.", appearances=[appearance]
    )

    merge(row, world.claim)

    assert Appearance.objects.filter(claim=world.claim).count() == 1
    assert (fresh(row).state, Claim.objects.get(pk=world.claim.pk).status) == (
        "merged",
        "clean",
    )


def test_merging_a_source_hangs_its_copy_on_the_record(world, job):
    row = suggestion_factory.source(job)

    merge(row, world.source)

    assert world.source.captures.get().sha256 == row.capture_sha256


def test_merging_brings_along_what_is_added(world, job):
    speaker, source = suggestion_factory.party(job), suggestion_factory.source(job)
    appearance = {
        "party": str(speaker.uid),
        "role": "denies",
        "source": str(source.uid),
    }
    row = suggestion_factory.claim(job, appearances=[appearance])

    merge(row, world.claim)

    assert (
        Appearance.objects.get(claim=world.claim, role="denies").party.name
        == "Ada Lund"
    )
    assert [fresh(each).state for each in (speaker, source)] == ["accepted", "accepted"]


def test_words_that_an_editor_typed_win_over_both(world, job):
    row = suggestion_factory.suggest(
        job, "party", {"name": "Upper", "party_kind": "government"}
    )

    merge(row, world.party, typed={"name": "Town of Upper"})

    assert Party.objects.get(pk=world.party.pk).name == "Town of Upper"


def test_a_record_that_is_gone_takes_nothing(world, job):
    row, gone = suggestion_factory.party(job), make("party", name="Bo")
    gone.delete()

    with pytest.raises(WrongState, match="There is no party of this name any more"):
        merge(row, gone)


def test_an_update_takes_what_nobody_here_changed_and_keeps_what_somebody_did(
    world, job
):
    record = make("party", name="Mill", description="Old.", wikidata_id="Q1")
    base = {"name": "Mill", "description": "Old.", "wikidata_id": "Q1"}
    change(record, description="Ours.")
    fields = {
        "name": "Mill",
        "party_kind": "government",
        "description": "Theirs.",
        "wikidata_id": "Q2",
    }
    match = {"match_kind": "party", "match_uid": record.uid, "base": base}
    row = suggestion_factory.suggest(job, "party", fields, purpose="update", **match)

    accept(row)

    party = Party.objects.get(pk=record.pk)
    assert (party.description, party.wikidata_id) == ("Ours.", "Q2")
    assert (fresh(row).state, Party.objects.filter(name="Mill").count()) == (
        "merged",
        1,
    )


def test_an_edited_update_brings_along_what_it_names(world, job):
    source = suggestion_factory.source(job)
    fields = {
        **suggestion_factory.quote_fields(job, world.party, source),
        "words": "It is our bridge",
    }
    match = {"match_kind": "quote", "match_uid": world.quote.uid}
    row = suggestion_factory.suggest(job, "quote", fields, purpose="update", **match)

    accept(row, content=fields | {"occasion": "At noon"})

    quote = Quote.objects.get(pk=world.quote.pk)
    assert (quote.occasion, quote.source.title) == ("At noon", "The bridge is closed")


def test_a_rejection_keeps_its_reason(job):
    row = suggestion_factory.claim(job)

    reject(row, "wrong-speaker", "It was her sister.")

    assert (fresh(row).state, fresh(row).reason) == (
        "rejected",
        "wrong-speaker: It was her sister.",
    )


def test_a_rejection_without_a_known_reason_is_refused(job):
    row = suggestion_factory.claim(job)

    with pytest.raises(WrongState, match="Choose why"):
        reject(row, "because")

    assert fresh(row).state == "pending"


def test_what_is_put_aside_can_still_be_accepted(job):
    row = suggestion_factory.claim(job)
    deciding.defer(row, person("reporter"), version=0)

    accept(row)

    assert fresh(row).state == "accepted"


def test_what_is_decided_is_not_decided_again(job):
    row = suggestion_factory.claim(job)
    accept(row, "editor")

    with pytest.raises(AlreadyDecided, match="already accepted by Editor"):
        reject(row)


def test_a_version_that_is_not_the_one_seen_decides_nothing(job):
    row = suggestion_factory.claim(job)

    with pytest.raises(AlreadyDecided, match="was changed meanwhile"):
        deciding.accept(row, person("reporter"), version=7)

    assert fresh(row).state == "pending"


@pytest.mark.parametrize("act", ["accept", "merge", "reject", "defer", "undo"])
def test_who_may_only_look_decides_nothing(world, job, act):
    row, more = (
        suggestion_factory.party(job),
        {"merge": {"into": world.party.uid}, "reject": {"reason": "other"}},
    )

    with pytest.raises(NotAllowed, match="may not decide suggestions"):
        getattr(deciding, act)(row, person("somebody"), version=0, **more.get(act, {}))

    assert fresh(row).state == "pending"


def test_whoever_looks_is_named_until_it_is_decided(job):
    row = suggestion_factory.claim(job)

    assert deciding.take(row, person("editor"))
    assert not deciding.take(row, person("reporter"))
    assert deciding.holder(fresh(row), person("reporter")) == person("editor")

    accept(row)
    assert deciding.holder(fresh(row), person("reporter")) is None


def test_two_suggestions_that_need_each_other_are_refused_with_a_word(job):
    first = suggestion_factory.source(job)
    second = suggestion_factory.source(
        job, title="The other", derived_from=str(first.uid)
    )
    Suggestion.objects.filter(pk=first.pk).update(
        fields=first.fields | {"derived_from": str(second.uid)}
    )

    with pytest.raises(CannotBeAccepted):
        accept(first)

    assert (
        fresh(first).state,
        fresh(second).state,
        Source.objects.filter(title="The other").exists(),
    ) == (
        "pending",
        "pending",
        False,
    )


def test_a_quote_over_line_ends_is_accepted_and_published(world):
    text = "Ada Lund, the mayor, said: “It is our\nbridge, and we will not re-\nopen it before the autumn.”"
    job = suggestion_factory.job(dispute=world.dispute)
    source, speaker = suggestion_factory.source(job), suggestion_factory.party(job)
    Suggestion.objects.filter(pk=source.pk).update(
        capture_sha256=suggestion_factory.archived(text)
    )
    words = "It is our bridge, and we will not reopen it before the autumn."
    exact = "It is our\nbridge, and we will not re-\nopen it before the autumn."
    fields = suggestion_factory.quote_fields(job, speaker, source, words)
    row = suggestion_factory.suggest(job, "quote", fields, exact=exact, text=text)

    made = accept(row)

    assert (made.words, made.exact) == (words, exact)
    assert (made.start, made.capture_sha256) == (row.start, row.capture_sha256)
    publish(made.speaker, made.source, made)
    assert Publication.objects.get(uid=made.uid).payload
