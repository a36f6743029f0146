"""A dispute in Arabic on pages whose own words are Latin: each keeps its direction, and nothing runs off the page."""

import pytest
from support.arabic_dispute import ARABIC, ArabicWorld
from support.browser import screenshot

PAGES = [
    "/",
    "/disputes/bridge/",
    "/disputes/bridge/?lang=de",
    "/disputes/bridge/positions/",
    "/disputes/bridge/changes/",
    "/disputes/bridge/method/",
    "/disputes/bridge/moments/",
    "/disputes/bridge/compare/",
    "/entries/closing/",
    "/claims/",
    "/claims/belongs/",
    "/quotes/ours/",
    "/sources/report/",
    "/parties/upper-town/",
    "/search/?q=الجسر",
    "/corrections/",
]
# What is all Arabic, and takes lines of its own.
BLOCKS = {
    "/disputes/bridge/": ["h1", ".standfirst p", ".side__name a", ".entry h3"],
    "/disputes/bridge/?view=full": [".entry .prose p", ".claim__text", "blockquote"],
    "/entries/closing/": ["h1", ".prose p", ".claim__text", "blockquote"],
    "/claims/belongs/": ["h1", ".verdict__why p", ".prose p"],
    "/quotes/ours/": ["h1"],
    "/sources/report/": ["h1"],
    "/parties/upper-town/": ["h1", ".standfirst"],
    "/search/?q=الجسر": [".found__title a"],
}
# The texts with Arabic letters that no element of their own keeps apart from the Latin words around them.
LOOSE = """pattern => {
    const letters = new RegExp(pattern), found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        const own = holder.closest('bdi, [dir], option, textarea, script');
        const data = texts.currentNode.data.replace(/\\u2068[^\\u2069]*\\u2069/g, '');
        if (letters.test(data) && (!own || own === document.documentElement)) {
            found.push(holder.outerHTML.slice(0, 160));
        }
    }
    return found;
}"""
# Which edge of its block a text begins at.
EDGE = """block => {
    const text = document.createRange();
    text.selectNodeContents(block);
    const words = text.getBoundingClientRect(), box = block.getBoundingClientRect();
    return {direction: getComputedStyle(block).direction, left: words.left - box.left, right: box.right - words.right};
}"""


@pytest.fixture
def arabic(live_site: str) -> ArabicWorld:
    return ArabicWorld()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_runs_off_a_page_in_arabic(page, arabic, width):
    page.set_viewport_size({"width": width, "height": 900})
    wide = []

    for path in PAGES:
        page.goto(path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(each => each.open = true)"
        )
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    page.goto("/disputes/bridge/")
    screenshot(page, f"arabic {width}")

    assert wide == []


@pytest.mark.parametrize("path", list(BLOCKS))
def test_a_text_in_arabic_begins_at_the_right(page, arabic, path):
    page.goto(path)
    page.evaluate(
        "document.querySelectorAll('details').forEach(each => each.open = true)"
    )

    for selector in BLOCKS[path]:
        found = page.locator(selector).first.evaluate(EDGE)

        assert found["direction"] == "rtl", selector
        assert found["right"] <= found["left"] + 1, (selector, found)


@pytest.mark.parametrize("path", PAGES)
def test_arabic_names_stand_apart_from_the_latin_words_around_them(page, arabic, path):
    page.goto(path)

    assert page.evaluate(LOOSE, ARABIC) == []
