"""A redaction empties the working side too: the same words go from every table and file that the desk keeps.

What holds words that still stand in the ledger, since nobody chose them there, is left as it is.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, F, Model, QuerySet

from factcheck import ledger
from factcheck.ledger import Strike
from factcheck.models import (
    OPEN_LICENCES,
    Capture,
    Feed,
    Part,
    Proposal,
    Publication,
    Record,
    Revision,
    Status,
)
from factcheck.records import captures
from factcheck.text import replacement
from factcheck.text.replacement import Find

from . import caches
from .candidates import may_hold
from .history import note
from .redacted_files import empty_old_lines, remove_stored
from .redaction_registry import (
    RedactionAct,
    changed_models,
    public_words,
    record_of,
    rules_of,
    whole_of,
)
from .schedule_invalidation import drop

OF_COPIES = ("privacy", "data-protection", "copyright", "court-order", "safety")
"""The grounds on which archived copies go too; on the others they stay as evidence, unless readers may read them."""
BATCH = 500
NAMELESS = "removed-"
SLUG = ("slug",)
UNCHANGED = RedactionAct.UNCHANGED

Texts = dict[UUID, frozenset[str]]
"""Of records, the texts that no line of theirs holds any longer."""

Row = TypeVar("Row", bound=Model)


def texts_of(strikes: Iterable[Strike]) -> Texts:
    """The texts that are to go as a whole, with their line or by themselves, by record: before they are struck."""
    by_seq = {strike.seq: strike for strike in strikes}
    texts_by_uid: Texts = {}
    for line in Publication.objects.filter(seq__in=by_seq):
        strike = by_seq[line.seq]
        texts = _texts([line], None if strike.is_whole else strike)
        if texts:
            texts_by_uid[line.uid] = texts_by_uid.get(line.uid, frozenset()) | texts
    return texts_by_uid


def empty(proposal: Proposal, strikes: list[Strike], texts: Texts) -> None:
    """Take what was struck out of the ledger out of everything else: in this transaction, from files after it.

    `texts` is what went as a whole.
    """
    runs = ledger.plain_runs(proposal.phrase)
    find: Find = no_occurrences
    spared: set[UUID] = set()
    touched: dict[UUID, Record] = {}
    if proposal.phrase:
        find = replacement.phrase(ledger.pattern_of(proposal.phrase))
        spared = {line.uid for line in _lines_with(proposal.phrase)}
        touched |= _empty(find, proposal, runs, but=spared)
    for uid, former in texts.items():
        gone = former - _texts(Publication.objects.filter(uid=uid))
        touched |= _empty(replacement.whole(gone), proposal, (), of=uid)
    for record in touched.values():
        _void_approval(record, proposal)
    seqs = [strike.seq for strike in strikes if strike.is_whole]
    whole = dict(Publication.objects.filter(seq__in=seqs).values_list("seq", "uid"))
    transaction.on_commit(
        partial(_empty_files, find, runs, proposal.ground, whole, spared)
    )


def no_occurrences(text: str) -> list[tuple[int, int]]:
    """A `Find` without matches: a line that goes as a whole has no words that could be looked for elsewhere."""
    return []


def _texts(lines: Iterable[Publication], of: Strike | None = None) -> frozenset[str]:
    """The words of somebody in the payloads of these lines, and the addresses of their records, text by text.

    With `of` those that it strikes whole.
    """
    keys = public_words()
    texts = set()
    for line in lines:
        for path, text in ledger.texts_of(ledger.original_of(line)):
            is_public = path == SLUG or _key(path) in keys
            if is_public and (of is None or _strikes_all(of, path, text)):
                texts.add(text)
    return frozenset(texts)


def _strikes_all(strike: Strike, path: ledger.Path, text: str) -> bool:
    """Whether every word of a text is struck."""
    numbers = range(len(ledger.split_words(text)))
    return all((path, number) in strike.words for number in numbers)


def _key(path: ledger.Path) -> str:
    """The last step of a path that is a key, and no place in a list."""
    return next(step for step in reversed(path) if isinstance(step, str))


def _lines_with(phrase: str) -> QuerySet[Publication]:
    """The lines that hold the phrase and in which it was not struck before."""
    seqs = set()
    for occurrence in ledger.find_phrase(phrase):
        if not ledger.is_struck_already(occurrence):
            seqs.add(occurrence.seq)
    return Publication.objects.filter(seq__in=seqs).only("seq", "uid")


def _empty(
    find: Find,
    proposal: Proposal,
    runs: Iterable[str],
    *,
    of: UUID | None = None,
    but: Iterable[UUID] = (),
) -> dict[UUID, Record]:
    """Empty every table; returns the working records that it touched. `of` narrows it to one record."""
    touched: dict[UUID, Record] = {}
    for model in changed_models():
        if model is Capture:
            if of is None:
                _black_out(find, proposal, runs)
            continue
        for row in _rows(model, runs, of, but):
            if _change(row, find) and isinstance(row, Record | Part):
                record = _record_with(row)
                touched[record.uid] = record
    Feed.objects.filter(address__startswith=NAMELESS).update(active=False)
    return touched


def _record_with(row: Record | Part) -> Record:
    return row if isinstance(row, Record) else getattr(row, whole_of(type(row)).name)


def _rows(
    model: type[Model], runs: Iterable[str], of: UUID | None, but: Iterable[UUID]
) -> Iterator[Model]:
    about = record_of(model)
    rows = model._base_manager.all()
    if of is not None:
        rows = rows.filter(**{about: of}) if about else rows.none()
    elif about and but:
        rows = rows.exclude(**{f"{about}__in": list(but)})
    return _with(rows, runs).iterator(BATCH)


def _with(rows: QuerySet[Row], runs: Iterable[str]) -> QuerySet[Row]:
    """The rows in which a text may hold all of these runs of letters: a quick condition of the database."""
    names = _acts_on(rows.model).keys()
    for run in runs:
        rows = rows.filter(may_hold(names, run))
    return rows


def _acts_on(model: type[Model]) -> dict[str, RedactionAct]:
    """What is done with each text of a model in which something is changed."""
    rules = rules_of(model).items()
    return {name: rule.act for name, rule in rules if rule.act != UNCHANGED}


def _change(row: Model, find: Find) -> bool:
    """Take the words out of a row; whether it held any."""
    changes = {}
    for name, act in _acts_on(type(row)).items():
        # Files are removed by `redacted_files`, which reads their bytes.
        if act == RedactionAct.FILE or not replacement.holds(getattr(row, name), find):
            continue
        if act == RedactionAct.DELETED:
            row.delete()
            return True
        changes[name] = _new_value(row, name, act, find)
    if changes:
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
    return bool(changes)


def _new_value(row: Model, name: str, act: RedactionAct, find: Find) -> object:
    """What a field holds after a redaction of the words in it."""
    value = getattr(row, name)
    if act == RedactionAct.EMPTIED:
        return replacement.emptied(value, find)
    if act == RedactionAct.RENAMED and isinstance(row, Record):
        return ledger.neutral_slug(row.uid)
    if act == RedactionAct.RENAMED:
        return f"{NAMELESS}{row.pk}"
    field = row._meta.get_field(name)
    left = replacement.replaced(value, find)
    if isinstance(field, CharField) and isinstance(left, str):
        return left[: field.max_length]
    return left


def _void_approval(record: Record, proposal: Proposal) -> None:
    """Let open forms conflict, take a draft out of review, and write into its history why."""
    model = type(record)
    rows = model.objects.filter(pk=record.pk)
    rows.update(lock_version=F("lock_version") + 1)
    in_review = rows.filter(status__in=(Status.IN_REVIEW, Status.APPROVED))
    in_review.update(status=Status.DRAFT, **dict.fromkeys(model.APPROVALS))
    drop(
        [record.uid],
        f"Words were removed from “{rows.get()}”, so its approval no longer counts.",
    )
    if record.uid != proposal.uid:  # in its history stands the redaction itself
        why = f"Words went with proposal {proposal.pk}: {ledger.GROUNDS[proposal.ground]}."
        note(
            rows.get(),
            Revision.Verb.REDACT,
            proposal.decider or proposal.asked_by,
            reason=why,
            is_locked=True,
        )


def _black_out(find: Find, proposal: Proposal, runs: Iterable[str]) -> None:
    """Black the words out in archived texts; the bytes that they came from go after the commit."""
    copies = Capture.objects.all()
    if proposal.ground not in OF_COPIES:
        copies = copies.filter(source__licence__in=OPEN_LICENCES)
    for copy in _with(copies, runs).iterator(BATCH):
        holds_words = bool(find(copy.text))
        if holds_words or find(copy.address):
            copy.text = replacement.blacked(copy.text, find)
            copy.address = replacement.emptied(copy.address, find)
            copy.save(update_fields=["text", "text_sha256", "address"])
        if holds_words:
            captures.remove_bytes([copy.sha256], proposal.ground)


def _empty_files(
    find: Find, runs: list[str], ground: str, whole: dict[int, UUID], spared: set[UUID]
) -> None:
    """After the commit: empty the page caches, the lines of the first form, and stored files."""
    caches.clear()
    empty_old_lines(find, whole, spared)
    if ground in OF_COPIES and find is not no_occurrences:
        remove_stored(find, runs, ground)
