"""Linked data as text that may stand inside a page."""

import json

from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
# A `</script>` or `<!--` inside a string would end or hide the script; the two last end a line of JavaScript.
UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def trimmed(value):
    """The same without what is not known: no empty text, list or object, and no null."""
    if isinstance(value, dict):
        kept = {name: trimmed(each) for name, each in value.items()}
        return {
            name: each for name, each in kept.items() if each not in ("", None, [], {})
        }
    if isinstance(value, list):
        return [each for each in map(trimmed, value) if each not in ("", None, [], {})]
    return value


def written(node: dict) -> str:
    """One node as JSON that is safe inside HTML."""
    said = json.dumps(
        {"@context": CONTEXT} | trimmed(node), ensure_ascii=False, separators=(",", ":")
    )
    return said.translate(UNSAFE)


def script(node: dict) -> SafeString:
    """A data block: it is never run, so a policy on scripts does not concern it."""
    return mark_safe(f'<script type="application/ld+json">{written(node)}</script>')
