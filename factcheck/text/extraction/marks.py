"""Quotation marks: where words are quoted, whatever marks a text uses."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPH = re.compile(r"[^\r\n]+")
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
CLOSERS = {"“": '”"', "„": '“”"', "«": "»", "»": "«", '"': '"”'}
GOES_ON = re.compile(r"\s*[“„«\"]")
SIGN = re.compile('[“”„«»"<]')
OPENERS = '“„«»"'
ALL = "“”\"„«»‘’'"
Span = tuple[int, int]
SHORTEST_OPEN = 20
"""A mark that is never closed counts only with so much text behind it: a paragraph that another one continues.

Measured by `make quality`.
"""
SINGLE = re.compile(
    r"(?<![^\s(\[—–-])‘[^‘\r\n]{2,600}?[^\s‘]’(?![\w’])"
    r"(?!(?<=s’) [a-z][^‘’\r\n]{0,200}[,.?!]’)"  # the students’ idea
)
STRAIGHT = re.compile(
    r"(?<![^\s(\[—–-])'(?!\d\ds|(?:n|tis|twas|em|cause|til|cos)\b)(?=\w)[^\r\n]{2,600}?[^\s']'(?![\w'])"
    r"(?!(?<=s') [a-z])"
)
"""Single marks, British: not the apostrophe of a plural, of the '90s or of rock 'n' roll."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: with the marks from `start` to `end`, without from `inner_start` to `inner_end`."""

    start: int
    end: int
    inner_start: int
    inner_end: int


def quotations(text: str) -> list[Quotation]:
    """Every quotation of the text, in order; none within another. Marks in mark-up are none of the text's."""
    found: list[Quotation] = []
    for paragraph in PARAGRAPH.finditer(text):
        double = list(_in_paragraph(text, *paragraph.span()))
        for start, end in _with_single(text, *paragraph.span(), double):
            quotation = _quotation(text, start, end)
            if quotation.inner_start < quotation.inner_end:
                found.append(quotation)
    return found


def _with_single(text: str, start: int, end: int, double: list[Span]) -> list[Span]:
    """The double pairs of a paragraph, or the single ones where there are no others or where they stand around them."""
    single = _spans(SINGLE, text, start, end)
    if not double:
        return single or _straight(text, start, end)
    outer = [one for one in single if _first_within(double, *one)]
    if not outer:
        return double
    return sorted(outer + [one for one in double if not _is_within(outer, one[0])])


def _straight(text: str, start: int, end: int) -> list[Span]:
    """Pairs of straight single marks; none where two apostrophes are a double mark, within which single ones nest."""
    if text.find("''", start, end) >= 0:
        return []
    return _spans(STRAIGHT, text, start, end)


def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in pattern.finditer(text, start, end)]


def _is_within(outer: list[Span], place: int) -> bool:
    at = bisect.bisect_right(outer, place, key=lambda one: one[0])
    return at > 0 and place < outer[at - 1][1]


def _first_within(double: list[Span], start: int, end: int) -> bool:
    at = bisect.bisect_left(double, (start, 0))
    is_free = not at or double[at - 1][1] <= start
    return is_free and at < len(double) and double[at][1] <= end


def _in_paragraph(text: str, start: int, end: int) -> Iterator[Span]:
    """(start, end) of each pair of double marks; one that the paragraph leaves open runs to its end."""
    opened: int | None = None
    tag_end = start
    for sign in SIGN.finditer(text, start, end):
        at = sign.start()
        if at < tag_end:
            continue
        if sign.group() == "<":
            tag_end = _tag_end(text, at, end, tag_end) if opened is None else tag_end
        elif opened is None:
            opened = at if _may_open(text, at, start) else None
        else:
            pair_end = _pair_end(text, opened, at, end)
            if pair_end:
                yield opened, pair_end
            opened = _opened_next(text, opened, at, end)
    if opened is not None and _is_continued(text, opened, end):
        yield opened, end


def _tag_end(text: str, at: int, end: int, otherwise: int) -> int:
    tag = TAG.match(text, at, end)
    return tag.end() if tag else otherwise


def _pair_end(text: str, opened: int, at: int, end: int) -> int:
    """Where the pair that is open ends, given another mark at `at`; 0 where it goes on or was none."""
    if text[at] in CLOSERS[text[opened]]:
        return 0 if _opens(text, opened, at, end) else at + 1
    is_left_open = _opens_again(text, opened, at) and at - opened > SHORTEST_OPEN
    return at if is_left_open else 0


def _opened_next(text: str, opened: int, at: int, end: int) -> int | None:
    """The mark that is open behind the one at `at`; None where that closed it."""
    if text[at] in CLOSERS[text[opened]]:
        return at if _opens(text, opened, at, end) else None
    return at if _opens_again(text, opened, at) else opened


def _opens_again(text: str, opened: int, at: int) -> bool:
    """Whether an opening mark follows another that was never closed."""
    return text[at] == text[opened] == "“"


def _is_continued(text: str, opened: int, end: int) -> bool:
    """Whether a mark that its paragraph never closes counts: much stands behind it, or the next one goes on."""
    return end - opened > SHORTEST_OPEN or GOES_ON.match(text, end) is not None


def _may_open(text: str, at: int, start: int) -> bool:
    """Whether a mark opens: not in mark-up, and one that closes elsewhere only where a word begins."""
    if text[at] not in OPENERS:
        return False
    before = text[at - 1] if at > start else " "
    if text[at] == '"':
        return before != "="
    return text[at] != "»" or not before.isalnum()


def _opens(text: str, opened: int, at: int, end: int) -> bool:
    """Whether a straight mark that could close looks like one that opens: a space before it, a letter behind."""
    if not text[opened] == text[at] == '"' or at + 1 >= end:
        return False
    return text[at + 1].isalnum() and text[at - 1].isspace()


def _quotation(text: str, start: int, end: int) -> Quotation:
    """The quotation between two marks, without space and further marks at its ends."""
    inner_start, inner_end = start + 1, end
    while inner_end > inner_start and _is_mark_or_space(text[inner_end - 1]):
        inner_end -= 1
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    if text[inner_end - 1 : inner_end] == ",":  # it belongs to the sentence around
        inner_end -= 1
    return Quotation(start, end, inner_start, inner_end)


def _is_mark_or_space(letter: str) -> bool:
    return letter in ALL or letter.isspace()
