from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("factcheck.accounts.urls")),
    path("admin/ask/", include("factcheck.admin.asking")),
    path("admin/", admin.site.urls),
    path("", include("factcheck.urls")),
    path("", include("timeline.urls")),
]
handler404 = "factcheck.views.errors.not_found"
