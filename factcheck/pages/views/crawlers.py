"""What browsers and crawlers ask of every site without being led there."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from factcheck.models.site_paths import site_path

DAY = 24 * 3600
# Pages of the past say noindex themselves, so crawlers must be let in to read it.
# The same entries stand in parts of a size that costs little.
CLOSED = ("/admin/", "/accounts/", "/guest/", "/*?all=1", "/*&all=1")
ROBOTS = "User-agent: *\n{closed}\n\nSitemap: {sitemap}\n"


@require_safe
@cache_control(public=True, max_age=DAY)
def favicon(request: HttpRequest) -> HttpResponse:
    """The mark of the site, for what asks at the old address and not where the page says."""
    return HttpResponseRedirect(reverse("favicon_svg"))


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything that is published may be read by anyone."""
    closed = "\n".join(f"Disallow: {site_path(path)}" for path in CLOSED)
    return HttpResponse(
        ROBOTS.format(closed=closed, sitemap=settings.SITE_URL + reverse("sitemap")),
        content_type="text/plain; charset=utf-8",
    )
