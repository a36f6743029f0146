"""The whole of a list whose beginning the desk's first page shows: what waits, of every kind, oldest first."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path

from ..signed_in import signed_in_user
from . import work_lists


def work_list_view(request: HttpRequest, name: str) -> HttpResponse:
    """The list of this name. Raises PermissionDenied for somebody whose role has none of it."""
    user = signed_in_user(request)
    if not work_lists.may_see(name, user):
        raise PermissionDenied
    work_list = work_lists.whole_list(name, user)
    context = {
        **admin.site.each_context(request),
        "title": work_list.heading,
        "waits": work_list,
    }
    return TemplateResponse(request, "admin/desk/waiting.html", context)


view = admin.site.admin_view(work_list_view)
urlpatterns = [
    path(f"{name}/", view, {"name": name}, name=f"desk_waiting_{name}")
    for name in work_lists.LISTS
]
