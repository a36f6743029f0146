"""What templates of the desk ask for."""

from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck.admin import moment_display
from factcheck.admin.accounts import factors
from factcheck.admin.dashboard import waiting
from factcheck.admin.dashboard.blocks import DashboardBlock
from factcheck.models import User

register = template.Library()


@register.simple_tag
def waiting_for(user: User) -> list[DashboardBlock]:
    """The blocks of what waits for this person."""
    return waiting.blocks(user)


@register.filter
def desk_time(at: datetime | None) -> SafeString | str:
    """A moment as every page of the desk writes it; a dash for none."""
    return (
        format_html(
            '<time datetime="{}">{}</time>', at.isoformat(), moment_display.moment(at)
        )
        if at
        else "–"
    )


@register.simple_tag
def desk_zone() -> str:
    """The desk's zone, as programs call it."""
    return moment_display.zone().key


@register.simple_tag
def desk_zone_now() -> str:
    """The desk's zone, as moments of today are marked with it."""
    return f"{timezone.now().astimezone(moment_display.zone()):%Z}"


@register.simple_tag
def second_factor_is_relaxed() -> bool:
    return not settings.REQUIRE_MFA


@register.simple_tag
def needs_second_factor(user: User) -> bool:
    """True when this person's role asks for one."""
    return factors.is_required_of(user)
