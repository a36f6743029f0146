"""A feed is looked at when it is due; each new item becomes a source and suggestions; what was seen is not asked."""

from datetime import timedelta
from html import escape

import pytest
from django.core.cache import cache
from django.utils import timezone
from fetching.internet import page as answer
from fetching.internet import running as serving
from support.articles import bring, dispute, page, run, suggestions_of
from support.people import person
from support.uploads import body

from factcheck import imports
from factcheck.imports import jobs, runner
from factcheck.imports.feeds import reader
from factcheck.models import Feed, ImportJob, Suggestion

pytestmark = pytest.mark.django_db(transaction=True)
ITEM = "<item><title>{title}</title><link>{link}</link><guid>{guid}</guid>{more}</item>"


ATOM_OF_NONE = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Quay</title></feed>"


def whole(number: int) -> str:
    """An item that carries its article itself."""
    text = escape(body(5, f"boat {number}"))
    return f"<item><title>Boat {number}</title><guid>{number}</guid><description>{text}</description></item>"


class Site:
    """A newspaper on this machine: its feed, its pages, and what was asked of it."""

    def __init__(self, server):
        self.server, self.items = server, []
        server.pages["/feed"] = self.feed

    def publish(
        self,
        name: str,
        title: str,
        day: str = "",
        guid: str = "",
        html: bytes = b"",
        **more,
    ) -> None:
        link = f"{self.server.address}/{name}"
        dated = f"<pubDate>{day}</pubDate>" if day else ""
        self.items.insert(
            0, ITEM.format(title=title, link=link, guid=guid or link, more=dated)
        )
        self.server.pages[f"/{name}"] = answer(html or page(title, **more))

    def feed(self, request: str) -> bytes:
        tag = f'"{len(self.items)}"'
        if f"if-none-match: {tag}" in request.lower():
            return b"HTTP/1.1 304 Not Modified\r\n\r\n"
        body = f"<rss version='2.0'><channel><title>Post</title>{''.join(self.items)}</channel></rss>"
        return answer(body.encode(), f"ETag: {tag}", kind="application/rss+xml")


@pytest.fixture
def site(settings):
    cache.clear()
    settings.FETCH_ALLOW_LOOPBACK, settings.FETCH_PACE_SECONDS = True, 0
    with serving({}) as server:
        yield Site(server)


@pytest.fixture
def feed(site):
    return Feed.objects.create(
        name="Post",
        address=f"{site.server.address}/feed",
        adapter="feed",
        dispute=dispute(),
        added_by=person("editor"),
    )


def look(feed: Feed) -> ImportJob:
    """The next look, run to its end."""
    Feed.objects.filter(pk=feed.pk).update(due_at=None)
    imports.poll()
    return run(ImportJob.objects.latest("pk"))


@pytest.mark.parametrize(
    "body",
    ["<rss version='2.0'><channel><title>Quay</title></channel></rss>", ATOM_OF_NONE],
)
def test_a_file_of_a_feed_without_items_says_so(body):
    job = bring(body, "feed", "quay.xml")

    assert (job.state, job.done, job.message) == ("done", 0, "The feed holds no item.")


def test_a_look_at_a_feed_without_items_says_so_until_it_is_as_it_was(site, feed):
    assert look(feed).message == "The feed holds no item."
    assert look(feed).message == ""


def test_each_item_becomes_a_source_and_suggestions(site, feed):
    site.publish("one", "Nuuk waits")
    site.publish(
        "two",
        "The group meets",
        more="“It is ours alone,” said Lars Olsen, who had waited all day for that.",
    )

    job = look(feed)

    assert (job.state, job.done, job.total, job.message) == ("done", 2, 2, "")
    assert {row.fields["title"] for row in suggestions_of("source")} == {
        "Nuuk waits",
        "The group meets",
    }


def test_a_second_look_adds_nothing_and_asks_only_whether_there_is_more(site, feed):
    site.publish("one", "Nuuk waits")
    look(feed)
    before = Suggestion.objects.count()

    again = look(feed)

    assert (again.state, again.created, Suggestion.objects.count()) == (
        "done",
        0,
        before,
    )
    assert site.server.requested_paths == ["/feed", "/one", "/feed"]


def test_only_what_is_new_is_fetched(site, feed):
    site.publish("one", "Nuuk waits")
    look(feed)
    site.publish("two", "The group meets")

    job = look(feed)

    assert (job.done, job.unchanged >= 1) == (2, True)
    assert site.server.requested_paths[-2:] == ["/feed", "/two"]


UNDATED = b"""<!doctype html><html lang="en"><head><title>Nuuk waits</title></head><body><article><h1>Nuuk waits</h1>
<p>The harbour was quiet, and nobody at the quay wanted to speak about what had been said there before.</p>
<p>Only the ferry went out, and came back with the mail and the papers of the week.</p></article></body></html>"""
EVENING = "Wed, 14 Jan 2026 22:30:00 -0500"


def test_an_items_day_is_the_one_of_its_own_offset_where_the_page_has_none(site, feed):
    site.publish("one", "Nuuk waits", day=EVENING, html=UNDATED)

    look(feed)

    assert suggestions_of("source")[0].fields["published_on"] == "2026-01-14"


def test_the_pages_own_day_counts_more_than_the_feeds(site, feed):
    site.publish("one", "Nuuk waits", day="Mon, 19 Jan 2026 08:00:00 +0100")

    look(feed)

    assert suggestions_of("source")[0].fields["published_on"] == "2026-01-15"


def test_a_feed_that_calls_all_of_its_items_alike_is_read_whole_and_once(site, feed):
    for name in ("one", "two", "three"):
        site.publish(name, f"Nuuk waits for {name}", guid="the-guid")
    assert look(feed).done == 3
    Feed.objects.update(etag="")

    again = look(feed)

    assert (again.unchanged, again.created, site.server.requested_paths[-1]) == (
        3,
        0,
        "/feed",
    )


@pytest.fixture
def long_feed(site, monkeypatch):
    """A feed of five items that carry their articles themselves, of which a look reads two; it tells its ETag."""
    monkeypatch.setattr(reader, "MOST_A_LOOK", 2)
    site.items = [whole(number) for number in range(5)]
    return site


def test_a_long_feed_is_read_over_several_looks_and_says_where_it_stands(
    long_feed, feed
):
    looks = [look(feed) for _ in range(4)]

    assert [job.state for job in looks] == ["done"] * 4
    assert [job.message for job in looks] == [
        "2 of 5 items are read, the rest at the next looks.",
        "4 of 5 items are read, the rest at the next looks.",
        "",
        "",
    ]
    assert [(job.done, job.total) for job in looks[:3]] == [(2, 5), (4, 5), (5, 5)]
    assert {row.fields["title"] for row in suggestions_of("source")} == {
        f"Boat {number}" for number in range(5)
    }


def test_what_is_new_in_a_long_feed_comes_first_and_nothing_is_forgotten(
    long_feed, feed
):
    look(feed)
    long_feed.items = [whole(6), whole(5), *long_feed.items]

    look(feed)
    look(feed)

    look(feed)
    assert len(suggestions_of("source")) == 7


def test_a_worker_that_takes_a_long_look_over_reads_no_more_than_was_left_of_it(
    long_feed, feed
):
    imports.poll()
    job = ImportJob.objects.get()
    claimed = jobs.claim(job.pk, "first")
    with runner.ADAPTERS["feed"].open(claimed) as opened:
        opened.prepare(claimed, lambda: None)
        runner.advance(claimed, "first", opened)
    jobs.release(claimed, "first", "killed")

    assert run(job).done == 2


def test_a_feed_that_is_handed_in_as_a_file_is_read_whole(long_feed):
    data = f"<rss version='2.0'><channel><title>Post</title>{''.join(long_feed.items)}</channel></rss>"

    job = bring(data, "feed", "feed.xml")

    assert (job.state, job.done, job.total, job.message) == ("done", 5, 5, "")


def test_an_item_that_cannot_be_had_is_an_issue_and_the_rest_stays(site, feed):
    site.publish("one", "Nuuk waits")
    site.publish("gone", "Taken down")
    del site.server.pages["/gone"]

    job = look(feed)

    assert (job.state, job.failed) == ("done", 1)
    assert "404" in job.issues.get().message
    assert [row.fields["title"] for row in suggestions_of("source")] == ["Nuuk waits"]


def test_an_item_that_may_come_back_is_fetched_again(site, feed):
    site.publish("one", "Nuuk waits")
    good = site.server.pages["/one"]
    site.server.pages["/one"] = (
        b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
    )
    look(feed)
    site.server.pages["/one"] = good
    Feed.objects.update(etag="")

    assert look(feed).created > 0


def test_a_feed_that_is_not_due_is_left_alone(feed):
    Feed.objects.update(due_at=timezone.now() + timedelta(minutes=5))

    assert imports.poll() == 0


def test_two_sweepers_start_one_look(feed):
    assert [
        imports.look(feed, person("editor")) is None,
        imports.look(feed, person("editor")) is None,
    ] == [False, True]


def test_a_feed_is_not_looked_at_while_the_last_look_is_under_way(feed):
    imports.poll()
    Feed.objects.update(due_at=None)

    assert imports.poll() == 0
    assert ImportJob.objects.count() == 1


def test_a_feed_that_failed_is_polled_less_often(site, feed):
    site.server.pages["/feed"] = answer(b"<p>No feed here.</p>")
    assert look(feed).state == "failed"

    imports_before = timezone.now()
    Feed.objects.update(due_at=None)
    imports.poll()

    feed.refresh_from_db()
    assert feed.due_at - imports_before > timedelta(hours=1, minutes=50)


def test_a_paused_feed_is_not_looked_at(feed):
    Feed.objects.update(active=False)

    assert imports.poll() == 0
