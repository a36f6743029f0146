"""Being the editor of a demonstration: one press of a button, and no password."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from factcheck import workflow
from factcheck.models import Claim, Record, Status, User
from factcheck.workflow.history import PUBLISHED

LOGIN = "editor"


@method_decorator(csrf_exempt, name="dispatch")
class DemoEditorView(View):
    """Signs in the demonstration's editor and leads to a correction that waits; on any other site not there.

    The button stands on a public page, which is the same for everybody, so it carries neither a cookie nor a token.
    What keeps other sites from pressing it is the Origin that every browser sends with a form.
    """

    http_method_names = ("post", "options")

    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not (settings.DEMO and settings.LOCAL):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
            raise PermissionDenied
        user = get_object_or_404(User, username=LOGIN, is_active=True)
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return HttpResponseRedirect(first_page())


def first_page() -> str:
    """Where a difference waits for a second person; the desk's first page where none does."""
    waiting = Claim.objects.filter(status=Status.IN_REVIEW).order_by("pk")
    for claim in waiting:
        if page := difference_page(claim):
            return page
    return reverse("admin:index")


def difference_page(record: Record) -> str:
    """The page of what changed since the record was published; empty where it never was."""
    revisions = workflow.revisions(record)
    newest, live = revisions.first(), revisions.filter(verb__in=PUBLISHED).first()
    if newest is None or live is None:
        return ""
    meta = record._meta
    page = reverse(
        f"admin:{meta.app_label}_{meta.model_name}_compare", args=[record.pk]
    )
    return f"{page}?{urlencode({'one': live.number, 'other': newest.number})}"
