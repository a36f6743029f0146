"""What a demonstration says of itself on public pages."""

from django import template
from django.conf import settings
from django.template import Context

from factcheck.models.site_paths import site_path

register = template.Library()

TELLING_PATH = "/claims/crane-on-the-quay/"
TELLING_MOMENT = "2025-03-11T00:00:00Z"


@register.inclusion_tag("demo/_ribbon.html", takes_context=True)
def demo_ribbon(context: Context) -> dict:
    """That the moments of the record are simulated, once a page; nothing on any other site."""
    page = context.get("page")
    is_simulated = bool(page and page.is_simulated)
    return {"is_simulated": is_simulated, "is_demo": settings.DEMO}


@register.inclusion_tag("demo/_invitation.html", takes_context=True)
def demo_invitation(context: Context) -> dict:
    """Two things to try, on the first page of a running demonstration as it is now."""
    page = context["page"]
    is_now = page.moment is None and not page.previewed
    then = page.link(site_path(TELLING_PATH), as_of=TELLING_MOMENT)
    return {"is_demo": settings.DEMO and is_now, "then": then}
