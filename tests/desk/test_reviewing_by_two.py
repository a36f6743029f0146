"""Two people review the same job: each sees the other, and nothing is decided twice."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from support import suggestion_factory
from support.people import person
from support.review_screen import act, review, state

from factcheck.models import Claim, Suggestion

pytestmark = pytest.mark.django_db

ROLES = {  # sees the review, decides
    "Read-only": (True, False),
    "Reporter": (True, True),
    "Editor": (True, True),
    "Publisher": (True, True),
    "Administrator": (True, True),
    "Import operator": (True, False),
    "Emergency publication": (False, False),
}


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def test_the_second_to_decide_reads_who_was_first(desk, job):
    claim = suggestion_factory.claim(job)
    act(desk("editor"), claim, "accept")

    response = act(desk("reporter"), claim, "reject", reason="other", version=0)

    assert response.status_code == 409
    assert "already accepted by Editor" in response.content.decode()
    assert (state(claim), Claim.objects.filter(text__contains="1951").count()) == (
        "accepted",
        1,
    )


def test_whoever_looks_is_named_to_the_other(desk, job):
    claim = suggestion_factory.claim(job)
    desk("editor").get(review(claim))

    html = desk("reporter").get(review(claim)).content.decode()

    assert "Editor looks at it now." in html


def test_after_five_minutes_nobody_is_named(desk, job):
    claim = suggestion_factory.claim(job)
    desk("editor").get(review(claim))
    Suggestion.objects.update(taken_at=timezone.now() - timedelta(minutes=6))

    assert "looks at it now" not in desk("reporter").get(review(claim)).content.decode()


def test_going_on_to_another_one_tells_who_looks_at_it(desk, job):
    suggestion_factory.claim(job)
    party = suggestion_factory.party(job)
    desk("editor").post(review(party, f"{party.pk}/take/"), {})

    answer = desk("reporter").post(review(party, f"{party.pk}/take/"), {})

    assert answer.json() == {"holder": "Editor"}


def test_of_those_that_are_ticked_a_decided_one_is_named(desk, job):
    first, second = suggestion_factory.claim(job), suggestion_factory.party(job)
    ticked = [f"{row.pk}:0" for row in (first, second)]
    act(desk("editor"), first, "defer")
    act(desk("editor"), first, "accept")

    response = desk("reporter").client.post(
        review(first, "selected/"), {"selected": ticked, "reason": "other"}, follow=True
    )

    assert "already accepted by Editor" in response.content.decode()
    assert (state(first), state(second)) == ("accepted", "rejected")


def test_one_that_somebody_put_aside_since_it_was_ticked_is_not_rejected(desk, job):
    claim = suggestion_factory.claim(job)
    act(desk("editor"), claim, "defer")

    desk("reporter").post(
        review(claim, "selected/"), {"selected": f"{claim.pk}:0", "reason": "other"}
    )

    assert state(claim) == "deferred"


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_and_who_decides(desk, job, role):
    sees, decides = ROLES[role]
    claim = suggestion_factory.claim(job)
    person("somebody").groups.set([Group.objects.get(name=role)])
    browser = desk("somebody")

    shown = browser.get(review(claim))

    assert shown.status_code == (200 if sees else 403)
    assert (b'data-act="accept"' in shown.content) == decides
    assert act(browser, claim, "reject", reason="other").status_code == (
        302 if decides else 403
    )
    assert state(claim) == ("rejected" if decides else "pending")


@pytest.mark.parametrize(
    "page", ["{pk}/edit/", "{pk}/merge/", "{pk}/take/", "many/?act=reject", "selected/"]
)
def test_who_may_only_look_gets_no_page_of_an_act(desk, job, page):
    claim = suggestion_factory.claim(job)
    person("somebody").groups.set([Group.objects.get(name="Import operator")])

    assert (
        desk("somebody").get(review(claim, page.format(pk=claim.pk))).status_code == 403
    )


def test_looking_does_not_take_it_from_who_decides(desk, job):
    claim = suggestion_factory.claim(job)
    person("somebody").groups.set([Group.objects.get(name="Read-only")])

    desk("somebody").get(review(claim))

    assert Suggestion.objects.get().taken_by is None


def test_acts_are_never_done_by_following_a_link(desk, job):
    claim = suggestion_factory.claim(job)

    response = desk("reporter").get(review(claim, f"{claim.pk}/do/accept/"))

    assert (response.status_code, state(claim)) == (404, "pending")


def test_a_suggestion_is_decided_only_in_its_own_job(desk, job):
    claim = suggestion_factory.claim(job)
    other = suggestion_factory.job("other.txt")

    response = desk("reporter").post(
        f"/admin/factcheck/importjob/{other.pk}/review/{claim.pk}/do/accept/",
        {"version": 0},
    )

    assert (response.status_code, state(claim)) == (404, "pending")
