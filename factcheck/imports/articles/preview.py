"""What an article would suggest, without storing anything: one row a suggestion, and one for every date found."""

from collections.abc import Iterator
from typing import cast

from factcheck.models import ImportJob
from factcheck.records import registry
from factcheck.text.extraction import Finding, Mention
from factcheck.text.matching import Match

from ..references import AnyReference, map_references
from .candidate import Candidate
from .reader import ArticleReader, Opened


def rows(job: ImportJob, reader: ArticleReader) -> Iterator[dict]:
    """{kind, fields, start, end, exact, prefix, suffix, confidence, step, match, issues} for each; a date has no match.

    `fields` names what it refers to instead of giving uids. Raises ImportProblem.
    """
    reader.keeps = False
    while True:
        reader.prepare(job, lambda: None)
        opened, reader.opened = reader.in_hand, None
        if opened.document is None:
            break
        yield from _rows(opened)
        job.cursor = {"document": job.cursor.get("document", 0) + 1}


def _rows(opened: Opened) -> Iterator[dict]:
    candidates = opened.candidates or ()
    names = {}
    for candidate in candidates:
        kind = registry.get(candidate.kind)
        names[str(candidate.uid)] = kind.title(candidate.fields)
    issues = [
        {"place": issue.place, "message": issue.message} for issue in opened.issues
    ]
    for candidate in candidates:
        yield _row(candidate, names) | {"issues": issues}
        issues = []
    if issues:
        yield {"kind": "", "fields": {}, "issues": issues}
    for finding in opened.findings:
        if finding.kind == "date":
            yield _date(finding)


def _row(candidate: Candidate, names: dict[str, str]) -> dict:
    return {
        "kind": candidate.kind,
        "fields": _with_names(candidate, names) | _speaker(candidate.finding),
        **_place(candidate.finding),
        "step": candidate.step,
        "match": _match(candidate.match),
    }


def _match(match: Match | None) -> dict | None:
    if match is None:
        return None
    return {
        "uid": match.uid,
        "relation": match.relation,
        "score": match.score,
        "differs": match.differs,
    }


def _with_names(candidate: Candidate, names: dict[str, str]) -> dict:
    """The fields with what a reference leads to called by its title, in place of its uid."""

    def name(field: AnyReference, path: str, uid: str) -> str:
        if uid not in names:
            record = registry.find_record(field.to, uid)
            names[uid] = str(record) if record else uid
        return names[uid]

    serializer = registry.get(candidate.kind).serializer
    return map_references(serializer, candidate.fields, name)


def _speaker(finding: Finding | None) -> dict:
    """Where the speaker is named in the text."""
    if finding is None:
        return {}
    mention = cast(Mention | None, finding.fields.get("speaker"))
    if not mention:
        return {}
    return {"speaker_start": mention.start, "speaker_end": mention.end}


def _place(finding: Finding | None) -> dict:
    if finding is None:
        return {
            "start": None,
            "end": None,
            "exact": "",
            "prefix": "",
            "suffix": "",
            "confidence": None,
        }
    names = ("start", "end", "exact", "prefix", "suffix", "confidence")
    return {name: getattr(finding, name) for name in names}


def _date(finding: Finding) -> dict:
    return {
        "kind": "date",
        "fields": dict(finding.fields),
        **_place(finding),
        "step": finding.step,
        "match": None,
    }
