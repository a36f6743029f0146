"""What templates of the review ask for."""

from django import template

from factcheck.admin.review import plain_text

register = template.Library()
register.filter("plain", plain_text.plain)


@register.filter
def get_item(mapping: dict, key: str) -> object:
    """The value of a mapping under a key that another variable holds; None without it."""
    return mapping.get(key)
