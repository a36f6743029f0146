"""Two people, one record: nothing is approved that was not seen, and nothing typed is dropped without a question."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import complaints_of, looked_at, screenshot
from support.people import World, approve, change, make, person, publish

from factcheck import workflow
from factcheck.models import Claim, Status

PASSWORD = "correct horse battery"
TYPED = "The deed is lost, says the town clerk."
CHANGED = "Nobody has the deed."
BAR = "was not saved"


@pytest.fixture
def world(live_site) -> World:
    return World()


@pytest.fixture
def sit(browser: Browser, live_site: str) -> Iterator[Callable[..., Page]]:
    """A browser of its own for the person of this name, signed in."""
    contexts = []

    def begin(name: str, **options) -> Page:
        person(name)
        context = browser.new_context(
            base_url=live_site, viewport={"width": 1280, "height": 900}, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = complaints_of(page)
        page.goto("/admin/login/")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        return page

    yield begin
    for context in contexts:
        context.close()


@pytest.fixture
def deed(world) -> Claim:
    return make("claim", slug="deed", text="The deed is lost.", **world.claim_content())


def form_of(page: Page, claim: Claim) -> None:
    page.goto(f"/admin/factcheck/claim/{claim.pk}/change/")


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_a_text_that_changed_under_the_approver_is_refused_with_the_difference(
    sit, world, deed
):
    toll = make(
        "claim", slug="toll", text="The toll was paid.", **world.claim_content()
    )
    for record in (deed, toll):
        workflow.submit(record, person("reporter"))
    reporter, editor = sit("reporter"), sit("editor")
    editor.goto("/admin/factcheck/claim/?turn=review")
    expect(editor.get_by_role("link", name="The deed is lost.")).to_be_visible()

    form_of(reporter, deed)
    reporter.locator("#id_text").fill(CHANGED)
    reporter.get_by_role("button", name="Save and submit").click()
    expect(reporter.locator(".messagelist .success")).to_contain_text(
        "is saved and waits for review"
    )

    editor.locator("#action-toggle").check()
    editor.locator("select[name=action]").select_option("approve_chosen")
    editor.get_by_role("button", name="Go").click()

    refusal = editor.locator(".messagelist li", has_text="changed since you looked")
    expect(refusal).to_contain_text("“The deed is lost.” (now “Nobody has the deed.”)")
    expect(editor.locator(".messagelist li").first).to_contain_text(
        "1 approved. 1 refused:"
    )
    assert (fresh(deed).status, fresh(toll).status) == (
        Status.IN_REVIEW,
        Status.APPROVED,
    )
    screenshot(editor, "list-refused")
    refusal.get_by_role("link", name="What changed").click()
    expect(editor.locator("del").first).to_contain_text("The")
    expect(editor.locator("ins").first).to_contain_text("Nobody")
    screenshot(editor, "list-refused-difference")
    assert not looked_at(editor)
    assert not [*reporter.complaints, *editor.complaints]


def test_submitting_asks_about_what_is_typed_and_saves_it_too(sit, deed):
    reporter = sit("reporter")
    form_of(reporter, deed)
    reporter.locator("#id_text").fill(TYPED)

    reporter.get_by_role("button", name="Submit for review").click()
    asked = reporter.get_by_role("dialog", name="What you typed is not saved")
    expect(asked).to_be_visible()
    assert fresh(deed).status == Status.DRAFT
    assert not looked_at(reporter)
    screenshot(reporter, "typing-asked-at-submit")
    asked.get_by_role("button", name="Save and submit").click()

    expect(reporter.locator(".messagelist .success")).to_contain_text(
        "is saved and waits for review"
    )
    assert (fresh(deed).text, fresh(deed).status) == (TYPED, Status.IN_REVIEW)
    expect(reporter.get_by_text(BAR)).to_be_hidden()
    assert not reporter.complaints


def test_what_is_typed_may_be_discarded_and_does_not_come_back(sit, deed):
    reporter = sit("reporter")
    form_of(reporter, deed)
    reporter.locator("#id_text").fill(TYPED)

    reporter.get_by_role("button", name="Submit for review").click()
    reporter.get_by_role("button", name="Discard my typing and submit").click()

    expect(reporter.locator(".messagelist .success")).to_contain_text(
        "waits for review"
    )
    assert (fresh(deed).text, fresh(deed).status) == (
        "The deed is lost.",
        Status.IN_REVIEW,
    )
    expect(reporter.get_by_text(BAR)).to_be_hidden()


def test_one_may_go_back_to_the_form(sit, deed):
    reporter = sit("reporter")
    form_of(reporter, deed)
    reporter.locator("#id_text").fill(TYPED)

    reporter.get_by_role("button", name="Submit for review").click()
    reporter.get_by_role("button", name="Back to the form").click()

    expect(reporter.locator("#id_text")).to_have_value(TYPED)
    assert fresh(deed).status == Status.DRAFT


def test_without_typing_no_request_is_sent(sit, deed):
    reporter = sit("reporter")
    form_of(reporter, deed)

    reporter.get_by_role("button", name="Submit for review").click()

    expect(reporter.locator(".messagelist .success")).to_contain_text(
        "waits for review"
    )


def test_approving_says_that_a_save_voids_the_review(sit, deed):
    workflow.submit(deed, person("reporter"))
    editor = sit("editor")
    form_of(editor, deed)
    editor.locator("#id_context").fill("A caveat.")

    editor.get_by_role("button", name="Approve").click()
    asked = editor.get_by_role("dialog", name="What you typed is not saved")
    expect(asked).to_contain_text("If you save, the review is void")
    screenshot(editor, "typing-asked-at-approve")
    asked.get_by_role("button", name="Save", exact=True).click()

    expect(editor.locator(".messagelist .success")).to_be_visible()
    assert (fresh(deed).context, fresh(deed).status) == ("A caveat.", Status.DRAFT)


def test_who_typed_nothing_gets_no_offer(sit, world, deed):
    reporter = sit("reporter")
    form_of(reporter, deed)
    expect(reporter.locator(".select2-selection").first).to_be_visible()
    reporter.wait_for_timeout(
        1_000
    )  # longer than the pause after which what was typed is put away
    reporter.goto("/admin/")
    change(deed, by=person("editor"), text=CHANGED)

    form_of(reporter, deed)

    expect(reporter.locator("#id_text")).to_have_value(CHANGED)
    expect(reporter.get_by_text(BAR)).to_be_hidden()


def test_who_published_gets_no_offer_of_unsaved_text(sit, world, deed):
    approve(deed)
    publisher = sit("publisher")
    form_of(publisher, deed)
    publisher.wait_for_timeout(1_000)
    publisher.get_by_role("link", name="Publish…", exact=True).click()
    publisher.wait_for_url("**/publish/?of=*")
    for box in publisher.locator("input[name$=-acknowledged]").all():
        box.check()
    publisher.get_by_role("button", name="Publish", exact=True).click()

    expect(publisher.locator(".messagelist .success")).to_be_visible()
    expect(publisher.get_by_text(BAR)).to_be_hidden()


def test_what_was_typed_and_taken_back_is_no_typing(sit, deed):
    reporter = sit("reporter")
    form_of(reporter, deed)
    reporter.locator("#id_text").fill(TYPED)
    reporter.locator("#id_text").fill("The deed is lost.")
    reporter.locator("#evidence-group .add-row a").click()
    reporter.wait_for_timeout(1_000)

    reporter.get_by_role("button", name="Submit for review").click()

    expect(reporter.locator(".messagelist .success")).to_contain_text(
        "waits for review"
    )


def test_without_a_script_the_page_of_the_verb_says_what_it_is_about(sit, deed):
    reporter = sit("reporter", java_script_enabled=False)
    form_of(reporter, deed)
    reporter.locator("#id_text").fill(TYPED)

    reporter.get_by_role("button", name="Submit for review").click()
    expect(
        reporter.get_by_text("This is about the version that is saved")
    ).to_be_visible()
    assert fresh(deed).status == Status.DRAFT
    screenshot(reporter, "submit-without-script")
    reporter.get_by_role("button", name="Submit for review").click()

    expect(reporter.locator(".messagelist .success")).to_contain_text(
        "waits for review"
    )
    assert (fresh(deed).text, fresh(deed).status) == (
        "The deed is lost.",
        Status.IN_REVIEW,
    )


def test_one_notice_serves_a_whole_set_and_stays_with_readers(sit, world):
    claim = approve(change(world.claim, context="It was closed on the 15th."))
    entry = approve(change(world.entry, when="2026-01-15"))
    publisher = sit("publisher")
    publisher.goto(
        f"/admin/factcheck/claim/publish/?of=claim:{claim.uid}&of=entry:{entry.uid}"
    )
    assert not looked_at(publisher)
    screenshot(publisher, "publish-set-for-all")

    whole = publisher.locator("#for-all")
    whole.get_by_label("Correction").check()
    whole.locator("textarea").fill("We had the day wrong.")
    for box in publisher.locator("input[name$=-acknowledged]").all():
        box.check()
    publisher.get_by_role("button", name="Publish", exact=True).click()
    expect(publisher.locator(".messagelist .success")).to_contain_text(
        "Published as lines"
    )
    publish(change(world.claim, context="It was closed on the 16th."), action="update")

    for path in ("/claims/belongs/", "/entries/closing/"):
        assert not looked_at(publisher, path)
        expect(publisher.get_by_text("We had the day wrong.").first).to_be_visible()
        screenshot(publisher, f"notices{path}")


def test_the_page_of_a_verb_that_is_refused_leads_to_the_difference(sit, deed):
    workflow.submit(deed, person("reporter"))
    editor = sit("editor")
    form_of(editor, deed)
    workflow.submit(change(deed, text=CHANGED), person("reporter"))

    editor.get_by_role("button", name="Approve").click()
    expect(editor.get_by_text("changed since you looked")).to_be_visible()
    editor.complaints.clear()  # the browser tells of the answer 409
    screenshot(editor, "approve-refused")
    editor.get_by_role("link", name="What changed").click()

    expect(editor.locator("ins").first).to_contain_text("Nobody")
