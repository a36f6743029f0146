"""What is submitted, approved, published or taken down is what the page showed; what changed since is refused."""

import re

import pytest
from django.utils import timezone
from support.people import approve, change, make, person, publish, published, uid

from factcheck import workflow
from factcheck.models import Claim, ImportJob, Source, Status, Suggestion

pytestmark = pytest.mark.django_db

CHANGED = "Nobody has the deed."
DIFFERENCE = re.compile(r'href="(/admin/[^"]+/history/compare/[^"]+)"')


def text_of(response) -> str:
    return response.content.decode()


def state(record) -> str:
    return type(record).objects.get(pk=record.pk).status


def draft(world, slug: str, text: str) -> Claim:
    return make("claim", slug=slug, text=text, **world.claim_content())


def in_review(record: Claim) -> Claim:
    workflow.submit(record, person("reporter"))
    return record


@pytest.fixture
def deed(world):
    return draft(world, "deed", "The deed is lost.")


@pytest.fixture
def toll(world):
    return draft(world, "toll", "The toll was paid.")


def test_a_list_approves_what_its_rows_showed_and_names_what_changed_since(
    desk, deed, toll
):
    in_review(deed)
    in_review(toll)
    editor = desk("editor")
    shown = editor.list_of(deed)
    in_review(change(deed, text=CHANGED))

    response = editor.act_on_list("approve_chosen", deed, toll, shown=shown)

    assert (state(deed), state(toll)) == (Status.IN_REVIEW, Status.APPROVED)
    assert "1 approved. 1 refused:" in text_of(response)
    assert "“The deed is lost.” (now “Nobody has the deed.”)" in text_of(response)
    assert "changed since you looked" in text_of(response)


def test_the_refusal_leads_to_the_difference(desk, deed):
    in_review(deed)
    editor = desk("editor")
    shown = editor.list_of(deed)
    in_review(change(deed, text=CHANGED))

    refused = text_of(editor.act_on_list("approve_chosen", deed, shown=shown))
    page = text_of(editor.get(DIFFERENCE.search(refused)[1].replace("&amp;", "&")))

    assert "<del>The</del>" in page
    assert "<ins>Nobody" in page


def test_a_list_submits_what_its_rows_showed(desk, deed, toll):
    reporter = desk("reporter")
    shown = reporter.list_of(deed)
    change(deed, text=CHANGED)

    response = reporter.act_on_list("submit_chosen", deed, toll, shown=shown)

    assert (state(deed), state(toll)) == (Status.DRAFT, Status.IN_REVIEW)
    assert "1 submitted for review. 1 refused:" in text_of(response)


def test_a_list_takes_into_the_set_what_its_rows_showed(desk, deed, toll):
    for record in (deed, toll):
        approve(record)
    publisher = desk("publisher")
    shown = publisher.list_of(deed)
    approve(change(deed, text=CHANGED))

    response = publisher.act_on_list("publish_chosen", deed, toll, shown=shown)

    assert f"of=claim%3A{toll.uid}%3A" in response.redirect_chain[0][0]
    assert f"claim%3A{deed.uid}" not in response.redirect_chain[0][0]
    assert "changed since you looked" in text_of(response)


@pytest.mark.parametrize(
    "action", ["submit_chosen", "approve_chosen", "publish_chosen"]
)
def test_nothing_is_done_to_rows_of_other_pages(desk, deed, toll, action):
    in_review(deed)
    before = [state(record) for record in (deed, toll)]

    response = desk("publisher").act_on_list(action, deed, toll, select_across="1")

    assert [state(record) for record in (deed, toll)] == before
    assert "records of other pages, which you were not shown" in text_of(response)
    assert "go on to the next" in text_of(response)
    assert text_of(response).count("Nothing was ") == 1
    assert "refused" not in text_of(response)


@pytest.mark.parametrize("sent", ["", "1:forged"])
def test_a_row_without_the_version_that_it_showed_is_refused(desk, deed, sent):
    in_review(deed)

    response = desk("editor").act_on_list(
        "approve_chosen", deed, shown={f"version-{deed.uid}": sent}
    )

    assert state(deed) == Status.IN_REVIEW
    assert "open the record anew" in text_of(response)


def test_a_version_of_another_row_is_refused(desk, deed, toll):
    in_review(deed)
    editor = desk("editor")
    other = editor.list_of(deed)[f"version-{toll.uid}"]

    editor.act_on_list("approve_chosen", deed, shown={f"version-{deed.uid}": other})

    assert state(deed) == Status.IN_REVIEW


@pytest.mark.parametrize("verb", ["submit", "return", "approve"])
def test_the_page_of_a_verb_leads_to_the_difference_too(desk, deed, verb):
    if verb != "submit":
        in_review(deed)
    editor = desk("second_publisher")
    url = f"/admin/factcheck/claim/{deed.pk}/do/{verb}/"
    form = editor.form(url, "act") | {"comment": "Which one?"}
    fresh = change(deed, text=CHANGED)
    if verb != "submit":
        in_review(fresh)

    response = editor.post(url, form)

    assert response.status_code == 409
    assert DIFFERENCE.search(text_of(response))
    assert state(deed) == (Status.DRAFT if verb == "submit" else Status.IN_REVIEW)


@pytest.mark.parametrize("emergency", ["", "A flood."])
def test_what_changed_under_the_publisher_is_not_published(desk, deed, emergency):
    approve(deed)
    boss = person("boss")
    boss.is_superuser = True
    boss.save()
    publisher = desk("boss")
    url = f"/admin/factcheck/claim/{'emergency' if emergency else 'publish'}/?of=claim:{deed.uid}"
    form = (
        publisher.form(url, "publish") | publisher.ticked(url) | {"reason": emergency}
    )
    approve(change(deed, text=CHANGED))

    response = publisher.post(url, form)

    assert response.status_code == 409
    assert DIFFERENCE.search(text_of(response))
    assert workflow.current_line(deed) is None


def test_the_publish_page_says_what_changed_since_the_form_that_led_there(desk, deed):
    approve(deed)
    publisher = desk("publisher")
    form = text_of(publisher.get(f"/admin/factcheck/claim/{deed.pk}/change/"))
    link = re.search(r'href="([^"]+/do/publish/\?seen=\d+)"', form)[1]
    approve(change(deed, text=CHANGED))

    page = text_of(publisher.client.get(link, follow=True))

    assert "It was changed since the page that you come from" in page
    assert DIFFERENCE.search(page)


def test_what_was_published_anew_meanwhile_is_not_retracted_unread(desk, world):
    publisher = desk("publisher")
    url = f"/admin/factcheck/claim/{world.claim.pk}/do/retract/"
    form = publisher.form(url, "act") | {"reason": "It is wrong."}
    publish(change(world.claim, text=CHANGED), action="correct", notice="It was wrong.")

    response = publisher.post(url, form)

    assert response.status_code == 409
    assert workflow.current_line(world.claim).action == "correct"


def test_a_draft_of_somebody_else_does_not_keep_a_retraction_back(desk, world):
    publisher = desk("publisher")
    url = f"/admin/factcheck/claim/{world.claim.pk}/do/retract/"
    form = publisher.form(url, "act") | {"reason": "It is wrong."}
    change(world.claim, text=CHANGED)

    publisher.post(url, form)

    assert workflow.current_line(world.claim).action == "retract"


def test_a_restoration_is_of_the_line_that_was_read(desk, world):
    publisher = desk("publisher")
    url = f"/admin/factcheck/entry/{world.entry.pk}/do/restore/".replace(
        "factcheck", "timeline"
    )
    workflow.retract(world.entry, person("publisher"), reason="Wrong.")
    form = publisher.form(url, "act") | {"reason": "It was right."}
    workflow.carry_out(
        workflow.propose_restore(world.entry, person("publisher"), reason="Right."),
        person("second_publisher"),
    )
    workflow.retract(
        world.entry, person("publisher"), reason="Wrong for another reason."
    )

    assert publisher.post(url, form).status_code == 409


@pytest.fixture
def job(world):
    """An import whose two suggestions were accepted: a claim that lacks a verdict, and a source."""
    made = ImportJob.objects.create(
        adapter="text", text="x", started_by=person("editor")
    )
    bare = make(
        "claim",
        by=person("editor"),
        slug="bare",
        text="It is bare.",
        disputes=[uid(world.dispute)],
    )
    source = make("source", by=person("editor"), slug="letter", title="A letter")
    for record in (bare, source):
        Suggestion.objects.create(
            job=made,
            kind=record.kind,
            fields={},
            memory_key=str(record.uid),
            state=Suggestion.State.ACCEPTED,
            became=record.uid,
            decided_by=person("editor"),
            decided_at=timezone.now(),
        )
    made.bare, made.source = bare, source
    return made


def test_handing_all_drafts_over_binds_to_what_was_shown(desk, job):
    editor, url = desk("editor"), f"/admin/factcheck/importjob/{job.pk}/review/"
    page = text_of(editor.get(url))
    shown = dict(re.findall(r'name="(version-[^"]+)" value="([^"]+)"', page))
    change(job.source, by=person("editor"), title="Another letter")

    response = editor.client.post(f"{url}submit/", shown, follow=True)

    assert state(job.source) == Status.DRAFT
    assert state(job.bare) == Status.IN_REVIEW
    assert "“A letter” (now “Another letter”)" in text_of(response)


def test_handing_all_drafts_over_says_of_each_what_will_refuse_its_approval(desk, job):
    editor, url = desk("editor"), f"/admin/factcheck/importjob/{job.pk}/review/"
    shown = dict(
        re.findall(r'name="(version-[^"]+)" value="([^"]+)"', text_of(editor.get(url)))
    )

    response = text_of(editor.client.post(f"{url}submit/", shown, follow=True))

    assert "Handed to review: 2." in response
    assert (
        "“It is bare.” cannot be approved like this. Give a rating and the reason for it."
        in response
    )
    assert "“A letter” cannot" not in response


def test_a_proposal_to_merge_binds_to_what_was_shown(desk, world):
    other = published("party", slug="lower-town", name="Lower Town")
    publisher = desk("publisher")
    url = f"/admin/factcheck/party/{other.pk}/do/merge/?into={world.party.pk}"
    form = publisher.form(url, "act") | {"reason": "One and the same."}
    change(other, name="Lower Village")

    response = publisher.post(url, form)

    assert response.status_code == 409
    assert DIFFERENCE.search(text_of(response))


def test_the_page_of_a_verb_says_which_version_it_is_about(desk, deed):
    page = text_of(desk("reporter").get(f"/admin/factcheck/claim/{deed.pk}/do/submit/"))

    assert "This is about the version that is saved: Reporter saved it on" in page
    assert "What was typed into its form and not saved is no part of it." in page


def test_without_a_script_the_buttons_lead_to_that_page(desk, deed):
    page = text_of(desk("reporter").get(f"/admin/factcheck/claim/{deed.pk}/change/"))

    assert (
        f'<form method="get" action="/admin/factcheck/claim/{deed.pk}/do/submit/" data-version='
        in page
    )


def test_what_is_typed_is_saved_and_submitted_in_one(desk, deed):
    reporter = desk("reporter")
    opened = reporter.form(f"/admin/factcheck/claim/{deed.pk}/change/", "claim_form")

    reporter.post(
        f"/admin/factcheck/claim/{deed.pk}/change/",
        opened | {"text": CHANGED, "_save_and_submit": "1"},
    )

    fresh = Claim.objects.get(pk=deed.pk)
    assert (fresh.text, fresh.status) == (CHANGED, Status.IN_REVIEW)


def test_a_new_record_is_saved_and_submitted_in_one(desk, world):
    reporter = desk("reporter")
    form = reporter.form("/admin/factcheck/source/add/", "source_form")

    reporter.post(
        "/admin/factcheck/source/add/",
        form
        | {
            "title": "A new letter",
            "source_kind": "document",
            "rank": "primary",
            "licence": "unknown",
            "_save_and_submit": "1",
        },
    )

    assert Source.objects.get(title="A new letter").status == Status.IN_REVIEW


def test_somebody_else_s_save_keeps_both_back(desk, deed):
    reporter = desk("reporter")
    opened = reporter.form(f"/admin/factcheck/claim/{deed.pk}/change/", "claim_form")
    change(deed, by=person("editor"), context="Theirs.")

    response = reporter.post(
        f"/admin/factcheck/claim/{deed.pk}/change/",
        opened | {"text": CHANGED, "_save_and_submit": "1"},
    )

    assert response.status_code == 409
    assert state(deed) == Status.DRAFT


def test_saving_and_submitting_what_waits_already_says_so(desk, deed):
    in_review(deed)
    reporter = desk("reporter")
    opened = reporter.form(f"/admin/factcheck/claim/{deed.pk}/change/", "claim_form")

    page = reporter.client.post(
        f"/admin/factcheck/claim/{deed.pk}/change/",
        opened | {"_save_and_submit": "1"},
        follow=True,
    )

    assert "is saved, but was not submitted. It is “In review”" in text_of(page)
