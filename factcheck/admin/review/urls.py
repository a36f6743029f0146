"""The addresses of the review, under the job that it is of."""

from collections.abc import Callable
from functools import partial

from django.contrib.admin import ModelAdmin
from django.http import HttpResponse
from django.urls import URLPattern, path

from . import actions, assignment, bulk, editing, merging, screen, selection

PAGES: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("review/", screen.review_view, "review"),
    ("review/many/", bulk.many_view, "many"),
    ("review/selected/", selection.selected_view, "selected"),
    ("review/submit/", assignment.submit_view, "submit_made"),
    ("review/<int:suggestion>/edit/", editing.edit_view, "edit"),
    ("review/<int:suggestion>/merge/", merging.merge_view, "merge"),
    ("review/<int:suggestion>/take/", actions.take_view, "take"),
    ("review/<int:suggestion>/do/<slug:act>/", actions.act_view, "decide"),
]


def urls(model_admin: ModelAdmin) -> list[URLPattern]:
    """What the admin of jobs adds to its addresses."""
    guarded = model_admin.admin_site.admin_view
    return [
        path(
            f"<int:pk>/{address}",
            guarded(partial(view, model_admin)),
            name=f"factcheck_importjob_{name}",
        )
        for address, view, name in PAGES
    ]
