"""Records linked to what they refer to, read breadth-first: one query a level for every kind together.

The links come from the public forms' own declarations, so a new kind needs nothing here.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Literal, overload
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from factcheck.ledger import View, payload_of
from factcheck.models import Capture, Publication
from factcheck.models.site_paths import site_path
from factcheck.records import registry
from factcheck.records.serializers import Holder, holders

from .labels import content_language
from .notices import Notice, notices
from .tombstones import Gone, gone_of

HELD = Exists(
    Capture.objects.filter(source__uid=OuterRef("uid"), bytes_removed_at=None)
)


class PublishedRecord:
    """A published record as a template reads it: `card.speaker.name` follows references, parts included.

    What it rests on and was retracted since is a GoneRecord with `gone` set; a mention that is not live is left out.
    """

    gone: Gone | None = None

    def __init__(
        self, loader: "RecordLoader", line: Publication, payload: dict | None = None
    ):
        self.loader, self.line = loader, line
        self.uid, self.kind = line.uid, line.kind
        self.payload = payload_of(line) if payload is None else payload
        self.is_held = getattr(line, "held", False)

    @property
    def path(self) -> str:
        """The path of its page, the prefix of the site included."""
        return site_path(self.payload["path"])

    @property
    def title(self) -> str:
        """What the page calls it, in `title_language`."""
        return content_language.title(self.kind, self.payload)

    @property
    def original_title(self) -> str:
        """What its own text calls it, whatever the language of the page."""
        return registry.get(self.kind).title(self.payload)

    @property
    def is_unlisted(self) -> bool:
        """Whether it has no page of its own and stands in no list."""
        return registry.get(self.kind).unlisted(self.payload)

    @property
    def text_language(self) -> str:
        """The language of what the desk says in it."""
        return content_language.text_language(
            self.kind, self.payload, self.loader.language_of_dispute
        )

    @property
    def title_language(self) -> str:
        return content_language.title_language(
            self.kind, self.payload, self.loader.language_of_dispute
        )

    @property
    def api_path(self) -> str:
        return reverse(f"api_{self.kind}", args=[self.payload["slug"]])

    @property
    def is_changed(self) -> bool:
        return self.payload["version"] > 1

    @property
    def past(self) -> list[Publication]:
        """Every version of the record up to the moment, oldest first, where the loader read them."""
        return self.loader.pasts.get(self.uid, [])

    @property
    def notices(self) -> list[Notice]:
        """What readers were told of the record's changes up to the moment, newest first."""
        return self.loader.notices_of(self) if self.is_changed else []

    @property
    def earlier_notices(self) -> list[Notice]:
        """Those that are not of the version that stands."""
        return [notice for notice in self.notices if notice.seq != self.line.seq]

    @cached_property
    def fields(self) -> dict:
        """What templates find under its names: the payload with its references followed."""
        linked = self.loader.linked(
            holders(registry.get(self.kind).serializer), self.payload
        )
        return linked | {"path": self.path}

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]


class GoneRecord:
    """In the place of a record that was rested on and does not stand any more."""

    is_held = is_unlisted = False

    def __init__(self, gone: Gone):
        self.gone, self.uid, self.kind = gone, gone.uid, gone.kind
        self.path = site_path(gone.path)
        self.title, self.title_language = gone.title, gone.title_language
        self.original_title = gone.title


@lru_cache(maxsize=20_000)
def _read_uid(written: str) -> UUID:
    return UUID(written)


class RecordLoader:
    """The records of one page as of one view."""

    def __init__(self, view: View):
        self.view = view
        self.records: dict[UUID, PublishedRecord] = {}
        self.gone_records: dict[UUID, GoneRecord] = {}
        self.pasts: dict[UUID, list[Publication]] = {}
        self.memo: dict[tuple, str] = {}  # what templates rendered once, for this page
        self._requested: set[UUID] = set()
        self._notices: dict[UUID, list[Notice]] = {}

    def notices_of(self, record: PublishedRecord) -> list[Notice]:
        """The notices of one record; those of every record of its kind are read with them, in one query."""
        if record.uid not in self._notices:
            uids = {record.uid}
            for other in self.records.values():
                if other.kind == record.kind and other.is_changed:
                    uids.add(other.uid)
            self._notices |= notices(self.view, uids - self._notices.keys())
        return self._notices[record.uid]

    def add(self, lines: Iterable[Publication]) -> list[PublishedRecord]:
        """Lines that were read elsewhere, as records in the same order."""
        records = [PublishedRecord(self, line) for line in lines]
        for record in records:
            self.records[record.uid] = record
        return records

    def fill(
        self,
        levels: int,
        *,
        also: Iterable[UUID] = (),
        past_of: str = "",
        of: Iterable[PublishedRecord] | None = None,
    ) -> "RecordLoader":
        """Read what the records refer to, and `also`, `levels` deep; of the kind `past_of` every earlier version too.

        `of` names the records whose references are wanted, where those of the others are not. One query a level.
        """
        wanted = set(also) | self._referred(self.records.values() if of is None else of)
        for level in range(levels):
            past = self._without_past(past_of) if level else set()
            fresh = self._read(wanted - self._requested, past)
            if level and not fresh and not past:
                break
            wanted = self._referred(fresh) | self._referred(self._past_versions(past))
        return self

    def read_lines(
        self, seqs: Iterable[int], uids: Iterable[UUID], past: set[UUID]
    ) -> list[PublishedRecord]:
        """Lines known by their numbers, of the records `uids`; of those in `past` every earlier version too."""
        self._requested |= set(uids)
        return self._take_all(Q(seq__in=set(seqs)), set(uids), past)

    def _referred(self, records: Iterable[PublishedRecord]) -> set[UUID]:
        """The records that these refer to."""
        uids: set[UUID] = set()
        for record in records:
            references = registry.get(record.kind).references(record.payload)
            uids.update(reference.uid for reference in references)
        return uids

    def rated_before(self) -> set[UUID]:
        """The ratings that earlier verdicts of the claims that are read named."""
        ratings: set[UUID] = set()
        for version in self._past_versions(self.pasts):
            if verdict := version.payload["verdict"]:
                ratings.add(UUID(verdict["rating"]))
        return ratings

    def _without_past(self, kind: str) -> set[UUID]:
        """The records of a kind whose earlier versions were not read yet."""
        uids: set[UUID] = set()
        for uid, record in self.records.items():
            if record.kind == kind and uid not in self.pasts:
                uids.add(uid)
        return uids

    def _past_versions(self, uids: Iterable[UUID]) -> Iterator[PublishedRecord]:
        for uid in uids:
            for line in self.pasts[uid]:
                if line.happened_key:
                    yield PublishedRecord(self, line)

    def _read(self, uids: set[UUID], past: set[UUID]) -> list[PublishedRecord]:
        """One query: the lines that stand for the uids, how what is gone was called, and the past of `past`."""
        self._requested |= uids
        targets = {self.view.follow(uid) for uid in uids} - self.records.keys()
        if not targets and not past:
            return []
        return self._take_all(Q(self.view.live(), uid__in=targets), targets, past)

    def _take_all(
        self, lines_of_targets: Q, targets: set[UUID], past: set[UUID]
    ) -> list[PublishedRecord]:
        condition = self._with_tombstones_and_past(lines_of_targets, targets, past)
        lines = Publication.objects.filter(condition).annotate(held=HELD)
        pasts: dict[UUID, list[Publication]] = {uid: [] for uid in past}
        wanted = []
        for line in lines.order_by("seq"):
            if line.uid in pasts and line.action in Publication.PUBLISHING:
                pasts[line.uid].append(line)
            if line.uid in targets:
                wanted.append(line)
        self.pasts |= pasts
        return self._take(wanted)

    def _with_tombstones_and_past(
        self, condition: Q, targets: set[UUID], past: set[UUID]
    ) -> Q:
        """Also the last text of what was taken down, and every version of `past`."""
        stones = self.view.tombstones()
        replaced = {stones[uid].seq for uid in targets if uid in stones}
        if replaced:
            condition |= Q(uid__in=targets, superseded_seq__in=replaced)
        if past:
            condition |= Q(
                uid__in=past, seq__lte=self.view.seq, action__in=Publication.PUBLISHING
            )
        return condition

    def _take(self, lines: Iterable[Publication]) -> list[PublishedRecord]:
        """Sort lines into records that stand and records that are gone, these with the text that they had last."""
        live: list[Publication] = []
        tombstones: list[Publication] = []
        last_texts: dict[UUID, Publication] = {}
        for line in lines:
            if not self._stands(line):
                if line.happened_key:
                    last_texts[line.uid] = line
            elif line.happened_key:
                live.append(line)
            else:
                tombstones.append(line)
        for line in tombstones:
            text = last_texts.get(line.uid)
            before = PublishedRecord(self, text) if text else None
            self.gone_records[line.uid] = GoneRecord(gone_of(self.view, line, before))
        return self.add(live)

    def _stands(self, line: Publication) -> bool:
        return line.superseded_seq is None or line.superseded_seq > self.view.seq

    @overload
    def get(
        self, uid: str | UUID, *, required_live: Literal[False] = False
    ) -> PublishedRecord | None: ...
    @overload
    def get(
        self, uid: str | UUID, *, required_live: bool
    ) -> PublishedRecord | GoneRecord | None: ...
    def get(
        self, uid: str | UUID, *, required_live: bool = False
    ) -> PublishedRecord | GoneRecord | None:
        """The record found under this uid; one that is gone only where it was rested on."""
        target = self.view.follow(uid if isinstance(uid, UUID) else _read_uid(uid))
        record = self.records.get(target)
        if record is None and required_live:
            return self.gone_records.get(target)
        return record

    def language_of_dispute(self, uid: str) -> str:
        """The language of a dispute; empty where it was not read."""
        dispute = self.get(uid)
        return dispute.payload["language"] if dispute else ""

    def linked(self, reference_holders: tuple[Holder, ...], payload: dict) -> dict:
        """The payload with records in place of the uids that its serializer declares."""
        fields = dict(payload)
        for holder in reference_holders:
            if value := payload.get(holder.name):
                fields[holder.name] = self._linked(holder, value)
        return fields

    def _linked(self, holder: Holder, value: Any) -> Any:
        if holder.inside and holder.is_many:
            return [self.linked(holder.inside, item) for item in value]
        if holder.inside:
            return self.linked(holder.inside, value)
        required_live = holder.required_live
        if not holder.is_many:
            return self.get(value, required_live=required_live)
        records: dict[UUID, PublishedRecord | GoneRecord] = {}
        for uid in value:
            if record := self.get(uid, required_live=required_live):
                records[record.uid] = record
        return list(records.values())
