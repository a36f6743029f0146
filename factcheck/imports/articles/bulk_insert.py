"""Suggestions into their table: by COPY and one INSERT on PostgreSQL, in one statement a few hundred rows on SQLite."""

from collections.abc import Iterable, Iterator, Sequence

import orjson
from django.db import connection
from django.db.models import Field, JSONField
from django.utils import timezone

from factcheck.models import ImportJob, Suggestion

from ..crashes import contain, savepoint
from ..outcome import Issue
from .candidate import Candidate

COLUMNS = [field for field in Suggestion._meta.concrete_fields if not field.primary_key]
PLACES = {field.attname: at for at, field in enumerate(COLUMNS)}
NAMES = ", ".join(connection.ops.quote_name(str(field.column)) for field in COLUMNS)
STAGE = f"CREATE TEMPORARY TABLE suggested ON COMMIT DROP AS SELECT {NAMES} FROM factcheck_suggestion WITH NO DATA"
NOT_KEPT = "This suggestion could not be kept."
TAKE = f"INSERT INTO factcheck_suggestion ({NAMES}) SELECT {NAMES} FROM suggested ON CONFLICT (memory_key) DO NOTHING"


def write(job: ImportJob, candidates: Sequence[Candidate]) -> tuple[int, list[Issue]]:
    """Insert those that are new; returns how many, and an issue for each that cannot be inserted.

    What was suggested before stays, whatever was decided. Where they cannot be inserted together, each is tried alone.
    """
    issues: list[Issue] = []
    with contain(issues, job.name, NOT_KEPT), savepoint():
        return _insert(job, candidates), []
    return _one_by_one(job, candidates)


def _one_by_one(
    job: ImportJob, candidates: Sequence[Candidate]
) -> tuple[int, list[Issue]]:
    issues: list[Issue] = []
    created = 0
    for candidate in candidates:
        exact = candidate.finding.exact if candidate.finding else ""
        with contain(issues, candidate.place, NOT_KEPT, exact), savepoint():
            created += _insert(job, [candidate])
    return created, issues


def _insert(job: ImportJob, candidates: Sequence[Candidate]) -> int:
    if connection.vendor == "postgresql":
        return _copy(job, candidates)
    return _bulk_create(job, candidates)


def values_of(candidate: Candidate) -> dict[str, object]:
    """What a suggestion says, by the names of its columns."""
    finding, match = candidate.finding, candidate.match
    values = {
        "uid": candidate.uid,
        "kind": candidate.kind,
        "fields": candidate.fields,
        "capture_sha256": candidate.sha256,
        "place": candidate.place[:300],
        "step": candidate.step[:60],
        "memory_key": candidate.memory_key,
        "found_at": timezone.now(),
    }
    if finding:
        names = ("start", "end", "exact", "prefix", "suffix", "confidence")
        values |= {name: getattr(finding, name) for name in names}
    if match:
        values |= {
            "match_kind": candidate.kind,
            "match_uid": match.uid,
            "match_relation": match.relation,
        }
        values |= {"match_score": round(match.score, 3), "differs": match.differs}
    return values


def _bulk_create(job: ImportJob, candidates: Iterable[Candidate]) -> int:
    before = (
        Suggestion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    )
    rows = (Suggestion(job=job, **values_of(candidate)) for candidate in candidates)
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    return Suggestion.objects.filter(pk__gt=before).count()


def _copy(job: ImportJob, candidates: Iterable[Candidate]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(f"COPY suggested ({NAMES}) FROM STDIN") as copy:
            for values in rows_of(job, candidates):
                copy.write_row(values)
        cursor.execute(TAKE)
        taken = cursor.rowcount
        cursor.execute("DROP TABLE suggested")
        return taken


def rows_of(job: ImportJob, candidates: Iterable[Candidate]) -> Iterator[list]:
    """The rows as COPY takes them: what a suggestion says, over what a new row has anyway."""
    blank = Suggestion(job=job)
    usual = [stored(field, field.pre_save(blank, add=True)) for field in COLUMNS]
    for candidate in candidates:
        row = usual.copy()
        for name, value in values_of(candidate).items():
            at = PLACES[name]
            row[at] = stored(COLUMNS[at], value)
        yield row


def stored(field: Field, value: object) -> object:
    """A value as COPY takes it."""
    return orjson.dumps(value).decode() if isinstance(field, JSONField) else value
