"""Marked-up text as the words that a reader sees."""

from html import unescape

from django.utils.html import strip_tags

from factcheck.templatetags.record import markdown


def plain(text: str) -> str:
    """An editor's Markdown as plain text on one line."""
    return " ".join(unescape(strip_tags(markdown(text))).split())
