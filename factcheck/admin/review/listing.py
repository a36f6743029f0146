"""One page of a job's suggestions as the screen shows them, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import chain

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
from factcheck.text.word_diff import DiffSpan, diff_words

from . import labels
from . import text as texts
from .linking import LinkedName, names_of, title_of
from .plain_text import plain
from .text import SuggestionPlace, TextStretch

State = Suggestion.State
OPEN = (State.PENDING, State.DEFERRED)
PAGE = 50  # suggestions on one page
STEPS = {"document": "the document itself", "named as speaker": "named as a speaker"}


@dataclass
class SuggestionRow:
    """One suggestion on the screen."""

    suggestion: Suggestion
    number: int
    user: User
    names: dict[str, LinkedName]
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
    def place(self) -> SuggestionPlace:
        row = self.suggestion
        start = row.start or 0
        end = row.end or start + len(row.exact)
        return SuggestionPlace(row.pk, self.number, start, end)

    @property
    def percent(self) -> int | None:
        """How sure the extractor is, in per cent."""
        return _percent(self.suggestion.confidence)

    @property
    def score(self) -> int | None:
        """How alike it is to the record that it repeats, in per cent."""
        return _percent(self.suggestion.match_score)

    @property
    def step(self) -> str:
        step = self.suggestion.step
        return STEPS.get(step, plain(step.replace("_", " ").replace("-", " ")))

    @property
    def match(self) -> LinkedName | None:
        return self.names.get(str(self.suggestion.match_uid))

    @property
    def became(self) -> LinkedName | None:
        return self.names.get(str(self.suggestion.became))

    @property
    def holder(self) -> User | None:
        return suggestions.holder(self.suggestion, self.user) if self.is_open else None

    @property
    def reason(self) -> str:
        code, _, comment = self.suggestion.reason.partition(": ")
        reason = suggestions.REASONS.get(code, code)
        return plain(f"{reason} – {comment}" if comment else reason)

    @property
    def is_private_person(self) -> bool:
        """Whether accepting it as it is makes a private person, of whom readers get initials."""
        row = self.suggestion
        is_new_party = row.purpose == Suggestion.Purpose.NEW and row.kind == "party"
        return is_new_party and row.fields.get("publicity") == "private"

    @property
    def can_be_undone(self) -> bool:
        """Whether its decision is fresh enough to be taken back; one put aside can be at any time."""
        row = self.suggestion
        if not row.decided_by or (row.brought_by and row.became):
            return False
        if row.state == State.DEFERRED:
            return True
        earliest = timezone.now() - suggestions.UNDO_WITHIN
        return bool(row.decided_at and row.decided_at > earliest)

    @property
    def differences(self) -> list[tuple[str, list[DiffSpan]]]:
        """(label, way from ours to theirs) of what differs from the record that it repeats; else how the two are
        called."""
        row = self.suggestion
        pairs = {}
        for name, pair in row.differs.items():
            if isinstance(pair, list) and len(pair) == 2:
                pairs[name] = pair
        if not pairs:
            return self._title_difference()
        kind = registry.get(row.kind)
        rows = []
        for name, (ours, theirs) in pairs.items():
            our_text = labels.in_words(kind, name, ours, self.names)
            their_text = labels.in_words(kind, name, theirs, self.names)
            if our_text != their_text:
                rows.append((labels.label(name), diff_words(our_text, their_text)))
        return rows

    def _title_difference(self) -> list[tuple[str, list[DiffSpan]]]:
        is_same = self.suggestion.match_relation == "same"
        if not is_same or not self.match or self.match.title == self.title:
            return []
        return [("", diff_words(self.match.title, self.title))]


def _percent(share: Decimal | None) -> int | None:
    return None if share is None else round(share * 100)


@dataclass
class CopyExcerpt:
    """The archived text of one document on the page, around its places."""

    title: str
    stretches: list[TextStretch]


@dataclass
class SuggestionPage:
    """One page of the chosen suggestions, with the texts around their places."""

    rows: list[SuggestionRow]
    copies: list[CopyExcerpt]
    number: int
    count: int
    done: SuggestionRow | None = None
    brought: list[SuggestionRow] = field(default_factory=list)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @property
    def current(self) -> SuggestionRow | None:
        return next((row for row in self.rows if row.is_current), None)


def suggestion_page(
    chosen: QuerySet[Suggestion],
    user: User,
    *,
    at: int = 0,
    number: int = 1,
    done: int = 0,
) -> SuggestionPage:
    """The page of the chosen suggestions that has the one `at`, else the one of this number, counted from 1.

    `done` is the suggestion that was just decided; it is shown above, with what it brought along.
    """
    counted = chosen.order_by().aggregate(
        n=Count("pk"), before=Count("pk", filter=Q(pk__lt=at))
    )
    count = counted["n"]
    number = counted["before"] // PAGE + 1 if at else number
    number = min(max(1, number), max(1, -(-count // PAGE)))
    first = (number - 1) * PAGE
    shown = list(chosen.select_related("decided_by", "taken_by")[first : first + PAGE])
    decided, brought = _decided(done)
    known = names_of([*shown, *decided, *brought])
    rows = []
    for i, suggestion in enumerate(shown, first + 1):
        rows.append(SuggestionRow(suggestion, i, user, known))
    if current := _current(rows, at):
        current.is_current = True
    done_rows = [SuggestionRow(row, 0, user, known) for row in decided]
    return SuggestionPage(
        rows,
        _copies(rows),
        number,
        count,
        next(iter(done_rows), None),
        [SuggestionRow(row, 0, user, known) for row in brought],
    )


def _decided(pk: int) -> tuple[list[Suggestion], list[Suggestion]]:
    """The suggestion that was just decided, if any, and those that it brought along."""
    if not pk:
        return [], []
    rows = list(Suggestion.objects.select_related("decided_by").filter(pk=pk))
    if not rows or not rows[0].became:
        return rows, []
    return rows, list(Suggestion.objects.filter(brought_by=rows[0].uid))


def _current(rows: Sequence[SuggestionRow], at: int) -> SuggestionRow | None:
    """The suggestion `at`, else the next open one after it, else the first open one, else the first."""
    open_rows = [row for row in rows if row.is_open]
    asked_for = [row for row in rows if row.pk == at]
    after = [row for row in open_rows if row.pk > at]
    return next(chain(asked_for, after, open_rows, rows), None)


def claim_turn(row: SuggestionRow) -> None:
    """Tell the others who looks at it; not written anew while it was written a moment ago."""
    suggestion = row.suggestion
    a_moment_ago = timezone.now() - timedelta(minutes=1)
    taken_at = suggestion.taken_at
    is_own = suggestion.taken_by_id == row.user.pk
    if is_own and taken_at and taken_at > a_moment_ago:
        return
    if row.is_open and not row.holder:
        suggestions.take(suggestion, row.user)


def _copies(rows: Iterable[SuggestionRow]) -> list[CopyExcerpt]:
    """The texts around the places of these rows: of each only the part that is needed leaves the database."""
    by_copy: dict[str, list[SuggestionPlace]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        if row.has_place:
            sha256 = row.suggestion.capture_sha256
            by_copy.setdefault(sha256, []).append(row.place)
            titles.setdefault(sha256, plain(row.suggestion.place))
    windows = {sha256: texts.window(places) for sha256, places in by_copy.items()}
    parts = _parts(windows)
    copies = []
    for sha256, places in by_copy.items():
        if text := parts.get(sha256):
            start, _end = windows[sha256]
            stretches = texts.stretches(text, start, places)
            copies.append(CopyExcerpt(titles[sha256], stretches))
    return copies


def _parts(windows: dict[str, tuple[int, int]]) -> dict[str, str]:
    """The part of each copy's text between two code points, in one query."""
    if not windows:
        return {}
    whens = []
    for sha256, (start, end) in windows.items():
        whens.append(When(sha256=sha256, then=Substr("text", start + 1, end - start)))
    part = Case(*whens, default=Value(""), output_field=TextField())
    copies = Capture.objects.filter(sha256__in=windows).annotate(part=part)
    return dict(copies.values_list("sha256", "part"))


def next_open(chosen: QuerySet[Suggestion], after: int) -> int | None:
    """The suggestion that comes next: pending ones first, those after the one just decided before all."""
    rows = chosen.filter(state__in=OPEN)
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
