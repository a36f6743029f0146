"""Figures in a real browser: words that touch no others, nothing beyond the page, no stop for the keyboard."""

import pytest
from playwright.sync_api import Page
from support.browser import looked_at
from support.people import World, change, publish, published, uid

PAGES = {
    "/claims/belongs/": ["track", "tree"],
    "/sources/report/": ["tree"],
    "/parties/upper-town/": ["row"],
    "/disputes/bridge/method/": ["counts", "stack"],
}
# The words of each figure that touch one another, and those that leave the figure by more than their letters' height.
UNFIT = """() => {
    const found = [];
    for (const figure of document.querySelectorAll('.fig')) {
        const frame = figure.getBoundingClientRect();
        const texts = [...figure.querySelectorAll('text')].filter(each => each.getClientRects().length);
        const boxes = texts.map(each => each.getBoundingClientRect());
        boxes.forEach((box, index) => {
            if (box.left < frame.left - 8 || box.right > frame.right + 8) found.push(texts[index].textContent);
            boxes.slice(index + 1).forEach((other, after) => {
                const across = box.left < other.right - 1 && other.left < box.right - 1;
                const down = box.top < other.bottom - 4 && other.top < box.bottom - 4;
                if (across && down) {
                    found.push(`${texts[index].textContent} | ${texts[index + 1 + after].textContent}`);
                }
            });
        });
    }
    return found;
}"""


@pytest.fixture
def dispute(live_site) -> World:
    """A dispute with two sides, a changed verdict, and a source that merely repeats another."""
    world = World()
    true = published(
        "rating",
        slug="true",
        label="True",
        order=1,
        numeric=5,
        polarity="positive",
        shape="disc",
    )
    echo = published(
        "source", slug="echo", title="An echo", derived_from=uid(world.source)
    )
    evidence = [
        {"source": uid(source), "stance": "supports"} for source in (world.source, echo)
    ]
    verdict = world.verdict(rating=uid(true))
    publish(
        change(world.claim, verdict=verdict, evidence=evidence),
        action="correct",
        notice="A deed was found.",
    )
    lower = published("party", slug="lower-town", name="The town below the bridge")
    sides = [
        {"slug": "upper", "name": "Upstream", "parties": [uid(world.party)]},
        {"slug": "lower", "name": "Downstream", "parties": [uid(lower)]},
    ]
    publish(change(world.dispute, sides=sides), action="update")
    for day in (2, 3, 4, 16, 17, 29):
        content = world.entry_content(parties=[uid(lower)], claims=[], quotes=[])
        published(
            "entry",
            slug=f"day-{day}",
            headline=f"It rains on day {day}",
            short_name=f"Rain of day {day}",
            when=f"2026-01-{day:02d}",
            **content,
        )
    return world


def test_figures_are_drawn_and_accessible(page: Page, dispute):
    for path, kinds in PAGES.items():
        assert looked_at(page, path) == []
        for kind in kinds:
            assert page.locator(f".fig.{kind}").first.bounding_box()["height"] > 20


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_words_of_a_figure_touch_no_others(page: Page, dispute, width):
    page.set_viewport_size({"width": width, "height": 900})

    for path in [*PAGES, "/disputes/bridge/", "/disputes/bridge/?lang=da"]:
        page.goto(path)
        assert page.evaluate(UNFIT) == [], path
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_picture_is_no_stop_for_the_keyboard(page: Page, dispute):
    for path in [*PAGES, "/disputes/bridge/"]:
        page.goto(path)

        stops = page.locator(".fig a").evaluate_all(
            "links => links.filter(link => link.tabIndex >= 0).length"
        )
        assert stops == 0


def test_a_mark_leads_where_the_list_beside_it_leads(page: Page, dispute):
    page.goto("/claims/belongs/")

    page.locator(".fig.tree a").last.click()

    page.wait_for_url("**/sources/echo/")
