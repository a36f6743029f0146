"""Many suggestions are decided at once by filter, and the end of a review hands its drafts on."""

import re

import pytest
from support import suggestion_factory
from support.review_screen import act, review, state

from factcheck.imports import runner
from factcheck.models import ImportJob

VERSION = re.compile(r'name="(version-[^"]+)" value="([^"]+)"')
pytestmark = pytest.mark.django_db


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def many(browser, job, query, **typed):
    url = f"/admin/factcheck/importjob/{job.pk}/review/many/?{query}"
    return browser.post(url, browser.form(url, "many") | typed)


def test_the_count_and_a_sample_come_first(desk, job):
    rows = [suggestion_factory.party(job, f"Person {i}") for i in range(25)]
    suggestion_factory.claim(job)

    html = (
        desk("editor")
        .get(review(rows[0], "many/?act=reject&kind=party"))
        .content.decode()
    )

    assert "<strong>25</strong> suggestions with kind “party”" in html
    assert html.count("chip--kind") == 10
    assert state(rows[0]) == "pending"


def test_confirmed_it_becomes_a_job_that_decides_them(desk, job):
    parties, claim = (
        [suggestion_factory.party(job, f"Person {i}") for i in range(3)],
        suggestion_factory.claim(job),
    )

    response = many(desk("reporter"), job, "act=reject&kind=party", reason="off-topic")
    bulk = ImportJob.objects.get(adapter="decisions")
    runner.run(bulk.pk)

    assert response["Location"] == f"/admin/factcheck/importjob/{bulk.pk}/change/"
    assert [state(row) for row in (*parties, claim)] == [
        "rejected",
        "rejected",
        "rejected",
        "pending",
    ]


def test_many_are_rejected_only_for_a_reason(desk, job):
    suggestion_factory.claim(job)

    response = many(desk("editor"), job, "act=reject")

    assert response.status_code == 409
    assert "Choose why they are rejected" in response.content.decode()
    assert not ImportJob.objects.filter(adapter="decisions").exists()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("confidence=90", 1),
        ("match=same", 1),
        ("match=none", 2),
        ("before=2020-01-01", 0),
        ("text=lund", 1),
        ("step=x", 0),
    ],
)
def test_the_filter_and_the_count_agree(desk, world, job, query, count):
    suggestion_factory.party(
        job,
        "Upper Town",
        match_kind="party",
        match_uid=world.party.uid,
        match_relation="same",
    )
    suggestion_factory.party(job, confidence="0.95")
    suggestion_factory.claim(job)

    html = (
        desk("editor")
        .get(f"/admin/factcheck/importjob/{job.pk}/review/many/?act=accept&{query}")
        .content.decode()
    )

    assert f"<strong>{count}</strong> suggestion" in html or (
        query == "step=x" and "Choose again" in html
    )


def test_the_end_lists_the_drafts_and_hands_them_to_review(desk, job):
    claim = suggestion_factory.claim(job)
    browser = desk("reporter")
    html = browser.get(act(browser, claim, "accept")["Location"]).content.decode()

    browser.post(review(claim, "submit/"), shown(html))

    after = browser.get(review(claim)).content.decode()
    assert "All of it is decided" in html
    assert "Hand the draft to review" in html
    assert "chip--in_review" in after
    assert "Hand the draft" not in after


def shown(html: str) -> dict[str, str]:
    """The versions of the drafts as the page shows them."""
    return dict(VERSION.findall(html))


def test_a_draft_that_somebody_else_handed_in_is_no_obstacle(desk, job):
    claim, party = suggestion_factory.claim(job), suggestion_factory.party(job)
    browser = desk("reporter")
    act(browser, claim, "accept")
    act(browser, party, "accept")
    versions = shown(browser.get(review(claim)).content.decode())
    browser.client.post(review(claim, "submit/"), versions, follow=True)

    html = browser.client.post(
        review(claim, "submit/"), versions, follow=True
    ).content.decode()

    assert html.count("chip--in_review") == 2
    assert "Handed to review" not in html


def test_before_the_end_nothing_is_handed_on(desk, job):
    first = suggestion_factory.claim(job)
    suggestion_factory.party(job)
    browser = desk("reporter")

    html = browser.get(act(browser, first, "accept")["Location"]).content.decode()

    assert "to review</button>" not in html


def test_what_waits_is_on_the_first_page_of_who_decides(desk, job):
    suggestion_factory.claim(job)
    suggestion_factory.party(job)

    html = desk("reporter").get("/admin/").content.decode()

    assert "Suggestions to decide" in html
    assert (
        f'<a href="/admin/factcheck/importjob/{job.pk}/review/">article.txt</a> <span class="quiet">2 of them'
        in html
    )
