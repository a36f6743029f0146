"""Finding a passage again in a newer copy of its text. Pure text; every offset counts code points."""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from .fuzzy_match import STAYED, Place, close_places, fit
from .normalization import fold, folded
from .similarity import is_another, is_taken

FITS, CLEARLY = 0.45, 0.15
"""So much of the surroundings must have stayed to choose among several places, and by so much the best must lead."""
FITS_BARELY, TELLING = 0.2, 24
"""Words shorter than this many characters are theirs only where at least this much around them has stayed."""
MOST_PLACES = 2_000
SHOWN_PLACES = 10
LONG = 256
WIDER = (64, 16, 4)


class State(StrEnum):
    """Where it stood; the same words with other signs; elsewhere; in other words; in several places; nowhere."""

    ANCHORED = "anchored"
    OTHER_SIGNS = "other signs"
    MOVED = "moved"
    TEXT_CHANGED = "text changed"
    AMBIGUOUS = "ambiguous"
    ORPHANED = "orphaned"


@dataclass(frozen=True)
class Passage:
    """Words as they stood: `old_text[start:end] == exact`, between `prefix` and `suffix`.

    `length` is that of the old text.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    length: int = 0


@dataclass(frozen=True)
class Relocation:
    """Where a passage stands now: `new_text[start:end] == exact`; without one place "", None and None.

    `similarity` is 1.0 for the same words, less for changed ones, 0.0 without one place. `places` are the starts of
    the equally good places of an ambiguous passage, ten at most.
    """

    state: State
    exact: str = ""
    start: int | None = None
    end: int | None = None
    similarity: float = 0.0
    places: tuple[int, ...] = ()


ORPHAN = Relocation(State.ORPHANED)


def relocate(passage: Passage, new_text: str, old_text: str = "") -> Relocation:
    """Say where `passage` stands in `new_text`; `old_text` is what it was cut out of, where that is held.

    The same words come first, told apart by what stands around them; then the same words with other signs; else close
    words where their surroundings are. Takes time in proportion to the texts. An empty passage is orphaned; nothing is
    raised.
    """
    if not passage.exact:
        return ORPHAN
    if _is_unmoved(passage, new_text):
        return _same_words(passage, passage.start)
    found = _to_the_letter(passage, new_text, old_text)
    return found or _but_for_signs(passage, new_text, old_text)


def _to_the_letter(passage: Passage, text: str, old_text: str) -> Relocation | None:
    """Where the very words stand; None when that is nowhere, or nowhere that their surroundings speak for."""
    places = _own_places(passage, text, old_text)
    if len(places) > 1:
        return Relocation(State.AMBIGUOUS, places=tuple(places[:SHOWN_PLACES]))
    if places and _fit(passage, text, *places) >= FITS_BARELY:
        return _same_words(passage, *places)
    return None


def _own_places(passage: Passage, text: str, old_text: str) -> list[int]:
    """Places of the words that can be the passage's; one where its surroundings clearly fit best."""
    places, is_all = _places(text, passage)
    if is_all and old_text.count(passage.exact) > 1:
        places = [
            start for start in places if not _is_taken(passage, text, start, old_text)
        ]
    return _best(passage, text, places) if len(places) > 1 and is_all else places


def _is_taken(passage: Passage, text: str, start: int, old_text: str) -> bool:
    return is_taken(
        start, text, passage.exact, _fit(passage, text, start), old_text, passage.start
    )


def _but_for_signs(passage: Passage, new_text: str, old_text: str) -> Relocation:
    """The same with folded signs, told in places of the text as it is."""
    new, old = folded(new_text), folded(old_text)
    plain = Passage(
        fold(passage.exact),
        fold(passage.prefix),
        fold(passage.suffix),
        old.place_of(passage.start),
    )
    found = _in_folded(plain, new.text, old.text)
    places = tuple(new.raw_start(place) for place in found.places)
    if found.start is None:
        return replace(found, places=places)
    start, end = new.raw_start(found.start), new.raw_end(found.end)
    exact = new_text[start:end]
    if found.exact == plain.exact:
        same = exact == passage.exact
        return (
            _same_words(passage, start)
            if same
            else Relocation(State.OTHER_SIGNS, exact, start, end, 1.0)
        )
    return replace(found, exact=exact, start=start, end=end)


def _in_folded(passage: Passage, text: str, old_text: str) -> Relocation:
    if not passage.exact.strip():
        return ORPHAN
    if same := _to_the_letter(passage, text, old_text):
        return same
    changed = _changed_words(passage, text, old_text)
    places = _own_places(passage, text, old_text)
    is_elsewhere = (
        bool(places)
        and len(passage.exact) >= TELLING
        and not _stayed(passage, text, changed)
    )
    return _same_words(passage, *places) if is_elsewhere else changed


def _same_words(passage: Passage, start: int) -> Relocation:
    state = State.ANCHORED if start == passage.start else State.MOVED
    return Relocation(state, passage.exact, start, start + len(passage.exact), 1.0)


def _changed_words(passage: Passage, text: str, old_text: str) -> Relocation:
    around = passage.exact, passage.prefix, passage.suffix
    found = [
        place
        for place in close_places(text, *around)
        if not is_another(place, text, *around, old_text)
    ]
    if not found:
        return ORPHAN
    best = found[0]
    rivals = [place for place in found if place.weight > best.weight - CLEARLY / 2]
    if len(rivals) > 1:
        return Relocation(
            State.AMBIGUOUS,
            places=tuple(sorted(place.start for place in rivals[:SHOWN_PLACES])),
        )
    return Relocation(
        State.TEXT_CHANGED,
        text[best.start : best.end],
        best.start,
        best.end,
        round(best.similarity, 4),
    )


def _places(text: str, passage: Passage) -> tuple[list[int], bool]:
    """Where the words stand, and whether these are all such places that matter.

    Where there are too many to judge one by one, they are looked for together with what stood next to them.
    """
    found = _found(text, passage.exact, "", "", passage.suffix)
    if len(found) <= MOST_PLACES:
        return found, True
    for width in WIDER:
        wider = _found(
            text,
            passage.exact,
            passage.prefix[-width:],
            passage.suffix[:width],
            passage.suffix,
        )
        if wider:
            return wider, len(wider) <= MOST_PLACES
    return found, False


def _found(text: str, exact: str, before: str, after: str, suffix: str) -> list[int]:
    """Starts of `exact` between `before` and `after`; one more than MOST_PLACES at most. Long words do not overlap."""
    wanted = before + exact + after
    step = len(wanted) if len(wanted) > LONG else 1
    places, at = [], text.find(wanted) if exact else -1
    while at >= 0 and len(places) <= MOST_PLACES:
        start = at + len(before)
        if not _splits_a_letter(text, start + len(exact), suffix):
            places.append(start)
        at = text.find(wanted, at + step)
    return places


def _splits_a_letter(text: str, end: int, suffix: str) -> bool:
    """True when an accent follows that did not before: "cafe" does not stand in "café", however that is encoded."""
    return bool(suffix) and _is_mark(text[end : end + 1]) and not _is_mark(suffix[0])


def _is_mark(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter)[0] == "M"


def _best(passage: Passage, text: str, places: list[int]) -> list[int]:
    """The one place whose surroundings clearly fit best; else all that fit as well."""
    fits = {place: _fit(passage, text, place) for place in places}
    best = max(fits.values())
    return (
        [place for place in places if fits[place] > best - CLEARLY]
        if best >= FITS
        else places
    )


def _is_unmoved(passage: Passage, text: str) -> bool:
    """True when the text is as long as it was and reads at the old place as it did."""
    around = passage.prefix + passage.exact + passage.suffix
    first = passage.start - len(passage.prefix)
    return (
        bool(passage.exact)
        and first >= 0
        and len(text) == passage.length
        and text.startswith(around, first)
    )


def _stayed(passage: Passage, text: str, changed: Relocation) -> bool:
    """True when changed words stand where the old ones did: then the same words elsewhere are another passage."""
    if changed.state != State.TEXT_CHANGED:
        return False
    return (
        fit(text, Place(changed.start, changed.end), passage.prefix, passage.suffix)
        >= STAYED
    )


def _fit(passage: Passage, text: str, start: int) -> float:
    return fit(
        text, Place(start, start + len(passage.exact)), passage.prefix, passage.suffix
    )
