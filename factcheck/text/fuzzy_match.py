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

# How much is looked at. What that finds is measured by `pytest tests/anchoring/test_a_passage_is_found_again.py`,
# how long it takes by `pytest tests/anchoring/test_large_texts.py`.
RARE_WORDS, LONG_WORDS = 4, 12
"""The longest words of a passage are counted in the new text, and the rarest of these looked for."""
MOST_HITS = 12
"""Words that stand in more places than this tell nothing."""
HALF, PIECE = 2, 100
"""A passage is aligned by its two halves, or by pieces of so many characters at its ends."""
SLACK, MOST_SLACK = 60, 2_000
"""Characters by which a passage may have moved from where its surroundings put it: at least, and at most."""
COMPARED = 5_000
"""Characters at each end by which very long stretches are compared."""

# How alike changed words must be to the old ones, 0 to 1. All five were measured by
# `pytest tests/anchoring/test_lookalikes.py tests/anchoring/test_a_passage_is_found_again.py`.
LEAST_ALIKE = 0.6
"""In general."""
LEAST_ALIKE_IN_PLACE = 0.45
"""Between surroundings of which the share SURROUNDINGS_STAYED is there."""
LEAST_ALIKE_ALONE = 0.85
"""Where less than the share SURROUNDINGS_GONE is there; such words have LEAST_LENGTH_ALONE characters at least."""
SURROUNDINGS_STAYED, SURROUNDINGS_GONE = 0.7, 0.2
LEAST_LENGTH_ALONE = 40


@dataclass(frozen=True)
class CandidatePlace:
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
        if self.fits < SURROUNDINGS_GONE:
            is_long = self.end - self.start >= LEAST_LENGTH_ALONE
            return is_long and self.similarity >= LEAST_ALIKE_ALONE
        if self.fits >= SURROUNDINGS_STAYED:
            return self.similarity >= LEAST_ALIKE_IN_PLACE
        return self.similarity >= LEAST_ALIKE

    def overlaps(self, other: "CandidatePlace") -> bool:
        return self.end > other.start and other.end > self.start


def close_places(
    text: str, exact: str, prefix: str, suffix: str
) -> list[CandidatePlace]:
    """Stretches of `text` that `exact` may have become, the likeliest first; none overlaps a likelier one.

    Looks only near the surroundings and near rare words, so that its time grows with the text, not with the product.
    """
    guesses = set(_between(text, exact, prefix, suffix))
    starts = {*_beside(text, exact, prefix, suffix), *_at_rare_words(text, exact)}
    for start in starts:
        for place in _aligned(text, exact, start):
            guesses.add(_whole_words(text, place))
    close = []
    for guess in guesses:
        place = _judged(text, guess, exact, prefix, suffix)
        if place.is_close:
            close.append(place)
    close.sort(key=lambda place: (-place.weight, place.start))
    return _apart(close)


def fit(text: str, place: CandidatePlace, prefix: str, suffix: str) -> float:
    """How much of the surroundings stands around a place, 0 to 1; 1 when none are known."""
    before, after = prefix[-CONTEXT:], suffix[:CONTEXT]
    if not before and not after:
        return 1.0
    before_now = text[max(0, place.start - len(before)) : place.start]
    after_now = text[place.end : place.end + len(after)]
    shared_before = _shared(before, before_now) * len(before)
    shared_after = _shared(after, after_now) * len(after)
    return (shared_before + shared_after) / (len(before) + len(after))


def _shared(was: str, now: str) -> float:
    """Two texts that have nothing to do with each other still share half of their letters; that counts as nothing."""
    return max(0.0, fuzz.ratio(was, now) / 50 - 1)


def _between(
    text: str, exact: str, prefix: str, suffix: str
) -> Iterator[CandidatePlace]:
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
                yield CandidatePlace(start, end)


def _beside(text: str, exact: str, prefix: str, suffix: str) -> list[int]:
    """Where the words would begin, next to what stood before or after them."""
    for span in SPANS:
        before, after = prefix[-span:], suffix[:span]
        starts = [at + len(before) for at in _hits(text, before)]
        starts += [at - len(exact) for at in _hits(text, after)]
        if starts:
            return starts
    return []


def _at_rare_words(text: str, exact: str) -> Iterator[int]:
    """Where the words would begin, if the rarest of them stand where they stood among them."""
    offsets: dict[str, int] = {}
    for match in WORD.finditer(exact[: 2 * COMPARED]):
        offsets[match.group()] = match.start()
    longest = sorted(offsets, key=lambda word: (-len(word), word))[:LONG_WORDS]
    counts = {word: text.count(word) for word in longest}
    present = [word for word in longest if counts[word]]
    for word in sorted(present, key=counts.__getitem__)[:RARE_WORDS]:
        for at in _hits(text, word):
            yield at - offsets[word]


def _hits(text: str, wanted: str) -> list[int]:
    """Where `wanted` stands; nothing when that is in too many places to tell anything."""
    if not wanted.strip():
        return []
    places: list[int] = []
    at = text.find(wanted)
    while at >= 0:
        places.append(at)
        if len(places) > MOST_HITS:
            return []
        at = text.find(wanted, at + len(wanted))
    return places


def _aligned(text: str, exact: str, start: int) -> Iterator[CandidatePlace]:
    """The stretch near `start` whose beginning and end are most like those of the words."""
    slack = min(SLACK + len(exact) // HALF, MOST_SLACK)
    if len(exact) <= PIECE:
        whole = _nearest(text, exact, start, slack)
        if whole:
            yield whole
    piece = min(PIECE, max(1, len(exact) // HALF))
    head = _nearest(text, exact[:piece], start, slack)
    if head is None:
        return
    tail_start = head.start + len(exact) - piece
    tail = _nearest(text, exact[-piece:], tail_start, slack)
    if tail and tail.end > head.start:
        yield CandidatePlace(head.start, tail.end)


def _nearest(text: str, wanted: str, start: int, slack: int) -> CandidatePlace | None:
    """The stretch most like `wanted` that begins at most `slack` characters from `start`; None where nothing is."""
    first = max(0, start - slack)
    window = text[first : max(0, start + len(wanted) + slack)]
    if len(window) < len(wanted):
        return None
    aligned = fuzz.partial_ratio_alignment(wanted, window)
    if not aligned or not aligned.score:
        return None
    return CandidatePlace(first + aligned.dest_start, first + aligned.dest_end)


def _whole_words(text: str, place: CandidatePlace) -> CandidatePlace:
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


def _judged(
    text: str, place: CandidatePlace, exact: str, prefix: str, suffix: str
) -> CandidatePlace:
    if place.end <= place.start:
        return replace(place, similarity=0.0, fits=0.0)
    similarity = _alike(exact, text[place.start : place.end])
    return replace(place, similarity=similarity, fits=fit(text, place, prefix, suffix))


def _alike(ours: str, theirs: str) -> float:
    """By letters; of very long stretches by the beginnings and the ends, since the rest was found between them."""
    shorter, longer = sorted((len(ours), len(theirs)))
    if longer <= COMPARED:
        return fuzz.ratio(ours, theirs) / 100
    heads = fuzz.ratio(ours[:COMPARED], theirs[:COMPARED])
    tails = fuzz.ratio(ours[-COMPARED:], theirs[-COMPARED:])
    return min((heads + tails) / 200, shorter / longer)


def _apart(places: list[CandidatePlace]) -> list[CandidatePlace]:
    """The places without those that overlap one before them."""
    chosen: list[CandidatePlace] = []
    for place in places:
        if not any(place.overlaps(other) for other in chosen):
            chosen.append(place)
    return chosen
