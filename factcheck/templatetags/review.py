"""What templates of the review ask for."""

from django import template

from factcheck.admin.review import plain_text

register = template.Library()
register.filter("plain", plain_text.plain)


@register.filter
def of(said: dict, name: str):
    """What a mapping has under a name that another variable holds."""
    return said.get(name)
