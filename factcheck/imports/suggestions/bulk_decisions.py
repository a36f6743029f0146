"""Many suggestions decided alike: chosen by filter, counted and shown first, then decided one by one by a job."""

from dataclasses import dataclass, fields

from django.db import transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from factcheck.models import ImportJob, Suggestion, SuggestionQuerySet
from factcheck.records import registry
from factcheck.workflow import WorkflowError, WrongState

from ..crashes import contain
from ..outcome import ChunkOutcome, Issue
from .decisions import accept, defer, merge, reject

ACTS = ("accept", "merge", "reject", "defer")
SAMPLE, CHUNK = 10, 25
NO_MATCH = "none"
NOT_DECIDED = "It could not be decided, and is still open."


@dataclass(frozen=True)
class SuggestionFilter:
    """Which suggestions are meant; an empty field does not narrow them. `before` is a moment, in ISO 8601."""

    job: int | None = None
    feed: int | None = None
    kind: str = ""
    step: str = ""
    match: str = ""
    confidence: str = ""
    before: str = ""
    text: str = ""

    @classmethod
    def of(cls, data: dict) -> "SuggestionFilter":
        """From what a form or a job's options say; unknown names are left out."""
        given = {}
        for field in fields(cls):
            if data.get(field.name):
                given[field.name] = data[field.name]
        return cls(**given)

    def rows(self) -> SuggestionQuerySet:
        """The open suggestions that it chooses, in the order in which they were found."""
        return self.chosen().open()

    def chosen(self) -> SuggestionQuerySet:
        """The suggestions that it chooses, decided ones too."""
        lookups = {
            "job": self.job,
            "job__feed": self.feed,
            "kind": self.kind,
            "step": self.step,
            "match_relation": "" if self.match == NO_MATCH else self.match,
            "confidence__gte": self.confidence,
            "found_at__lt": parse_datetime(self.before) if self.before else None,
        }
        given = {name: value for name, value in lookups.items() if value}
        rows = Suggestion.objects.filter(**given).order_by("pk")
        if self.match == NO_MATCH:
            rows = rows.filter(match_relation="")
        return rows.filter(_contains(self.text)) if self.text else rows


def _contains(text: str) -> Q:
    """The words stand in the place that was found, or in what the record would be called."""
    titles = {kind.form.titled_by for kind in registry.all_kinds()}
    condition = Q(exact__icontains=text) | Q(place__icontains=text)
    for title in titles:
        condition |= Q(**{f"fields__{title}__icontains": text})
    return condition


def count_and_sample(filter_: SuggestionFilter) -> tuple[int, list[Suggestion]]:
    """How many suggestions a bulk decision would concern, and some of them, spread over all."""
    pks = list(filter_.rows().values_list("pk", flat=True))
    chosen = pks[:: max(1, len(pks) // SAMPLE)][:SAMPLE]
    return len(pks), list(filter_.rows().filter(pk__in=chosen).select_related("job"))


def carry_on(job: ImportJob) -> ChunkOutcome:
    """Decide the next of them, each by itself; one that cannot be decided becomes an issue and stays open."""
    at = job.cursor.get("after", 0)
    outcome = ChunkOutcome(cursor={"after": at}, total=job.total, done=job.done)
    until = parse_datetime(job.options["until"])
    rows = SuggestionFilter.of(job.options["filter"]).rows()
    batch = list(rows.filter(pk__gt=at, found_at__lt=until)[:CHUNK])
    for suggestion in batch:
        _one(job, suggestion, outcome)
    outcome.cursor = {"after": batch[-1].pk if batch else at}
    outcome.finished = len(batch) < CHUNK
    return outcome


def _one(job: ImportJob, suggestion: Suggestion, outcome: ChunkOutcome) -> None:
    outcome.done += 1
    fresh = Suggestion.objects.open().filter(pk=suggestion.pk).first()
    if fresh is None:  # it came along with one before it
        return outcome.count("unchanged")
    place = f"suggestion {suggestion.pk}"
    try:
        with (
            contain(outcome.issues, place, NOT_DECIDED, suggestion.exact),
            transaction.atomic(),
        ):
            _decide(job, fresh)
            return outcome.count("updated")
    except WorkflowError as refusal:
        outcome.issues.append(Issue(place, str(refusal), value=suggestion.exact))
    outcome.count("failed")


def _decide(job: ImportJob, suggestion: Suggestion) -> None:
    act, by, version = job.options["act"], job.started_by, suggestion.lock_version
    if act == "accept":
        accept(suggestion, by, version=version)
    elif act == "defer":
        defer(suggestion, by, version=version)
    elif act == "reject":
        reject(suggestion, by, version=version, reason=job.options["reason"] or "other")
    elif suggestion.match_uid is None:
        raise WrongState("It repeats nothing that is known.")
    else:
        merge(suggestion, by, version=version, into=suggestion.match_uid)
