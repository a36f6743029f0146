"""What every list of records shows and filters by; whether a record is live is asked once for the page."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.html import format_html
from django.utils.text import Truncator

from factcheck.models import Publication, Record, Status

LIVE, RETRACTED, MERGED, REDACTED, NEVER = "live", "retracted", "merged", "redacted", "not published"


def standing(line: Publication | None) -> str:
    """What readers find of a record, from its current line."""
    if line is None:
        return NEVER
    if line.action in ("retract", "merge"):
        return RETRACTED if line.action == "retract" else MERGED
    return LIVE if line.happened_key else REDACTED


class RecordList(ChangeList):
    """A page of records with the ledger's current line of each, in one query."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        uids = [record.uid for record in self.result_list]
        lines = Publication.objects.filter(uid__in=uids, superseded_seq__isnull=True).defer("payload")
        by_uid = {line.uid: line for line in lines}
        for record in self.result_list:
            record.desk_line = by_uid.get(record.uid)


class Columns:
    """The columns that every list of records begins with."""

    @admin.display(description="record")
    def short_text(self, record: Record) -> str:
        return Truncator(str(record)).chars(110)

    @admin.display(description="status", ordering="status")
    def chip(self, record: Record) -> str:
        label = Status(record.status).label
        return format_html('<span class="chip chip--{}">{}</span>', record.status.replace("_", "-"), label)

    @admin.display(description="readers see")
    def live(self, record: Record) -> str:
        word = standing(record.desk_line)
        return format_html('<span class="chip chip--{}">{}</span>', word.replace(" ", "-"), word)

    @admin.display(description="last change", ordering="changed_at")
    def last_change(self, record: Record) -> str:
        return f"{record.changed_at:%d %b %Y, %H:%M}"

    @admin.display(description="by", ordering="changed_by__desk_name")
    def who(self, record: Record) -> str:
        person = record.changed_by
        return person.desk_name or person.get_username() if person else "–"

    @admin.display(description="page")
    def public_page(self, record: Record) -> str:
        if standing(record.desk_line) != LIVE:
            return "–"
        label = f"Page of {Truncator(str(record)).chars(60)}"
        return format_html('<a href="{}" aria-label="{}">open</a>', record.get_absolute_url(), label)


class LiveFilter(admin.SimpleListFilter):
    title = "what readers see"
    parameter_name = "live"

    def lookups(self, request, model_admin):
        return [("live", "Live"), ("down", "Taken down"), ("never", "Never published")]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        line = Publication.objects.filter(uid=OuterRef("uid"), superseded_seq__isnull=True)
        conditions = {
            "live": Exists(line.filter(happened_key__gt="")),
            "down": Exists(line.filter(happened_key="")),
            "never": ~Exists(line),
        }
        return queryset.filter(conditions[self.value()]) if self.value() in conditions else queryset


class MineFilter(admin.SimpleListFilter):
    title = "whose turn"
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [("mine", "I changed it last"), ("review", "Waits for my review"), ("publish", "Approved, to publish")]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        if self.value() == "mine":
            return queryset.filter(changed_by=request.user)
        if self.value() == "review":
            return queryset.waiting_for_review().exclude(changed_by=request.user)
        return queryset.ready_to_publish() if self.value() == "publish" else queryset
