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
MOST_WORDS = 12
"""Of a dateline, which has a place, names and a day."""
QUOTATION = re.compile('["“”„«»]')
"""Characters; what stands in longer ones is told in the text."""


def language_said(tree: HtmlElement) -> str:
    """The language that a page names: of its own text first, then as it tells servers and other sites."""
    said = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    said += [node.get("inLanguage") for node in linked_data(tree)]
    said += [
        value for path in CONTENT_LANGUAGE for value in tree.xpath(path)
    ] + tree.xpath(SHARED_LANGUAGE)
    return next((tag for value in said if (tag := language_tag(value))), "")


def language_tag(value: object) -> str:
    """A language as BCP 47 writes it, from what was written; empty for what is none, or several."""
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    written = value.strip() if isinstance(value, str) else ""
    if not LANGUAGE.fullmatch(written) or len(written) > 35:
        return ""
    first, *rest = written.replace("_", "-").split("-")
    return "-".join(
        [first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)]
    )


def is_behind_a_paywall(tree: HtmlElement) -> bool:
    """Whether the page says that its article is not free to read."""
    said = (node.get("isAccessibleForFree") for node in linked_data(tree))
    return any(
        value is False
        or str(value).strip().casefold() in ("false", "http://schema.org/false")
        for value in said
    )


def day_said(tree: HtmlElement, written: str, found: str) -> str:
    """A day that was found on a page, as EDTF, if the page names that very day; else as much of it as it names.

    `written` is its address and its mark-up.

    A year in a footer, and a first of January or of a month that nobody wrote, are no day of publication.
    """
    match = DAY.fullmatch(found)
    if match is None:
        return found if LESS_THAN_A_DAY.fullmatch(found) else ""
    year, month, day = match.groups()
    forms = (
        found,
        f"{year}{month}{day}",
        f"{year}/{month}/{day}",
        f"{year}/{int(month)}/{int(day)}",
    )
    if any(form in written for form in forms) or any(
        _names(text, match) for text in _short_texts(tree)
    ):
        return found
    less = [
        value.strip()
        for value in [*tree.xpath(DATES), *_days_in_data(tree)]
        if isinstance(value, str)
    ]
    return next(
        (
            value
            for value in less
            if LESS_THAN_A_DAY.fullmatch(value) and found.startswith(value)
        ),
        "",
    )


def linked_data(tree: HtmlElement) -> Iterator[dict]:
    """Every object of the page's JSON-LD; what is no JSON is passed over."""
    for script in tree.xpath(LINKED_DATA):
        try:
            yield from _objects(json.loads(script, strict=False), DEEPEST)
        except (ValueError, RecursionError):
            continue


def _objects(value: object, deepest: int) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list) and deepest:
        for item in value:
            yield from _objects(item, deepest - 1)


def _days_in_data(tree: HtmlElement) -> list[object]:
    return [node.get("datePublished") for node in linked_data(tree)]


def _short_texts(tree: HtmlElement) -> Iterator[str]:
    """The short pieces of text that a reader sees, without what tells of rights."""
    for element in tree.iter(
        "p",
        "div",
        "span",
        "time",
        "li",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "address",
        "em",
        "strong",
        "b",
    ):
        text = " ".join(
            filter(None, [element.text, *(child.tail for child in element)])
        ).strip()
        if (
            text
            and len(text) <= LONGEST_DATELINE
            and not RIGHTS.search(text)
            and not _is_prose(text)
        ):
            yield text


def _is_prose(text: str) -> bool:
    """Whether a short text is a sentence of the article: the day that it names is of what it tells."""
    return bool(QUOTATION.search(text)) or len(text.split()) > MOST_WORDS


def _names(text: str, day: re.Match) -> bool:
    """Whether a text names a day: its year and its number, and its month by number or by a word."""
    numbers = [int(number) for number in NUMBER.findall(text) if len(number) <= 4]
    year, month, number = map(int, day.groups())
    if year not in numbers or number not in numbers:
        return False
    return month in numbers or any(
        word.isalpha() and len(word) > 2 for word in re.split(r"[\W\d]+", text)
    )
