"""What the desk is called, and how one comes in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from .records.autocomplete_results import RankedOptions

admin.site.site_title = "The Record"
admin.site.site_header = "The Record"
admin.site.index_title = "The desk"
admin.site.empty_value_display = "–"
admin.site.enable_nav_sidebar = (
    False  # its room is the form's; the first page and the breadcrumbs lead everywhere
)


def _already_in(request: HttpRequest, extra_context=None) -> HttpResponse:
    """Django's own form would take another person's password here, without limits and without the second factor."""
    return HttpResponseRedirect(reverse("admin:index"))


admin.site.login = secure_admin_login(
    _already_in
)  # allauth's page, for whoever is not signed in


def _options(request: HttpRequest) -> HttpResponse:
    return RankedOptions.as_view(admin_site=admin.site)(request)


admin.site.autocomplete_view = _options
