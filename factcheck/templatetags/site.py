"""What the site is called where no page is read from the ledger."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The name that the settings give: for what is shown when something went wrong."""
    return settings.SITE_NAME
