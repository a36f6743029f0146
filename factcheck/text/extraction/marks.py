"""Quotation marks: where words are quoted, whatever marks a text uses."""

import bisect
import re
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
"""A mark that is never closed counts only with so much text behind it: a paragraph that another one continues."""
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
    found = []
    for paragraph in PARAGRAPH.finditer(text):
        double = list(_in_paragraph(text, *paragraph.span()))
        found += [
            _quotation(text, start, end)
            for start, end in _with_single(text, *paragraph.span(), double)
        ]
    return [
        quotation for quotation in found if quotation.inner_start < quotation.inner_end
    ]


def _with_single(text: str, start: int, end: int, double: list[Span]) -> list[Span]:
    """The double pairs of a paragraph, or the single ones where there are no others or where they stand around them."""
    single = [match.span() for match in SINGLE.finditer(text, start, end)]
    if not double:
        has_pairs = (
            text.find("''", start, end) >= 0
        )  # two apostrophes are a double mark; within them single ones nest
        return single or (
            []
            if has_pairs
            else [match.span() for match in STRAIGHT.finditer(text, start, end)]
        )
    outer = [one for one in single if _first_within(double, *one)]
    return (
        sorted(outer + [one for one in double if not _is_within(outer, one[0])])
        if outer
        else double
    )


def _is_within(outer: list[Span], place: int) -> bool:
    at = bisect.bisect_right(outer, place, key=lambda one: one[0])
    return at > 0 and place < outer[at - 1][1]


def _first_within(double: list[Span], start: int, end: int) -> bool:
    at = bisect.bisect_left(double, (start, 0))
    is_free = not at or double[at - 1][1] <= start
    return is_free and at < len(double) and double[at][1] <= end


def _in_paragraph(text: str, start: int, end: int):
    """(start, end) of each pair of double marks; one that the paragraph leaves open runs to its end."""
    opened, past = None, start
    for sign in SIGN.finditer(text, start, end):
        at, mark = sign.start(), sign.group()
        if at < past:
            continue  # inside a tag
        if mark == "<":
            tag = TAG.match(text, at, end) if opened is None else None
            past = tag.end() if tag else past
        elif opened is None:
            opened = at if mark in OPENERS and _may_open(text, at, start) else None
        elif mark in CLOSERS[text[opened]]:
            if _opens(text, opened, at, end):
                opened = at  # the mark before was a stray one
            else:
                yield opened, at + 1
                opened = None
        elif mark == "“" and text[opened] == "“":
            if at - opened > SHORTEST_OPEN:
                yield opened, at
            opened = at
    if opened is not None and (
        end - opened > SHORTEST_OPEN or GOES_ON.match(text, end)
    ):
        yield opened, end


def _may_open(text: str, at: int, start: int) -> bool:
    """Not in mark-up, and a mark that closes elsewhere only where a word begins."""
    before = text[at - 1] if at > start else " "
    return not (
        text[at] == '"' and before == "=" or text[at] == "»" and before.isalnum()
    )


def _opens(text: str, opened: int, at: int, end: int) -> bool:
    """Whether a straight mark that could close looks like one that opens: a space before it, a letter behind."""
    is_straight = text[opened] == text[at] == '"'
    return (
        is_straight
        and at + 1 < end
        and text[at + 1].isalnum()
        and text[at - 1].isspace()
    )


def _quotation(text: str, start: int, end: int) -> Quotation:
    inner_start, inner_end = start + 1, end
    while inner_end > inner_start and (
        text[inner_end - 1] in ALL or text[inner_end - 1].isspace()
    ):
        inner_end -= 1
    while inner_start < inner_end and text[inner_start].isspace():
        inner_start += 1
    if text[inner_end - 1 : inner_end] == ",":  # it belongs to the sentence around
        inner_end -= 1
    return Quotation(start, end, inner_start, inner_end)
