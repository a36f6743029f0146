"""The columns and filters of every list of records; the public state is looked up once for the whole page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import Truncator, slugify
from django.utils.timesince import timesince

from factcheck import workflow
from factcheck.models import Publication, Record, Status
from factcheck.workflow import Verb

from .. import moment_display
from ..signed_in import signed_in_user

if TYPE_CHECKING:
    from django.contrib.admin.filters import _ListFilterChoices

WAITS: dict[str, str] = {
    Status.DRAFT: "its author",
    Status.IN_REVIEW: "an editor",
    Status.APPROVED: "a publisher",
}
LIVE, RETRACTED, MERGED, REDACTED, NEVER = (
    "live",
    "retracted",
    "merged",
    "redacted",
    "not published",
)
HELD = "held"


def standing(line: Publication | None) -> str:
    """The public state of a record by its current line: one of LIVE, RETRACTED, MERGED, REDACTED, HELD, NEVER."""
    if line is None:
        return NEVER
    if line.held_seq is not None:
        return HELD
    if line.action == Publication.Action.RETRACT:
        return RETRACTED
    if line.action == Publication.Action.MERGE:
        return MERGED
    return LIVE if line.happened_key else REDACTED


def status_word(record: Record, line: Publication | None) -> str:
    """The status of the next version in one word; the public state where there is none."""
    if record.status == Status.CLEAN and line is not None:
        return standing(line).capitalize()
    return str(Status(record.status).label)


class CappedPaginator(Paginator):
    """A paginator that counts at most MOST rows, so that a large list costs no full count; it then shows “10,000+”."""

    object_list: QuerySet

    MOST = 10_000

    @cached_property
    def capped_count(self) -> int:
        """The count, or one more than MOST where it is more."""
        return self.object_list.order_by()[: self.MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.capped_count, self.MOST)

    @property
    def count_label(self) -> str:
        if self.capped_count > self.MOST:
            return f"{self.MOST:,}+"
        return f"{self.capped_count:,}"


@dataclass(frozen=True)
class StatusChip:
    """A status as the list offers it, with how many records have it, and where they are."""

    value: str
    label: str
    count: str
    query: str
    is_shown: bool


class RecordList(ChangeList):
    """A page of records with the ledger's current line of each, in one query."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # People come to read, not to “select one to change”.
        self.title = str(self.opts.verbose_name_plural).capitalize()

    def chips(self) -> list[StatusChip]:
        """Every status of the kind with its count, in one query over an index."""
        rows = self.model._base_manager.order_by().values_list("status")
        counts = dict(rows.annotate(Count("pk")))
        shown = self.params.get("status__exact")
        chips = []
        for status in Status:
            query = {
                "status__exact": status.value,
                TurnFilter.parameter_name: TurnFilter.ALL,
            }
            chip = StatusChip(
                value=status.value,
                label=str(status.label),
                count=f"{counts.get(status.value, 0):,}",
                query=f"?{urlencode(query)}",
                is_shown=shown == status.value,
            )
            chips.append(chip)
        return chips

    def is_my_work(self) -> bool:
        return any(
            isinstance(spec, TurnFilter) and spec.value() == spec.MY_WORK
            for spec in self.filter_specs
        )

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        uids = [record.uid for record in self.result_list]
        lines = Publication.objects.filter(
            uid__in=uids, superseded_seq__isnull=True
        ).defer(*Publication.TEXTS)
        by_uid = {line.uid: line for line in lines}
        for record in self.result_list:
            attach_line(record, by_uid.get(record.uid))


class _HasLine(Protocol):
    """A record with the ledger's current line beside it."""

    desk_line: Publication | None


def attach_line(record: Record, line: Publication | None) -> None:
    """Let `line_of` know the current line of the record without a query."""
    cast(_HasLine, record).desk_line = line


def line_of(record: Record) -> Publication | None:
    """The ledger's current line of a record, looked up once; None where it was never published."""
    if not hasattr(record, "desk_line"):
        attach_line(record, workflow.current_line(record))
    return cast(_HasLine, record).desk_line


def _has_approval(record: Record) -> bool:
    return any(getattr(record, f"{name}_id") for name in record.APPROVALS)


class RecordColumns:
    """The columns that every list of records begins with."""

    @admin.display(description="record")
    def short_text(self, record: Record) -> str:
        return Truncator(str(record)).chars(110)

    @admin.display(description="status", ordering="status")
    def chip(self, record: Record) -> str:
        word = status_word(record, line_of(record))
        return format_html('<span class="chip chip--{}">{}</span>', slugify(word), word)

    @admin.display(description="readers see")
    def live(self, record: Record) -> str:
        word = standing(line_of(record))
        return format_html(
            '<span class="chip chip--{}">{}</span>', word.replace(" ", "-"), word
        )

    @admin.display(description="waits for")
    def waits_for(self, record: Record) -> str:
        """Whose turn it is, and for how long it has been."""
        whose = WAITS.get(record.status)
        if whose is None:
            return "–"
        if record.status == Status.IN_REVIEW and _has_approval(record):
            whose = "a second approval"
        is_new = timezone.now() - record.changed_at < moment_display.MINUTE
        return whose if is_new else f"{whose}, {timesince(record.changed_at, depth=1)}"

    @admin.display(description="last change", ordering="changed_at")
    def last_change(self, record: Record) -> str:
        return moment_display.moment(record.changed_at)

    @admin.display(description="by", ordering="changed_by__desk_name")
    def who(self, record: Record) -> str:
        return str(record.changed_by or "–")

    @admin.display(description="page")
    def public_page(self, record: Record) -> str:
        if standing(line_of(record)) != LIVE or not record.has_page:
            return "–"
        label = f"Page of {Truncator(str(record)).chars(60)}"
        return format_html(
            '<a href="{}" aria-label="{}">open</a>', record.get_absolute_url(), label
        )


class LiveFilter(admin.SimpleListFilter):
    title = "what readers see"
    parameter_name = "live"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [("live", "Live"), ("down", "Taken down"), ("never", "Never published")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        line = Publication.objects.filter(
            uid=OuterRef("uid"), superseded_seq__isnull=True
        )
        conditions = {
            "live": Exists(line.filter(happened_key__gt="")),
            "down": Exists(line.filter(happened_key="")),
            "never": ~Exists(line),
        }
        value = self.value()
        return queryset.filter(conditions[value]) if value in conditions else queryset


class TurnFilter(admin.SimpleListFilter):
    """Filters by whose turn it is. A list that is opened without any filter shows this person's own work."""

    title = "whose turn"
    parameter_name = "turn"
    ALL, MY_WORK, TO_PUBLISH = "all", "my-work", "publish"
    UNFILTERED = (
        "_facets",
        "o",
        "e",
    )  # what a bare address may say besides: counts, order, a refused filter

    def __init__(
        self,
        request: HttpRequest,
        params: dict,
        model: type[Model],
        model_admin: admin.ModelAdmin,
    ):
        self.user = signed_in_user(request)
        is_bare = request.method in ("GET", "HEAD") and not set(request.GET) - set(
            self.UNFILTERED
        )
        self.otherwise = self.MY_WORK if is_bare else self.ALL
        super().__init__(request, params, model, model_admin)

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[str, str]]:
        return [
            (self.MY_WORK, "My work"),
            ("mine", "I changed it last"),
            ("review", "Waits for my review"),
            (self.TO_PUBLISH, "Approved, to publish"),
        ]

    def value(self) -> str:
        return super().value() or self.otherwise

    def choices(self, changelist: ChangeList) -> "Iterator[_ListFilterChoices]":
        everything, *others = super().choices(changelist)
        yield others[0]
        yield everything | {
            "selected": self.value() == self.ALL,
            "query_string": changelist.get_query_string(
                {self.parameter_name: self.ALL}
            ),
        }
        yield from others[1:]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        conditions = self._conditions()
        value = self.value()
        return queryset.filter(conditions[value]) if value in conditions else queryset

    def _conditions(self) -> dict[str, Q]:
        """My work is drafts of one's own, and what waits for a verb that one may do."""
        conditions = {
            "mine": Q(changed_by=self.user),
            "review": Q(status=Status.IN_REVIEW) & ~Q(changed_by=self.user),
            self.TO_PUBLISH: Q(status=Status.APPROVED),
        }
        work = conditions["mine"] & Q(status=Status.DRAFT)
        for name, verb in (("review", Verb.APPROVE), (self.TO_PUBLISH, Verb.PUBLISH)):
            if self.user.has_perm(workflow.VERBS[verb].permission):
                work |= conditions[name]
        return conditions | {self.MY_WORK: work}
