"""A decision is taken back within ten minutes, and never over what somebody did since."""

from datetime import timedelta

import pytest
from django.utils import timezone
from support import suggestion_factory
from support.people import World, change, make, person, uid
from support.reviewer import accept, fresh, merge, reject, undo

from factcheck import workflow
from factcheck.imports import suggestions as deciding
from factcheck.imports.suggestions import CannotBeUndone
from factcheck.models import Capture, Claim, Party, Quote, Revision, Source, Suggestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def test_an_accepted_one_waits_again_and_its_draft_is_gone(job):
    row = suggestion_factory.claim(job)
    made = accept(row)

    undo(row)

    assert (fresh(row).state, fresh(row).became) == ("pending", None)
    assert not Claim.objects.filter(pk=made.pk).exists()
    assert (
        Revision.objects.filter(uid=made.uid).order_by("number").last().verb
        == "discard"
    )


def test_what_came_along_goes_again(job):
    source, speaker, quote = suggestion_factory.article(job)
    accept(quote)

    undo(quote)

    assert [fresh(row).state for row in (source, speaker, quote)] == ["pending"] * 3
    assert not Party.objects.filter(name="Ada Lund").exists()
    assert not Source.objects.filter(title="The bridge is closed").exists()
    assert Capture.objects.get(sha256=source.capture_sha256).source is None


def test_what_came_along_stays_while_another_one_uses_it(job):
    source, speaker, quote = suggestion_factory.article(job)
    other = suggestion_factory.quote(job, speaker, source, words="closed on Wednesday")
    accept(quote)
    accept(other)

    undo(quote)

    assert [fresh(row).state for row in (source, speaker, quote, other)] == [
        "accepted",
        "accepted",
        "pending",
        "accepted",
    ]
    assert Quote.objects.get(words="closed on Wednesday").speaker.name == "Ada Lund"


def test_it_is_accepted_anew_after_an_undo(job):
    source, speaker, quote = suggestion_factory.article(job)
    accept(quote)
    undo(quote)

    assert accept(quote).speaker.name == "Ada Lund"
    assert [fresh(row).state for row in (source, speaker)] == ["accepted", "accepted"]


def test_what_came_along_is_not_undone_by_itself(job):
    _, speaker, quote = suggestion_factory.article(job)
    accept(quote)

    with pytest.raises(CannotBeUndone, match="came along with another"):
        undo(speaker)


def test_a_draft_that_is_used_since_stays(world, job):
    row = suggestion_factory.party(job)
    made = accept(row)
    make(
        "quote",
        disputes=[uid(world.dispute)],
        speaker=uid(made),
        source=uid(world.source),
    )

    with pytest.raises(CannotBeUndone, match="is used by another record since"):
        undo(row)

    assert (fresh(row).state, Party.objects.filter(pk=made.pk).exists()) == (
        "accepted",
        True,
    )


def test_a_draft_that_was_changed_since_stays(job):
    row = suggestion_factory.claim(job)
    made = accept(row)
    change(made, context="More.", by=person("editor"))

    with pytest.raises(CannotBeUndone, match="was changed since"):
        undo(row)

    assert Claim.objects.get(pk=made.pk).context == "More."


def test_a_draft_that_waits_for_review_stays(job):
    row = suggestion_factory.claim(job)
    workflow.submit(accept(row), person("reporter"))

    with pytest.raises(CannotBeUndone):
        undo(row)

    assert fresh(row).state == "accepted"


def test_after_ten_minutes_a_decision_stands(job):
    row = suggestion_factory.claim(job)
    accept(row)
    Suggestion.objects.update(decided_at=timezone.now() - timedelta(minutes=11))

    with pytest.raises(CannotBeUndone, match="more than ten minutes ago"):
        undo(row)


def test_what_was_put_aside_comes_back_at_any_time(job):
    row = suggestion_factory.claim(job)
    deciding.defer(row, person("reporter"), version=0)
    Suggestion.objects.update(decided_at=timezone.now() - timedelta(days=3))

    undo(row)

    assert fresh(row).state == "pending"


def test_a_rejection_is_forgotten(job):
    row = suggestion_factory.claim(job)
    reject(row)

    undo(row)

    assert (fresh(row).state, fresh(row).reason, fresh(row).decided_by) == (
        "pending",
        "",
        None,
    )


def test_a_merge_is_saved_back_to_what_was_there(world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "Upper", "party_kind": "government", "description": "On a hill."},
    )
    merge(row, world.party, theirs=("name",))

    undo(row)

    party = Party.objects.get(pk=world.party.pk)
    assert (party.name, party.description) == ("Upper Town", "")
    assert fresh(row).state == "pending"


def test_a_part_that_a_merge_added_goes_again_and_the_others_keep_their_uid(world, job):
    before = list(world.claim.appearances.values_list("uid", flat=True))
    appearance = {
        "party": uid(world.party),
        "role": "repeats",
        "source": uid(world.source),
    }
    row = suggestion_factory.claim(
        job, text="The bridge belongs to Upper Town.", appearances=[appearance]
    )
    merge(row, world.claim)

    undo(row)

    assert list(world.claim.appearances.values_list("uid", flat=True)) == before


def test_a_merge_that_somebody_changed_since_stays(world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "Upper", "party_kind": "government", "description": "On a hill."},
    )
    merge(row, world.party)
    change(world.party, description="By a river.", by=person("editor"))

    with pytest.raises(CannotBeUndone, match="was changed since"):
        undo(row)

    assert Party.objects.get(pk=world.party.pk).description == "By a river."


def test_a_merge_that_changed_nothing_is_undone_without_a_save(world, job):
    row = suggestion_factory.suggest(
        job, "party", {"name": "Upper Town", "party_kind": "government"}
    )
    merge(row, world.party)

    undo(row)

    party = Party.objects.get(pk=world.party.pk)
    assert (party.status, party.lock_version, fresh(row).state) == (
        "clean",
        world.party.lock_version,
        "pending",
    )


def test_a_copy_that_a_merge_hung_on_a_source_waits_again(world, job):
    row = suggestion_factory.source(job)
    merge(row, world.source)

    undo(row)

    assert Capture.objects.get(sha256=row.capture_sha256).source is None


def test_a_copy_that_is_cited_since_stays(world, job):
    row, speaker = suggestion_factory.source(job), suggestion_factory.party(job)
    merge(row, world.source)
    accept(suggestion_factory.quote(job, speaker, world.source))

    undo(row)

    assert Capture.objects.get(sha256=row.capture_sha256).source == world.source


def test_a_merge_that_waits_for_review_stays(world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "Upper", "party_kind": "government", "description": "On a hill."},
    )
    workflow.submit(merge(row, world.party), person("reporter"))

    with pytest.raises(CannotBeUndone, match="was changed since"):
        undo(row)

    assert Party.objects.get(pk=world.party.pk).status == "in_review"


def test_undoing_a_merge_that_changed_nothing_leaves_the_one_before_alone(world, job):
    fields = {
        "name": "Upper Town",
        "party_kind": "government",
        "description": "On a hill.",
    }
    first, second = (
        suggestion_factory.suggest(job, "party", fields),
        suggestion_factory.suggest(job, "party", fields),
    )
    merge(first, world.party)
    merge(second, world.party)

    undo(second)

    assert Party.objects.get(pk=world.party.pk).description == "On a hill."
    assert (fresh(first).state, fresh(second).state) == ("merged", "pending")


def test_undoing_a_quote_leaves_alone_what_was_merged_into_its_known_speaker(
    world, job
):
    merged = suggestion_factory.suggest(
        job,
        "party",
        {"name": "Upper", "party_kind": "group", "description": "On a hill."},
    )
    merge(merged, world.party)
    match = {
        "match_kind": "party",
        "match_uid": world.party.uid,
        "match_relation": "same",
    }
    quote = suggestion_factory.quote(
        job,
        suggestion_factory.party(job, "Town of Upper", **match),
        suggestion_factory.source(job),
    )
    accept(quote)

    undo(quote)

    assert Party.objects.get(pk=world.party.pk).description == "On a hill."


def test_what_nobody_decided_is_not_undone(job):
    row = suggestion_factory.claim(job)

    with pytest.raises(CannotBeUndone, match="Nothing was decided"):
        undo(row)


def test_a_decision_that_was_taken_anew_is_not_undone_by_an_old_page(job):
    row = suggestion_factory.claim(job)
    reject(row)
    seen = fresh(row).lock_version
    undo(row)
    accept(row, "editor")

    with pytest.raises(CannotBeUndone, match="decided anew"):
        deciding.undo(fresh(row), person("reporter"), version=seen)

    assert fresh(row).state == "accepted"
