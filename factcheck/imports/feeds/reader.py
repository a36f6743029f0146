"""One look at a feed: its own bytes once, then its items one after the other."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from itertools import islice, takewhile
from typing import cast

from django.utils import timezone

from factcheck.models import Feed, ImportedRecord, ImportJob, blobs
from factcheck.text import reading
from factcheck.text.reading import FeedItem

from .. import fetching
from ..articles import ArticleReader, Document, Hold, Opened
from ..downloads import fetch, fetched_document
from ..errors import ImportProblem
from ..files import bytes_of
from ..outcome import ChunkOutcome

FOLDER = "feeds"
MOST_A_LOOK = 1_000
"""So many items that were not taken before are read at one look; the next one goes on with the rest."""
NO_ITEM = "The feed holds no item."
REST = "{:,} of {:,} items are read, the rest at the next looks."
LONGEST_SHARED = 230


class FeedReader(ArticleReader):
    """The cursor of an article reader; in it `feed`, the sha256 of the feed's own bytes, and `read`, of how many new
    items this look is through.

    A run that was killed goes on with the items that it began with. An item that was taken before, and is as it was
    then, is passed over; so is one that cannot be had for good. A file is read whole, a feed's look up to MOST_A_LOOK.
    """

    def __init__(self, job: ImportJob):
        super().__init__(self._document)
        self.source = f"feed {job.feed_id or job.address or job.file_name}"[:120]
        self.items: tuple[FeedItem, ...] = ()
        self.is_loaded = False
        self.fetched: fetching.Fetched | None = None
        self.sha256 = ""  # of no feed: it is as it was at the last look

    def prepare(self, job: ImportJob, hold: Hold) -> None:
        if not self.is_loaded:
            self.items = self._items(job, hold)
            self.is_loaded = True
            self.total = len(self.items)
            taken = ImportedRecord.objects.filter(source=self.source, kind="source")
            self.taken = dict(taken.values_list("external_id", "content_sha256"))
        super().prepare(job, hold)

    def chunk(self, job: ImportJob) -> ChunkOutcome:
        if self.in_hand.is_known:
            outcome = self._passed_over(job)
            is_new = False
        else:
            outcome = super().chunk(job)
            is_new = outcome.done > job.cursor.get("document", 0)
        read = job.cursor.get("read", 0) + is_new
        outcome.cursor = outcome.cursor | {"feed": self.sha256, "read": read}
        if self.sha256 and not self.items:
            outcome.message = NO_ITEM
        if job.feed_id:
            self._end_look(job, outcome, read)
        return outcome

    def _passed_over(self, job: ImportJob) -> ChunkOutcome:
        """All of the items from here on that were taken before and are as they were, in one step."""
        position = job.cursor.get("document", 0)
        following = islice(self.items, position, None)
        known = len(list(takewhile(self._is_known, following)))
        self.opened = None
        done = position + known
        return ChunkOutcome(
            {"document": done},
            total=self.total,
            done=done,
            unchanged=known,
            finished=done >= self.total,
        )

    def _is_known(self, item: FeedItem) -> bool:
        return self.taken.get(item.key) == digest(item)

    def _end_look(self, job: ImportJob, outcome: ChunkOutcome, read: int) -> None:
        """After the last item, or after as many as a look may read: what is left is read at the next looks."""
        is_whole = outcome.finished
        if not is_whole and read >= MOST_A_LOOK:
            outcome.finished = True
            outcome.message = REST.format(outcome.done, self.total)
        if outcome.finished:
            self._looked(job, is_whole)

    def settle(self, opened: Opened) -> None:
        """Remember the item, unless trying again may help."""
        document = opened.document
        if document is None or opened.may_pass:
            return
        item = self._by_key(document.external_id)
        ImportedRecord.objects.update_or_create(
            source=self.source,
            kind="source",
            external_id=item.key,
            defaults={
                "uid": opened.candidates[0].uid if opened.candidates else uuid.uuid4(),
                "content": asdict(item) | {"html": ""},
                "content_sha256": digest(item),
                "lock_version": 0,
            },
        )

    def _by_key(self, key: str) -> FeedItem:
        return next(item for item in self.items if item.key == key)

    def _items(self, job: ImportJob, hold: Hold) -> tuple[FeedItem, ...]:
        data = self._bytes(job, hold)
        if not data:
            return ()
        self.sha256 = blobs.keep(FOLDER, data)
        try:
            return with_unique_keys(reading.read_feed(data, address=job.address).items)
        except reading.Unreadable as problem:
            raise ImportProblem(str(problem)) from problem

    def _bytes(self, job: ImportJob, hold: Hold) -> bytes:
        """The feed as it was when this job began; empty when it has not changed since the last look."""
        if held := job.cursor.get("feed"):
            return blobs.read(FOLDER, held)
        if not job.address:
            return bytes_of(job)
        last = {}
        if job.feed:
            last = {"etag": job.feed.etag, "last_modified": job.feed.last_modified}
        self.fetched = fetch(job.address, hold, **last)
        return b"" if self.fetched.status == 304 else self.fetched.data

    def place_of(self, job: ImportJob) -> str:
        item = self.items[job.cursor.get("document", 0)]
        return item.address or item.key

    def open_next(self, job: ImportJob, hold: Hold) -> Opened:
        if job.cursor.get("document", 0) >= len(self.items):
            return Opened(None)
        return super().open_next(job, hold)

    def read_next(self, job: ImportJob, hold: Hold) -> Opened:
        item = self.items[job.cursor.get("document", 0)]
        if self._is_known(item):
            return Opened(empty(item), candidates=[], is_known=True)
        try:
            return super().read_next(job, hold)
        except ImportProblem as problem:
            return self.failed(empty(item), str(problem), may_pass=problem.passing)

    def _document(self, position: int, held: bytes | None, hold: Hold) -> Document:
        """The page that an item leads to, whose own day counts first; else what the feed carries of the article."""
        item = self.items[position]
        given = {"title": item.title, "authors": list(item.authors)}
        day = {"published_on": item.published_on}
        if item.address:
            known = {"given": given, "fallback": day, "external_id": item.key}
            return fetched_document(item.address, held, hold, **known)
        return Document(
            item.html.encode(),
            reading.HTML,
            item.key,
            given=given | day,
            external_id=item.key,
        )

    def _looked(self, job: ImportJob, is_whole: bool) -> None:
        """Store what the next look is conditional on; nothing where it is to get the same feed once more.

        A run that took over from a killed one did not see the response.
        """
        validators = {}
        if not is_whole:
            validators = {"etag": "", "last_modified": ""}
        elif self.fetched:
            validators["etag"] = self.fetched.etag
            validators["last_modified"] = self.fetched.last_modified
        feed = Feed.objects.filter(pk=cast(int, job.feed_id))
        feed.update(looked_at=timezone.now(), failures=0, **validators)


def with_unique_keys(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """The items, each once, under keys of their own: some feeds call all of their items by one."""
    counts = Counter(item.key for item in items)
    own: dict[str, FeedItem] = {}
    for item in items:
        shared = counts[item.key] > 1
        key = f"{item.key[:LONGEST_SHARED]} {fingerprint(item)}" if shared else item.key
        own.setdefault(key, replace(item, key=key))
    return tuple(own.values())


def fingerprint(item: FeedItem) -> str:
    """What tells an item from others of the same key: where it leads to, else what it is called, else what it says."""
    return hashlib.sha256(
        (item.address or item.title or item.html).encode()
    ).hexdigest()


def empty(item: FeedItem) -> Document:
    """An item that is not read."""
    return Document(
        b"", "", item.address or item.key, item.address, external_id=item.key
    )


def digest(item: FeedItem) -> str:
    """What an item is known by to be as it was."""
    return hashlib.sha256(json.dumps(asdict(item), sort_keys=True).encode()).hexdigest()
