"""What templates of the desk ask for."""

from django import template

from factcheck.admin import waiting

register = template.Library()


@register.simple_tag
def waiting_for(user):
    """The blocks of what waits for this person."""
    return waiting.blocks(user)
