"""Suggestions are looked at beside the text that they were found in, and decided one by one."""

import pytest
from support import suggestion_factory
from support.review_screen import act, review, state

from factcheck.models import Claim, Party, Quote
from factcheck.records.privacy import neutral_slug

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def test_the_text_and_the_findings_in_it_are_linked_both_ways(desk, job):
    _, _, quote = suggestion_factory.article(job)

    html = desk("reporter").get(review(quote, f"?at={quote.pk}")).content.decode()

    assert f'id="t-{quote.pk}" href="#s-{quote.pk}"' in html
    assert f'href="#t-{quote.pk}"' in html
    assert f'<mark class="found" data-of="{quote.pk}">It is our bridge</mark>' in html


def test_accepting_makes_a_draft_and_leads_on_to_the_next(desk, job):
    first, second = suggestion_factory.claim(job), suggestion_factory.party(job)

    response = act(desk("reporter"), first, "accept")

    claim = Claim.objects.get(text="The deed of 1951 settles the matter.")
    assert (claim.status, state(first)) == ("draft", "accepted")
    assert response["Location"] == review(
        first, f"?done={first.pk}&at={second.pk}#s-{second.pk}"
    )


def test_the_next_one_is_current_and_the_last_can_be_undone(desk, job):
    first, second = suggestion_factory.claim(job), suggestion_factory.party(job)
    browser = desk("reporter")

    html = browser.get(act(browser, first, "accept")["Location"]).content.decode()

    assert f'id="s-{second.pk}" class="suggestion is-current"' in html
    assert "Accepted as a draft" in html
    assert f"/{first.pk}/do/undo/" in html


def test_accepting_a_quote_says_what_came_along(desk, job):
    _, _, quote = suggestion_factory.article(job)
    browser = desk("reporter")

    html = browser.get(act(browser, quote, "accept")["Location"]).content.decode()

    assert "Along came" in html
    assert "Ada Lund" in html[html.index("Along came") :][:400]
    assert (
        Quote.objects.get(speaker__name="Ada Lund").source.title
        == "The bridge is closed"
    )


def test_rejecting_asks_for_a_reason(desk, job):
    claim = suggestion_factory.claim(job)

    response = act(desk("reporter"), claim, "reject")

    assert response.status_code == 409
    assert "Choose why it is rejected" in response.content.decode()
    assert state(claim) == "pending"


def test_a_rejected_one_shows_its_reason_and_who_decided(desk, job):
    claim = suggestion_factory.claim(job)
    browser = desk("reporter")

    act(browser, claim, "reject", reason="off-topic", text="Another bridge.")

    html = browser.get(review(claim, "?show=all")).content.decode()
    assert "Rejected by Reporter" in html
    assert "Has nothing to do with the dispute – Another bridge." in html


def test_what_was_deferred_stays_in_the_list_and_comes_last(desk, job):
    first, second, third = (
        suggestion_factory.claim(job),
        suggestion_factory.party(job),
        suggestion_factory.party(job, "Bo Friis"),
    )
    browser = desk("reporter")

    assert f"at={second.pk}#" in act(browser, first, "defer")["Location"]
    assert f"at={third.pk}#" in act(browser, second, "accept")["Location"]
    assert f"at={first.pk}#" in act(browser, third, "accept")["Location"]


def test_undoing_makes_it_wait_again(desk, job):
    claim = suggestion_factory.claim(job)
    browser = desk("reporter")
    act(browser, claim, "accept")

    response = act(browser, claim, "undo")

    assert (state(claim), Claim.objects.filter(text__contains="1951").exists()) == (
        "pending",
        False,
    )
    assert "Undone" in browser.get(response["Location"]).content.decode()


def test_what_cannot_be_accepted_as_it_is_opens_its_form_with_the_errors(desk, job):
    quote = suggestion_factory.suggest(
        job, "claim", {"text": "It is ours.", "claim_kind": "wish", "language": "en"}
    )

    response = act(desk("reporter"), quote, "accept")

    html = response.content.decode()
    assert response.status_code == 409
    assert "wish is not one of the available choices" in html
    assert 'value="It is ours."' in html


def test_a_suggestion_without_a_place_is_shown_alone(desk, job):
    suggestion_factory.suggest(
        job, "party", {"name": "Bo Friis", "party_kind": "person"}, place="row 7"
    )

    html = (
        desk("reporter")
        .get(f"/admin/factcheck/importjob/{job.pk}/review/")
        .content.decode()
    )

    assert "row 7" in html
    assert "review__text" not in html


def test_what_it_repeats_is_shown_with_the_words_that_differ(desk, world, job):
    differs = {"description": ["A town by the river.", "A town by the sea."]}
    match = {
        "match_kind": "party",
        "match_uid": world.party.uid,
        "match_relation": "same",
        "match_score": "0.97",
    }
    suggestion_factory.party(job, "Upper Town", differs=differs, **match)

    html = (
        desk("reporter")
        .get(f"/admin/factcheck/importjob/{job.pk}/review/")
        .content.decode()
    )

    assert "97 % alike" in html
    assert "<del>river</del><ins>sea</ins>" in html


def test_the_queue_leads_to_the_place_of_each(desk, job):
    claim = suggestion_factory.claim(job)

    html = desk("reporter").get("/admin/factcheck/suggestion/").content.decode()

    assert f"Review 1 of {job.file_name}" in html
    assert (
        f"/admin/factcheck/importjob/{job.pk}/review/?show=all&amp;at={claim.pk}#s-{claim.pk}"
        in html
    )


def test_the_job_leads_to_its_review(desk, job):
    suggestion_factory.claim(job)

    html = (
        desk("reporter")
        .get(f"/admin/factcheck/importjob/{job.pk}/change/")
        .content.decode()
    )

    assert "Review 1 suggestion<" in html


def test_words_and_kind_narrow_the_list(desk, job):
    suggestion_factory.claim(job)
    suggestion_factory.party(job)

    html = (
        desk("reporter")
        .get(f"/admin/factcheck/importjob/{job.pk}/review/?text=deed&kind=claim")
        .content.decode()
    )

    assert "The deed of 1951" in html
    assert "Ada Lund</a></h2>" not in html


def test_selected_ones_are_rejected_together(desk, job):
    first, second, third = (
        suggestion_factory.claim(job),
        suggestion_factory.party(job),
        suggestion_factory.party(job, "Bo Friis"),
    )
    ticked = [f"{row.pk}:{row.lock_version}" for row in (first, second)]

    desk("reporter").post(
        review(first, "selected/"), {"selected": ticked, "reason": "off-topic"}
    )

    assert [state(row) for row in (first, second, third)] == [
        "rejected",
        "rejected",
        "pending",
    ]


def private_person(job):
    fields = {"name": "Ada Lund", "party_kind": "person", "publicity": "private"}
    return suggestion_factory.suggest(job, "party", fields, step="named as speaker")


def test_a_new_person_is_private_and_accepted_as_such(desk, job):
    party = private_person(job)
    browser = desk("reporter")

    html = browser.get(review(party, f"?at={party.pk}")).content.decode()
    act(browser, party, "accept")

    assert "A private person until somebody says otherwise" in html
    made = Party.objects.get(name="Ada Lund")
    assert (made.publicity, made.slug) == ("private", neutral_slug(made.uid))


def test_one_click_accepts_a_public_figure(desk, job):
    act(desk("reporter"), private_person(job), "public")

    made = Party.objects.get(name="Ada Lund")
    assert (made.publicity, made.slug) == ("public", "ada-lund")


def test_what_is_no_party_is_no_public_figure(desk, job):
    assert (
        act(desk("reporter"), suggestion_factory.claim(job), "public").status_code
        == 404
    )
