"""Striking words, or whole lines, on a legal ground: roots and hashes stay, and the ledger says what was struck in.

The first strike in a line deletes its secret and leaves the salts of what stays; a later one deletes more of them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast, overload
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
    split_words,
)
from .phrases import Occurrence
from .reading import original_of
from .redacted_text import ADDRESSES
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
    places: dict[int, set[Place]] = {}
    for occurrence in occurrences:
        in_line = places.setdefault(occurrence.seq, set())
        for number in occurrence.words:
            in_line.add((occurrence.path, number))
    return [Strike(seq, frozenset(words)) for seq, words in sorted(places.items())]


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
    if not connection.in_atomic_block:
        raise LedgerError("Striking needs a transaction.")
    targets = _targets(strikes)
    body = {
        "of": [struck_line(target.line) for target in targets],
        "ground": ground,
        "second": second,
    }
    own_kind, action = Publication.OwnKind.REDACTION, Publication.Action.REDACT
    redaction = append([PendingLine(uuid4(), own_kind, action, body)])[0]
    first_grounds = grounds_of(target.line.seq for target in targets)
    for target in targets:
        _write(target, ground, first_grounds[target.line.seq])
    _give_addresses_up([target.line for target in targets])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(SEARCH_FORGETS_SQLITE)
    return redaction


@dataclass(frozen=True)
class _Target:
    """A line that is struck in, as it stands before: its payload, and every leaf of it with its salt."""

    line: Publication
    strike: Strike
    payload: dict[str, Any]
    leaves: list[Leaf | Sealed]

    @property
    def open_words(self) -> set[tuple[Path, int | None]]:
        """What stands in the payload and could be struck."""
        return {
            (leaf.path, leaf.word) for leaf in self.leaves if isinstance(leaf, Leaf)
        }

    @property
    def salts(self) -> Sequence[str | None]:
        """The salt of each leaf; None for one that is known by its hash alone since an earlier strike."""
        if self.line.secret:
            return salts_of(self.line.secret, len(self.leaves))
        return cast(Sequence[str | None], self.line.salts)


def _targets(strikes: Iterable[Strike]) -> list[_Target]:
    """The lines that are to be struck in, in order, with the ledger's head locked. Raises LedgerError."""
    by_seq = {one.seq: one for one in strikes}
    lock_head()
    lines = {line.seq: line for line in Publication.objects.filter(seq__in=by_seq)}
    targets = []
    for seq in sorted(by_seq):
        if seq not in lines:
            raise LedgerError(f"There is no line {seq}.")
        targets.append(_target(lines[seq], by_seq[seq]))
    return targets


def _target(line: Publication, strike: Strike) -> _Target:
    payload = original_of(line)
    is_worded = line.kind in WORDED and not strike.is_whole
    if not is_worded and (line.kind in OWN or "kind" not in payload):
        raise LedgerError(f"Line {line.seq} holds nothing that could be redacted.")
    leaves = positions(payload, sealed_from(line.sealed))
    target = _Target(line, strike, payload, leaves)
    if strike.is_whole:
        return target
    if not strike.words or strike.words - target.open_words:
        raise LedgerError(
            f"Line {line.seq} does not hold all of the words that are to be struck; look again."
        )
    return target


def struck_line(line: Publication) -> dict[str, Any]:
    """What a `redact` line says of a line that it strikes in: enough to tell of it by address, without its text."""
    disputes = Facet.objects.filter(seq=line.seq, name="dispute").values_list(
        "value", flat=True
    )
    return {"seq": line.seq, "kind": line.kind, "disputes": sorted(disputes)}


def struck_lines(payload: dict[str, Any]) -> list[int]:
    """The numbers of the lines that a `redact` line strikes in; one of the first form has a single one."""
    if "of" not in payload:
        return [payload["line"]]
    return [line["seq"] for line in payload["of"]]


def grounds_of(seqs: Iterable[int]) -> dict[int, str]:
    """The ground that readers are given of each struck line: that of its first redaction."""
    wanted = set(seqs)
    grounds: dict[int, str] = {}
    if not wanted:
        return grounds
    redactions = Publication.objects.filter(action=Publication.Action.REDACT)
    for line in redactions.order_by("seq"):
        payload = original_of(line)
        for seq in struck_lines(payload):
            if seq in wanted:
                grounds.setdefault(seq, payload["ground"])
    return grounds


def texts_for_readers(lines: Collection[Publication]) -> dict[int, str]:
    """What `current_form` holds of each of these lines, by its number; struck words give the ground in their place."""
    grounds = grounds_of(line.seq for line in lines if not line.secret)
    texts = {}
    for line in lines:
        ground = grounds.get(line.seq, "")
        texts[line.seq] = text_for_readers(line, original_of(line), ground)
    return texts


def _write(target: _Target, ground: str, first_ground: str) -> None:
    """Take the words out of a line and of everything derived from it; the line's secret goes with the first of them."""
    line = target.line
    left = _payload_left(target, ground)
    sealed, salts = _seal_struck(target, left)
    derived = derive(line.kind, line.action, left)
    firsts = Publication.objects.filter(uid=line.uid, version=1)
    first_seq = firsts.values_list("seq", flat=True).get()
    line.payload = canonical(left)
    line.secret, line.salts, line.sealed = "", salts, [leaf.plain() for leaf in sealed]
    line.slug = slug_of(line.uid, left)
    line.happened_key = happened_key(derived, first_seq)
    line.language = derived.language
    line.current_form = text_for_readers(line, left, first_ground)
    line.save(
        update_fields=[*PAYLOAD, "slug", "happened_key", "language", "current_form"]
    )
    if target.strike.is_whole:
        SealedLeaf.objects.filter(seq=line.seq).delete()
    for model in (Facet, Ref, SearchText):
        model.objects.filter(seq=line.seq).delete()
    write_derived([(line, derived)])


def _payload_left(target: _Target, ground: str) -> dict[str, Any]:
    """The payload after the strike: its address alone, nothing, or all of it without some words."""
    payload = target.payload
    if not target.strike.is_whole:
        left: dict[str, Any] = without(payload, target.strike.words)
        return left
    address = () if ground == "address" else ADDRESSES
    return {name: payload[name] for name in address if STRUCK not in payload[name]}


def slug_of(uid: UUID, payload: dict[str, Any]) -> str:
    """The address that a line is found at: the neutral one where its own was struck."""
    slug = payload.get("slug", "")
    return neutral_slug(uid) if STRUCK in slug else slug


@overload
def without(
    value: dict[str, Any], words: Collection[Place], path: Path = ()
) -> dict[str, Any]: ...
@overload
def without(value: object, words: Collection[Place], path: Path = ()) -> object: ...
def without(value: object, words: Collection[Place], path: Path = ()) -> object:
    """A payload without some words; a struck one keeps whether another follows, so that their numbers stay theirs."""
    if isinstance(value, dict):
        return {key: without(item, words, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [
            without(item, words, (*path, index)) for index, item in enumerate(value)
        ]
    if not isinstance(value, str) or not value:
        return value
    left = ""
    for number, word in enumerate(split_words(value)):
        left += _gone(word) if (path, number) in words else word
    return left


def _gone(word: str) -> str:
    return f"{STRUCK} " if word[-1].isspace() else STRUCK


def _seal_struck(
    target: _Target, left: dict[str, Any]
) -> tuple[list[Sealed], list[str | None]]:
    """Every leaf that goes by its hash, and the salt of each that stays, in the order of all."""
    sealed, salts = [], []
    for leaf, salt in zip(target.leaves, target.salts, strict=True):
        stays = isinstance(leaf, Leaf) and _stays(leaf, target.strike, left)
        salts.append(salt if stays else None)
        if isinstance(leaf, Sealed):
            sealed.append(leaf)
        elif not stays:
            # Only a leaf that is sealed has no salt left.
            digest = leaf_hash(cast(str, salt), *leaf)
            sealed.append(Sealed(leaf.path, leaf.word, digest))
    return sealed, salts


def _stays(leaf: Leaf, strike: Strike, left: dict[str, Any]) -> bool:
    if strike.is_whole:
        return leaf.path[0] in left
    return (leaf.path, leaf.word) not in strike.words


def _give_addresses_up(lines: Iterable[Publication]) -> None:
    """A struck address is kept as a keyed hash alone, so that it is given to nobody and answers that it is gone."""
    uids, renamed = set(), set()
    for line in lines:
        if line.slug not in ("", neutral_slug(line.uid)):
            continue
        uids.add(line.uid)
        if line.action in Publication.PUBLISHING and line.slug:
            renamed.add(line.uid)
    for uid in uids:
        slugs = PublishedSlug.objects.filter(uid=uid)
        published = slugs.exclude(slug=neutral_slug(uid)).first()
        if published is None:
            continue
        if not Publication.objects.filter(uid=uid, slug=published.slug).exists():
            give_up(published)
        elif uid in renamed:
            raise LedgerError(
                f"The address “{published.slug}” stands in other lines of the record too; strike it in all."
            )


def give_up(published: PublishedSlug) -> None:
    """Keep of an address its keyed hash alone, and a neutral one in its place."""
    digest = keyed_hash(published.kind, published.slug)
    StruckSlug.objects.create(kind=published.kind, uid=published.uid, hash=digest)
    PublishedSlug.objects.filter(pk=published.pk).update(
        slug=neutral_slug(published.uid)
    )
