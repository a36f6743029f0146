"""A document is its address, else its bytes: never its title, its file's name or its day."""

import io

import pytest
from django.core.files import File
from fetching.internet import page as answer
from fetching.internet import running
from support.articles import MORE, TEXT, bring, dispute, page, run, suggestions_of
from support.people import person

from factcheck import imports
from factcheck.imports.preview import preview
from factcheck.models import Look, Source, Suggestion

DAHL = (
    "“The quay stays open all winter,” said Ole Dahl, the harbour master, on Wednesday."
)
LIND = "“The ferry will not sail again,” said Eva Lind, who owns it, on Thursday."
STORY = "https://post.example/news/nuuk-waits"
SAVED = """<!--
 Page saved with SingleFile
 url: {}
 saved date: Thu Jan 15 2026 10:00:00 GMT+0100
-->"""
ERROR = (
    b"<article><p>Something went wrong with the page that you wanted to read, and we are working on it.</p>"
    b"<p>Please come back in a few minutes and try to load the page once more.</p></article>"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    settings.FETCH_ALLOW_LOOPBACK, settings.FETCH_PACE_SECONDS = True, 0
    with running({}) as server:
        yield server


def with_head(head: str, **more) -> bytes:
    return page(**more).replace(b"<title>", head.encode() + b"<title>")


def fetch(address: str, **options):
    return run(
        imports.start(
            adapter="page", address=address, by=person("editor"), options=options
        )
    )


def sources() -> list[dict]:
    return [row.fields for row in suggestions_of("source")]


def issues_of(job) -> str:
    return " ".join(job.issues.values_list("message", flat=True))


@pytest.mark.parametrize("name", ["document.pdf", "download.txt", "statement.txt"])
def test_two_files_of_one_name_are_two_sources(name):
    bring(DAHL, "document", name)
    bring(LIND, "document", name)

    first, second = Suggestion.objects.filter(kind="source").order_by("pk")
    assert first.uid != second.uid
    quotes = {row.fields["source"]: row.exact for row in suggestions_of("quote")}
    assert quotes[str(first.uid)].startswith("The quay")
    assert quotes[str(second.uid)].startswith("The ferry")


def test_two_texts_of_one_title_publisher_and_day_are_two_sources():
    about = {
        "title": "Statement",
        "publisher": "The harbour board",
        "published_on": "2026-01-15",
    }

    bring(DAHL, **about)
    bring(LIND, **about)

    assert len(suggestions_of("source")) == 2


@pytest.mark.parametrize(
    "again",
    [{"title": "Another title"}, {"published_on": "2026-01-16"}, {"publisher": "Post"}],
)
def test_the_same_bytes_are_the_same_document_whatever_its_fields(again):
    bring(title="Nuuk waits", dispute=dispute())
    before = Suggestion.objects.count()

    job = bring(name="copy.txt", **again)

    assert (job.created, Suggestion.objects.count()) == (0, before)
    assert "The same document as “Nuuk waits”, imported on " in issues_of(job)


def test_the_same_bytes_under_another_address_or_host_suggest_once(site):
    site.pages["/one"] = site.pages["/two"] = answer(page())
    first = fetch(f"{site.address}/one")
    before = Suggestion.objects.count()

    job = fetch(f"{site.address.replace('127.0.0.1', 'localhost')}/two")

    assert first.created == before > 1
    assert (job.state, job.created, Suggestion.objects.count()) == ("done", 0, before)
    assert "The same document as “Nuuk waits for the talks”, imported on " in issues_of(
        job
    )


def test_a_repeat_that_is_brought_again_is_still_a_repeat(site):
    site.pages["/one"] = site.pages["/two"] = answer(page())
    fetch(f"{site.address}/one")
    fetch(f"{site.address}/two")

    assert fetch(f"{site.address}/two").created == 0


def test_what_repeats_another_page_and_changes_is_a_document_of_its_own(site):
    site.pages["/one"] = site.pages["/two"] = answer(page())
    fetch(f"{site.address}/one")
    fetch(f"{site.address}/two")
    site.pages["/two"] = answer(
        page(
            more="“It is ours alone,” said Lars Olsen, who had waited all day for that."
        )
    )

    fetch(f"{site.address}/two")

    assert len(suggestions_of("source")) == 2


def test_the_same_bytes_that_hold_no_article_are_no_repeat(site):
    site.pages["/one"] = site.pages["/two"] = answer(ERROR)

    fetch(f"{site.address}/one")
    fetch(f"{site.address}/two")

    assert len(suggestions_of("source")) == 2


def test_items_of_a_feed_with_other_guids_and_titles_but_the_same_text_count_once(
    site,
):
    item = "<item><title>{0}</title><link>{1}/{0}</link><guid>{0}</guid></item>"
    site.pages["/one"] = site.pages["/two"] = answer(page())
    items = "".join(item.format(name, site.address) for name in ("one", "two"))
    feed = f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"

    job = bring(feed, "feed", "feed.xml")

    assert (job.state, job.done, len(suggestions_of("source"))) == ("done", 2, 1)
    assert "The same document as “one”" in issues_of(job)


@pytest.mark.parametrize(
    "tracking",
    [
        "?utm_source=feed&utm_medium=rss",
        "?fbclid=IwAR0x",
        "?gclid=Cj0",
        "#top",
        "?mc_cid=1&utm_id=3",
    ],
)
def test_tracking_parameters_are_no_part_of_an_address(tracking):
    bring(url=STORY)
    before = Suggestion.objects.count()

    job = bring(TEXT + "\n", url=STORY.replace("https://", "http://www.") + tracking)

    assert (job.created, Suggestion.objects.count()) == (0, before)


@pytest.mark.parametrize(
    "head",
    [
        f"<link rel='canonical' href='{STORY}?utm_source=x'>",
        f'<meta content="{STORY}" property="og:url">',
        SAVED.format(f"{STORY}?fbclid=1"),
        f"<!-- saved from url=(0039){STORY} -->",
        f"<!-- <link rel=canonical href=https://other.example/> --><link href={STORY} rel=canonical>",
    ],
)
def test_two_savings_of_one_page_are_one_source(head):
    bring(with_head(f"<link rel=canonical href={STORY}>"), "page", "nuuk.html")
    before = Suggestion.objects.count()

    job = bring(with_head(head + "<!-- saved again -->"), "page", "nuuk (1).html")

    assert (job.created, Suggestion.objects.count()) == (0, before)
    assert [fields["url"] for fields in sources()] == [STORY]


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href=/one>", "{site}/one"),
        ("<link rel=canonical href=https://other.example/story>", "{site}/found"),
        ("<link rel=canonical href=/>", "{site}/found"),
        ("<meta property='og:url' content='javascript:alert(1)'>", "{site}/found"),
        (SAVED.format(STORY), "{site}/found"),
    ],
)
def test_of_a_page_that_was_fetched_its_own_address_counts_on_the_same_host_alone(
    site, head, url
):
    site.pages["/found"] = answer(with_head(head))

    fetch(f"{site.address}/found")

    assert [fields["url"] for fields in sources()] == [url.format(site=site.address)]


def test_a_saved_page_is_not_what_it_names_on_another_host():
    head = (
        SAVED.format(STORY) + "<link rel=canonical href=https://agency.example/wire/1>"
    )

    bring(with_head(head), "page", "nuuk.html")

    assert [fields["url"] for fields in sources()] == [STORY]


def test_what_the_editor_says_is_the_address():
    bring(
        with_head(f"<link rel=canonical href={STORY}>"),
        "page",
        "nuuk.html",
        url="https://post.example/other",
    )

    assert [fields["url"] for fields in sources()] == ["https://post.example/other"]


def test_an_own_address_that_appears_later_leads_to_the_same_document(site):
    site.pages["/found"] = answer(page())
    fetch(f"{site.address}/found")
    before = Suggestion.objects.count()
    site.pages["/found"] = answer(with_head("<link rel=canonical href=/story>"))

    assert (fetch(f"{site.address}/found").created, Suggestion.objects.count()) == (
        0,
        before,
    )


def test_a_preview_says_the_same_and_keeps_nothing():
    job = bring(title="Nuuk waits")
    before = Look.objects.count()

    rows = list(
        preview(
            "text",
            File(io.BytesIO(TEXT.encode()), "again.txt"),
            "again.txt",
            person("editor"),
        )
    )

    assert "The same document as “Nuuk waits”" in str(rows)
    assert (Look.objects.count(), job.created > 0, Source.objects.exists()) == (
        before,
        True,
        False,
    )


def test_what_was_never_suggested_of_a_known_document_is_suggested():
    bring(title="Nuuk waits")

    job = bring(title="Nuuk waits", dispute=dispute())

    assert job.created == len(suggestions_of("entry")) > 0


def test_a_text_that_grew_suggests_only_what_is_new_at_its_address():
    bring(url=STORY)

    job = bring(f"{TEXT}\n{MORE.replace('frank and open', 'long')}", url=STORY)

    assert [row.exact for row in Suggestion.objects.filter(job=job, kind="quote")] == [
        "The talks were long"
    ]
