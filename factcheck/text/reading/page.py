"""An article's page: its main text, and what the page says of title, date, authors and publisher."""

import re

import trafilatura

from .canonical_url import addresses_of
from .encodings import declared_in, decoded
from .languages import language_of
from .non_articles import STUB, is_stub, refuse_what_is_none
from .page_metadata import day_said, language_said
from .plain import shortened, storable
from .results import Read, Unreadable

EXTRACTOR = f"trafilatura {trafilatura.__version__}, a line a paragraph"
DEEPEST = 2_000
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
VOID = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    )
    + (
        "p",
        "li",
        "td",
        "tr",
        "th",
        "option",
        "dt",
        "dd",
    )  # and those that may be left open
)
DEEP = f"The page nests its tags more than {DEEPEST:,} deep; no article does. Save its text and import that."
NO_TEXT = "No article was found on the page. Paste its text instead, or hand the page in as a document."


def read_page(data: bytes, address: str = "", charset: str = "") -> Read:
    """The article of a page. Raises Unreadable when there is none."""
    html, note = decoded(data, charset, declared_in(data))
    refuse_depth(html)
    tree = trafilatura.load_html(html)
    found = trafilatura.bare_extraction(
        html, url=address or None, with_metadata=True, include_comments=False
    )
    text, cut = shortened(
        storable(((found and found.text) or "").replace("\n", "\n\n"))
    )  # it has a line a paragraph
    if tree is not None:
        refuse_what_is_none(tree, text, one_line(found and found.title), address)
    if not text.strip():
        raise Unreadable(NO_TEXT)
    stub = STUB if is_stub(tree, text) else ""
    addresses, saved_from = addresses_of(html)
    return Read(
        text=text,
        extractor=EXTRACTOR,
        title=one_line(found.title),
        authors=tuple(
            one_line(name) for name in (found.author or "").split(";") if name.strip()
        ),
        publisher=one_line(found.sitename),
        published_on=day_said(tree, f"{address} {html}", (found and found.date) or ""),
        language=language_of(text, language_said(tree)),
        note=" ".join(filter(None, [note, cut, stub])),
        is_stub=bool(stub),
        addresses=addresses,
        saved_from=saved_from,
    )


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
