"""The demonstration leaves work at the desk: findings of an article, and a correction to review."""

import pytest
from django.conf import settings
from support.people import make, person

from factcheck import imports
from factcheck.imports import jobs
from factcheck.management import demo_work
from factcheck.models import Revision, Status, Suggestion
from factcheck.workflow import Change, approve, publish, submit

pytestmark = pytest.mark.django_db
WAITING = settings.BASE_DIR / "seeds" / "vestvik" / "waiting"


@pytest.fixture
def accounts(monkeypatch):
    """The people of the demonstration, and a live claim of the kind that the draft corrects."""
    monkeypatch.setattr(jobs, "_wake_after_commit", lambda job: imports.run(job.pk))
    rating = make("rating", slug="mostly-true")
    dispute = make("dispute", slug="vestvik")
    claim = make(
        "claim",
        slug="basin-not-dredged",
        claim_kind="judgement",
        disputes=[dispute.uid],
        verdict={
            "rating": rating.uid,
            "rationale": "By the minutes.",
            "decided_on": "2025-03-04",
        },
    )
    for record in (rating, dispute, claim):
        submit(record, person("reporter"))
        approve(record, person("editor"))
    changes = [Change(record) for record in (rating, dispute, claim)]
    publish(changes, person("publisher"))
    return {"editor": person("editor"), "reporter": person("reporter")}


def test_findings_of_an_article_wait_to_be_decided(accounts):
    demo_work.leave(WAITING, accounts)

    assert Suggestion.objects.exists()


def test_a_correction_waits_for_a_second_person(accounts):
    demo_work.leave(WAITING, accounts)

    claim = demo_work.corrected(WAITING)
    assert claim.status == Status.IN_REVIEW
    assert claim.text.startswith("Apart from one week")


def test_a_second_start_leaves_it_as_it_is(accounts):
    demo_work.leave(WAITING, accounts)
    before = Revision.objects.count(), Suggestion.objects.count()

    demo_work.leave(WAITING, accounts)

    assert (Revision.objects.count(), Suggestion.objects.count()) == before
