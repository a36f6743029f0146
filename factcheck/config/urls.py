from importlib import import_module

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("factcheck.admin.accounts.urls")),
    path("admin/ask/", include("factcheck.admin.records.inline_lookups")),
    path("admin/waiting/", include("factcheck.admin.dashboard.lists")),
    path("admin/redact/", include("factcheck.admin.verbs.redact_words")),
    path("admin/", admin.site.urls),
    path("guest/", include("factcheck.admin.guest_pages.urls")),
    path("", include("factcheck.urls")),
    path("", include("timeline.urls")),
]
if settings.DEBUG_TOOLBAR:
    urlpatterns += import_module("debug_toolbar.toolbar").debug_toolbar_urls()

handler404 = "factcheck.pages.views.errors.not_found"
handler500 = "factcheck.pages.views.errors.server_error"
handler429 = "factcheck.admin.accounts.views.too_often"
