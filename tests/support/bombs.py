"""The hostile set: files made to hurt whoever reads them, and how the job of each is to end."""

from collections.abc import Callable
from dataclasses import dataclass

from support import pdfs

MOST, LIMIT = 20_000_000, 2_000_000
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>{}]>".format(
    "".join(f"<!ENTITY l{i} '{f'&l{i - 1};' * 10}'>" for i in range(1, 10))
)
RSS = "<rss version='2.0'><channel><title>Post</title>{}</channel></rss>"
HTML = "<html><head>{}</head><body><article><p>{}</p></article></body></html>"
TOO_MUCH, NO_TEXT, NO_ARTICLE = (
    "more memory than a document may",
    "holds no text",
    "No article was found",
)
DAMAGED, DEEP = "damaged and cannot be read", "nests its tags"
SAID = "“It is our bridge,” said Ada Lund on 15 January 2026. "


@dataclass(frozen=True)
class Bomb:
    """`said` stands in the job's message, or in one of its issues where the job is done. `slow` ones take seconds."""

    make: Callable[[], bytes]
    adapter: str
    state: str
    said: str
    slow: bool = False


def full(words: str, before: str = "", after: str = "") -> Callable[[], bytes]:
    """Twenty megabytes of the same words, on one line."""
    return lambda: (before + words * (MOST // len(words.encode())) + after).encode()


def plain(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


IN_ITEM = (
    "<rss version='2.0'><channel><item><guid>1</guid><description>",
    "</description></item></channel></rss>",
)
CROWD = "".join(
    f"A{i} said that B{i} is ours on 15 January {i}. " for i in range(4_000)
)
DECLARED = HTML.format(
    "<meta charset='utf-16'>", "Blåbær, «det er vores bro,» sagde Åse Øster."
)
SET = {
    "pdf-inflating": Bomb(pdfs.inflating, "document", "done", NO_TEXT, slow=True),
    "pdf-inflating-twice": Bomb(
        pdfs.inflating_twice, "document", "done", NO_TEXT, slow=True
    ),
    "pdf-drawing-itself": Bomb(pdfs.drawing_itself, "document", "done", NO_TEXT),
    "pdf-drawings-of-drawings": Bomb(
        pdfs.drawings_of_drawings, "document", "done", "Nothing was found", slow=True
    ),
    "pdf-tree-in-a-loop": Bomb(pdfs.tree_in_a_loop, "document", "failed", DAMAGED),
    "pdf-many-pages": Bomb(
        lambda: pdfs.pages(100_000), "document", "done", NO_TEXT, slow=True
    ),
    "pdf-a-million-pages": Bomb(
        lambda: pdfs.pages(1_000_000), "document", "failed", DAMAGED, slow=True
    ),
    "pdf-brackets": Bomb(pdfs.brackets, "document", "failed", DAMAGED),
    "pdf-brackets-to-draw": Bomb(
        pdfs.brackets_to_draw, "document", "done", NO_TEXT, slow=True
    ),
    "pdf-objects-in-a-stream": Bomb(
        pdfs.objects_in_a_stream, "document", "failed", TOO_MUCH
    ),
    "pdf-table-of-contents": Bomb(
        pdfs.table_of_contents, "document", "failed", DAMAGED, slow=True
    ),
    "pdf-of-nuls": Bomb(
        lambda: b"%PDF-1.7\n" + bytes(MOST), "document", "failed", DAMAGED, slow=True
    ),
    "no-pdf": Bomb(
        lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "document", "failed", DAMAGED
    ),
    "no-zip": Bomb(
        lambda: b"PK\3\4" + bytes(range(256)) * 4000, "document", "done", ""
    ),
    "line-of-text": Bomb(
        full("word "), "text", "done", "first 2,000,000 characters", slow=True
    ),
    "line-of-letters": Bomb(
        full("a"), "text", "done", "first 2,000,000 characters", slow=True
    ),
    "line-of-quotes": Bomb(
        lambda: (SAID * 36_000).encode(),
        "text",
        "done",
        "first 300,000 characters",
        slow=True,
    ),
    "line-of-days": Bomb(
        lambda: b"on Wednesday " * 30_000,
        "text",
        "done",
        "first 300,000 characters",
        slow=True,
    ),
    "line-of-marks": Bomb(
        lambda: b'"' * 400_000, "text", "done", "first 300,000 characters", slow=True
    ),
    "line-of-names": Bomb(plain(CROWD), "text", "done", "", slow=True),
    "line-of-page": Bomb(
        full("word ", "<html><body><p>"), "page", "failed", NO_ARTICLE, slow=True
    ),
    "line-of-tags": Bomb(
        full("<a>", "<html><body><p>"), "page", "failed", TOO_MUCH, slow=True
    ),
    "line-of-entities": Bomb(
        plain("<html><body><p>" + "&amp;" * 900_000),
        "page",
        "done",
        "Nothing",
        slow=True,
    ),
    "line-of-feed": Bomb(
        full("word ", *IN_ITEM), "feed", "failed", TOO_MUCH, slow=True
    ),
    "tags-in-a-feed": Bomb(
        full("<a>", *RSS.split("{}")), "feed", "failed", TOO_MUCH, slow=True
    ),
    "laughs-in-a-feed": Bomb(
        plain(LAUGHS + RSS.format("&l9;")), "feed", "failed", "entities of its own"
    ),
    "laughs-in-utf-16": Bomb(
        plain(LAUGHS + RSS.format("&l9;"), "utf-16"),
        "feed",
        "failed",
        "entities of its own",
    ),
    "laughs-on-a-page": Bomb(
        plain(LAUGHS + HTML.format("", "&l9;")), "page", "failed", NO_ARTICLE
    ),
    "tags-left-open": Bomb(
        plain("<html><body>" + "<div>" * 100_000), "page", "failed", DEEP
    ),
    "paragraphs-left-open": Bomb(
        plain("<html><body>" + "<p>" * 40_000 + "x"),
        "page",
        "done",
        "Nothing",
        slow=True,
    ),
    "page-in-another-charset": Bomb(
        plain(DECLARED, "latin-1"), "page", "done", "was not UTF-8"
    ),
    "text-in-another-charset": Bomb(
        plain("\ufeff" + SAID, "utf-32-be"), "text", "done", ""
    ),
    "half-a-utf-16": Bomb(
        lambda: b"\xff\xfe" + SAID.encode("utf-16-le")[:-1], "text", "done", ""
    ),
    "empty": Bomb(bytes, "text", "failed", "is empty"),
    "nuls": Bomb(lambda: bytes(100_000), "text", "done", "Nothing was found"),
    "marks-of-direction": Bomb(
        plain("\u202e\u202a" * 50_000), "text", "done", "Nothing was found"
    ),
}
