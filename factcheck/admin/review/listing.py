"""One page of a job's suggestions as the screen shows them, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import (
    Case,
    Count,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Substr
from django.utils import timezone

from factcheck.imports import suggestions
from factcheck.models import Capture, Suggestion, User
from factcheck.records import registry

from ..records.word_diff import DiffSpan, spans
from . import labels
from . import text as texts
from .linking import Name, names, title_of
from .plain_text import plain
from .text import Place, Stretch

State = Suggestion.State
OPEN = (State.PENDING, State.DEFERRED)
PAGE = 50
STEPS = {"document": "the document itself", "named as speaker": "named as a speaker"}


@dataclass
class Row:
    """One suggestion on the screen."""

    suggestion: Suggestion
    number: int
    user: User
    names: dict[str, Name]
    is_current: bool = False

    @property
    def pk(self) -> int:
        return self.suggestion.pk

    @property
    def title(self) -> str:
        return title_of(self.suggestion)

    @property
    def lines(self) -> list[labels.FieldValues]:
        return labels.lines(
            registry.get(self.suggestion.kind), self.suggestion.fields, self.names
        )

    @property
    def is_open(self) -> bool:
        return self.suggestion.state in OPEN

    @property
    def has_place(self) -> bool:
        return (
            bool(self.suggestion.capture_sha256) and self.suggestion.start is not None
        )

    @property
    def place(self) -> Place:
        row = self.suggestion
        return Place(
            row.pk, self.number, row.start, row.end or row.start + len(row.exact)
        )

    @property
    def percent(self) -> int | None:
        return (
            None
            if self.suggestion.confidence is None
            else round(self.suggestion.confidence * 100)
        )

    @property
    def score(self) -> int | None:
        return (
            None
            if self.suggestion.match_score is None
            else round(self.suggestion.match_score * 100)
        )

    @property
    def step(self) -> str:
        step = self.suggestion.step
        return STEPS.get(step, plain(step.replace("_", " ").replace("-", " ")))

    @property
    def match(self) -> Name | None:
        return self.names.get(str(self.suggestion.match_uid))

    @property
    def became(self) -> Name | None:
        return self.names.get(str(self.suggestion.became))

    @property
    def holder(self) -> User | None:
        return suggestions.holder(self.suggestion, self.user) if self.is_open else None

    @property
    def reason(self) -> str:
        code, _, said = self.suggestion.reason.partition(": ")
        return plain(
            suggestions.REASONS.get(code, code) + (f" – {said}" if said else "")
        )

    @property
    def is_private_person(self) -> bool:
        """Whether accepting it as it is makes a private person, of whom readers get initials."""
        row = self.suggestion
        is_new = row.purpose == Suggestion.Purpose.NEW
        return (
            is_new and row.kind == "party" and row.fields.get("publicity") == "private"
        )

    @property
    def can_be_undone(self) -> bool:
        row = self.suggestion
        is_fresh = (
            row.decided_at and row.decided_at > timezone.now() - suggestions.UNDO_WITHIN
        )
        return bool(
            row.decided_by
            and (is_fresh or row.state == State.DEFERRED)
            and not (row.brought_by and row.became)
        )

    @property
    def differences(self) -> list[tuple[str, list[DiffSpan]]]:
        """What differs from the record that it repeats, as told with it; else how the two are called."""
        row = self.suggestion
        pairs = {
            name: pair
            for name, pair in row.differs.items()
            if isinstance(pair, list) and len(pair) == 2
        }
        is_same = (
            row.match_relation == "same"
            and self.match
            and self.match.title != self.title
        )
        if not pairs and is_same:
            return [("", spans(self.match.title, self.title))]
        kind = registry.get(row.kind)
        said = (
            (
                name,
                *(
                    labels.in_words(kind, name, value, self.names)
                    for value in pairs[name]
                ),
            )
            for name in pairs
        )
        return [
            (labels.label(name), spans(ours, theirs))
            for name, ours, theirs in said
            if ours != theirs
        ]


@dataclass
class Copy:
    """The archived text of one document on the page, around its places."""

    title: str
    stretches: list[Stretch]


@dataclass
class Page:
    """What is asked for, cut to one page."""

    rows: list[Row]
    copies: list[Copy]
    number: int
    count: int
    done: Row | None = None
    brought: list[Row] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @property
    def current(self) -> Row | None:
        return next((row for row in self.rows if row.is_current), None)


def page(
    asked: QuerySet[Suggestion],
    user: User,
    *,
    at: int = 0,
    number: int = 1,
    done: int = 0,
) -> Page:
    """The page of what is asked for that has the suggestion `at`, else the one of this number, counted from 1."""
    counted = asked.order_by().aggregate(
        n=Count("pk"), before=Count("pk", filter=Q(pk__lt=at))
    )
    count = counted["n"]
    number = counted["before"] // PAGE + 1 if at else number
    number = min(max(1, number), max(1, -(-count // PAGE)))
    first = (number - 1) * PAGE
    found = list(asked.select_related("decided_by", "taken_by")[first : first + PAGE])
    last = (
        list(Suggestion.objects.select_related("decided_by").filter(pk=done))
        if done
        else []
    )
    along = (
        list(Suggestion.objects.filter(brought_by=last[0].uid))
        if last and last[0].became
        else []
    )
    called = names([*found, *last, *along])
    rows = [
        Row(suggestion, first + i, user, called)
        for i, suggestion in enumerate(found, 1)
    ]
    _mark(rows, at)
    done_row, brought = (
        next((Row(row, 0, user, called) for row in last), None),
        [Row(r, 0, user, called) for r in along],
    )
    return Page(rows, _copies(rows), number, count, done_row, brought)


def _mark(rows: Sequence[Row], at: int) -> None:
    """The one that is asked for is current, else the next open one after it, else the first open one."""
    chosen = next((row for row in rows if row.pk == at), None)
    chosen = chosen or next((row for row in rows if row.is_open and row.pk > at), None)
    chosen = (
        chosen
        or next((row for row in rows if row.is_open), None)
        or next(iter(rows), None)
    )
    if chosen:
        chosen.is_current = True


def take(row: Row) -> None:
    """Tell the others who looks at it; not written anew while it was said a moment ago."""
    suggestion = row.suggestion
    is_said = (
        suggestion.taken_by_id == row.user.pk
        and suggestion.taken_at > timezone.now() - timedelta(minutes=1)
    )
    if row.is_open and not row.holder and not is_said:
        suggestions.take(suggestion, row.user)


def _copies(rows: Iterable[Row]) -> list[Copy]:
    """The texts around the places of these rows: of each only the part that is needed leaves the database."""
    by_copy: dict[str, list[Place]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        if row.has_place:
            by_copy.setdefault(row.suggestion.capture_sha256, []).append(row.place)
            titles.setdefault(
                row.suggestion.capture_sha256, plain(row.suggestion.place)
            )
    parts = _parts({sha256: texts.window(places) for sha256, places in by_copy.items()})
    return [
        Copy(titles[sha256], texts.stretches(text, texts.window(places)[0], places))
        for sha256, places in by_copy.items()
        if (text := parts.get(sha256))
    ]


def _parts(windows: dict[str, tuple[int, int]]) -> dict[str, str]:
    if not windows:
        return {}
    whens = [
        When(sha256=sha, then=Substr("text", start + 1, end - start))
        for sha, (start, end) in windows.items()
    ]
    part = Case(*whens, default=Value(""), output_field=TextField())
    copies = Capture.objects.filter(sha256__in=windows).annotate(part=part)
    return dict(copies.values_list("sha256", "part"))


def next_open(asked: QuerySet[Suggestion], after: int) -> int | None:
    """The suggestion that comes next: pending ones first, those after the one just decided before all."""
    rows = asked.filter(state__in=OPEN)
    deferred = Case(
        When(state=State.DEFERRED, then=1), default=0, output_field=IntegerField()
    )
    earlier = Case(When(pk__lte=after, then=1), default=0, output_field=IntegerField())
    return (
        rows.exclude(pk=after)
        .order_by(deferred, earlier, "pk")
        .values_list("pk", flat=True)
        .first()
    )
