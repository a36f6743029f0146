"""One look at a feed: its own bytes once, then its items one after the other."""

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import asdict

from django.utils import timezone

from factcheck import blobs, fetching, reading
from factcheck.models import Feed, ImportedRecord, ImportJob
from factcheck.reading import Item

from ..articles import ArticleReader, Document, Opened
from ..errors import ImportProblem
from ..fetched import fetch, fetched_document
from ..found import Outcome
from ..stored import bytes_of

FOLDER = "feeds"
Hold = Callable[[], None]


class FeedReader(ArticleReader):
    """The cursor of an article reader, and in it `feed`: the sha256 of the feed's own bytes.

    A run that was killed goes on with the items that it began with. An item that was taken before, and is as it was
    then, is passed over; so is one that cannot be had for good.
    """

    def __init__(self, job: ImportJob):
        super().__init__(self._document)
        self.source = f"feed {job.feed_id or job.address or job.file_name}"[:120]
        self.items: tuple[Item, ...] | None = None
        self.fetched: fetching.Fetched | None = None
        self.sha256 = ""

    def prepare(self, job: ImportJob, hold: Hold) -> None:
        if self.items is None:
            self.items = self._items(job, hold)
            self.total = len(self.items)
            taken = ImportedRecord.objects.filter(source=self.source, kind="source")
            self.taken = dict(taken.values_list("external_id", "content_sha256"))
        super().prepare(job, hold)

    def chunk(self, job: ImportJob) -> Outcome:
        outcome = super().chunk(job)
        outcome.cursor = outcome.cursor | {"feed": self.sha256}
        if outcome.finished and job.feed_id:
            self._looked(job)
        return outcome

    def settle(self, opened: Opened) -> None:
        """Remember the item, unless trying again may help."""
        if opened.is_known or opened.may_pass:
            return
        item = self._by_key(opened.document.external_id)
        ImportedRecord.objects.update_or_create(
            source=self.source,
            kind="source",
            external_id=item.key,
            defaults={
                "uid": opened.made[0].uid if opened.made else uuid.uuid4(),
                "content": asdict(item) | {"html": ""},
                "content_sha256": digest(item),
                "lock_version": 0,
            },
        )

    def _by_key(self, key: str) -> Item:
        return next(item for item in self.items if item.key == key)

    def _items(self, job: ImportJob, hold: Hold) -> tuple[Item, ...]:
        data = self._bytes(job, hold)
        if not data:
            return ()
        self.sha256 = blobs.keep(FOLDER, data)
        try:
            return reading.read_feed(data, address=job.address).items
        except reading.Unreadable as problem:
            raise ImportProblem(str(problem)) from problem

    def _bytes(self, job: ImportJob, hold: Hold) -> bytes:
        """The feed as it was when this job began; empty when it has not changed since the last look."""
        if held := job.cursor.get("feed"):
            return blobs.read(FOLDER, held)
        if not job.address:
            return bytes_of(job)
        last = {"etag": job.feed.etag, "last_modified": job.feed.last_modified} if job.feed else {}
        self.fetched = fetch(job.address, hold, **last)
        return b"" if self.fetched.status == 304 else self.fetched.data

    def open_next(self, job: ImportJob, hold: Hold) -> Opened:
        position = job.cursor.get("document", 0)
        if position >= len(self.items):
            return Opened(None)
        item = self.items[position]
        if self.taken.get(item.key) == digest(item):
            return Opened(empty(item), made=[], is_known=True)
        try:
            return super().open_next(job, hold)
        except ImportProblem as problem:
            return self.failed(empty(item), str(problem), may_pass=problem.passing)

    def _document(self, position: int, held: bytes | None, hold: Hold) -> Document:
        item = self.items[position]
        given = {"title": item.title, "published_on": item.published_on, "authors": list(item.authors)}
        if item.address:
            return fetched_document(item.address, given, held, hold, item.key)
        return Document(item.html.encode(), reading.HTML, item.key, given=given, external_id=item.key)

    def _looked(self, job: ImportJob) -> None:
        """Keep what the next look asks with; a run that took over from a killed one did not see it."""
        seen = {"etag": self.fetched.etag, "last_modified": self.fetched.last_modified} if self.fetched else {}
        Feed.objects.filter(pk=job.feed_id).update(looked_at=timezone.now(), failures=0, **seen)


def empty(item: Item) -> Document:
    """An item that is not read."""
    return Document(b"", "", item.address or item.key, item.address, external_id=item.key)


def digest(item: Item) -> str:
    """What an item is known by to be as it was."""
    return hashlib.sha256(json.dumps(asdict(item), sort_keys=True).encode()).hexdigest()
