"""Marks of figures beside the words that they stand for."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def entry_mark(status: str) -> SafeString:
    """What an entry of this status is in the lanes: filled happened, hollow did not yet, struck was cancelled."""
    return _entry_mark(static("img/shapes.svg"), status)


@lru_cache(maxsize=16)
def _entry_mark(file: str, status: str) -> SafeString:
    drawn = '<circle class="dot" r="6"/>'
    if status != "happened":
        drawn += '<circle class="hole" r="4"/>'
    if status == "cancelled":
        drawn += f'<use class="strike" href="{file}#mark-strike"/>'
    return mark_safe(
        '<svg class="entry-mark" viewBox="-8 -8 16 16" width="16" height="16"'
        f' aria-hidden="true" focusable="false">{drawn}</svg>'
    )
