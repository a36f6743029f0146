"""Linked data as text that may stand inside a page."""

import json
from typing import overload

from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
# A `</script>` or `<!--` inside a string would end or hide the script; the two last end a line of JavaScript.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@overload
def trimmed(value: dict) -> dict: ...
@overload
def trimmed(value: object) -> object: ...
def trimmed(value: object) -> object:
    """The same without what is not known: no empty text, list or object, and no null."""
    if isinstance(value, dict):
        items = ((name, trimmed(each)) for name, each in value.items())
        return {name: each for name, each in items if not _is_empty(each)}
    if isinstance(value, list):
        return [each for each in map(trimmed, value) if not _is_empty(each)]
    return value


def _is_empty(value: object) -> bool:
    return value in ("", None, [], {})


def html_safe_json(node: dict) -> str:
    """One node as JSON that is safe inside HTML."""
    text = json.dumps(
        {"@context": CONTEXT} | trimmed(node), ensure_ascii=False, separators=(",", ":")
    )
    return text.translate(UNSAFE)


def script(node: dict) -> SafeString:
    """A data block: it is never run, so a policy on scripts does not concern it."""
    return mark_safe(
        f'<script type="application/ld+json">{html_safe_json(node)}</script>'
    )
