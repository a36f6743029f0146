"""Asking a guest at the desk: the form, the link that is shown once, the list, the button, and what history says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from support.guest_links import in_review, invite
from support.people import change, make, person

from factcheck import workflow
from factcheck.models import GuestLink, Publication
from factcheck.workflow import guests

pytestmark = pytest.mark.django_db

BERG = {"name": "Ada Berg", "role": "lawyer, Berg & Co", "days": "7"}
LINK = re.compile(r"http://[^<]*/guest/([\w-]{43})/")


def url(record, page: str = "change", *more: str) -> str:
    return reverse(f"admin:factcheck_{record.kind}_{page}", args=[record.pk, *more])


def text(response) -> str:
    return " ".join(response.text.split())


def ask(desk, record, **changes):
    editor, page = desk("editor"), url(record, "verb", "invite")
    return editor.post(page, editor.form(page, "ask") | BERG | changes)


def test_the_link_is_shown_once_and_works(desk):
    record = in_review()

    made = ask(desk, record)

    (token,) = LINK.findall(made.text)
    assert guests.find(token).name == "Ada Berg"
    assert "shown this once" in made.text
    assert token not in desk("editor").get(url(record, "verb", "invite")).text
    assert token not in desk("editor").get(url(record)).text


def test_the_record_names_the_guest_and_the_answer(desk):
    record = in_review()
    _link, token = invite(record)
    assert "Waits for an answer" in text(desk("editor").get(url(record)))

    guests.object_(token, words="The deed says otherwise.")

    page = text(desk("editor").get(url(record)))
    assert "Ada Berg, lawyer, Berg &amp; Co" in page
    assert "<q>The deed says otherwise.</q>" in page
    assert "Waits for an answer" not in page


def test_what_a_guest_approved_says_so(desk):
    record = make("party", person("editor"), slug="lower-town", name="Lower Town")
    workflow.submit(record, person("editor"))
    guests.approve(invite(record)[1], words="Checked.")

    told = "guest Ada Berg (lawyer, Berg &amp; Co), invited by its author"
    assert f"Approved by {told}." in text(desk("publisher").get(url(record)))
    history = text(desk("publisher").get(url(record, "history")))
    assert f"<strong>Approve</strong> by {told}," in history
    assert "<q>Checked.</q>" in history


def test_an_author_reads_what_the_approval_will_say(desk):
    record = make("party", person("editor"), slug="lower-town", name="Lower Town")
    workflow.submit(record, person("editor"))

    assert "invited by its author" in ask(desk, record).text
    assert GuestLink.objects.get().by_author


def test_a_link_is_revoked_by_a_button(desk):
    record = in_review()
    link, token = invite(record)

    page = desk("admin").post(
        reverse("admin:factcheck_guestlink_revoke", args=[link.pk]), {}
    )

    assert page["Location"] == url(record)
    with pytest.raises(workflow.LinkClosed):
        guests.find(token)
    assert "revoked by Admin" in text(desk("editor").get(url(record)))


def test_a_link_is_revoked_once(desk):
    record = in_review()
    link, _token = invite(record)
    address = reverse("admin:factcheck_guestlink_revoke", args=[link.pk])
    desk("admin").post(address, {})

    said = desk("admin").client.post(address, follow=True)

    assert "revoked already" in said.text


def test_a_link_to_a_version_that_was_saved_since_is_void(desk):
    record = in_review()
    invite(record)
    workflow.submit(change(record, name="Lower Village"), person("reporter"))

    page = text(desk("editor").get(url(record)))

    assert "Void: saved or decided since" in page
    assert "/revoke/" not in page


def test_whoever_may_not_approve_sees_no_guests_and_asks_none(desk):
    record = in_review()
    guests.comment(invite(record)[1], words="Zzwords.")

    page = desk("reporter").get(url(record)).text

    assert 'class="guests"' not in page
    assert desk("reporter").get(url(record, "verb", "invite")).status_code == 403
    assert desk("reader").get(url(record, "verb", "invite")).status_code == 403


def test_an_invitation_is_bound_to_the_version_that_was_seen(desk):
    record = in_review()
    editor = desk("editor")
    page = url(record, "verb", "invite")
    seen = editor.form(page, "ask") | BERG
    workflow.submit(change(record, name="Lower Village"), person("reporter"))

    refused = editor.post(page, seen)

    assert refused.status_code == 409
    assert not GuestLink.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"role": " "}, {"days": "30"}, {"name": "x" * 81}]
)
def test_a_guest_without_name_role_or_term_is_refused(desk, wrong):
    assert not LINK.search(ask(desk, in_review(), **wrong).text)
    assert not GuestLink.objects.exists()


def test_a_draft_offers_no_link_and_says_why(desk):
    record = make("party", slug="lower-town", name="Lower Town")

    assert "starts from “In review”" in text(desk("editor").get(url(record)))
    assert ask(desk, record).status_code == 409


def test_of_a_redaction_a_guest_is_invited_by_the_only_administrator(desk, world):
    line = workflow.current_line(world.claim)
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A letter."
    )
    page = reverse("admin:factcheck_proposal_guests", args=[proposal.pk])
    admin = desk("admin")
    assert (
        page
        in admin.get(
            reverse("admin:factcheck_proposal_change", args=[proposal.pk])
        ).text
    )

    (token,) = LINK.findall(admin.post(page, admin.form(page, "ask") | BERG).text)
    guests.approve(token, words="It is genuine.")

    assert Publication.objects.latest("seq").action == "redact"
    told = text(
        admin.get(reverse("admin:factcheck_proposal_change", args=[proposal.pk]))
    )
    assert "by guest Ada Berg (lawyer, Berg &amp; Co), invited by its author" in told
    assert (
        "guest Ada Berg"
        in admin.get(reverse("admin:factcheck_proposal_changelist")).text
    )


def test_what_a_guest_wrote_of_a_redaction_is_hidden_from_the_rest_of_the_desk(
    desk, world
):
    line = workflow.current_line(world.claim)
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A letter."
    )
    link, token = invite(proposal, "admin")
    guests.comment(token, words="Zzwords of a lawyer.")

    pages = [
        reverse("admin:factcheck_proposal_change", args=[proposal.pk]),
        reverse("admin:factcheck_guestlink_change", args=[link.pk]),
        reverse("admin:factcheck_guestlink_changelist") + "?q=Zzwords",
        url(world.claim, "history"),
    ]

    assert not any("Zzwords of" in desk("publisher").get(page).text for page in pages)
    assert "Zzwords of" in desk("admin").get(pages[1]).text


def test_the_list_of_links_costs_the_same_for_one_and_for_many(
    desk, django_assert_num_queries
):
    record, editor = in_review(), desk("editor")
    address = reverse("admin:factcheck_guestlink_changelist")
    invite(record)
    editor.get(address)
    with CaptureQueriesContext(connection) as one:
        editor.get(address)

    for n in range(12):
        invite(record, name=f"Guest {n}")

    with django_assert_num_queries(len(one)):
        page = editor.get(address)
    assert page.text.count("Lower Town") == 13
