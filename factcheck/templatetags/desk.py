"""What templates of the desk ask for."""

from django import template
from django.conf import settings

from factcheck.accounts import factors
from factcheck.admin import waiting

register = template.Library()


@register.simple_tag
def waiting_for(user):
    """The blocks of what waits for this person."""
    return waiting.blocks(user)


@register.simple_tag
def second_factor_is_relaxed() -> bool:
    return not settings.REQUIRE_MFA


@register.simple_tag
def needs_second_factor(user) -> bool:
    """True when this person's role asks for one."""
    return factors.is_required_of(user)
