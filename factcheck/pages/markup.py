"""An editor's Markdown, as safe HTML and as plain words."""

from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# No HTML from outside, no headings (the page has its own), no pictures from other people's servers.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "heading", "lheading", "html_block"]
)
TAGS = {
    "p",
    "em",
    "strong",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "br",
    "hr",
}


@lru_cache(maxsize=4096)
def markdown(text: str) -> SafeString:
    """An editor's Markdown as safe HTML."""
    return mark_safe(
        nh3.clean(
            MARKDOWN.render(text),
            tags=TAGS,
            attributes={"a": {"href"}},
            link_rel="nofollow",
        )
    )


def plain(text: str) -> str:
    """An editor's Markdown as plain text on one line."""
    return " ".join(unescape(strip_tags(markdown(text))).split())
