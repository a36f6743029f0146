"""An article's page: its main text, and what the page says of title, date, authors and publisher."""

import re
from typing import cast

import trafilatura
from trafilatura.settings import Document

from .canonical_url import addresses_of
from .encodings import declared_in, decoded
from .languages import language_of
from .non_articles import STUB, is_stub, refuse_what_is_none
from .page_metadata import declared_language, published_day
from .plain import shortened, storable
from .results import Read, Unreadable

EXTRACTOR = f"trafilatura {trafilatura.__version__}, a line a paragraph"
DEEPEST = 2_000
"""Tags. `pytest tests/imports/test_hostile_documents.py` holds what more would cost."""
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
        "source", "track", "wbr",
        # and those that may be left open
        "p", "li", "td", "tr", "th", "option", "dt", "dd",
    )
)  # fmt: skip
DEEP = f"The page nests its tags more than {DEEPEST:,} deep; no article does. Save its text and import that."
NO_TEXT = "No article was found on the page. Paste its text instead, or hand the page in as a document."


def read_page(data: bytes, address: str = "", charset: str = "") -> Read:
    """The article of a page. Raises Unreadable when there is none."""
    html, note = decoded(data, charset, declared_in(data))
    refuse_depth(html)
    tree = trafilatura.load_html(html)
    extraction = trafilatura.bare_extraction(
        html, url=address or None, with_metadata=True, include_comments=False
    )
    # It gives a dictionary only where one is asked for.
    article = cast(Document | None, extraction)
    text, cut = _text_of(article)
    if tree is not None:
        title = one_line(article.title) if article else ""
        refuse_what_is_none(tree, text, title, address)
    if article is None or not text.strip():
        raise Unreadable(NO_TEXT)
    stub = STUB if is_stub(tree, text) else ""
    addresses, saved_from = addresses_of(html)
    return Read(
        text=text,
        extractor=EXTRACTOR,
        title=one_line(article.title),
        authors=_authors(article.author or ""),
        publisher=one_line(article.sitename),
        published_on=published_day(tree, f"{address} {html}", article.date or ""),
        language=language_of(text, declared_language(tree)),
        note=" ".join(filter(None, [note, cut, stub])),
        is_stub=bool(stub),
        addresses=addresses,
        saved_from=saved_from,
    )


def _text_of(article: Document | None) -> tuple[str, str]:
    """The text of an article with an empty line between its paragraphs, and a note where it is not all of it."""
    written = article.text if article else None
    # trafilatura gives a line a paragraph
    return shortened(storable((written or "").replace("\n", "\n\n")))


def _authors(written: str) -> tuple[str, ...]:
    """The names in a list with semicolons, as trafilatura gives them."""
    return tuple(one_line(name) for name in written.split(";") if name.strip())


def refuse_depth(html: str) -> None:
    """Raise Unreadable for a page that nests its tags as no article does."""
    depth = 0
    for closing, name, empty in TAG.findall(html):
        if empty or name.lower() in VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        if depth > DEEPEST:
            raise Unreadable(DEEP)


def one_line(text: str | None) -> str:
    """A text on one line, for a field that has one."""
    return storable(" ".join((text or "").split()))
