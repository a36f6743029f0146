"""Words that were changed a little, looked for where what stood around them is. Pure text, code points."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

CONTEXT = 64
"""So many characters before and after tell one place from another."""
SPANS = (48, 24, 12)
"""Surroundings are searched for to the letter, the longest first."""
WORD = re.compile(r"[^\W\d_]{4,}|\d{2,}")
LETTER = re.compile(r"\w")
MARK = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4]"
)
RARE_WORDS, ASKED_WORDS = 4, 12
MOST_HITS = 12
HALF, PIECE = 2, 100
SLACK, MOST_SLACK = 60, 2_000
COMPARED = 5_000
CLOSE, CLOSE_WITHIN, CLOSE_ALONE = 0.6, 0.45, 0.85
"""How alike changed words must be: in general; between surroundings that stayed; and where surroundings are gone."""
STAYED, GONE = 0.7, 0.2
LEAST_ALONE = 40


@dataclass(frozen=True)
class Place:
    """A stretch of text, how alike it is to the words looked for, and how much of the surroundings is there, 0 to 1."""

    start: int
    end: int
    similarity: float = 1.0
    fits: float = 1.0

    @property
    def weight(self) -> float:
        return 0.4 * self.similarity + 0.6 * self.fits

    @property
    def is_close(self) -> bool:
        if self.fits < GONE:
            return (
                self.similarity >= CLOSE_ALONE and self.end - self.start >= LEAST_ALONE
            )
        return self.similarity >= (CLOSE_WITHIN if self.fits >= STAYED else CLOSE)


def close_places(text: str, exact: str, prefix: str, suffix: str) -> list[Place]:
    """Stretches of `text` that `exact` may have become, the likeliest first; none overlaps a likelier one.

    Looks only near the surroundings and near rare words, so that its time grows with the text, not with the product.
    """
    guesses = {*_between(text, exact, prefix, suffix)}
    starts = {*_beside(text, exact, prefix, suffix), *_at_rare_words(text, exact)}
    guesses |= {
        _whole_words(text, place)
        for start in starts
        for place in _aligned(text, exact, start)
    }
    judged = [_judged(text, place, exact, prefix, suffix) for place in guesses]
    return _apart(
        sorted(
            (place for place in judged if place.is_close),
            key=lambda place: (-place.weight, place.start),
        )
    )


def fit(text: str, place: Place, prefix: str, suffix: str) -> float:
    """How much of the surroundings stands around a place, 0 to 1; 1 when none are known."""
    before, after = prefix[-CONTEXT:], suffix[:CONTEXT]
    if not before and not after:
        return 1.0
    kept_before = _kept(before, text[max(0, place.start - len(before)) : place.start])
    kept_after = _kept(after, text[place.end : place.end + len(after)])
    return (kept_before * len(before) + kept_after * len(after)) / (
        len(before) + len(after)
    )


def _kept(was: str, now: str) -> float:
    """Two texts that have nothing to do with each other still share half of their letters; that counts as nothing."""
    return max(0.0, fuzz.ratio(was, now) / 50 - 1)


def _between(text: str, exact: str, prefix: str, suffix: str) -> Iterator[Place]:
    """From the end of what stood before to the start of what stood after, where both are still there."""
    farthest = 2 * len(exact) + MOST_SLACK
    for span in SPANS:
        before, after = prefix[-span:], suffix[:span]
        if not before.strip() or not after.strip():
            return
        for at in _hits(text, before):
            start = at + len(before)
            end = text.find(after, start, start + farthest)
            if end > start:
                yield Place(start, end)


def _beside(text: str, exact: str, prefix: str, suffix: str) -> Iterator[int]:
    """Where the words would begin, next to what stood before or after them."""
    for span in SPANS:
        before, after = prefix[-span:], suffix[:span]
        found = [at + len(before) for at in _hits(text, before)] + [
            at - len(exact) for at in _hits(text, after)
        ]
        yield from found
        if found:
            return


def _at_rare_words(text: str, exact: str) -> Iterator[int]:
    """Where the words would begin, if the rarest of them stand where they stood among them."""
    offsets = {
        match.group(): match.start() for match in WORD.finditer(exact[: 2 * COMPARED])
    }
    asked = sorted(offsets, key=lambda word: (-len(word), word))[:ASKED_WORDS]
    counts = {word: count for word in asked if (count := text.count(word))}
    for word in sorted(counts, key=lambda word: counts[word])[:RARE_WORDS]:
        yield from (at - offsets[word] for at in _hits(text, word))


def _hits(text: str, wanted: str) -> list[int]:
    """Where `wanted` stands; nothing when that is in too many places to tell anything."""
    places, at = [], text.find(wanted) if wanted.strip() else -1
    while at >= 0 and len(places) <= MOST_HITS:
        places.append(at)
        at = text.find(wanted, at + len(wanted))
    return places if len(places) <= MOST_HITS else []


def _aligned(text: str, exact: str, start: int) -> Iterator[Place]:
    """The stretch near `start` whose beginning and end are most like those of the words."""
    slack = min(SLACK + len(exact) // HALF, MOST_SLACK)
    if len(exact) <= PIECE and (whole := _nearest(text, exact, start, slack)):
        yield whole
    piece = min(PIECE, max(1, len(exact) // HALF))
    head = _nearest(text, exact[:piece], start, slack)
    tail = head and _nearest(
        text, exact[-piece:], head.start + len(exact) - piece, slack
    )
    if tail and tail.end > head.start:
        yield Place(head.start, tail.end)


def _nearest(text: str, wanted: str, start: int, slack: int) -> Place | None:
    first = max(0, start - slack)
    window = text[first : max(0, start + len(wanted) + slack)]
    found = (
        fuzz.partial_ratio_alignment(wanted, window)
        if len(window) >= len(wanted)
        else None
    )
    return (
        Place(first + found.dest_start, first + found.dest_end)
        if found and found.score
        else None
    )


def _whole_words(text: str, place: Place) -> Place:
    """Widened to whole words with their accents, without white space at the ends."""
    start, end = place.start, place.end
    while 0 < start < end and _goes_on(text, start):
        start -= 1
    while end < len(text) and end > start and _goes_on(text, end):
        end += 1
    stretch = text[start:end]
    return replace(
        place, start=end - len(stretch.lstrip()), end=start + len(stretch.rstrip())
    )


def _goes_on(text: str, at: int) -> bool:
    """True when a word goes on across this place."""
    before, after = text[at - 1], text[at]
    in_word = LETTER.match(before) or MARK.match(before)
    return bool(MARK.match(after) or (in_word and LETTER.match(after)))


def _judged(text: str, place: Place, exact: str, prefix: str, suffix: str) -> Place:
    if place.end <= place.start:
        return replace(place, similarity=0.0, fits=0.0)
    similarity = _alike(exact, text[place.start : place.end])
    return replace(place, similarity=similarity, fits=fit(text, place, prefix, suffix))


def _alike(ours: str, theirs: str) -> float:
    """By letters; of very long stretches by the beginnings and the ends, since the rest was found between them."""
    if max(len(ours), len(theirs)) <= COMPARED:
        return fuzz.ratio(ours, theirs) / 100
    ends = (
        fuzz.ratio(ours[:COMPARED], theirs[:COMPARED]),
        fuzz.ratio(ours[-COMPARED:], theirs[-COMPARED:]),
    )
    return min(
        sum(ends) / 200, min(len(ours), len(theirs)) / max(len(ours), len(theirs))
    )


def _apart(places: list[Place]) -> list[Place]:
    kept: list[Place] = []
    for place in places:
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return kept
