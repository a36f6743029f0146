"""A feed is added, looked at and paused at the desk."""

import pytest
from support.people import make, person

from factcheck.models import Dispute, Feed, ImportJob

pytestmark = pytest.mark.django_db
ADD = "/admin/factcheck/feed/add/"


def data() -> dict:
    dispute = Dispute.objects.filter(slug="bridge").first() or make(
        "dispute", slug="bridge"
    )
    named = {"name": "Post", "address": "https://post.example/feed"}
    return named | {"dispute": dispute.pk, "rhythm": "1h", "active": "on"}


def feed(**changes) -> Feed:
    dispute = make("dispute", slug="bridge")
    given = {
        "name": "Post",
        "address": "https://post.example/feed",
        "dispute": dispute,
        "added_by": person("editor"),
    }
    return Feed.objects.create(adapter="feed", **given | changes)


def test_an_editor_adds_a_feed_and_it_is_due_at_once(desk):
    desk("editor").post(ADD, data())

    added = Feed.objects.get()
    assert (added.adapter, added.added_by, added.due_at) == (
        "feed",
        person("editor"),
        None,
    )


@pytest.mark.parametrize("name", ["reporter", "stranger"])
def test_who_may_not_import_adds_no_feed(desk, name):
    assert desk(name).post(ADD, data()).status_code in (302, 403)
    assert not Feed.objects.exists()


def test_the_same_address_is_not_added_twice(desk):
    feed()

    answer = desk("editor").post(ADD, data())

    assert "already exists" in answer.content.decode()


def test_looking_now_leads_to_the_job(desk):
    one = feed()

    answer = desk("editor").post(f"/admin/factcheck/feed/{one.pk}/look/", {})

    job = ImportJob.objects.get()
    assert answer["Location"] == f"/admin/factcheck/importjob/{job.pk}/change/"
    assert (job.adapter, job.feed, job.address, job.started_by) == (
        "feed",
        one,
        one.address,
        person("editor"),
    )


def test_looking_again_while_it_is_looked_at_says_so(desk):
    one = feed()
    editor = desk("editor")
    editor.post(f"/admin/factcheck/feed/{one.pk}/look/", {})

    answer = editor.client.post(
        f"/admin/factcheck/feed/{one.pk}/look/", {}, follow=True
    )

    assert "still under way" in answer.content.decode()
    assert ImportJob.objects.count() == 1


def test_the_list_says_what_the_last_look_brought(desk):
    one = feed()
    ImportJob.objects.create(
        adapter="feed", feed=one, state="done", created=7, started_by=person("editor")
    )

    assert (
        "Done, 7 new" in desk("editor").get("/admin/factcheck/feed/").content.decode()
    )


def test_another_address_is_fetched_anew(desk):
    one = feed(etag="old")

    desk("editor").post(
        f"/admin/factcheck/feed/{one.pk}/change/",
        data_of(one) | {"address": "https://post.example/b"},
    )

    one.refresh_from_db()
    assert (one.address, one.etag) == ("https://post.example/b", "")


def data_of(one: Feed) -> dict:
    return {
        "name": one.name,
        "address": one.address,
        "dispute": one.dispute_id,
        "rhythm": one.rhythm,
        "active": "on",
    }


def test_a_list_without_a_feed_says_that_there_is_none(desk):
    page = " ".join(
        desk("editor").get("/admin/factcheck/feed/").content.decode().split()
    )

    assert '<p class="paginator"> 0 feeds' in page
