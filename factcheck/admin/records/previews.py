"""A draft as its readers would find it: the public page itself, made from a ledger in which the draft stands."""

import json
from collections.abc import Callable
from datetime import UTC
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils import timezone

from factcheck import workflow
from factcheck.ledger import LedgerError
from factcheck.models import Record
from factcheck.records import registry
from factcheck.workflow import WorkflowError

from .history import context_of, record_of

WIDTHS = {"": "Desktop", "phone": "Phone (390 px)"}
VIEWS = {
    "page": "Its own page",
    "card": "Its place in the timeline",
    "json": "As the API gives it",
}


@csp_replace({"frame-src": [SELF]})
def page(model_admin, request: HttpRequest, object_id: str) -> HttpResponse:
    """The preview in its frame, with what else it can be looked at as."""
    record = record_of(model_admin, request, object_id)
    width = request.GET.get("width", "")
    shown = request.GET.get("view", next(iter(_views(record))))
    if shown not in _views(record) or width not in WIDTHS:
        raise Http404("There is no such preview.")
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_previewed"
    context = context_of(model_admin, request, record, "Preview") | {
        "frame": reverse(name, args=[record.pk, shown]),
        "width": width,
        "views": _choices(
            _views(record), shown, lambda key: {"view": key, "width": width}
        ),
        "widths": _choices(WIDTHS, width, lambda key: {"view": shown, "width": key}),
        "line": workflow.current_line(record),
    }
    return TemplateResponse(request, "admin/desk/preview.html", context)


@csp_replace({"frame-ancestors": [SELF]})
def previewed(
    model_admin, request: HttpRequest, object_id: str, shown: str
) -> HttpResponse:
    """What a reader would get, to be put into the frame; never kept by anybody."""
    record = record_of(model_admin, request, object_id)
    if shown not in _views(record):
        raise Http404("There is no such preview.")
    try:
        response = _made(record, request, shown)
    except (WorkflowError, LedgerError) as refusal:
        context = {"record": record, "refusal": refusal}
        response = TemplateResponse(
            request, "admin/desk/preview_refused.html", context, status=409
        ).render()
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _choices(
    words: dict[str, str], chosen: str, query: Callable[[str], dict]
) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is shown) of each."""
    return [
        (text, f"?{urlencode(query(key))}", key == chosen)
        for key, text in words.items()
    ]


def _views(record: Record) -> dict[str, str]:
    """A place in the timeline has only what belongs to one dispute and has a date; who is not public has no page."""
    on_timeline = (
        registry.of(record).is_dated and getattr(record, "dispute", None) is not None
    )
    there = {"page": record.has_page, "card": on_timeline}
    return {key: text for key, text in VIEWS.items() if there.get(key, True)}


def _made(record: Record, request: HttpRequest, shown: str) -> HttpResponse:
    with (
        workflow.preview_publication(record, request.user) as taken,
        timezone.override(UTC),
    ):
        view, args, named = resolve(_path(record, shown))
        query = _stretch(record) if shown == "card" else {}
        asked = _asked(request, _path(record, shown), query)
        if shown == "json":
            said = json.loads(view(asked, *args, **named).content)
            return HttpResponse(
                json.dumps(said, indent=2, ensure_ascii=False),
                content_type="text/plain; charset=utf-8",
            )
        titles = tuple(str(each) for each in (record, *taken))
        return view.view_class.as_view(previewed=titles)(asked, *args, **named)


def _path(record: Record, shown: str) -> str:
    if shown == "json":
        return f"/api/v1/{registry.of(record).plural}/{record.uid}/"
    return (
        record.dispute.get_absolute_url()
        if shown == "card"
        else record.get_absolute_url().partition("#")[0]
    )


def _stretch(record: Record) -> dict[str, str]:
    """The days of the entry as the timeline's own filter asks for them: a long timeline has many pages."""
    bounds = {
        "happened_after": record.when_earliest,
        "happened_before": record.when_latest,
    }
    return {name: record.when for name, known in bounds.items() if known}


def _asked(request: HttpRequest, path: str, query: dict[str, str]) -> WSGIRequest:
    """A stranger's request for the page: no cookie, no tag of a copy, nothing packed."""
    said = query | ({"lang": language} if (language := request.GET.get("lang")) else {})
    kept = (
        "HTTP_COOKIE",
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_ACCEPT",
    )
    environ = {name: value for name, value in request.META.items() if name not in kept}
    return WSGIRequest(
        environ
        | {"PATH_INFO": path, "QUERY_STRING": urlencode(said), "REQUEST_METHOD": "GET"}
    )
