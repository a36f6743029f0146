"""A text with the words that go marked, and no more around them than it takes to see what they are about."""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from .leaves import split_words

AROUND = 60
"""Characters of context on either side."""
CUT = "…"


class TextRun(NamedTuple):
    """Some words of a text; `goes` is true of those that are to be struck."""

    text: str
    goes: bool


def in_context(
    text: str, numbers: Collection[int], around: int = AROUND
) -> list[TextRun]:
    """The words of these numbers with at most `around` characters on either side of each run of them.

    White space behind the last word of a run counts as part of what follows, so that marks end with the word.
    """
    runs = list(_runs(text, numbers))
    last = len(runs) - 1
    shown = []
    for at, run in enumerate(runs):
        if not run.goes:
            context = _shortened(run.text, around, is_first=at == 0, is_last=at == last)
            run = TextRun(context, False)
        shown.append(run)
    return shown


def _runs(text: str, numbers: Collection[int]) -> Iterator[TextRun]:
    """The whole text in turns of what goes and what stays."""
    space = ""
    for goes, words in groupby(
        enumerate(split_words(text)), key=lambda word: word[0] in numbers
    ):
        found = space + "".join(word for _number, word in words)
        space = ""
        if goes:
            lead, found = found[: len(found) - len(found.lstrip())], found.lstrip()
            space = found[len(found.rstrip()) :]
            if lead:
                yield TextRun(lead, False)
            found = found.rstrip()
        if found:
            yield TextRun(found, goes)
    if space:
        yield TextRun(space, False)


def _shortened(text: str, around: int, *, is_first: bool, is_last: bool) -> str:
    """What stays between two runs that go, cut in its middle; before the first of them and after the last, at the far
    end."""
    if is_first:
        return text if len(text) <= around else CUT + text[-around:]
    if is_last:
        return text if len(text) <= around else text[:around] + CUT
    return (
        text if len(text) <= 2 * around else f"{text[:around]} {CUT} {text[-around:]}"
    )
