"""Previews: the public page of a draft, rendered inside a transaction that publishes it and is rolled back."""

import json
from collections.abc import Callable
from datetime import UTC
from typing import Protocol, cast
from urllib.parse import urlencode

from django.contrib.admin import ModelAdmin
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.utils import timezone

from factcheck import workflow
from factcheck.ledger import LedgerError
from factcheck.models import Dispute, Record
from factcheck.models.site_paths import path_info
from factcheck.records import registry
from factcheck.workflow import WorkflowError

from ..signed_in import signed_in_user
from .history import context_of, record_of

WIDTHS = {"": "Desktop", "phone": "Phone (390 px)"}
VIEWS = {
    "page": "Its own page",
    "card": "Its place in the timeline",
    "json": "As the API gives it",
}
PRIVATE_HEADERS = (
    "HTTP_COOKIE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_ACCEPT",
)


def preview_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
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


def preview_content_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str, shown: str
) -> HttpResponse:
    """The public page of the draft for the frame, never cached and allowed to be framed by the desk alone."""
    record = record_of(model_admin, request, object_id)
    if shown not in _views(record):
        raise Http404("There is no such preview.")
    try:
        response = _render(record, request, shown)
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
    labels: dict[str, str], chosen: str, query: Callable[[str], dict]
) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is shown) of each."""
    choices = []
    for key, label in labels.items():
        choices.append((label, f"?{urlencode(query(key))}", key == chosen))
    return choices


class _OnTimeline(Protocol):
    """What a record has that stands in the timeline of a dispute."""

    dispute: Dispute
    when: str
    when_earliest: str
    when_latest: str


def _views(record: Record) -> dict[str, str]:
    """A place in the timeline has only what belongs to one dispute and has a date; who is not public has no page."""
    on_timeline = (
        registry.of(record).is_dated and getattr(record, "dispute", None) is not None
    )
    there = {"page": record.has_page, "card": on_timeline}
    return {key: text for key, text in VIEWS.items() if there.get(key, True)}


def _render(record: Record, request: HttpRequest, shown: str) -> HttpResponse:
    """What a reader's request for the view would be answered with. Raises WorkflowError, LedgerError."""
    path = path_info(_path(record, shown))
    with (
        workflow.preview_publication(record, signed_in_user(request)) as others,
        timezone.override(UTC),
    ):
        view, args, kwargs = resolve(path)
        query = _days_of(record) if shown == "card" else {}
        public_request = _public_request(request, path, query)
        if shown == "json":
            content = json.loads(view(public_request, *args, **kwargs).content)
            return HttpResponse(
                json.dumps(content, indent=2, ensure_ascii=False),
                content_type="text/plain; charset=utf-8",
            )
        titles = tuple(str(each) for each in (record, *others))
        previewed_view = view.view_class.as_view(previewed=titles)
        return previewed_view(public_request, *args, **kwargs)


def _path(record: Record, shown: str) -> str:
    if shown == "json":
        return reverse(f"api_{registry.of(record).name}", args=[record.uid])
    if shown == "card":
        return cast(_OnTimeline, record).dispute.get_absolute_url()
    return record.get_absolute_url().partition("#")[0]


def _days_of(record: Record) -> dict[str, str]:
    """The days of the entry as the timeline's own filter asks for them: a long timeline has many pages."""
    entry = cast(_OnTimeline, record)
    bounds = {
        "happened_after": entry.when_earliest,
        "happened_before": entry.when_latest,
    }
    return {name: entry.when for name, known in bounds.items() if known}


def _public_request(
    request: HttpRequest, path: str, query: dict[str, str]
) -> WSGIRequest:
    """A stranger's request for the page: no cookie, no tag of a copy, nothing packed."""
    if language := request.GET.get("lang"):
        query = query | {"lang": language}
    environ = {}
    for name, value in request.META.items():
        if name not in PRIVATE_HEADERS:
            environ[name] = value
    environ["PATH_INFO"] = path
    environ["QUERY_STRING"] = urlencode(query)
    environ["REQUEST_METHOD"] = "GET"
    return WSGIRequest(environ)
