"""Public pages in a real browser: no accessibility violation, no sideways scroll, no other server, hardly a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from support.browser import screenshot
from support.people import World, change, make, person, publish, published, uid

from factcheck import workflow

PAGES = [
    "/",
    "/disputes/bridge/",
    "/disputes/bridge/?kind=action&happened_after=2026-02-30",
    "/disputes/bridge/?as_of=2001-01-01",
    "/disputes/bridge/positions/",
    "/disputes/bridge/positions/?a=upper&b=lower",
    "/disputes/bridge/changes/",
    "/disputes/bridge/changes/?since=2026-01-15&action=correct",
    "/disputes/bridge/compare/",
    "/disputes/bridge/compare/?from=2001-01-01",
    "/disputes/bridge/compare/?from=2026-W03&to=now",
    "/disputes/bridge/changes/?since=2026-W03",
    "/disputes/bridge/moments/",
    "/disputes/bridge/method/",
    "/entries/closing/",
    "/claims/",
    "/parties/",
    "/quotes/",
    "/sources/",
    "/claims/belongs/",
    "/quotes/arabic/",
    "/sources/report/",
    "/sources/blog/",
    "/parties/upper-town/",
    "/search/",
    "/search/?q=bridge&party=upper-town&happened_after=2026-02-30",
    "/search/?q=bridge OR water&ordering=happened",
    "/search/?q=unheard-of&kind=claim",
    "/corrections/",
    "/corrections/?show=verdicts&dispute=bridge",
    "/ledger/",
    "/ledger/verify/",
    "/about/ratings/",
    "/disputes/bridge/embed/",
    "/entries/closing/embed/",
    "/claims/belongs/embed/",
    "/claims/belongs/embed/?theme=dark",
    "/api/v1/docs/",
    "/nowhere/",
]
DATA = "[type='application/ld+json']"
# What is new since the last visit; moments in the reader's own time; how high an embedded page is, told to the page
# around it.
ENHANCEMENT = (
    "[type='module'][src^='/static/js/visit.js'], [type='module'][src^='/static/js/local_time.js'], "
    "[src^='/static/js/embed.js']"
)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}


@pytest.fixture
def dispute(live_site: str) -> World:
    """A dispute with a correction, a changed verdict, a retracted source, words in Arabic, sides and a point."""
    world = World()
    misleading = published(
        "rating",
        slug="misleading",
        label="Misleading",
        polarity="negative",
        shape="triangle",
    )
    blog = published("source", slug="blog", title="A blog")
    evidence = [
        {"source": uid(source), "stance": "supports", "note": "It says so."}
        for source in (world.source, blog)
    ]
    publish(
        change(
            world.claim,
            verdict=world.verdict(rating=uid(misleading)),
            evidence=evidence,
        ),
        action="correct",
        notice="A deed was found.",
    )
    workflow.retract(blog, person("publisher"), reason="It was made up.")
    ground = {
        "disputes": [uid(world.dispute)],
        "speaker": uid(world.party),
        "source": uid(world.source),
    }
    arabic = published(
        "quote",
        slug="arabic",
        words="الماء لنا",
        language="ar",
        translation="Ours.",
        **ground,
    )
    publish(
        change(world.entry, quotes=[uid(arabic)], key_event=True),
        action="correct",
        notice="Words were added.",
    )
    sides = [
        {"slug": name, "name": name.title(), "line": "Ours.", "parties": []}
        for name in ("upper", "lower")
    ]
    stands = [
        {"heading": "contested", "text": "Whose it is.", "entry": uid(world.entry)}
    ]
    publish(
        change(world.dispute, sides=sides, stands=stands),
        action="update",
        notice="Sides were added.",
    )
    side = world.dispute.sides.get(slug="upper")
    positions = [
        {
            "side": uid(side),
            "statement": "Ours.",
            "claims": [uid(world.claim)],
            "quotes": [uid(arabic)],
        }
    ]
    publish(
        make("point", slug="whose", dispute=uid(world.dispute), positions=positions)
    )
    return world


# A link that happens to lie partly beneath the bar at the foot of a phone is measured as it is once scrolled free.
FREE = (
    "document.querySelectorAll('.jump').forEach(bar => bar.style.position = 'static')"
)


@pytest.mark.parametrize(
    ("width", "scheme"),
    [(390, "dark"), (1280, "light")],
    ids=["phone, dark", "desktop, light"],
)
def test_every_public_page_is_accessible(
    browser: Browser, live_site, dispute, width, scheme
):
    context = browser.new_context(
        base_url=live_site,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page, found, elsewhere = context.new_page(), [], []
    page.on(
        "request",
        lambda request: (
            elsewhere.append(request.url)
            if not request.url.startswith(live_site)
            else None
        ),
    )
    for path in PAGES:
        page.goto(path)
        page.evaluate(
            "document.querySelectorAll('details').forEach(each => each.open = true)"
        )
        page.evaluate(FREE)
        found += [
            f"{path} {v['id']}: {v['nodes'][0]['html'][:200]}"
            for v in Axe().run(page, options=RULES).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{path} scrolls sideways at {width}")
        if page.locator(f"script:not({DATA}, {ENHANCEMENT})").count():
            found.append(f"{path} has a script")
    screenshot(page, f"public {width} {scheme}")
    cookies = context.cookies()
    context.close()

    assert found == []
    assert elsewhere == []
    assert cookies == []


def test_a_phone_shows_the_whole_of_a_ledger_line(page, dispute):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/ledger/")

    edges = page.locator(".lines :is(th, td, .hash)").evaluate_all(
        "cells => cells.map(cell => cell.getBoundingClientRect().right + cell.scrollWidth - cell.clientWidth)"
    )

    assert edges
    assert max(edges) <= 390
