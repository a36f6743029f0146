"""An editor hands in an article or a feed, decides every suggestion by keys alone, and hands the drafts to review."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from fetching.internet import page as answer
from fetching.internet import running
from playwright.sync_api import Page, expect
from support.articles import page as html
from support.browser import screenshot
from support.people import World, person

from bench.quality.sets import SHIPPED, sets_of
from factcheck import imports
from factcheck.imports import jobs
from factcheck.models import Feed, ImportJob, Publication, Quote, Record, Suggestion
from factcheck.records import registry

MOST = 120
"""No article of the set has more to decide; a page that does not move on fails here."""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}
CONTEXT = {
    "include": [["#content-main"]],
    "exclude": [[".select2-container"]],
}  # that one is the admin's own
RSS = "<rss version='2.0'><channel><title>Post</title>{}</channel></rss>"
ITEM = "<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"


@pytest.fixture
def article() -> dict:
    """The article of Wikinews with the most quotations."""
    (shipped,) = (
        one for one in sets_of(SHIPPED) if (one.task, one.name) == ("quotes", "gum_dev")
    )
    return max(shipped.documents(), key=lambda document: len(document["quotes"]))


@pytest.fixture
def desk(page: Page, live_site, settings, tmp_path, monkeypatch) -> Page:
    """The editor, signed in; no message leaves for a broker, so that the test is the worker."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs.current_app, "send_task", lambda *args, **options: None)
    World()
    person("editor")
    page.goto("/admin/login/")
    page.fill("[name=login]", "editor")
    page.fill("[name=password]", "correct horse battery")
    page.click("[type=submit]")
    return page


@pytest.fixture
def newspaper(settings):
    """A newspaper on this machine with one article in its feed."""
    cache.clear()
    settings.FETCH_ALLOW_LOOPBACK, settings.FETCH_PACE_SECONDS = True, 0
    with running({"/one": answer(html("Nuuk waits"))}) as server:
        item = ITEM.format(title="Nuuk waits", link=f"{server.address}/one")
        server.pages["/feed"] = answer(
            RSS.format(item).encode(), kind="application/rss+xml"
        )
        yield server


def choose_dispute(page: Page) -> None:
    page.locator("#id_dispute").locator(
        "xpath=following::span[contains(@class, 'select2-selection')][1]"
    ).click()
    page.locator(".select2-container--open .select2-search__field").last.fill("bridge")
    page.locator(".select2-results__option--highlighted", has_text="bridge").click()


def paste(page: Page, article: dict) -> ImportJob:
    """Hand an article in; a worker runs it while its page is open."""
    page.goto("/admin/factcheck/importjob/add/")
    page.fill("[name=text]", article["text"])
    page.fill("[name=title]", article["title"])
    page.fill("[name=published_on]", article["date"])
    page.fill("[name=url]", article["url"])
    choose_dispute(page)
    page.click("[value=Import]")
    job = ImportJob.objects.get()
    imports.run(job.pk)
    page.reload()
    return job


class Keys:
    """The editor's keyboard at the review; each decision is seen to move on to the next suggestion."""

    def __init__(self, page: Page):
        self.page, self.pressed = page, 0

    def current(self) -> Suggestion:
        row = self.page.locator(".review--keys .suggestion.is-current")
        expect(row).to_be_visible()
        return Suggestion.objects.get(pk=row.get_attribute("data-suggestion"))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.pressed += len(keys)

    def decide(self, *keys: str) -> str:
        """What became of the current suggestion."""
        row = self.current()
        self.press(*keys)
        expect(
            self.page.locator(f".review--keys:not(:has(#s-{row.pk}.is-current))")
        ).to_be_visible()
        return Suggestion.objects.get(pk=row.pk).state

    def undo(self, row: Suggestion) -> str:
        self.press("u")
        expect(
            self.page.locator(f".review--keys #s-{row.pk}.is-current")
        ).to_be_visible()
        return Suggestion.objects.get(pk=row.pk).state


def decide_all(keys: Keys) -> dict[str, list[str]]:
    """Accept what is found, but every fourth quote and every date; returns what became of each kind."""
    became: dict[str, list[str]] = {}
    for _ in range(MOST):
        if not Suggestion.objects.open().exists():
            break
        kind = keys.current().kind
        states = became.setdefault(kind, [])
        is_wanted = kind != "entry" and not (kind == "quote" and len(states) % 4 == 3)
        states.append(keys.decide(*("a" if is_wanted else "r3")))
    return became


def drafts() -> list[Record]:
    """What was made of suggestions."""
    became = Suggestion.objects.filter(became__isnull=False).values_list(
        "kind", "became"
    )
    return [registry.get(kind).model.objects.get(uid=uid) for kind, uid in became]


def test_an_article_is_decided_by_keys_and_its_drafts_are_handed_over(desk, article):
    public = Publication.objects.count()
    paste(desk, article)
    desk.get_by_role("link", name="Review").first.click()
    keys, count = Keys(desk), Suggestion.objects.count()

    became = decide_all(keys)

    assert keys.pressed <= 2 * count
    assert not Suggestion.objects.open().exists()
    assert {"accepted", "rejected"} == set(became["quote"])
    assert set(became["claim"]) == {"accepted"}
    desk.get_by_role("button", name="to review").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("Handed to review: ")
    screenshot(desk, "the end of a review")
    assert {record.status for record in drafts()} == {"in_review"}
    assert Publication.objects.count() == public
    quotes = Quote.objects.exclude(slug="our-bridge")
    assert all(
        quote.source.url == article["url"] and quote.words in article["text"]
        for quote in quotes
    )
    assert all(quote.speaker.name in article["text"] for quote in quotes)


def test_an_accepted_quote_is_taken_back_with_one_key(desk, article):
    paste(desk, article)
    desk.get_by_role("link", name="Review").first.click()
    keys, quote = Keys(desk), Suggestion.objects.filter(kind="quote").first()
    while keys.current().pk != quote.pk:
        desk.keyboard.press("j")

    assert keys.decide("a") == "accepted"
    assert keys.undo(quote) == "pending"
    assert not Quote.objects.exclude(slug="our-bridge").exists()
    assert keys.decide("r", "1") == "rejected"


def look(page: Page) -> None:
    """The feed is due; a worker looks; the page of that look is opened from the feed's own."""
    Feed.objects.update(due_at=None)
    imports.poll()
    imports.run(ImportJob.objects.latest("pk").pk)
    page.goto(f"/admin/factcheck/feed/{Feed.objects.get().pk}/change/")
    page.locator(
        f"a[href$='/importjob/{ImportJob.objects.latest('pk').pk}/change/']"
    ).click()


def test_the_second_look_at_a_feed_adds_nothing_and_says_so(desk, newspaper):
    desk.goto("/admin/factcheck/feed/add/")
    desk.fill("[name=name]", "Post")
    desk.fill("[name=address]", f"{newspaper.address}/feed")
    choose_dispute(desk)
    desk.select_option("[name=rhythm]", label="Every hour")
    desk.click("[name=_save]")

    look(desk)
    found = Suggestion.objects.count()
    expect(desk.locator("[data-counter=created]")).to_have_text(str(found))
    expect(desk.get_by_role("link", name=f"Review {found} suggestions")).to_be_visible()

    look(desk)
    expect(desk.locator("[data-counter=created]")).to_have_text("0")
    expect(desk.get_by_role("link", name="Review")).to_have_count(0)
    assert (Suggestion.objects.count(), found > 3) == (found, True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_way_of_an_article_is_accessible(desk, article, width, scheme):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=scheme)
    job = paste(desk, article)
    found = []
    for path in ("add/", f"{job.pk}/change/", f"{job.pk}/review/"):
        desk.goto(f"/admin/factcheck/importjob/{path}")
        desk.evaluate(
            "document.querySelectorAll('details').forEach(each => each.open = true)"
        )
        found += desk.complaints
        results = Axe().run(desk, context=CONTEXT, options=RULES).response["violations"]
        found += [f"{path} {v['id']}: {v['nodes'][0]['html'][:200]}" for v in results]
        desk.complaints.clear()  # of what axe itself writes into the page
        if desk.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ):
            found.append(f"{path} scrolls sideways")

    assert not found, "\n".join(found)
