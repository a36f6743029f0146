"""A redaction empties the working side too: the same words go from every table and file that the desk keeps.

What holds words that still stand in the ledger, since nobody chose them there, is left as it is.
"""

from collections.abc import Iterable, Iterator
from functools import partial
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
from .redaction_rules import (
    Act,
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

Texts = dict[UUID, frozenset[str]]
"""Of records, the texts that no line of theirs holds any longer."""


def texts_of(strikes: Iterable[Strike]) -> Texts:
    """The texts that are to go as a whole, with their line or by themselves, by record: before they are struck."""
    wanted = {one.seq: one for one in strikes}
    found: Texts = {}
    for line in Publication.objects.filter(seq__in=wanted):
        texts = (
            _texts([line])
            if wanted[line.seq].is_whole
            else _texts([line], wanted[line.seq])
        )
        found[line.uid] = found.get(line.uid, frozenset()) | texts
    return {uid: texts for uid, texts in found.items() if texts}


def empty(proposal: Proposal, strikes: list[Strike], texts: Texts) -> None:
    """Take what was struck out of the ledger out of everything else: in this transaction, from files after it.

    `texts` is what went as a whole.
    """
    runs = ledger.plain_runs(proposal.phrase)
    find, spared = nothing, set()
    touched = {}
    if proposal.phrase:
        find = replacement.phrase(ledger.pattern_of(proposal.phrase))
        spared = {line.uid for line in _lines_with(proposal.phrase)}
        touched |= _empty(find, proposal, runs, but=spared)
    for uid, held in texts.items():
        gone = held - _texts(Publication.objects.filter(uid=uid))
        touched |= _empty(replacement.whole(gone), proposal, (), of=uid)
    for record in touched.values():
        _unsettle(record, proposal)
    seqs = [one.seq for one in strikes if one.is_whole]
    whole = dict(Publication.objects.filter(seq__in=seqs).values_list("seq", "uid"))
    transaction.on_commit(
        partial(_empty_files, find, runs, proposal.ground, whole, spared)
    )


def nothing(text: str) -> list:
    """Finds nothing: a line that goes as a whole has no words that could be looked for elsewhere."""
    return []


def _texts(lines: Iterable[Publication], of: Strike | None = None) -> frozenset[str]:
    """The words of somebody in the payloads of these lines, and the addresses of their records, text by text.

    With `of` those that it strikes whole.
    """
    keys = public_words()
    found = (
        place for line in lines for place in ledger.texts_of(ledger.original_of(line))
    )
    named = ((path, text) for path, text in found if _key(path) in keys or path == SLUG)
    return frozenset(
        text for path, text in named if of is None or _goes(of, path, text)
    )


def _goes(strike: Strike, path: tuple, text: str) -> bool:
    """Whether every word of a text is struck."""
    return all(
        (path, number) in strike.words
        for number in range(len(ledger.split_words(text)))
    )


def _key(path: tuple) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def _lines_with(phrase: str) -> QuerySet[Publication]:
    seqs = {
        found.seq
        for found in ledger.find_phrase(phrase)
        if not ledger.is_struck_already(found)
    }
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
    touched = {}
    for model in changed_models():
        if model is Capture:
            if of is None:
                _black_out(find, proposal, runs)
            continue
        for row in _rows(model, runs, of, but):
            if _change(row, find) and isinstance(row, Record | Part):
                record = (
                    row
                    if isinstance(row, Record)
                    else getattr(row, whole_of(model).name)
                )
                touched[record.uid] = record
    Feed.objects.filter(address__startswith=NAMELESS).update(active=False)
    return touched


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


def _with(rows: QuerySet, runs: Iterable[str]) -> QuerySet:
    """Those in which a text holds all of these runs of letters; the database is asked first, as it is quick."""
    names = [
        name for name, rule in rules_of(rows.model).items() if rule.act != Act.KEPT
    ]
    for run in runs:
        rows = rows.filter(may_hold(names, run))
    return rows


def _change(row: Model, find: Find) -> bool:
    """Take the words out of a row; whether it held any."""
    rules = rules_of(type(row)).items()
    acts = {
        name: rule.act for name, rule in rules if rule.act not in (Act.KEPT, Act.FILE)
    }
    acts = {
        name: act
        for name, act in acts.items()
        if replacement.holds(getattr(row, name), find)
    }
    if Act.DELETED in acts.values():
        row.delete()
    elif acts:
        changes = {name: _changed(row, name, act, find) for name, act in acts.items()}
        type(row)._base_manager.filter(pk=row.pk).update(**changes)
    return bool(acts)


def _changed(row: Model, name: str, act: Act, find: Find) -> object:
    """What stands there then."""
    value = getattr(row, name)
    if act == Act.EMPTIED:
        return replacement.emptied(value, find)
    if act == Act.RENAMED:
        return (
            ledger.neutral_slug(row.uid)
            if isinstance(row, Record)
            else f"{NAMELESS}{row.pk}"
        )
    field = row._meta.get_field(name)
    left = replacement.replaced(value, find)
    return left[: field.max_length] if isinstance(field, CharField) else left


def _unsettle(record: Record, proposal: Proposal) -> None:
    """An open form conflicts, an approval of what it said is void, and its history says what happened."""
    model = type(record)
    mine = model.objects.filter(pk=record.pk)
    mine.update(lock_version=F("lock_version") + 1)
    waits = mine.filter(status__in=(Status.IN_REVIEW, Status.APPROVED))
    waits.update(status=Status.DRAFT, **dict.fromkeys(model.APPROVALS))
    drop(
        [record.uid],
        f"Words were removed from “{mine.get()}”, so its approval no longer counts.",
    )
    if record.uid != proposal.uid:  # in its history stands the redaction itself
        why = f"Words went with proposal {proposal.pk}: {ledger.GROUNDS[proposal.ground]}."
        note(
            mine.get(),
            Revision.Verb.REDACT,
            proposal.decider or proposal.asked_by,
            reason=why,
            is_ours=True,
        )


def _black_out(find: Find, proposal: Proposal, runs: Iterable[str]) -> None:
    """Black the words out in archived texts; the bytes that they came from go after the commit."""
    copies = Capture.objects.all()
    if proposal.ground not in OF_COPIES:
        copies = copies.filter(source__licence__in=OPEN_LICENCES)
    for copy in _with(copies, runs).iterator(BATCH):
        held = bool(find(copy.text))
        if held or find(copy.address):
            copy.text, copy.address = (
                replacement.blacked(copy.text, find),
                replacement.emptied(copy.address, find),
            )
            copy.save(update_fields=["text", "text_sha256", "address"])
        if held:
            captures.remove_bytes([copy.sha256], proposal.ground)


def _empty_files(
    find: Find, runs: list[str], ground: str, whole: dict[int, UUID], spared: set[UUID]
) -> None:
    """After the commit: what was kept for readers, the lines of the old ledger, and stored files."""
    caches.clear()
    empty_old_lines(find, whole, spared)
    if ground in OF_COPIES and find is not nothing:
        remove_stored(find, runs, ground)
