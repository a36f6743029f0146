"""Taking words out of texts, and out of JSON that holds texts. What goes is said by a function that finds it."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Any, overload

REMOVED = "[removed]"
"""What stands in a working text for words that went."""
BLACK = "█"
"""What stands in an archived text for each code point that went, so that passages keep their places."""
AROUND = 60

Span = tuple[int, int]
Find = Callable[[str], list[Span]]
"""From a text to the places in it, in its own code points and in order, of what is to go."""


def phrase(pattern: re.Pattern[str]) -> Find:
    """Finds a pattern that is written in NFC, in whatever form of Unicode the text is."""
    return lambda text: _places(pattern, text)


def whole(texts: Collection[str]) -> Find:
    """Finds texts that are one of these from their first letter to their last."""
    return lambda text: [(0, len(text))] if text in texts else []


def _places(pattern: re.Pattern[str], text: str) -> list[Span]:
    """Where a pattern in NFC stands in a text, in the code points of the text as it is."""
    if unicodedata.is_normalized("NFC", text):
        return [match.span() for match in pattern.finditer(text)]
    composed, starts, ends = _composed(text)
    places = []
    for match in pattern.finditer(composed):
        places.append((starts[match.start()], ends[match.end() - 1]))
    return places


def _composed(text: str) -> tuple[str, list[int], list[int]]:
    """The text in NFC, and for each of its code points where it starts and ends in the text."""
    signs: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        composed = unicodedata.normalize("NFC", text[start:end])
        signs.append(composed)
        starts += [start] * len(composed)
        ends += [end] * len(composed)
    return "".join(signs), starts, ends


def _clusters(text: str) -> Iterator[Span]:
    """Each letter with the marks that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at


@overload
def replaced(value: dict[str, Any], find: Find) -> dict[str, Any]: ...
@overload
def replaced(value: object, find: Find) -> object: ...
def replaced(value: object, find: Find) -> object:
    """A text, or JSON with the texts in it, with "[removed]" for what is found; also in the keys of objects."""
    return _mapped(value, lambda text: _put(text, find(text), lambda words: REMOVED))


def blacked(text: str, find: Find) -> str:
    """A text of the same length whose words are blacked out."""
    return _put(text, find(text), lambda words: BLACK * len(words))


@overload
def emptied(value: str, find: Find) -> str: ...
@overload
def emptied(value: object, find: Find) -> object: ...
def emptied(value: object, find: Find) -> object:
    """An empty text where something is found; a list without the texts where something is."""
    if isinstance(value, list):
        return [item for item in value if not holds(item, find)]
    return "" if holds(value, find) else value


def holds(value: object, find: Find) -> bool:
    """Whether something is found in a text, or in a text of this JSON."""
    return any(find(text) for text in texts_in(value))


def contexts(value: object, find: Find) -> Iterator[str]:
    """Each place where something is found, with up to 60 characters on either side."""
    for text in texts_in(value):
        for start, end in find(text):
            yield " ".join(text[max(0, start - AROUND) : end + AROUND].split())


def texts_in(value: object) -> Iterator[str]:
    """Every text of this JSON, keys of objects among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from texts_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)


def _mapped(value: object, change: Callable[[str], str]) -> object:
    """A text changed, or JSON with all its texts and the keys of its objects changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(str(key)): _mapped(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_mapped(item, change) for item in value]
    return value


def _put(text: str, spans: list[Span], sign: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], sign(text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])
