from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("factcheck.accounts.urls")),
    path("admin/ask/", include("factcheck.admin.asking")),
    path("admin/waiting/", include("factcheck.admin.waitinglists")),
    path("admin/redact/", include("factcheck.admin.redactwords")),
    path("admin/", admin.site.urls),
    path("guest/", include("factcheck.guests.urls")),
    path("", include("factcheck.urls")),
    path("", include("timeline.urls")),
]
handler404 = "factcheck.pages.views.errors.not_found"
handler500 = "factcheck.pages.views.errors.server_error"
handler429 = "factcheck.accounts.views.too_often"
