"""At the desk, in a browser: a retraction and what rests on it, a merge and its undo, a set that waits for its time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from support.browser import screenshot
from support.people import World, approve, make, person, published

from factcheck import tasks
from factcheck.models import Proposal, Record, Schedule


@pytest.fixture
def world(live_site) -> World:
    return World()


def sit_down(page: Page, name: str) -> None:
    """The desk of this person, who has signed in."""
    client = Client()
    client.force_login(person(name))
    session = client.cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": session,
                "url": page.evaluate("location.origin"),
            }
        ]
    )
    page.goto("/admin/")


def open_record(page: Page, record: Record, verb: str = "") -> None:
    meta = record._meta
    page.goto(
        f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/{f'do/{verb}' if verb else 'change'}/"
    )


def decide(page: Page, name: str) -> None:
    """The second person approves what was proposed last."""
    sit_down(page, name)
    page.goto(f"/admin/factcheck/proposal/{Proposal.objects.latest('pk').pk}/change/")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("Done:")).to_be_visible()


def test_a_retraction_names_what_rests_on_it_and_is_undone(page: Page, world: World):
    page.goto("/")
    sit_down(page, "publisher")
    open_record(page, world.source, "retract")
    expect(page.get_by_text("3 live records rest on it")).to_be_visible()
    screenshot(page, "a retraction and what rests on it")
    page.get_by_label("Reason").fill("The report was forged.")
    page.get_by_role("button", name="Retract now").click()
    expect(page.get_by_text("was taken down. A second person")).to_be_visible()

    page.goto("/sources/report/")
    expect(page.get_by_text("The report was forged.").first).to_be_visible()
    page.goto("/claims/belongs/")
    expect(page.get_by_text("retracted").first).to_be_visible()
    page.complaints.clear()  # the tombstone answers 410, which the console tells

    sit_down(page, "editor")
    again = page.locator(".waiting__block", has_text="To look at again")
    expect(again.get_by_role("link")).to_have_count(3)
    again.get_by_role("link", name=world.claim.text).click()
    page.get_by_label("Why it still holds").fill("The deed itself says the same.")
    page.get_by_role("button", name="It still holds").click()
    expect(page.get_by_text("still holds.").first).to_be_visible()

    sit_down(page, "publisher")
    open_record(page, world.source, "restore")
    page.get_by_label("Reason").fill("The report was found to be sound.")
    page.get_by_role("button", name="Propose to restore").click()
    expect(page.get_by_text("waits for a second person")).to_be_visible()
    decide(page, "second_publisher")
    page.goto("/sources/report/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bridge report")


def test_two_parties_are_merged_and_parted_again(page: Page, world: World):
    other = published("party", slug="upper-city", name="Upper City")
    page.goto("/")
    sit_down(page, "publisher")
    open_record(page, other, "merge")
    page.locator("#id_into + .select2 .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").last.fill(
        "Upper Town"
    )
    page.locator(".select2-results__option--highlighted", has_text="Upper Town").click()
    page.get_by_role("button", name="Show what moves").click()
    expect(
        page.get_by_text("No live record refers to the one that goes.")
    ).to_be_visible()
    page.get_by_label("Reason").fill("One town under two names.")
    page.get_by_role("button", name="Propose the merge").click()
    expect(page.get_by_text("waits for a second person")).to_be_visible()
    decide(page, "second_publisher")
    page.goto("/parties/upper-city/")
    expect(page).to_have_url(f"{page.url.partition('/parties')[0]}/parties/upper-town/")

    sit_down(page, "publisher")
    open_record(page, other, "restore")
    page.get_by_label("Reason").fill("They are two after all.")
    page.get_by_role("button", name="Propose to restore").click()
    expect(page.get_by_text("waits for a second person")).to_be_visible()
    decide(page, "second_publisher")
    page.goto("/parties/upper-city/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Upper City")


def test_a_set_waits_for_its_time_and_goes_live(page: Page, world: World):
    draft = approve(
        make("claim", slug="waits", text="The toll was paid.", **world.claim_content())
    )
    page.goto("/")
    sit_down(page, "publisher")
    open_record(page, draft)
    page.get_by_role("link", name="Publish…", exact=True).click()
    page.wait_for_url("**/publish/?of=*")
    for warning in page.locator("input[name$='-acknowledged']").all():
        warning.check()
    page.get_by_text("At a later time").click()
    page.get_by_label("Publish at").fill(
        f"{timezone.now() + timedelta(days=1):%Y-%m-%d %H:%M}"
    )
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_text("Schedule it for then?")).to_be_visible()
    screenshot(page, "a schedule is confirmed")
    page.get_by_role("button", name="Yes, schedule it").click()
    expect(page.get_by_text("Scheduled for").first).to_be_visible()
    page.goto("/claims/waits/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not in the record")
    page.complaints.clear()

    Schedule.objects.update(due_at=timezone.now())
    tasks.publish_due()
    page.goto("/claims/waits/?utm_source=again")

    expect(page.get_by_role("heading", level=1)).to_have_text("The toll was paid.")


def test_the_preview_frames_the_public_page_without_a_complaint(
    page: Page, world: World
):
    draft = make(
        "claim", slug="previewed", text="The toll was paid.", **world.claim_content()
    )
    page.goto("/")
    sit_down(page, "reporter")
    open_record(page, draft)
    page.get_by_role("link", name="Preview as a reader").click()

    frame = page.frame_locator("iframe.preview")
    expect(frame.get_by_role("heading", level=1)).to_have_text("The toll was paid.")
    expect(frame.get_by_text("readers cannot see this yet")).to_be_visible()
    page.get_by_role("link", name="Phone (390 px)").click()
    assert page.locator("iframe.preview").bounding_box()["width"] <= 392
    screenshot(page, "a preview on a phone")
