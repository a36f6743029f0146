"""Striking words, or whole lines, on a legal ground: roots and hashes stay, and the ledger says what was struck in.

The first strike in a line deletes its secret and leaves the salts of what stays; a later one deletes more of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection
from django.utils.translation import gettext_noop as _

from factcheck.models import (
    Facet,
    Publication,
    PublishedSlug,
    Ref,
    SealedLeaf,
    SearchText,
    StruckSlug,
)

from .append import PendingLine, append, lock_head, write_derived
from .canonical import canonical
from .derive import OWN, WORDED, derive, happened_key
from .errors import LedgerError
from .leaves import (
    STRUCK,
    Leaf,
    Path,
    Sealed,
    leaf_hash,
    positions,
    salts_of,
    sealed_from,
    words_of,
)
from .phrases import Occurrence
from .reading import original_of
from .struck_slugs import keyed_hash, neutral_slug
from .trigger_sql import PAYLOAD, SEARCH_FORGETS_SQLITE
from .upgrades import text_for_readers

GROUNDS = {
    "privacy": _("Personal data of a private person"),
    "data-protection": _("Data protection"),
    "defamation": _("Defamation, by order or settlement"),
    "copyright": _("Copyright"),
    "court-order": _("Order of a court"),
    "safety": _("Danger to a person"),
    "address": _("The address itself names what must go"),
    "undisclosed": _("A ground that may not be told"),
}
ADDRESS = ("path", "slug")

Place = tuple[Path, int]
"""A word: the path of its text in the payload, and its number in it."""


@dataclass(frozen=True)
class Strike:
    """What goes out of one line: all of it but its address, or some words."""

    seq: int
    words: frozenset[Place] = frozenset()
    is_whole: bool = False


def strikes_of(occurrences: Iterable[Occurrence]) -> list[Strike]:
    """The words of these occurrences, line by line."""
    words: dict[int, set[Place]] = {}
    for found in occurrences:
        words.setdefault(found.seq, set()).update(
            (found.path, number) for number in found.words
        )
    return [Strike(seq, frozenset(places)) for seq, places in sorted(words.items())]


def redact(seq: int, ground: str, second: str = "administrator") -> Publication:
    """Append a `redact` line for `seq` and strike everything in that line but its address.

    Where the address is itself the ground it goes too. Must run inside a transaction. Raises LedgerError.
    """
    return strike([Strike(seq, is_whole=True)], ground, second)


def strike(
    strikes: Iterable[Strike], ground: str, second: str = "administrator"
) -> Publication:
    """Append one `redact` line that names every line struck in, and strike. Must run inside a transaction.

    `second` is who decided on it beside the one who asked: administrator, guest or none.
    Raises LedgerError where there is nothing to strike, the ground is none of the list, or a line is not there.
    """
    if ground not in GROUNDS:
        raise LedgerError(
            f"“{ground}” is no legal ground; choose one of {', '.join(GROUNDS)}."
        )
    wanted = {one.seq: one for one in strikes}
    if not connection.in_atomic_block:
        raise LedgerError("Striking needs a transaction.")
    lock_head()
    lines = {line.seq: line for line in Publication.objects.filter(seq__in=wanted)}
    for seq in sorted(wanted):
        _refuse(lines.get(seq), wanted[seq])
    body = {
        "of": [struck_line(lines[seq]) for seq in sorted(wanted)],
        "ground": ground,
        "second": second,
    }
    made = append([PendingLine(uuid4(), "redaction", "redact", body)])[0]
    grounds = grounds_of(wanted)
    for seq in sorted(wanted):
        _write(lines[seq], wanted[seq], ground, grounds[seq])
    _give_addresses_up([lines[seq] for seq in sorted(wanted)])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(SEARCH_FORGETS_SQLITE)
    return made


def _refuse(line: Publication | None, wanted: Strike) -> None:
    if line is None:
        raise LedgerError(f"There is no line {wanted.seq}.")
    payload = original_of(line)
    is_worded = line.kind in WORDED and not wanted.is_whole
    if not is_worded and (line.kind in OWN or "kind" not in payload):
        raise LedgerError(f"Line {line.seq} holds nothing that could be redacted.")
    if not wanted.is_whole:
        held = {
            (leaf.path, leaf.word)
            for leaf in positions(payload, sealed_from(line.sealed))
            if isinstance(leaf, Leaf)
        }
        if not wanted.words or wanted.words - held:
            raise LedgerError(
                f"Line {line.seq} does not hold all of the words that are to be struck; look again."
            )


def struck_line(line: Publication) -> dict:
    """What a `redact` line says of a line that it strikes in: enough to tell of it by address, without its text."""
    disputes = Facet.objects.filter(seq=line.seq, name="dispute").values_list(
        "value", flat=True
    )
    return {"seq": line.seq, "kind": line.kind, "disputes": sorted(disputes)}


def struck_lines(payload: dict) -> list[int]:
    """The numbers of the lines that a `redact` line strikes in; one of the first form has a single one."""
    return (
        [line["seq"] for line in payload["of"]]
        if "of" in payload
        else [payload["line"]]
    )


def grounds_of(seqs: Iterable[int]) -> dict[int, str]:
    """The ground that readers are told of each struck line: that of its first redaction."""
    wanted, found = set(seqs), {}
    if not wanted:
        return found
    for line in Publication.objects.filter(action="redact").order_by("seq"):
        payload = original_of(line)
        for seq in struck_lines(payload):
            if seq in wanted:
                found.setdefault(seq, payload["ground"])
    return found


def _write(line: Publication, wanted: Strike, ground: str, told: str) -> None:
    """Take the words out of a line and of everything derived from it; the line's secret goes with the first of them."""
    payload = original_of(line)
    if wanted.is_whole:
        kept = () if ground == "address" else ADDRESS
        left = {name: payload[name] for name in kept if STRUCK not in payload[name]}
    else:
        left = without(payload, wanted.words)
    sealed, salts = _struck(line, payload, wanted, left)
    facts = derive(line.kind, line.action, left)
    first = (
        Publication.objects.filter(uid=line.uid, version=1)
        .values_list("seq", flat=True)
        .get()
    )
    line.payload = canonical(left)
    line.secret, line.salts, line.sealed = "", salts, [leaf.plain() for leaf in sealed]
    line.slug = slug_of(line.uid, left)
    line.happened_key, line.language = happened_key(facts, first), facts.language
    line.current_form = text_for_readers(line, left, told)
    line.save(
        update_fields=[*PAYLOAD, "slug", "happened_key", "language", "current_form"]
    )
    if wanted.is_whole:
        SealedLeaf.objects.filter(seq=line.seq).delete()
    for derived in (Facet, Ref, SearchText):
        derived.objects.filter(seq=line.seq).delete()
    write_derived([(line, facts)])


def slug_of(uid: UUID, payload: dict) -> str:
    """The address that a line is found at: the neutral one where its own was struck."""
    slug = payload.get("slug", "")
    return neutral_slug(uid) if STRUCK in slug else slug


def without(value: object, words: Mapping | frozenset, path: Path = ()) -> object:
    """A payload without some words; a struck one keeps whether another follows, so that their numbers stay theirs."""
    if isinstance(value, dict):
        return {key: without(item, words, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [
            without(item, words, (*path, index)) for index, item in enumerate(value)
        ]
    if not isinstance(value, str) or not value:
        return value
    return "".join(
        _gone(word) if (path, number) in words else word
        for number, word in enumerate(words_of(value))
    )


def _gone(word: str) -> str:
    return f"{STRUCK} " if word[-1].isspace() else STRUCK


def _struck(
    line: Publication, payload: dict, wanted: Strike, left: dict
) -> tuple[list[Sealed], list[str | None]]:
    """Every leaf that goes by its hash, and the salt of each that stays, in the order of all."""
    found = positions(payload, sealed_from(line.sealed))
    salts = salts_of(line.secret, len(found)) if line.secret else line.salts
    sealed, kept = [], []
    for leaf, salt in zip(found, salts, strict=True):
        is_kept = isinstance(leaf, Leaf) and _stays(leaf, wanted, left)
        kept.append(salt if is_kept else None)
        if isinstance(leaf, Sealed):
            sealed.append(leaf)
        elif not is_kept:
            sealed.append(Sealed(leaf.path, leaf.word, leaf_hash(salt, *leaf)))
    return sealed, kept


def _stays(leaf: Leaf, wanted: Strike, left: dict) -> bool:
    return (
        leaf.path[0] in left
        if wanted.is_whole
        else (leaf.path, leaf.word) not in wanted.words
    )


def _give_addresses_up(lines: Iterable[Publication]) -> None:
    """A struck address is kept as a keyed hash alone, so that it is given to nobody and answers that it is gone."""
    without_it = [line for line in lines if line.slug in ("", neutral_slug(line.uid))]
    renamed = {
        line.uid
        for line in without_it
        if line.action in Publication.PUBLISHING and line.slug
    }
    for uid in {line.uid for line in without_it}:
        kept = (
            PublishedSlug.objects.filter(uid=uid)
            .exclude(slug=neutral_slug(uid))
            .first()
        )
        if kept is None:
            continue
        if not Publication.objects.filter(uid=uid, slug=kept.slug).exists():
            give_up(kept)
        elif uid in renamed:
            raise LedgerError(
                f"The address “{kept.slug}” stands in other lines of the record too; strike it in all."
            )


def give_up(kept: PublishedSlug) -> None:
    """Keep of an address its keyed hash alone, and a neutral one in its place."""
    StruckSlug.objects.create(
        kind=kept.kind, uid=kept.uid, hash=keyed_hash(kept.kind, kept.slug)
    )
    PublishedSlug.objects.filter(pk=kept.pk).update(slug=neutral_slug(kept.uid))
