"""The ledger and the history, to be read."""

import json
from typing import TYPE_CHECKING, TypedDict

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html

from factcheck import ledger, workflow
from factcheck.models import Publication, Record, Revision, User
from factcheck.records import registry

from .readonly import ReadOnlyAdmin, exclude_unreadable
from .records import history, record_titles
from .signed_in import signed_in_user

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedRevision = WithAnnotations[Revision, "RevisionContext"]


class RevisionContext(TypedDict):
    """What the desk attaches to a line of the history: who reads it, and in a list the working record."""

    desk_reader: User
    desk_record: Record | None


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = [
        "seq",
        "action",
        "kind",
        "slug",
        "version",
        "published_at",
        "is_current",
    ]
    list_filter = ["action", "kind"]
    search_fields = ["slug", "uid"]
    ordering = ["-seq"]
    readonly_fields = ["content"]
    exclude = Publication.TEXTS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        lines = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.view_name.endswith("changelist")
        return lines.defer(*Publication.TEXTS) if is_list else lines

    @admin.display(description="current", boolean=True)
    def is_current(self, line: Publication) -> bool:
        return line.superseded_seq is None

    @admin.display(description="payload")
    def content(self, line: Publication) -> str:
        text = json.dumps(ledger.original_of(line), ensure_ascii=False, indent=2)
        return format_html('<pre class="payload">{}</pre>', text)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["at", "verb", "kind", "record", "who", "fields_changed", "why"]
    fields = [
        "at",
        "verb",
        "kind",
        "uid",
        "number",
        "who",
        "why",
        "changed",
        "lock_version",
        "line",
        "acknowledged",
    ]
    readonly_fields = ["who", "why"]
    list_filter = ["verb", "kind", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["by", "guest"]
    search_fields = ["uid", "reason"]
    ordering = ["-id"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Revision], search_term: str
    ) -> tuple[QuerySet[Revision], bool]:
        matches, is_doubled = super().get_search_results(request, queryset, search_term)
        return exclude_unreadable(
            matches, signed_in_user(request), search_term
        ), is_doubled

    @admin.display(description="record")
    def record(self, revision: Revision) -> str:
        return str(getattr(revision, "desk_record", None) or revision.uid)

    @admin.display(description="by", ordering="by")
    def who(self, revision: Revision) -> str:
        return str(revision.actor)

    @admin.display(description="reason")
    def why(self, revision: "ListedRevision") -> str:
        return workflow.reason_for(revision.desk_reader, revision) or "–"

    @admin.display(description="changed")
    def fields_changed(self, revision: Revision) -> str:
        model = registry.get(revision.kind).model
        return ", ".join(history.label(model, name) for name in revision.changed)

    def attach_records(self, rows: "list[ListedRevision]") -> None:
        records = record_titles.records_of((row.kind, row.uid) for row in rows)
        for row in rows:
            row.desk_record = records.get(str(row.uid))
