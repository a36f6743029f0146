"""Suggestions into their table: by COPY and one INSERT on PostgreSQL, in one statement a few hundred rows on SQLite."""

from collections.abc import Iterable, Iterator, Sequence

import orjson
from django.db import connection
from django.db.models import JSONField
from django.utils import timezone

from factcheck.models import ImportJob, Suggestion

from ..crashes import contain, savepoint
from ..outcome import Issue
from .candidate import Suggested

COLUMNS = [field for field in Suggestion._meta.concrete_fields if not field.primary_key]
PLACES = {field.attname: at for at, field in enumerate(COLUMNS)}
NAMES = ", ".join(connection.ops.quote_name(field.column) for field in COLUMNS)
STAGE = f"CREATE TEMPORARY TABLE suggested ON COMMIT DROP AS SELECT {NAMES} FROM factcheck_suggestion WITH NO DATA"
NOT_KEPT = "This suggestion could not be kept."
TAKE = f"INSERT INTO factcheck_suggestion ({NAMES}) SELECT {NAMES} FROM suggested ON CONFLICT (memory_key) DO NOTHING"


def write(job: ImportJob, made: Sequence[Suggested]) -> tuple[int, list[Issue]]:
    """Keep those that were never asked; returns how many, and an issue for each that cannot be kept.

    What was asked before stays, whatever the answer. Where they cannot be kept together, each is tried alone.
    """
    issues: list[Issue] = []
    with contain(issues, job.name, NOT_KEPT), savepoint():
        return _kept(job, made), []
    return _one_by_one(job, made)


def _one_by_one(job: ImportJob, made: Sequence[Suggested]) -> tuple[int, list[Issue]]:
    issues: list[Issue] = []
    created = 0
    for suggested in made:
        exact = suggested.finding.exact if suggested.finding else ""
        with contain(issues, suggested.place, NOT_KEPT, exact), savepoint():
            created += _kept(job, [suggested])
    return created, issues


def _kept(job: ImportJob, made: Sequence[Suggested]) -> int:
    return (
        _copied(job, made)
        if connection.vendor == "postgresql"
        else _inserted(job, made)
    )


def values_of(suggested: Suggested) -> dict[str, object]:
    """What a suggestion says, by the names of its columns."""
    finding, match = suggested.finding, suggested.match
    values = {
        "uid": suggested.uid,
        "kind": suggested.kind,
        "fields": suggested.fields,
        "capture_sha256": suggested.sha256,
        "place": suggested.place[:300],
        "step": suggested.step[:60],
        "memory_key": suggested.memory_key,
        "found_at": timezone.now(),
    }
    if finding:
        names = ("start", "end", "exact", "prefix", "suffix", "confidence")
        values |= {name: getattr(finding, name) for name in names}
    if match:
        values |= {
            "match_kind": suggested.kind,
            "match_uid": match.uid,
            "match_relation": match.relation,
        }
        values |= {"match_score": round(match.score, 3), "differs": match.differs}
    return values


def _inserted(job: ImportJob, made: Iterable[Suggested]) -> int:
    before = (
        Suggestion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    )
    rows = (Suggestion(job=job, **values_of(suggested)) for suggested in made)
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    return Suggestion.objects.filter(pk__gt=before).count()


def _copied(job: ImportJob, made: Iterable[Suggested]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(f"COPY suggested ({NAMES}) FROM STDIN") as copy:
            for values in rows_of(job, made):
                copy.write_row(values)
        cursor.execute(TAKE)
        taken = cursor.rowcount
        cursor.execute("DROP TABLE suggested")
        return taken


def rows_of(job: ImportJob, made: Iterable[Suggested]) -> Iterator[list]:
    """The rows as COPY takes them: what a suggestion says, over what a new row has anyway."""
    blank = Suggestion(job=job)
    usual = [stored(field, field.pre_save(blank, add=True)) for field in COLUMNS]
    for suggested in made:
        row = usual.copy()
        for name, value in values_of(suggested).items():
            at = PLACES[name]
            row[at] = stored(COLUMNS[at], value)
        yield row


def stored(field, value: object) -> object:
    """A value as COPY takes it."""
    return orjson.dumps(value).decode() if isinstance(field, JSONField) else value
