"""Finding a passage again in a newer copy of its text. Pure text; every offset counts code points."""

import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from .fuzzy_match import SURROUNDINGS_STAYED, CandidatePlace, close_places, fit
from .normalization import fold, folded
from .similarity import is_another, is_taken

# Shares of the surroundings, 0 to 1. All were measured by
# `pytest tests/anchoring/test_lookalikes.py tests/anchoring/test_a_passage_is_found_again.py`.
LEAST_FIT = 0.45
"""So much of them must have stayed to choose among several places."""
LEAST_LEAD = 0.15
"""By so much the best place must fit better than any other."""
LEAST_FIT_ALONE = 0.2
"""So much must have stayed around the only place of the very words."""
TELLING_LENGTH = 24
"""Characters: words as long as this are the passage's even where less has stayed."""

# How much is looked at, held by `pytest tests/anchoring/test_large_texts.py`.
MOST_PLACES = 2_000
SHOWN_PLACES = 10
LONG = 256
"""Characters; words as long as this are not looked for where they overlap themselves."""
WIDER = (64, 16, 4)
"""Characters of the surroundings that are looked for with words that stand in too many places."""


class PassageState(StrEnum):
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

    state: PassageState
    exact: str = ""
    start: int | None = None
    end: int | None = None
    similarity: float = 0.0
    places: tuple[int, ...] = ()


ORPHAN = Relocation(PassageState.ORPHANED)


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
        return Relocation(PassageState.AMBIGUOUS, places=tuple(places[:SHOWN_PLACES]))
    if places and _fit(passage, text, *places) >= LEAST_FIT_ALONE:
        return _same_words(passage, *places)
    return None


def _own_places(passage: Passage, text: str, old_text: str) -> list[int]:
    """Places of the words that can be the passage's; one where its surroundings clearly fit best."""
    places, is_all = _places(text, passage)
    if not is_all:
        return places
    if old_text.count(passage.exact) > 1:
        places = [at for at in places if not _is_taken(passage, text, at, old_text)]
    return _best(passage, text, places) if len(places) > 1 else places


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
    moved = _in_folded(plain, new.text, old.text)
    if moved.start is None or moved.end is None:
        return replace(moved, places=tuple(map(new.raw_start, moved.places)))
    start, end = new.raw_start(moved.start), new.raw_end(moved.end)
    exact = new_text[start:end]
    if moved.exact != plain.exact:
        return replace(moved, exact=exact, start=start, end=end)
    if exact == passage.exact:
        return _same_words(passage, start)
    return Relocation(PassageState.OTHER_SIGNS, exact, start, end, 1.0)


def _in_folded(passage: Passage, text: str, old_text: str) -> Relocation:
    """The same words, else changed ones; yet long words elsewhere before changed ones that did not stay in place."""
    if not passage.exact.strip():
        return ORPHAN
    same = _to_the_letter(passage, text, old_text)
    if same:
        return same
    changed = _changed_words(passage, text, old_text)
    places = _own_places(passage, text, old_text)
    if not places or len(passage.exact) < TELLING_LENGTH:
        return changed
    if _stayed(passage, text, changed):
        return changed
    return _same_words(passage, *places)


def _same_words(passage: Passage, start: int) -> Relocation:
    state = PassageState.ANCHORED if start == passage.start else PassageState.MOVED
    return Relocation(state, passage.exact, start, start + len(passage.exact), 1.0)


def _changed_words(passage: Passage, text: str, old_text: str) -> Relocation:
    """The likeliest stretch that the words have become; ambiguous where another one is nearly as likely."""
    around = passage.exact, passage.prefix, passage.suffix
    candidates = []
    for place in close_places(text, *around):
        if not is_another(place, text, *around, old_text):
            candidates.append(place)
    if not candidates:
        return ORPHAN
    best = candidates[0]
    least = best.weight - LEAST_LEAD / 2
    rivals = [place.start for place in candidates if place.weight > least]
    if len(rivals) > 1:
        places = tuple(sorted(rivals[:SHOWN_PLACES]))
        return Relocation(PassageState.AMBIGUOUS, places=places)
    return Relocation(
        PassageState.TEXT_CHANGED,
        text[best.start : best.end],
        best.start,
        best.end,
        round(best.similarity, 4),
    )


def _places(text: str, passage: Passage) -> tuple[list[int], bool]:
    """Where the words stand, and whether these are all such places that matter.

    Where there are too many to judge one by one, they are looked for together with what stood next to them.
    """
    places = _starts(text, passage.exact, "", "", passage.suffix)
    if len(places) <= MOST_PLACES:
        return places, True
    for width in WIDER:
        before, after = passage.prefix[-width:], passage.suffix[:width]
        wider = _starts(text, passage.exact, before, after, passage.suffix)
        if wider:
            return wider, len(wider) <= MOST_PLACES
    return places, False


def _starts(text: str, exact: str, before: str, after: str, suffix: str) -> list[int]:
    """Starts of `exact` between `before` and `after`; one more than MOST_PLACES at most. Long words do not overlap."""
    wanted = before + exact + after
    step = len(wanted) if len(wanted) > LONG else 1
    places: list[int] = []
    at = text.find(wanted) if exact else -1
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
    if best < LEAST_FIT:
        return places
    return [place for place in places if fits[place] > best - LEAST_LEAD]


def _is_unmoved(passage: Passage, text: str) -> bool:
    """True when the text is as long as it was and reads at the old place as it did."""
    first = passage.start - len(passage.prefix)
    if first < 0 or len(text) != passage.length:
        return False
    return text.startswith(passage.prefix + passage.exact + passage.suffix, first)


def _stayed(passage: Passage, text: str, changed: Relocation) -> bool:
    """True when changed words stand where the old ones did: then the same words elsewhere are another passage."""
    if changed.start is None or changed.end is None:
        return False
    if changed.state != PassageState.TEXT_CHANGED:
        return False
    place = CandidatePlace(changed.start, changed.end)
    return fit(text, place, passage.prefix, passage.suffix) >= SURROUNDINGS_STAYED


def _fit(passage: Passage, text: str, start: int) -> float:
    place = CandidatePlace(start, start + len(passage.exact))
    return fit(text, place, passage.prefix, passage.suffix)
