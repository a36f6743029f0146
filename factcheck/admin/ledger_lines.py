"""The ledger and the history, to be read."""

import json

from django.contrib import admin
from django.utils.html import format_html

from factcheck import ledger, workflow
from factcheck.models import Publication, Revision
from factcheck.records import registry

from .readonly import ReadOnlyAdmin, exclude_unreadable
from .records import history, record_titles


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

    def get_queryset(self, request):
        lines = super().get_queryset(request)
        return (
            lines.defer(*Publication.TEXTS)
            if request.resolver_match.url_name.endswith("changelist")
            else lines
        )

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

    def get_search_results(self, request, queryset, search_term):
        matches, is_doubled = super().get_search_results(request, queryset, search_term)
        return exclude_unreadable(matches, request.user, search_term), is_doubled

    @admin.display(description="record")
    def record(self, revision: Revision) -> str:
        return str(getattr(revision, "desk_record", None) or revision.uid)

    @admin.display(description="by", ordering="by")
    def who(self, revision: Revision) -> str:
        return str(revision.actor)

    @admin.display(description="reason")
    def why(self, revision: Revision) -> str:
        return workflow.reason_for(revision.desk_reader, revision) or "–"

    @admin.display(description="changed")
    def fields_changed(self, revision: Revision) -> str:
        model = registry.get(revision.kind).model
        return ", ".join(history.label(model, name) for name in revision.changed)

    def attach_records(self, rows: list[Revision]) -> None:
        records = record_titles.records_of((row.kind, row.uid) for row in rows)
        for row in rows:
            row.desk_record = records.get(str(row.uid))
