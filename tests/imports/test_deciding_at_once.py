"""Two people decide in the same moment: one is first, the other is told, and nothing is made twice."""

import time

import pytest
from django.db.models import F
from support import suggestion_factory
from support.people import World, person
from support.races import at_once

from factcheck.imports import suggestions as deciding
from factcheck.imports.suggestions import AlreadyDecided, acceptance, decisions
from factcheck.models import Claim, Party, Source, Suggestion

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job():
    return suggestion_factory.job(dispute=World().dispute)


def decide(row, name):
    by = person(name)
    return lambda: deciding.accept(Suggestion.objects.get(pk=row.pk), by, version=0)


def test_of_two_who_accept_one_makes_the_draft(job):
    row = suggestion_factory.claim(job)

    outcomes = at_once(decide(row, "reporter"), decide(row, "editor"))

    assert sorted(map(type, outcomes), key=lambda each: each.__name__) == [
        AlreadyDecided,
        Claim,
    ]
    assert Claim.objects.filter(text=row.fields["text"]).count() == 1


def test_without_the_guard_both_would_make_one(job, monkeypatch):
    def unguarded(suggestion, by, version, state, reason=""):
        Suggestion.objects.filter(pk=suggestion.pk).update(
            lock_version=F("lock_version") + 1
        )

    monkeypatch.setattr(decisions, "_decide", unguarded)
    row = suggestion_factory.claim(job)

    at_once(decide(row, "reporter"), decide(row, "editor"))

    assert Claim.objects.filter(text=row.fields["text"]).count() == 2


def test_two_quotes_of_one_article_accepted_at_once_share_source_and_speaker(
    job, monkeypatch
):
    bring = acceptance._bring
    monkeypatch.setattr(
        acceptance, "_bring", lambda *args: time.sleep(0.5) or bring(*args)
    )  # both are in the middle
    source, speaker, quote = suggestion_factory.article(job)
    other = suggestion_factory.quote(job, speaker, source, words="closed on Wednesday")

    outcomes = at_once(decide(quote, "reporter"), decide(other, "editor"))

    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert Source.objects.filter(title="The bridge is closed").count() == 1
    assert Party.objects.filter(name="Ada Lund").count() == 1
    assert outcomes[0].source == outcomes[1].source


def test_of_accept_and_reject_only_one_holds(job):
    row, by = suggestion_factory.claim(job), person("editor")

    def reject():
        deciding.reject(
            Suggestion.objects.get(pk=row.pk), by, version=0, reason="other"
        )

    outcomes = at_once(decide(row, "reporter"), reject)

    made = Claim.objects.filter(text=row.fields["text"]).count()
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == 1
    assert Suggestion.objects.get(pk=row.pk).state == (
        "accepted" if made else "rejected"
    )


def test_an_undo_pressed_twice_undoes_once(job):
    row, by = suggestion_factory.claim(job), person("reporter")
    deciding.accept(Suggestion.objects.get(pk=row.pk), by, version=0)

    def undo():
        deciding.undo(Suggestion.objects.get(pk=row.pk), by, version=1)

    outcomes = at_once(undo, undo)

    assert (
        sum(isinstance(outcome, deciding.CannotBeUndone) for outcome in outcomes) == 1
    )
    assert Suggestion.objects.get(pk=row.pk).state == "pending"
