"""Pass 1: raw records of sound shape are kept under their uid and slug; what is not sound becomes issues."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from factcheck.ledger import UID
from factcheck.models import Dispute, ImportJob, StagedRecord
from factcheck.records import registry

from ..crashes import contain
from ..outcome import ChunkOutcome, Issue
from .header import Raw
from .invisible_letters import turned
from .shape import faults

NOT_CHECKED = "The shape of this record could not be checked, so it was not taken."


def stage(
    job: ImportJob, pieces: Sequence[Raw | Issue], position: int, outcome: ChunkOutcome
) -> None:
    """Keep the pieces from `position` on, each slug and uid once."""
    rows = []
    for i, piece in enumerate(pieces):
        row = _row(job, piece, position + i, outcome)
        if row:
            rows.append(row)
    seen, known = _seen(job, rows), _known(rows)
    new = []
    for row in rows:
        given = row.raw.get("uid")
        row.uid = UUID(given) if given else known.get((row.kind, row.slug)) or uuid4()
        if repeated := _repeated_name(row, seen):
            message = f"This {repeated} stands twice in the file; keep one."
            value = row.raw[repeated]
            _refuse(outcome, [Issue(row.place, message, repeated, value)])
            continue
        seen |= {(row.kind, row.slug), (row.kind, str(row.uid))}
        new.append(row)
    StagedRecord.objects.bulk_create(new)


def _repeated_name(row: StagedRecord, seen: set[tuple[str, str]]) -> str:
    """Whether a record before this one has the slug or the uid: the name of that field, empty for none."""
    for name in ("slug", "uid"):
        if (row.kind, str(getattr(row, name))) in seen:
            return name
    return ""


def faults_of_head(job: ImportJob, header: dict) -> list[Issue]:
    """What is wrong in the head of the file, now that all of its records are staged."""
    written = str(header.get("dispute") or "")
    if not written:
        return []
    named = {"uid": written} if UID.fullmatch(written) else {"slug": written}
    staged = StagedRecord.objects.filter(job=job, kind="dispute")
    for disputes in (Dispute.objects.all(), staged):
        if disputes.filter(**named).exists():
            return []
    message = f"There is no dispute “{written[:120]}”, here or in this file; the records are taken as they stand."
    return [
        Issue("the top of the file", message, "dispute", written, severity="warning")
    ]


def _row(
    job: ImportJob, piece: Raw | Issue, position: int, outcome: ChunkOutcome
) -> StagedRecord | None:
    if isinstance(piece, Issue):
        _refuse(outcome, [piece])
        return None
    issues = _faults(piece)
    if issues:
        _refuse(outcome, issues)
        return None
    record = piece.record
    outcome.issues += turned(record, piece.place)
    return StagedRecord(
        job=job,
        position=position,
        kind=record["kind"],
        slug=record.get("slug") or record["uid"],
        place=piece.place,
        raw=record,
    )


def _faults(piece: Raw) -> list[Issue]:
    """What is wrong with the shape of a record; an error of ours in finding it out is wrong enough."""
    issues: list[Issue] = []
    with contain(issues, piece.place, NOT_CHECKED):
        return list(faults(piece.record, piece.place))
    return issues


def _refuse(outcome: ChunkOutcome, issues: list[Issue]) -> None:
    outcome.issues += issues
    outcome.count("failed")


def _seen(job: ImportJob, rows: list[StagedRecord]) -> set[tuple[str, str]]:
    """(kind, slug) and (kind, uid) of what earlier chunks staged."""
    staged = StagedRecord.objects.filter(job=job)
    uids = [row.raw["uid"] for row in rows if row.raw.get("uid")]
    by_slug = staged.filter(slug__in=[row.slug for row in rows])
    seen = set(by_slug.values_list("kind", "slug"))
    by_uid = staged.filter(uid__in=uids)
    for kind, uid in by_uid.values_list("kind", "uid"):
        seen.add((kind, str(uid)))
    return seen


def _known(rows: list[StagedRecord]) -> dict[tuple[str, str], UUID]:
    """The uids of the records that the installation has under these slugs."""
    slugs: dict[str, list[str]] = {}
    for row in rows:
        slugs.setdefault(row.kind, []).append(row.slug)
    known = {}
    for kind, named in slugs.items():
        records = registry.get(kind).model.objects.filter(slug__in=named)
        for slug, uid in records.values_list("slug", "uid"):
            known[kind, slug] = uid
    return known
