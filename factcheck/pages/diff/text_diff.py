"""Two texts held against each other word by word."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\S+\s*")
AROUND = 8  # words that are shown on either side of what changed
LONG = 120  # words of one thing that was added or taken out
SHORT = 6
ALIKE = 0.4  # below, two texts are shown whole: scraps of what they share would only confuse
MOST = (
    400_000  # pairs of words; beyond, finding what is shared takes too long for a page
)


class Span(NamedTuple):
    """Some words: `sign` is + where they were added, - where they were taken out, else empty."""

    text: str
    sign: str = ""


Row = tuple[Span, ...]


@lru_cache(maxsize=512)
def compare(old: str, new: str) -> Row:
    """What was taken out and added, with some words around; both texts whole where they are short or little alike."""
    before, after = WORD.findall(old), WORD.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    spans = [
        Span("".join(before[:start])),
        *_middle(before[start : len(before) - end], after[start : len(after) - end]),
        Span("".join(before[len(before) - end :])),
    ]
    stayed = sum(len(WORD.findall(span.text)) for span in spans if not span.sign)
    if max(len(before), len(after)) <= SHORT or stayed < ALIKE * max(
        len(before), len(after)
    ):
        spans = [Span(old, "-"), Span(new, "+")]
    last = len(spans) - 1
    return tuple(
        _shortened(span, is_first=i == 0, is_last=i == last)
        for i, span in enumerate(spans)
        if span.text
    )


def _shared(a: list[str], b: list[str]) -> int:
    """How many words both begin with."""
    pairs = zip(a, b, strict=False)
    return next(
        (i for i, (one, other) in enumerate(pairs) if one.strip() != other.strip()),
        min(len(a), len(b)),
    )


def _middle(before: list[str], after: list[str]) -> list[Span]:
    if len(before) * len(after) > MOST:
        return [Span("".join(before), "-"), Span("".join(after), "+")]
    spans = []
    for what, a, b, c, d in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if what == "equal":
            spans.append(Span("".join(before[a:b])))
        else:
            spans += [Span("".join(before[a:b]), "-"), Span("".join(after[c:d]), "+")]
    return [span for span in spans if span.text]


def _shortened(span: Span, *, is_first: bool, is_last: bool) -> Span:
    """Of what stayed, only the words next to what changed; of what did not, as much as a list can hold."""
    found = WORD.findall(span.text)
    if span.sign:
        return (
            span if len(found) <= LONG else Span("".join(found[:LONG]) + "…", span.sign)
        )
    if len(found) <= 2 * AROUND:
        return span
    head = "" if is_first else "".join(found[:AROUND])
    tail = "" if is_last else "".join(found[-AROUND:])
    return Span(f"{head}… {tail}")
