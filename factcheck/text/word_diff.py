"""Two texts held against each other word by word: whole, or shortened to what changed."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(r"\s+|[^\s\w]|\w+")
"""A word, a sign, or the white space between: what an editor compares."""
WORD = re.compile(r"\S+\s*")
"""A word with the white space behind it: what readers are shown."""

AROUND = 8  # words that are shown on either side of what changed
LONG = 120  # words of one thing that was added or taken out
SHORT = 6  # words; texts this short are shown whole
ALIKE = 0.4  # share of words; below, what the texts have in common would only confuse
MOST = (
    400_000  # pairs of words; beyond, finding what is shared takes too long for a page
)


class DiffSpan(NamedTuple):
    """Some words: `sign` is + where they were added, - where they were taken out, else empty."""

    text: str
    sign: str = ""

    @property
    def state(self) -> str:
        """same, gone or new."""
        return {"": "same", "-": "gone", "+": "new"}[self.sign]


DiffRow = tuple[DiffSpan, ...]


def diff_words(old: str, new: str) -> list[DiffSpan]:
    """The way from old to new, both whole, word by word and sign by sign."""
    return _spans(TOKEN.findall(old), TOKEN.findall(new))


@lru_cache(maxsize=512)
def summarize_diff(old: str, new: str) -> DiffRow:
    """What was taken out and added, with some words around; both texts whole where they are short or little alike."""
    before, after = WORD.findall(old), WORD.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    before_end, after_end = len(before) - end, len(after) - end
    spans = [
        DiffSpan("".join(before[:start])),
        *_middle(before[start:before_end], after[start:after_end]),
        DiffSpan("".join(before[before_end:])),
    ]
    longest = max(len(before), len(after))
    unchanged = 0
    for span in spans:
        if not span.sign:
            unchanged += len(WORD.findall(span.text))
    if longest <= SHORT or unchanged < ALIKE * longest:
        spans = [DiffSpan(old, "-"), DiffSpan(new, "+")]
    last = len(spans) - 1
    row = []
    for index, span in enumerate(spans):
        if span.text:
            row.append(_shortened(span, is_first=index == 0, is_last=index == last))
    return tuple(row)


def _spans(before: list[str], after: list[str]) -> list[DiffSpan]:
    """The spans from one list of words to another; none is empty."""
    spans = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        removed = "".join(before[start:end])
        if tag == "equal":
            spans.append(DiffSpan(removed))
            continue
        added = "".join(after[new_start:new_end])
        spans += [DiffSpan(removed, "-"), DiffSpan(added, "+")]
    return [span for span in spans if span.text]


def _shared(before: list[str], after: list[str]) -> int:
    """How many words both begin with."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one.strip() != other.strip():
            break
        count += 1
    return count


def _middle(before: list[str], after: list[str]) -> list[DiffSpan]:
    if len(before) * len(after) > MOST:
        return [DiffSpan("".join(before), "-"), DiffSpan("".join(after), "+")]
    return _spans(before, after)


def _shortened(span: DiffSpan, *, is_first: bool, is_last: bool) -> DiffSpan:
    """Of what stayed, only the words next to what changed; of what did not, as much as a list can hold."""
    words = WORD.findall(span.text)
    if span.sign:
        if len(words) <= LONG:
            return span
        return DiffSpan("".join(words[:LONG]) + "…", span.sign)
    if len(words) <= 2 * AROUND:
        return span
    head = "" if is_first else "".join(words[:AROUND])
    tail = "" if is_last else "".join(words[-AROUND:])
    return DiffSpan(f"{head}… {tail}")
