"""What a page says of itself beside its text: its language, whether it may be read without paying, and its day."""

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")
CONTENT_LANGUAGE = (
    "//meta[translate(@http-equiv, 'CONTENTLAGU', 'contentlagu')='content-language']/@content",
    "//meta[@name='language' or @name='lang' or @itemprop='inLanguage' or @name='dc.language']/@content",
)
SHARED_LANGUAGE = "//meta[@property='og:locale']/@content"
LINKED_DATA = "//script[contains(@type, 'ld+json')]/text()"
DEEPEST = 12
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
LESS_THAN_A_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
DATES = "//meta[contains(@name, 'date') or contains(@property, 'published') or @itemprop='datePublished']/@content"
RIGHTS = re.compile(
    r"©|\(c\)|copyright|all rights|alle rechte|rettigheder", re.IGNORECASE
)
NUMBER = re.compile(r"\d+")
LONGEST_DATELINE = 100
"""Characters; what stands in longer texts is of the article."""
MOST_WORDS = 12
"""Of a dateline, which has a place, names and a day.

Both were measured by `pytest tests/reading/test_what_a_page_says_of_itself.py`.
"""
QUOTATION = re.compile('["“”„«»]')
NO_LETTERS = re.compile(r"[\W\d]+")
VISIBLE = (
    "p", "div", "span", "time", "li", "td", "h1", "h2", "h3", "h4", "address", "em",
    "strong", "b",
)  # fmt: skip
"""The elements in which a dateline stands."""


def declared_language(tree: HtmlElement) -> str:
    """The language that a page names: of its own text first, then as it tells servers and other sites."""
    for value in _declared_languages(tree):
        tag = language_tag(value)
        if tag:
            return tag
    return ""


def _declared_languages(tree: HtmlElement) -> Iterator[object]:
    """What a page says of its language, the most reliable first, as it is written."""
    yield tree.get("lang")
    yield tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    for node in linked_data(tree):
        yield node.get("inLanguage")
    for path in (*CONTENT_LANGUAGE, SHARED_LANGUAGE):
        yield from tree.xpath(path)


def language_tag(value: object) -> str:
    """A language as BCP 47 writes it, from what was written; empty for what is none, or several."""
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    if not isinstance(value, str):
        return ""
    written = value.strip()
    if not LANGUAGE.fullmatch(written) or len(written) > 35:
        return ""
    first, *rest = written.replace("_", "-").split("-")
    regions = [part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([first.lower(), *regions])


def is_behind_a_paywall(tree: HtmlElement) -> bool:
    """Whether the page says that its article is not free to read."""
    for node in linked_data(tree):
        value = node.get("isAccessibleForFree")
        if str(value).strip().casefold() in ("false", "http://schema.org/false"):
            return True
    return False


def published_day(tree: HtmlElement, written: str, day: str) -> str:
    """A day that was read off a page, as EDTF, if the page names that very day; else as much of it as it names.

    `written` is its address and its mark-up.

    A year in a footer, and a first of January or of a month that nobody wrote, are no day of publication.
    """
    match = DAY.fullmatch(day)
    if match is None:
        return day if LESS_THAN_A_DAY.fullmatch(day) else ""
    if any(form in written for form in _forms(match)):
        return day
    if any(_names(text, match) for text in _short_texts(tree)):
        return day
    for value in _published(tree):
        if LESS_THAN_A_DAY.fullmatch(value) and day.startswith(value):
            return value
    return ""


def _forms(day: re.Match[str]) -> tuple[str, ...]:
    """A day as addresses and mark-up write it."""
    year, month, number = day.groups()
    return (
        day[0],
        f"{year}{month}{number}",
        f"{year}/{month}/{number}",
        f"{year}/{int(month)}/{int(number)}",
    )


def _published(tree: HtmlElement) -> Iterator[str]:
    """What the page's metadata say of when it was published, as it is written."""
    for value in tree.xpath(DATES):
        yield value.strip()
    for node in linked_data(tree):
        value = node.get("datePublished")
        if isinstance(value, str):
            yield value.strip()


def linked_data(tree: HtmlElement) -> Iterator[dict[str, object]]:
    """Every object of the page's JSON-LD; what is no JSON is passed over."""
    for script in tree.xpath(LINKED_DATA):
        try:
            yield from _objects(json.loads(script, strict=False), DEEPEST)
        except (ValueError, RecursionError):
            continue


def _objects(value: object, deepest: int) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list) and deepest:
        for item in value:
            yield from _objects(item, deepest - 1)


def _short_texts(tree: HtmlElement) -> Iterator[str]:
    """The short pieces of text that a reader sees, without what tells of rights."""
    for element in tree.iter(*VISIBLE):
        tails = (child.tail for child in element)
        text = " ".join(filter(None, [element.text, *tails])).strip()
        if not text or len(text) > LONGEST_DATELINE:
            continue
        if not RIGHTS.search(text) and not _is_prose(text):
            yield text


def _is_prose(text: str) -> bool:
    """Whether a short text is a sentence of the article: the day that it names is of what it tells."""
    return bool(QUOTATION.search(text)) or len(text.split()) > MOST_WORDS


def _names(text: str, day: re.Match[str]) -> bool:
    """Whether a text names a day: its year and its number, and its month by number or by a word."""
    numbers = [int(number) for number in NUMBER.findall(text) if len(number) <= 4]
    year, month, number = map(int, day.groups())
    if year not in numbers or number not in numbers:
        return False
    return month in numbers or any(map(_may_be_month, NO_LETTERS.split(text)))


def _may_be_month(word: str) -> bool:
    return word.isalpha() and len(word) > 2
