"""What the desk is called, and how one comes in."""

from typing import cast

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from .records.autocomplete_results import RankedOptions

admin.site.site_title = settings.SITE_NAME
admin.site.site_header = settings.SITE_NAME
admin.site.index_title = "The desk"
admin.site.empty_value_display = "–"
admin.site.enable_nav_sidebar = (
    False  # its room is the form's; the first page and the breadcrumbs lead everywhere
)


def _already_in(
    request: HttpRequest, extra_context: dict | None = None
) -> HttpResponse:
    """Django's own form would take another person's password here, without limits and without the second factor."""
    return HttpResponseRedirect(reverse("admin:index"))


# allauth's page, for whoever is not signed in. The site stays Django's own: admins of other apps register with it.
admin.site.login = secure_admin_login(_already_in)  # type: ignore[method-assign]


def _options(request: HttpRequest) -> HttpResponse:
    view = RankedOptions.as_view(admin_site=admin.site)
    return cast(HttpResponse, view(request))


admin.site.autocomplete_view = _options  # type: ignore[method-assign]
