"""Redacting words as people do it: by keys and by finger, on a phone in the dark and on a desk in the light."""

import pytest
from django.test import Client
from playwright.sync_api import Page
from support.browser import LOOKS, SETTLED, looked_at, screenshot
from support.guest_links import invite
from support.people import World, change, person, publish, published

from factcheck.ledger import find_phrase
from factcheck.models import Claim, Proposal

NAME = "Jens Hansen"


@pytest.fixture
def desk(page: Page, live_site):
    """A browser in which the administrator is signed in, at a desk that has the name in four lines."""
    world = World()
    publish(
        change(
            world.claim,
            context="Jens Hansen of Mill Lane said so, and Jens Hansen knows.",
        ),
        action="update",
    )
    publish(
        change(
            world.claim,
            context=f"{'It was long ago. ' * 20}A neighbour, Jens Hansen, said so.",
        ),
        action="update",
    )
    publish(
        change(world.entry, body="It was closed. JENS HANSENS house stands beside it."),
        action="update",
    )
    published(
        "party", slug="jens-hansen", name=NAME, party_kind="person", publicity="public"
    )
    page.goto("/robots.txt")
    sign_in(page, live_site, "admin")
    return page


def sign_in(page: Page, live_site: str, name: str) -> None:
    client = Client()
    client.force_login(person(name))
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": client.cookies["sessionid"].value,
                "url": live_site,
            }
        ]
    )


def pictures(page: Page, name: str) -> None:
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(SETTLED)
        screenshot(page, f"redact words {name} {width} {scheme}")


def find(page: Page, phrase: str = NAME) -> None:
    page.goto("/admin/redact/")
    page.get_by_label("Name or phrase").fill(phrase)
    page.keyboard.press("Enter")
    page.get_by_text(
        "stands nowhere" if phrase != NAME else "What is ticked goes"
    ).wait_for()


def wrong(page: Page, name: str) -> list[str]:
    pictures(page, name)
    return looked_at(page)


def test_every_state_of_the_page_is_accessible_and_fits(desk):
    desk.goto("/admin/redact/")
    found = wrong(desk, "empty")
    find(desk, "Nobody Atall")
    found += wrong(desk, "not found")
    find(desk)
    found += wrong(desk, "found")
    desk.get_by_role("button", name="Propose to strike").click()
    found += wrong(desk, "incomplete")

    assert not found, "\n".join(found)


def test_it_is_done_by_keys_alone(desk):
    person("second_admin")
    find(desk)
    boxes = desk.get_by_role("checkbox", name="What to know")
    boxes.first.focus()
    desk.keyboard.press("Space")
    assert not boxes.first.is_checked()
    desk.get_by_label("Legal ground").focus()
    desk.keyboard.type("Personal")
    desk.keyboard.press("Tab")
    desk.keyboard.type("A letter of his lawyer.")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")

    desk.wait_for_url("**/proposal/*/change/")
    assert Proposal.objects.get().ground == "privacy"


def test_what_goes_is_decided_on_by_another(desk, live_site):
    person("second_admin")
    find(desk)
    propose(desk, "privacy")
    sign_in(desk, live_site, "second_admin")
    desk.reload()
    found = wrong(desk, "to be decided")
    desk.get_by_role("button", name="Approve").click()
    desk.wait_for_url("**/proposal/")
    desk.goto(f"/admin/factcheck/proposal/{Proposal.objects.get().pk}/change/")
    found += wrong(desk, "decided")

    assert not found, "\n".join(found)
    assert list(find_phrase(NAME)) == []


def test_a_guest_reads_what_goes(desk):
    find(desk)
    propose(desk, "privacy")
    _link, token = invite(Proposal.objects.get(), "admin")
    desk.goto(f"/guest/{token}/")
    found = wrong(desk, "guest")
    desk.goto(f"/guest/{token}/?lang=de")
    found += wrong(desk, "guest in German")

    assert not found, "\n".join(found)


def test_the_only_administrator_strikes_on_a_courts_order(desk):
    find(desk)
    desk.get_by_label("Strike at once").check()
    propose(desk, "court-order")
    found = wrong(desk, "struck alone")
    desk.goto("/corrections/")
    found += wrong(desk, "corrections")
    desk.goto("/admin/")
    found += wrong(desk, "first page")

    assert not found, "\n".join(found)
    assert list(find_phrase(NAME)) == []


def test_one_text_of_a_record_is_chosen(desk):
    desk.goto(f"/admin/factcheck/claim/{Claim.objects.get().pk}/do/redact/")
    desk.get_by_label("What goes").select_option(
        label="What to know: Jens Hansen of Mill Lane said so, and Jens Hansen knows."
    )
    found = wrong(desk, "of a record")
    desk.get_by_label("Legal ground").select_option("privacy")
    desk.get_by_label("Reason").fill("A letter of his lawyer.")
    desk.get_by_role("button", name="Propose the redaction").click()
    desk.wait_for_url("**/change/")

    assert not found, "\n".join(found)
    assert Proposal.objects.get().strikes.get().words


def propose(page: Page, ground: str) -> None:
    page.get_by_label("Legal ground").select_option(ground)
    page.get_by_label("Reason").fill("A letter of his lawyer.")
    page.get_by_role("button", name="Propose to strike").click()
    page.wait_for_url("**/proposal/*/change/")
