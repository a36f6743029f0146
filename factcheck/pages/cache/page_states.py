"""The states of a page: from when until when it reads the same. Each has one address, that of its first moment.

A moment is cached by the page and the line that it was read for. The end of a state that still lasts is cached for as
long as nothing is appended.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import Count, F, Max, Q
from django.utils.dateparse import parse_datetime

from factcheck.ledger import (
    Content,
    View,
    earlier,
    last_change,
    moment_text,
    next_change,
)
from factcheck.models import Publication

from ..tombstones import redactions, withheld
from . import store

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class PageState:
    """What a page shows as of `view`. `content_of` says what the page is of as of a view, None where there was none."""

    view: View
    content: Content
    content_of: Callable[[View], Content | None]

    @cached_property
    def since(self) -> datetime | None:
        """When the page began to read as it does; None where no line made it."""
        return _find_once("since", self.view, self.content, self.find)

    @cached_property
    def until(self) -> datetime | None:
        """When it began to read otherwise; None where it still reads so."""
        return _find_once("until", self.view, self.content, self._until)

    @cached_property
    def previous(self) -> datetime | None:
        """The first moment of the state before; None where there was no page."""
        since = self.since
        if since is None:
            return None
        return _find_once(
            "previous", self.view, self.content, lambda: self._before(since)
        )

    @cached_property
    def first(self) -> datetime | None:
        """When the page was there first; None where it never was."""
        return _find_once("first", self.view, self.content, self._first)

    @cached_property
    def last(self) -> datetime | None:
        """When the newest state began that the page has, or had before it was taken down."""
        if self.until is None:
            return self.since
        present = replace(
            self.view,
            seq=self.view.head_seq,
            hash=self.view.head_hash,
            moment=None,
            line_at=None,
        )
        if content := self.content_of(present):
            return PageState(present, content, self.content_of).since
        taken_down_at = _at(last_change(self.content, self.view.head_seq))
        return self._before(taken_down_at) if taken_down_at else None

    @cached_property
    def line(self) -> tuple[int, str]:
        """Number and hash of the last line that was published when the page began to read so."""
        last_at = last_line(self.view.hash, self.view.seq).at
        if self.since is None or self.since == last_at:
            return self.view.seq, self.view.hash
        lines = Publication.objects.filter(
            published_at=self.since, seq__lte=self.view.seq
        ).order_by("-seq")
        return lines.values_list("seq", "hash")[0]

    def find(self) -> datetime | None:
        """When the page began to read as it does, read from the ledger."""
        seq = last_change(self.content, self.view.seq)
        if seq < self.view.seq:
            struck = [at for at in redactions(self.view) if at <= self.view.seq]
            seq = max(seq, *struck, 0)
        if seq != self.view.seq:
            return _at(seq)
        return self.view.line_at or last_line(self.view.hash, seq).at

    def _until(self) -> datetime | None:
        """A line that was emptied since names nothing any more, so it may have changed any page."""
        ends = [seq for seq in redactions(self.view) if seq > self.view.seq]
        following = next_change(self.content, self.view.seq, self.view.head_seq)
        if following:
            ends.append(following)
        return _at(min(ends, default=None))

    def _first(self) -> datetime | None:
        """The first line of a record that the page is of, from which on it has a page."""
        firsts = Publication.objects.order_by("seq")
        firsts = (
            firsts.filter(uid__in=self.content.uids, version=1)
            if self.content.uids
            else firsts.filter(seq=1)
        )
        for at in firsts.values_list("published_at", flat=True):
            if self.content_of(earlier(self.view, at)):
                return at
        return None

    def _before(self, since: datetime) -> datetime | None:
        before = earlier(self.view, since - INSTANT)
        content = self.content_of(before) if before.seq else None
        return PageState(before, content, self.content_of).since if content else None


class LastLine(NamedTuple):
    """When a line was published, and whether the record begins with simulated lines, which come before real ones."""

    at: datetime | None
    is_simulated: bool


@lru_cache(maxsize=256)
def last_line(_hash: str, seq: int) -> LastLine:
    """What is known of line `seq`, kept by its hash."""
    first, last = Q(seq=1), Q(seq=seq)
    found = Publication.objects.filter(first | last).aggregate(
        at=Max("published_at", filter=last),
        simulated=Count("seq", filter=first & Q(published_at__lt=F("recorded_at"))),
    )
    return LastLine(found["at"], bool(found["simulated"]))


def _at(seq: int | None) -> datetime | None:
    """When a line was published; None for none."""
    if not seq:
        return None
    return Publication.objects.values_list("published_at", flat=True).get(seq=seq)


def _find_once(
    what: str, view: View, content: Content, find: Callable[[], datetime | None]
) -> datetime | None:
    """The cached moment, or what `find` gives now. That there is none yet holds until a line is appended."""
    emptied = withheld(view) if view.moment else view.head_hash
    start = f"{what} {content} {view.seq} {view.hash} {emptied}"
    lasting, passing = _digest(start), _digest(f"{start} {view.head_hash}")
    cached = store.get_many("fragments", [lasting, passing])
    if lasting in cached:
        return parse_datetime(cached[lasting])
    if passing in cached:
        return None
    moment = find()
    value = {lasting: moment_text(moment)} if moment else {passing: "none"}
    store.set_many("fragments", value)
    return moment


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]
