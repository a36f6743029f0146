"""The ledger and the history, to be read."""

import json

from django.contrib import admin
from django.utils.html import format_html

from factcheck import ledger
from factcheck.models import Publication, Revision

from . import names
from .readonly import ReadOnlyAdmin


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ["seq", "action", "kind", "slug", "version", "published_at", "is_current"]
    list_filter = ["action", "kind"]
    search_fields = ["slug", "uid"]
    ordering = ["-seq"]
    readonly_fields = ["content"]
    exclude = ["payload"]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found.defer("payload") if request.resolver_match.url_name.endswith("changelist") else found

    @admin.display(description="current", boolean=True)
    def is_current(self, line: Publication) -> bool:
        return line.superseded_seq is None

    @admin.display(description="payload")
    def content(self, line: Publication) -> str:
        text = json.dumps(ledger.payload_of(line), ensure_ascii=False, indent=2)
        return format_html('<pre class="payload">{}</pre>', text)


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    list_display = ["at", "verb", "kind", "record", "by", "fields_changed", "reason"]
    list_filter = ["verb", "kind", ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["by"]
    search_fields = ["uid", "reason"]
    ordering = ["-id"]

    @admin.display(description="record")
    def record(self, revision: Revision) -> str:
        return str(getattr(revision, "desk_record", None) or revision.uid)

    @admin.display(description="changed")
    def fields_changed(self, revision: Revision) -> str:
        return ", ".join(revision.changed)

    def named(self, rows: list[Revision]) -> None:
        found = names.records_of((row.kind, row.uid) for row in rows)
        for row in rows:
            row.desk_record = found.get(str(row.uid))
