"""A document is known by its address, else its bytes; until now it was also known by title, publisher and day.

What was suggested of one is remembered anew, so that nothing that was decided is asked again, and every copy that an
import archived becomes a look at its document. Goes from document to document; of no table is more than a few hundred
rows held at once.
"""

import hashlib
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import migrations
from django.db.models import Exists, F, Min, OuterRef
from rapidfuzz import fuzz

from factcheck.text.matching import address_key, canonical_url, normalised_words
from factcheck.text.reading.canonical_url import addresses_of

AT_ONCE = 500
HEAD = 2**18
COMPARED = 5_000
ALIKE = 60
HTML = "text/html"


class Was(NamedTuple):
    """A document as it was imported: by which job, and as which bytes; `old` is what it was remembered by, if known."""

    job: object
    capture: object
    row: object
    old: str
    given_url: str


class Remembered(NamedTuple):
    """What a title stood for: what the document is remembered by now, its copy, and the uid of its source."""

    document: str
    sha256: str


class Carrier:
    """Carries suggestions, looks and copies over; the tables are those of the migration's state."""

    def __init__(self, apps):
        names = (
            "Capture",
            "Head",
            "ImportJob",
            "ImportedRecord",
            "Look",
            "Source",
            "Suggestion",
        )
        self.rows = {name: apps.get_model("factcheck", name).objects for name in names}
        self.titled: dict[str, list[Remembered]] = {}
        self.uids: dict[str, str] = {}

    def carry_over(self) -> None:
        for was in self.documents():
            key = self.key_of(was)
            document = self.document_of(was, key)
            if was.old and document != was.old:
                self.remember(was, document)
            self.look(was, key, document)
        self.look_at_the_rest()
        self.rows["Head"].update(operations_seq=F("operations_seq") + 1)

    def documents(self) -> Iterator[Was]:
        """Every document of every job that suggested something of it, in the order in which they came."""
        rows = (
            self.rows["Suggestion"]
            .exclude(capture_sha256="")
            .values("job", "capture_sha256")
        )
        for found in (
            rows.annotate(first=Min("pk"))
            .order_by("first")
            .iterator(chunk_size=AT_ONCE)
        ):
            capture = (
                self.rows["Capture"]
                .filter(sha256=found["capture_sha256"])
                .defer("text")
                .first()
            )
            if capture is None:
                continue
            job = self.rows["ImportJob"].defer("text").get(pk=found["job"])
            row = self.rows["Suggestion"].get(pk=found["first"])
            yield self.was(job, capture, row)

    def was(self, job, capture, row) -> Was:
        url = (
            (job.options or {}).get("url")
            or (row.fields.get("url") if row.kind == "source" else "")
            or ""
        )
        candidates = [
            *map(canonical_url, filter(None, (url, capture.address))),
            *self.titles(job, row),
            capture.sha256,
        ]
        old = next(
            (key for key in candidates if memory_key_of(key, row) == row.memory_key), ""
        )
        return Was(job, capture, row, old, url)

    def titles(self, job, row) -> Iterator[str]:
        """What the document may have been remembered by when it had no address: title, publisher and day."""
        given = job.options or {}
        item = self.rows["ImportedRecord"].filter(
            kind="source", external_id=row.place, source__startswith="feed "
        )
        for content in (given, *item.values_list("content", flat=True)[:10]):
            for title in (content.get("title"), PurePath(job.file_name).stem):
                if title:
                    said = (
                        title,
                        content.get("publisher"),
                        content.get("published_on"),
                    )
                    yield "|".join(
                        " ".join(str(part or "").split()).casefold() for part in said
                    )

    def key_of(self, was: Was) -> str:
        """What the document is known by from now on."""
        found = was.given_url or was.capture.address or self.own_address(was.capture)
        return address_key(found) or was.capture.sha256

    def own_address(self, capture) -> str:
        """The address that a page gives as its own which was handed in as a file."""
        name = f"captures/{capture.sha256[:2]}/{capture.sha256}"
        if capture.media_type != HTML or not default_storage.exists(name):
            return ""
        with default_storage.open(name) as file:
            said, saved_from = addresses_of(file.read(HEAD).decode("utf-8", "replace"))
        return saved_from or next(
            (url for url in said if address_key(url).count("/") > 2), ""
        )

    def document_of(self, was: Was, key: str) -> str:
        """The same, but for what stood under one title with a text that is much the same: that stays one document."""
        if not was.old or was.old in (
            key,
            was.capture.sha256,
            canonical_url(was.capture.address),
        ):
            return was.old if was.old and not self.is_saved_page(was, key) else key
        known = self.titled.setdefault(was.old, [])
        document = next(
            (
                one.document
                for one in known
                if self.is_alike(one.sha256, was.capture.sha256)
            ),
            key,
        )
        known.append(Remembered(document, was.capture.sha256))
        return document

    def is_saved_page(self, was: Was, key: str) -> bool:
        return (
            was.old == was.capture.sha256
            and key != was.old
            and not was.capture.address
            and not was.given_url
        )

    def is_alike(self, one: str, other: str) -> bool:
        texts = dict(
            self.rows["Capture"]
            .filter(sha256__in=(one, other))
            .values_list("sha256", "text")
        )
        first, second = texts.get(one, "")[:COMPARED], texts.get(other, "")[:COMPARED]
        return one == other or fuzz.ratio(first, second) >= ALIKE

    def remember(self, was: Was, document: str) -> None:
        """Suggestions of one document, so many at once; those that others name come first."""
        rows = self.rows["Suggestion"].filter(
            job=was.job, capture_sha256=was.capture.sha256
        )
        named = rows.filter(kind__in=("source", "party"))
        for part in (named, rows.exclude(kind__in=("source", "party"))):
            last = 0
            while batch := list(part.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
                last = batch[-1].pk
                self.rekey(batch, was.old, document)

    def rekey(self, batch: list, old: str, document: str) -> None:
        keys = {
            row.pk: memory_key_of(document, row)
            for row in batch
            if memory_key_of(old, row) == row.memory_key
        }
        taken = set(
            self.rows["Suggestion"]
            .filter(memory_key__in=keys.values())
            .values_list("memory_key", flat=True)
        )
        before = {row.pk: str(row.uid) for row in batch}
        for row in batch:
            key = keys.get(row.pk)
            if key and key not in taken:
                taken.add(key)
                row.memory_key, row.uid = key, UUID(hex=key[:32], version=4)
                if row.kind in ("source", "party"):
                    self.uids[before[row.pk]] = str(row.uid)
        for row in batch:
            row.fields = renamed(row.fields, self.uids)
        self.rows["Suggestion"].bulk_update(batch, ["memory_key", "uid", "fields"])
        self.follow(
            {before[row.pk]: row for row in batch if before[row.pk] != str(row.uid)}
        )

    def follow(self, changed: dict) -> None:
        """What names a suggestion by its uid goes on naming it."""
        for uid, row in changed.items():
            if row.kind == "source":
                self.rows["ImportedRecord"].filter(kind="source", uid=uid).update(
                    uid=row.uid
                )
        brought = self.rows["Suggestion"].filter(brought_by__in=list(changed))
        for other in brought.only("pk", "brought_by"):
            uid = changed[str(other.brought_by)].uid
            self.rows["Suggestion"].filter(pk=other.pk).update(brought_by=uid)

    def look(self, was: Was, key: str, document: str) -> None:
        """The look that found the copy, with the source that is of its address or that was made of the document."""
        copy, looks = was.capture, self.rows["Look"]
        source = self.source_of(was, key, document)
        is_first = not looks.filter(sha256=copy.sha256).exists()
        self.hang(copy, source)
        looks.create(
            key=key,
            document=document,
            source_id=source or copy.source_id,
            asked=was.job.address,
            address=copy.address or was.given_url[:1000],
            at=copy.captured_at if is_first else was.job.queued_at,
            sha256=copy.sha256,
            outcome=self.outcome(
                copy, looks.filter(key=key).order_by("-at", "-pk").first()
            ),
            job=was.job,
        )

    def source_of(self, was: Was, key: str, document: str) -> int | None:
        made = self.rows["Suggestion"].filter(
            memory_key=memory_key(document, "source", {"title": document})
        )
        became = made.values_list("became", flat=True).first()
        sources = self.rows["Source"].order_by("pk").values_list("pk", flat=True)
        by_address = sources.filter(address_key=key).first() if "/" in key else None
        return by_address or (sources.filter(uid=became).first() if became else None)

    def hang(self, copy, source: int | None) -> None:
        """The copy belongs to the source, unless that has it or another one took it."""
        copies = self.rows["Capture"].filter(sha256=copy.sha256)
        if source and not copies.filter(source=source).exists():
            copies.filter(source=None).update(source=source)

    def outcome(self, copy, last) -> str:
        texts = self.rows["Capture"].filter(sha256=copy.sha256).exclude(text="")
        if not texts.exists():
            return "unread"
        if last is None:
            return "first"
        same = last.sha256 == copy.sha256 or self.text_of(last.sha256) == self.text_of(
            copy.sha256
        )
        return "same" if same else "changed"

    def text_of(self, sha256: str) -> str:
        return (
            self.rows["Capture"]
            .filter(sha256=sha256)
            .values_list("text", flat=True)
            .first()
            or ""
        )

    def look_at_the_rest(self) -> None:
        """Copies that were handed in with a source's form, or came with a dossier."""
        seen = self.rows["Look"].filter(
            sha256=OuterRef("sha256"), source=OuterRef("source")
        )
        rest = (
            self.rows["Capture"]
            .exclude(source=None)
            .filter(~Exists(seen))
            .defer("text")
            .select_related("source")
        )
        last = 0
        while batch := list(rest.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = batch[-1].pk
            for copy in batch:
                self.look_at_one(copy)

    def look_at_one(self, copy) -> None:
        before = (
            self.rows["Look"]
            .filter(source=copy.source, at__lt=copy.captured_at)
            .order_by("-at", "-pk")
            .first()
        )
        key = copy.source.address_key or copy.sha256
        self.rows["Look"].create(
            key=key,
            document=key,
            source=copy.source,
            address=copy.address,
            at=copy.captured_at,
            sha256=copy.sha256,
            outcome=self.outcome(copy, before),
        )


def memory_key(document: str, kind: str, fields: dict) -> str:
    return hashlib.sha256(
        f"{document}\0{kind}\0{normalised_words(kind, fields)}".encode()
    ).hexdigest()


def memory_key_of(document: str, row) -> str:
    """What a suggestion is remembered by as one of this document."""
    return memory_key(
        document, row.kind, {"title": document} if row.kind == "source" else row.fields
    )


def renamed(value: object, uids: dict[str, str]) -> object:
    """The fields of a suggestion with new uids for old ones."""
    if isinstance(value, dict):
        return {name: renamed(item, uids) for name, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, uids) for item in value]
    return uids.get(value, value) if isinstance(value, str) else value


def carry_over(apps, schema_editor):
    Carrier(apps).carry_over()


class Migration(migrations.Migration):
    dependencies = [
        ("factcheck", "0025_sources_are_found_by_address"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop, elidable=True)
    ]
