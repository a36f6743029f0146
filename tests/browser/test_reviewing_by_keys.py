"""A review by keys alone, in a real browser: every key presses what is on the page, and the focus follows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from support import suggestion_factory
from support.browser import screenshot
from support.people import World, person

from factcheck.models import Suggestion

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}

CONTEXT = {
    "include": [["#content-main"]],
    "exclude": [[".select2-container"]],
}  # that one is the admin's own


@pytest.fixture
def job(live_site):
    return suggestion_factory.job(dispute=World().dispute)


@pytest.fixture
def rows(job) -> list[Suggestion]:
    """A claim, its quote and two people, in the order of the list."""
    return [
        suggestion_factory.claim(job),
        *suggestion_factory.article(job),
        suggestion_factory.party(job, "Bo Friis"),
    ]


@pytest.fixture
def review(page: Page, job, rows) -> Page:
    """The review as the reporter has it open."""
    person("reporter")
    page.goto("/admin/login/")
    page.fill("[name=login]", "reporter")
    page.fill("[name=password]", "correct horse battery")
    page.click("[type=submit]")
    page.wait_for_url("**/admin/")
    page.goto(f"/admin/factcheck/importjob/{job.pk}/review/")
    return page


def states(rows) -> list[str]:
    return [Suggestion.objects.get(pk=row.pk).state for row in rows]


def is_current(page: Page, row) -> None:
    expect(page.locator(".review--keys .suggestion.is-current")).to_have_id(
        f"s-{row.pk}"
    )


def test_two_keys_a_suggestion_are_enough(review, rows):
    review.keyboard.press("a")
    is_current(review, rows[1])
    review.keyboard.press("r")
    review.keyboard.press("3")
    is_current(review, rows[2])

    assert states(rows) == ["accepted", "rejected", "pending", "pending", "pending"]


PRESSES = """() => {
  const press = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));
  [0, 60, 120, 180].forEach((wait) => setTimeout(press, wait));
}"""


def test_a_key_that_is_pressed_again_while_its_page_is_on_its_way_is_dropped(
    review, rows
):
    sent = []

    def slowly(route):
        sent.append(route.request.url)
        review.wait_for_timeout(600)
        route.continue_()

    review.route("**/do/accept/**", slowly)
    review.evaluate(PRESSES)

    is_current(review, rows[1])
    assert len(sent) == 1
    assert states(rows[:2]) == ["accepted", "pending"]
    expect(review.get_by_text("already accepted")).to_have_count(0)


def test_going_on_moves_the_focus_and_the_mark_in_the_text(review, rows):
    for _ in range(3):
        review.keyboard.press("j")

    is_current(review, rows[3])
    expect(review.locator(f"#s-{rows[3].pk}")).to_be_focused()
    expect(review.locator(".found.is-current")).to_have_text("It is our bridge")


def test_undo_brings_the_last_one_back(review, rows):
    review.keyboard.press("a")
    is_current(review, rows[1])

    review.keyboard.press("u")

    is_current(review, rows[0])
    assert states(rows[:1]) == ["pending"]


def test_what_happened_is_read_out_by_a_screen_reader(review, rows):
    review.keyboard.press("a")
    is_current(review, rows[1])

    expect(review.locator("[data-part=said]")).to_contain_text("Accepted as a draft")


def test_letters_typed_into_a_field_are_letters(review, rows):
    review.keyboard.press("/")
    review.keyboard.type("jar3u")

    assert review.input_value("input[name=text]") == "jar3u"
    assert set(states(rows)) == {"pending"}


def test_letters_with_control_are_left_to_the_browser(review, rows):
    review.keyboard.press("Control+a")

    is_current(review, rows[0])
    assert states(rows[:1]) == ["pending"]


def test_keys_can_be_switched_off_for_good(review, rows):
    review.keyboard.press("?")
    review.get_by_label("Single letters are keys").uncheck()
    review.keyboard.press("Escape")
    review.reload()

    review.keyboard.press("j")

    is_current(review, rows[0])


def test_edit_and_merge_open_their_pages(review, rows):
    review.keyboard.press("e")
    review.wait_for_url(f"**/review/{rows[0].pk}/edit/**")
    review.go_back()
    review.keyboard.press("m")

    review.wait_for_url(f"**/review/{rows[0].pk}/merge/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_review_is_accessible_and_does_not_scroll_sideways(
    review, rows, width, scheme
):
    review.set_viewport_size({"width": width, "height": 900})
    review.emulate_media(color_scheme=scheme)
    base = f"/admin/factcheck/importjob/{rows[0].job_id}/review/"
    found = []
    for path in (
        "",
        f"{rows[3].pk}/edit/",
        f"{rows[1].pk}/merge/?slug=report",
        "many/?act=reject",
    ):
        review.goto(base + path)
        found += review.complaints
        results = Axe().run(review, context=CONTEXT, options=RULES)
        found += [
            f"{path} {v['id']}: {v['nodes'][0]['html'][:200]}"
            for v in results.response["violations"]
        ]
        review.complaints.clear()  # of what axe itself writes into the page
        if review.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ):
            found.append(f"{path} scrolls sideways")
        screenshot(review, f"review{path}-{width}-{scheme}")

    assert not found, "\n".join(found)
