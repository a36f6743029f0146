"""System checks for the admins of records (factcheck.E021 to E024)."""

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.checks import CheckMessage, Error, Tags, register

from factcheck.models import Record

from .prefetch import references


@register(Tags.models)
def record_admins_keep_the_rules(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: object
) -> list[CheckMessage]:
    """Check every registered admin of a record, whatever its class."""
    admins = (
        record_admin
        for model, record_admin in admin.site._registry.items()
        if issubclass(model, Record)
    )
    return [message for record_admin in admins for message in check(record_admin)]


def check(record_admin: admin.ModelAdmin) -> Iterator[CheckMessage]:
    """The findings on one admin."""
    if record_admin.list_editable:
        hint = "Remove list_editable: a save from the list has no guard against lost updates."
        yield Error(
            "A record's list can be edited.",
            hint=hint,
            obj=record_admin,
            id="factcheck.E021",
        )
    if (
        not isinstance(record_admin.list_select_related, list | tuple)
        or not record_admin.list_select_related
    ):
        hint = "Name in list_select_related what the columns show."
        yield Error(
            "A record's list queries row by row.",
            hint=hint,
            obj=record_admin,
            id="factcheck.E022",
        )
    for owner in (record_admin, *record_admin.inlines):
        yield from _plain_selects(owner)
    yield from _open_actions(record_admin)


def _plain_selects(
    owner: BaseModelAdmin | type[BaseModelAdmin],
) -> Iterator[CheckMessage]:
    shown = set(owner.form._meta.fields or ())
    for field in references(owner.model):
        if field.name in shown and field.name not in owner.autocomplete_fields:
            hint = f"Add “{field.name}” to autocomplete_fields: a select lists every record."
            problem = f"{owner.model.__name__}.{field.name} is a plain select."
            yield Error(problem, hint=hint, obj=owner, id="factcheck.E023")


def _open_actions(record_admin: admin.ModelAdmin) -> Iterator[CheckMessage]:
    for action in record_admin.actions or ():
        function = action if callable(action) else getattr(record_admin, action, None)
        if not getattr(function, "allowed_permissions", None):
            hint = "Write @admin.action(permissions=[...]) over it."
            yield Error(
                f"The action {action} asks no permission.",
                hint=hint,
                obj=record_admin,
                id="factcheck.E024",
            )
