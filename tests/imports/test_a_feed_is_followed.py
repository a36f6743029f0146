"""A feed is looked at when it is due; each new item becomes a source and suggestions; what was seen is not asked."""

from datetime import timedelta

import pytest
from articles import dispute, found, page, run
from django.core.cache import cache
from django.utils import timezone
from fetching.internet import page as answer
from fetching.internet import running
from people import person

from factcheck import imports
from factcheck.models import Feed, ImportJob, Suggestion

pytestmark = pytest.mark.django_db(transaction=True)
ITEM = "<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>"


class Site:
    """A newspaper on this machine: its feed, its pages, and what was asked of it."""

    def __init__(self, server):
        self.server, self.items = server, []
        server.pages["/feed"] = self.feed

    def publish(self, name: str, title: str, **more) -> None:
        link = f"{self.server.address}/{name}"
        self.items.insert(0, ITEM.format(title=title, link=link))
        self.server.pages[f"/{name}"] = answer(page(title, **more))

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
    with running({}) as server:
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


def test_each_item_becomes_a_source_and_suggestions(site, feed):
    site.publish("one", "Nuuk waits")
    site.publish("two", "The group meets", more="“It is ours alone,” said Lars Olsen, who had waited all day for that.")

    job = look(feed)

    assert (job.state, job.done, job.total, job.message) == ("done", 2, 2, "")
    assert {row.fields["title"] for row in found("source")} == {"Nuuk waits", "The group meets"}


def test_a_second_look_adds_nothing_and_asks_only_whether_there_is_more(site, feed):
    site.publish("one", "Nuuk waits")
    look(feed)
    before = Suggestion.objects.count()

    again = look(feed)

    assert (again.state, again.created, Suggestion.objects.count()) == ("done", 0, before)
    assert site.server.asked == ["/feed", "/one", "/feed"]


def test_only_what_is_new_is_fetched(site, feed):
    site.publish("one", "Nuuk waits")
    look(feed)
    site.publish("two", "The group meets")

    job = look(feed)

    assert (job.done, job.unchanged >= 1) == (2, True)
    assert site.server.asked[-2:] == ["/feed", "/two"]


def test_an_item_that_cannot_be_had_is_an_issue_and_the_rest_is_kept(site, feed):
    site.publish("one", "Nuuk waits")
    site.publish("gone", "Taken down")
    del site.server.pages["/gone"]

    job = look(feed)

    assert (job.state, job.failed) == ("done", 1)
    assert "404" in job.issues.get().message
    assert [row.fields["title"] for row in found("source")] == ["Nuuk waits"]


def test_an_item_that_may_come_back_is_asked_again(site, feed):
    site.publish("one", "Nuuk waits")
    good = site.server.pages["/one"]
    site.server.pages["/one"] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
    look(feed)
    site.server.pages["/one"] = good
    Feed.objects.update(etag="")

    assert look(feed).created > 0


def test_a_feed_that_is_not_due_is_left_alone(feed):
    Feed.objects.update(due_at=timezone.now() + timedelta(minutes=5))

    assert imports.poll() == 0


def test_two_sweepers_start_one_look(feed):
    assert [imports.look(feed, person("editor")) is None, imports.look(feed, person("editor")) is None] == [False, True]


def test_a_feed_is_not_looked_at_while_the_last_look_is_under_way(feed):
    imports.poll()
    Feed.objects.update(due_at=None)

    assert imports.poll() == 0
    assert ImportJob.objects.count() == 1


def test_a_feed_that_failed_is_asked_less_often(site, feed):
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
