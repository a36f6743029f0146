"""Passages that were cited from an older copy of a source, looked for again in its newest one.

What cites a passage that reads otherwise there, or is gone, is put on the list of what is to be looked at again.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import NamedTuple, cast

from django.apps import apps
from django.db.models import CASCADE, Exists, ForeignKey, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from factcheck.models import (
    Anchored,
    Capture,
    Look,
    Publication,
    Recheck,
    Record,
    Source,
)
from factcheck.text.reanchoring import Passage, PassageState, Relocation, relocate

from . import captures

CONTEXT = 80
"""Characters of `before` and `after` that tell one place from another."""
QUESTIONED = (PassageState.TEXT_CHANGED, PassageState.ORPHANED)


class RelocatedPassage(NamedTuple):
    """A cited passage, whose record it belongs to, and where it stands in the newest copy."""

    record: Record
    words: str
    relocation: Relocation

    @property
    def is_questioned(self) -> bool:
        return self.relocation.state in QUESTIONED


def newest_copy(source: Source, but: str = "") -> Capture | None:
    """The copy that the last look found, of those that hold an article; `but` names one that does not count."""
    looks = Look.objects.filter(source=source, sha256=OuterRef("sha256"))
    copies = source.captures.exclude(text="").exclude(sha256=but)
    seen = Subquery(looks.with_text().latest_first().values("at")[:1])
    read = copies.annotate(seen_at=seen).filter(
        Q(seen_at__isnull=False) | ~Exists(looks)
    )
    return read.order_by(Coalesce("seen_at", "captured_at").desc(), "-pk").first()


def in_newest_copy(source: Source) -> Iterator[RelocatedPassage]:
    """Every passage of the source that was anchored in another copy than the newest one, and where it is there."""
    newest = newest_copy(source)
    if newest is None:
        return
    texts: dict[str, str] = {}
    for row in anchored_in(source, newest):
        if row.capture_sha256 not in texts:
            texts[row.capture_sha256] = captures.text_of(row.capture_sha256)
        old = texts[row.capture_sha256]
        relocation = relocate(passage_of(row, old), newest.text, old)
        yield RelocatedPassage(owner(row), row.exact, relocation)


def passage_of(row: Anchored, text: str) -> Passage:
    """The passage with what stands around it in the text of its copy, or what the row has of that."""
    start, end = row.start or 0, row.end or 0
    if row.start is not None and text[start:end] == row.exact:
        before = text[max(0, start - CONTEXT) : start]
        after = text[end : end + CONTEXT]
    else:
        before, after = row.before[-CONTEXT:], row.after[:CONTEXT]
    return Passage(row.exact, before, after, start, end, len(text))


def anchored_in(source: Source, newest: Capture) -> Iterator[Anchored]:
    """The rows of every kind that cite the source from an older copy."""
    for model in apps.get_models():
        if issubclass(model, Anchored):
            # Each of these models names the source of its passages, the abstract one does not.
            rows = model.objects.filter(Q(source=source)).exclude(exact="")
            older = rows.exclude(capture_sha256=newest.sha256)
            yield from older.select_related(*owner_fields(model))


def owner_fields(model: type[Anchored]) -> list[str]:
    """The fields of a part that lead to the record that it belongs to; none for a record itself."""
    if issubclass(model, Record):
        return []
    names = []
    for field in model._meta.fields:
        # A part goes with its record; whatever else it refers to protects itself.
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE:
            names.append(field.name)
    return names


def owner(row: Anchored) -> Record:
    """The record that a passage belongs to: itself, or what it is a part of."""
    names = owner_fields(type(row))
    return cast(Record, getattr(row, names[0]) if names else row)


def source_saved(source: Source) -> None:
    """Give a source what was fetched from its address before, and open rechecks of what cites it already."""
    if captures.claim(source):
        follow_up(source)


def cited_from(sha256: str) -> None:
    """After something was cited from a copy: open rechecks at once where the source's text has changed since."""
    sources = Source.objects.filter(
        captures__sha256=sha256, looks__outcome=Look.Outcome.CHANGED
    )
    for source in sources.distinct():
        follow_up(source)


def log_upload(copy: Capture) -> list[Recheck]:
    """Log a copy that was uploaded with its source's form, and open rechecks of what cites the source."""
    source = cast(Source, copy.source)  # its form is that of a source
    before = newest_copy(source, but=copy.sha256)
    key = source.address_key or copy.sha256
    Look.objects.create(
        key=key,
        document=key,
        source=source,
        address=copy.address,
        at=copy.captured_at,
        sha256=copy.sha256,
        outcome=Look.outcome_of(copy.text, before.text if before else None),
    )
    return follow_up(source)


def follow_up(source: Source) -> list[Recheck]:
    """Put on the list what cites passages that are changed or gone in the newest copy; the same finding once.

    Gives those that were put there now. What was retracted, or merged into another record, is left out.
    """
    newest = newest_copy(source)
    by_record: dict[Record, list[RelocatedPassage]] = {}
    for passage in in_newest_copy(source):
        if passage.is_questioned:
            by_record.setdefault(passage.record, []).append(passage)
    withdrawals = Publication.objects.filter(
        uid__in=[record.uid for record in by_record],
        superseded_seq__isnull=True,
        action__in=Publication.WITHDRAWING,
    )
    withdrawn = set(withdrawals.values_list("uid", flat=True))
    rechecks = []
    for record, passages in by_record.items():
        if record.uid in withdrawn:
            continue
        # There are passages only where there is a newest copy.
        copy = cast(Capture, newest)
        recheck = _open_recheck(record, source, copy, passages)
        if recheck:
            rechecks.append(recheck)
    return rechecks


def _open_recheck(
    record: Record, source: Source, newest: Capture, passages: list[RelocatedPassage]
) -> Recheck | None:
    """The recheck that is open now for these passages; None when they were on the list before.

    One that is open already takes the newer finding.
    """
    found = [
        {
            "words": each.words,
            "state": each.relocation.state,
            "now": each.relocation.exact,
        }
        for each in passages
    ]
    text = json.dumps(sorted(found, key=str), sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    earlier = Recheck.objects.filter(
        uid=record.uid, cause_uid=source.uid, cause__isnull=True
    )
    if earlier.filter(found_sha256=digest).exists():
        return None
    values = {"copy_sha256": newest.sha256, "found": found}
    open_ = earlier.filter(state=Recheck.State.OPEN).first()
    if open_:
        Recheck.objects.filter(pk=open_.pk).update(found_sha256=digest, **values)
        return open_
    recheck, is_new = Recheck.objects.get_or_create(
        uid=record.uid,
        cause_uid=source.uid,
        found_sha256=digest,
        defaults=values | {"kind": record.kind, "cause_kind": source.kind},
    )
    return recheck if is_new else None
