"""What release 0.1.0 remembered by title, publisher and day is remembered by address or bytes, and asked no more."""

import hashlib
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps
from django.utils import timezone
from support.articles import TEXT, bring, dispute, page, suggestions_of
from support.people import make, person

from factcheck.imports.articles.candidate import memory_key
from factcheck.models import (
    Capture,
    ImportedRecord,
    ImportJob,
    Look,
    Source,
    Suggestion,
)

pytestmark = pytest.mark.django_db
CANONICAL = b"<link rel=canonical href=https://post.example/news/one>"
OTHER = "“The ferry will not sail again,” said Eva Lind, who owns it, on 14 January.\n\nNothing else was said by her."


def as_010_left_it(job: ImportJob, document: str) -> None:
    """The suggestions of a job as they were remembered then; what was known was not asked, and there were no looks."""
    uids = {}
    for row in Suggestion.objects.filter(job=job):
        fields = {"title": document} if row.kind == "source" else row.fields
        key = memory_key(document, row.kind, fields)
        uids[str(row.uid)] = str(UUID(hex=key[:32], version=4))
        if Suggestion.objects.filter(memory_key=key).exclude(pk=row.pk).exists():
            row.delete()
        else:
            Suggestion.objects.filter(pk=row.pk).update(
                memory_key=key, uid=uids[str(row.uid)]
            )
    for row in Suggestion.objects.filter(job=job):
        row.fields = migration().renamed(row.fields, uids)
        if row.kind == "source":  # a page's own address was not looked at
            row.fields["url"] = job.options.get("url", "")
        row.save()
    Look.objects.filter(job=job).delete()


def migration():
    return import_module(
        "factcheck.migrations.0026_documents_are_known_by_address_or_bytes"
    )


def carry_over() -> None:
    migration().carry_over(apps, None)


def reject_all() -> int:
    decided = {"decided_by": person("editor"), "decided_at": timezone.now()}
    return Suggestion.objects.update(state="rejected", **decided)


def titled(title: str, publisher: str = "", day: str = "2026-01-15") -> str:
    return f"{title}|{publisher}|{day}".casefold()


WAYS = [
    (TEXT, "text", "a.txt", {"title": "The Long Wait"}, titled("The Long Wait")),
    (
        TEXT,
        "text",
        "a.txt",
        {"title": "The Long  Wait", "publisher": "Post"},
        titled("The Long Wait", "Post"),
    ),
    (TEXT, "document", "download.txt", {}, titled("download")),
    (TEXT, "text", "a.txt", {}, hashlib.sha256(TEXT.encode()).hexdigest()),
    (
        TEXT,
        "text",
        "a.txt",
        {"url": "https://post.example/a?b=1"},
        "https://post.example/a?b=1",
    ),
    (page(), "page", "a.html", {"title": "Saved"}, titled("Saved")),
    (
        page().replace(b"<title>", CANONICAL + b"<title>"),
        "page",
        "a.html",
        {"title": "Saved"},
        titled("Saved"),
    ),
    (page().replace(b"<title>", CANONICAL + b"<title>"), "page", "a.html", {}, None),
]


@pytest.mark.parametrize(("data", "adapter", "name", "given", "old"), WAYS)
def test_nothing_that_was_rejected_comes_back(data, adapter, name, given, old):
    matter = dispute()
    as_010_left_it(
        bring(data, adapter, name, dispute=matter, **given),
        old or hashlib.sha256(data).hexdigest(),
    )
    rejected = reject_all()

    carry_over()
    job = bring(data, adapter, name, dispute=matter, **given)

    assert (job.state, job.created, Suggestion.objects.count()) == ("done", 0, rejected)
    assert set(Suggestion.objects.values_list("state", flat=True)) == {"rejected"}


def test_without_being_carried_over_it_would_come_back():
    as_010_left_it(bring(title="The Long Wait"), titled("The Long Wait"))
    reject_all()

    assert bring(title="The Long Wait").created > 0


def test_a_page_that_was_saved_twice_is_known_by_its_address():
    data = page().replace(b"<title>", CANONICAL + b"<title>")
    as_010_left_it(bring(data, "page", "a.html"), hashlib.sha256(data).hexdigest())
    rejected = reject_all()

    carry_over()
    bring(data + b"<!-- saved again -->", "page", "b.html")

    assert Suggestion.objects.count() == rejected


def test_an_edited_text_of_one_title_stays_one_document():
    edited = TEXT.replace("frank and open", "frank")
    as_010_left_it(bring(TEXT, title="The Long Wait"), titled("The Long Wait"))
    rejected = reject_all()
    as_010_left_it(bring(edited, title="The Long Wait"), titled("The Long Wait"))
    asked = Suggestion.objects.count()

    carry_over()

    assert bring(edited, title="The Long Wait").created == 0
    assert (
        Suggestion.objects.count(),
        Suggestion.objects.filter(state="rejected").count(),
    ) == (asked, rejected)


def test_two_texts_that_only_share_a_title_become_two_documents():
    as_010_left_it(bring(TEXT, "document", "document.pdf"), titled("document"))
    as_010_left_it(bring(OTHER, "document", "document.pdf"), titled("document"))

    carry_over()
    job = bring(OTHER, "document", "document.pdf")

    assert [row.kind for row in Suggestion.objects.filter(job=job)] == ["source"]


def test_what_names_a_suggestion_still_names_it():
    job = bring(title="The Long Wait", publisher="Post")
    as_010_left_it(job, titled("The Long Wait", "Post"))
    quote, source = suggestions_of("quote")[0], suggestions_of("source")[0]
    Suggestion.objects.filter(pk=source.pk).update(brought_by=quote.uid)
    seen = {"content_sha256": "0" * 64, "content": {}, "lock_version": 0}
    record = ImportedRecord.objects.create(
        source="feed 1", external_id="x", kind="source", uid=source.uid, **seen
    )

    carry_over()

    quote, source = (Suggestion.objects.get(pk=row.pk) for row in (quote, source))
    record.refresh_from_db()
    speaker = Suggestion.objects.get(uid=quote.fields["speaker"])
    assert (quote.fields["source"], speaker.kind) == (str(source.uid), "party")
    assert (
        Suggestion.objects.get(uid=source.fields["publisher"]).fields["name"] == "Post"
    )
    assert (source.brought_by, record.uid) == (quote.uid, source.uid)


def test_the_items_of_a_feed_that_held_their_text_are_known_by_it():
    item = f"<item><title>One</title><guid>g1</guid><description>{TEXT}</description></item>"
    feed = f"<rss version='2.0'><channel><title>Post</title>{item}</channel></rss>"
    as_010_left_it(bring(feed, "feed", "feed.xml"), titled("One", day=""))
    rejected = reject_all()
    ImportedRecord.objects.update(content_sha256="of another day")

    carry_over()
    bring(feed, "feed", "feed.xml")

    assert Suggestion.objects.count() == rejected


def test_the_same_bytes_under_two_titles_collide_without_harm():
    as_010_left_it(bring(title="One"), titled("One"))
    as_010_left_it(bring(title="Two"), titled("Two"))
    rejected = reject_all()

    carry_over()

    assert bring(title="Three").created == 0
    assert Suggestion.objects.count() == rejected


def test_each_copy_becomes_a_look_and_is_hung_on_the_source_of_its_address():
    source = make("source", slug="one", url="https://www.post.example/a/")
    job = bring(TEXT, url="https://post.example/a")
    as_010_left_it(job, "https://post.example/a")
    Capture.objects.update(source=None, address="https://post.example/a?utm_source=x")

    carry_over()

    look = Look.objects.get()
    assert (look.key, look.source, look.outcome, look.job) == (
        "https://post.example/a",
        source,
        "first",
        job,
    )
    assert Capture.objects.get().source == source


def test_a_copy_that_was_handed_in_with_a_form_becomes_a_look():
    source = make("source", slug="one")
    sha256 = bring().looks.get().sha256
    Suggestion.objects.all().delete()
    Look.objects.all().delete()
    Capture.objects.update(source=source)

    carry_over()

    assert [(look.key, look.source) for look in Look.objects.all()] == [
        (sha256, source)
    ]


def test_what_was_remembered_by_something_else_is_left_as_it_is():
    bring(title="One")
    row = suggestions_of("source")[0]
    Suggestion.objects.exclude(pk=row.pk).delete()
    Suggestion.objects.update(memory_key="f" * 64)
    Look.objects.all().delete()

    carry_over()

    assert Suggestion.objects.get().memory_key == "f" * 64
    assert not Source.objects.exists()
