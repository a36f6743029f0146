"""A decision about many is a job: each is decided by itself, and a job that was stopped goes on where it was."""

from datetime import timedelta

import pytest
from django.utils import timezone
from support import suggestion_factory
from support.people import World, person
from support.reviewer import accept, fresh, reject

from factcheck.imports import jobs, runner
from factcheck.imports.bulk_start import start_bulk
from factcheck.imports.suggestions import (
    SuggestionFilter,
    bulk_decisions,
    count_and_sample,
)
from factcheck.models import Claim, ImportJob, Party, Suggestion
from factcheck.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def decide(filter_, act, by="editor", **more) -> ImportJob:
    made = start_bulk(filter_, act, person(by), **more)
    runner.run(made.pk)
    return ImportJob.objects.get(pk=made.pk)


def states(*rows) -> list[str]:
    return [fresh(row).state for row in rows]


def test_all_that_match_become_drafts(job):
    parties = [suggestion_factory.party(job, f"Person {i}") for i in range(30)]
    claim = suggestion_factory.claim(job)

    done = decide(SuggestionFilter(job=job.pk, kind="party"), "accept")

    assert (done.state, done.updated, done.failed, done.done) == ("done", 30, 0, 30)
    assert set(states(*parties)) == {"accepted"}
    assert (states(claim), Party.objects.filter(name__startswith="Person").count()) == (
        ["pending"],
        30,
    )


def test_what_came_along_counts_as_decided(job):
    suggestion_factory.article(job)

    done = decide(SuggestionFilter(job=job.pk), "accept")

    assert (done.state, done.failed, done.updated + done.unchanged) == ("done", 0, 3)
    assert not Suggestion.objects.open().exists()


def test_one_that_cannot_be_accepted_is_listed_and_stays_open(job):
    bad, good = (
        suggestion_factory.claim(job, claim_kind="wish"),
        suggestion_factory.party(job),
    )

    done = decide(SuggestionFilter(job=job.pk), "accept")

    assert (done.state, done.updated, done.failed) == ("done", 1, 1)
    assert states(bad, good) == ["pending", "accepted"]
    assert "wish" in done.issues.get().message


def test_merging_all_that_are_the_same(world, job):
    match = {
        "match_kind": "party",
        "match_uid": world.party.uid,
        "match_relation": "same",
    }
    same, other = (
        suggestion_factory.party(job, "Upper Town", **match),
        suggestion_factory.party(job),
    )

    done = decide(SuggestionFilter(job=job.pk, match="same"), "merge")

    assert (done.updated, states(same, other)) == (1, ["merged", "pending"])
    assert fresh(same).became == world.party.uid


def test_what_repeats_nothing_is_not_merged(job):
    row = suggestion_factory.party(job)

    done = decide(SuggestionFilter(job=job.pk), "merge")

    assert (done.failed, states(row)) == (1, ["pending"])
    assert "repeats nothing" in done.issues.get().message


def test_all_are_rejected_for_one_reason(job):
    row = suggestion_factory.claim(job)

    decide(SuggestionFilter(job=job.pk), "reject", by="reporter", reason="off-topic")

    assert (states(row), fresh(row).reason, fresh(row).decided_by) == (
        ["rejected"],
        "off-topic",
        person("reporter"),
    )


def test_all_are_put_aside(job):
    row = suggestion_factory.claim(job)

    decide(SuggestionFilter(job=job.pk), "defer")

    assert states(row) == ["deferred"]


def test_later_suggestions_are_not_concerned(job):
    started = start_bulk(
        SuggestionFilter(job=job.pk), "reject", person("editor"), reason="other"
    )
    late = suggestion_factory.claim(job)

    runner.run(started.pk)

    assert states(late) == ["pending"]


def test_what_somebody_decided_meanwhile_stays_as_it_is(job):
    first, second = suggestion_factory.claim(job), suggestion_factory.party(job)
    started = start_bulk(
        SuggestionFilter(job=job.pk), "reject", person("editor"), reason="other"
    )
    accept(first)

    runner.run(started.pk)

    assert states(first, second) == ["accepted", "rejected"]


def test_cancelled_in_the_middle_it_goes_on_where_it_was(job, monkeypatch):
    monkeypatch.setattr(bulk_decisions, "CHUNK", 2)
    rows = [suggestion_factory.party(job, f"Person {i}") for i in range(6)]
    started = start_bulk(SuggestionFilter(job=job.pk), "accept", person("editor"))
    _cancel_after_the_first_chunk(monkeypatch, started)

    runner.run(started.pk)
    half = ImportJob.objects.get(pk=started.pk)
    jobs.retry(half, person("editor"))
    runner.run(started.pk)

    whole = ImportJob.objects.get(pk=started.pk)
    assert (half.state, half.updated) == ("cancelled", 2)
    assert (whole.state, whole.updated, set(states(*rows))) == ("done", 6, {"accepted"})
    assert Party.objects.filter(name__startswith="Person").count() == 6


def _cancel_after_the_first_chunk(monkeypatch, job) -> None:
    """The editor presses Cancel while the first rows are in hand."""
    advance, seen = runner.advance, []

    def and_cancel(*args):
        is_over = advance(*args)
        if not seen:
            seen.append(jobs.cancel(job, person("editor")))
        return is_over

    monkeypatch.setattr(runner, "advance", and_cancel)


def test_the_sample_is_spread_over_all(job):
    rows = [suggestion_factory.party(job, f"Person {i}") for i in range(40)]

    count, sample = count_and_sample(SuggestionFilter(job=job.pk))

    assert count == 40
    assert len(sample) == 10
    assert sample[-1].pk > rows[30].pk


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"kind": "claim"}, ["claim"]),
        ({"step": "by hand"}, ["step"]),
        ({"match": "same"}, ["same"]),
        ({"confidence": "0.9"}, ["sure"]),
        ({"before": "2020-01-01T00:00:00+00:00"}, ["old"]),
        ({"text": "LUND"}, ["sure"]),
    ],
)
def test_each_condition_chooses(world, job, asked, names):
    rows = {
        "claim": suggestion_factory.claim(job),
        "step": suggestion_factory.party(job, "Bo"),
        "same": suggestion_factory.party(
            job, "Upper Town", match_uid=world.party.uid, match_relation="same"
        ),
        "sure": suggestion_factory.party(job, confidence="0.950"),
        "old": suggestion_factory.party(
            job, "Cy", found_at=timezone.now() - timedelta(days=4000)
        ),
        "other job": suggestion_factory.party(
            suggestion_factory.job("other.txt"), "Di", confidence="0.950"
        ),
    }
    Suggestion.objects.filter(pk=rows["step"].pk).update(step="by hand")

    chosen = SuggestionFilter.of(asked | {"job": job.pk}).rows()

    assert [row.pk for row in chosen] == [rows[name].pk for name in names]


def test_decided_ones_are_never_chosen(job):
    row = suggestion_factory.claim(job)
    reject(row)

    assert not SuggestionFilter(job=job.pk).rows().exists()


def test_who_may_not_decide_starts_nothing(job):
    suggestion_factory.claim(job)

    with pytest.raises(NotAllowed):
        start_bulk(SuggestionFilter(job=job.pk), "accept", person("somebody"))

    assert not ImportJob.objects.filter(adapter="decisions").exists()


def test_who_lost_the_permission_before_it_ran_decides_nothing(job):
    row = suggestion_factory.claim(job)
    started = start_bulk(SuggestionFilter(job=job.pk), "accept", person("reporter2"))
    person("reporter2").groups.clear()

    runner.run(started.pk)

    assert (states(row), Claim.objects.filter(text=row.fields["text"]).exists()) == (
        ["pending"],
        False,
    )


@pytest.mark.parametrize(
    ("act", "reason"), [("destroy", ""), ("reject", ""), ("reject", "because")]
)
def test_an_act_or_reason_that_is_not_known_starts_nothing(job, act, reason):
    with pytest.raises(WrongState):
        start_bulk(SuggestionFilter(job=job.pk), act, person("editor"), reason=reason)
