"""What became of a source's passages in its newest copy."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from factcheck.anchoring import State
from factcheck.recopied import in_newest_copy, newest_copy

SAYS = {
    State.ANCHORED: "Stands where it stood.",
    State.MOVED: "Stands elsewhere now, word for word.",
    State.TEXT_CHANGED: "Its words were changed.",
    State.AMBIGUOUS: "Stands there more than once; say which place is meant.",
    State.ORPHANED: "Is not there any more.",
}


def page(model_admin, request: HttpRequest, object_id: str) -> HttpResponse:
    """Every passage that was cited from an older copy, with one of five states."""
    source = model_admin.get_object(request, object_id)
    if source is None:
        raise Http404("There is no such source.")
    if not model_admin.has_view_permission(request, source):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Passages in the newest copy",
        "subtitle": str(source),
        "copy": newest_copy(source),
        "rows": [_row(found) for found in in_newest_copy(source)],
        "opts": model_admin.opts,
        "original": source,
    }
    return TemplateResponse(request, "admin/desk/passages.html", context)


def _row(found) -> dict:
    meta, state = found.record._meta, found.relocation.state
    return {
        "record": found.record,
        "kind": meta.verbose_name,
        "url": reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[found.record.pk]),
        "words": found.words,
        "state": state,
        "says": SAYS[state],
        "now": found.relocation.exact if state == State.TEXT_CHANGED else "",
    }
