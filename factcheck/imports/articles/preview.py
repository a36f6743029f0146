"""What an article would suggest, said without keeping anything: one row a suggestion, and one for every date found."""

from collections.abc import Iterator

from factcheck.models import ImportJob
from factcheck.records import registry
from factcheck.text.extraction import Finding

from ..references import mapped
from .candidate import Suggested
from .reader import ArticleReader, Opened


def rows(job: ImportJob, reader: ArticleReader) -> Iterator[dict]:
    """{kind, fields, start, end, exact, prefix, suffix, confidence, step, match, issues} for each; a date has no match.

    `fields` names what it refers to instead of giving uids. Raises ImportProblem.
    """
    reader.keeps = False
    while True:
        reader.prepare(job, lambda: None)
        opened, reader.opened = reader.opened, None
        if opened.document is None:
            break
        yield from _rows(opened)
        job.cursor = {"document": job.cursor.get("document", 0) + 1}


def _rows(opened: Opened) -> Iterator[dict]:
    names = {
        str(made.uid): registry.get(made.kind).title(made.fields)
        for made in opened.made or ()
    }
    issues = [
        {"place": issue.place, "message": issue.message} for issue in opened.issues
    ]
    for made in opened.made or ():
        yield _row(made, names) | {"issues": issues}
        issues = []
    if issues:
        yield {"kind": "", "fields": {}, "issues": issues}
    yield from (_date(finding) for finding in opened.found if finding.kind == "date")


def _row(made: Suggested, names: dict[str, str]) -> dict:
    match = made.match
    said = (
        {
            "uid": match.uid,
            "relation": match.relation,
            "score": match.score,
            "differs": match.differs,
        }
        if match
        else None
    )
    return {
        "kind": made.kind,
        "fields": _named(made, names) | _speaker(made.finding),
        **_place(made.finding),
        "step": made.step,
        "match": said,
    }


def _named(made: Suggested, names: dict[str, str]) -> dict:
    def name(field, path: str, uid: str) -> str:
        if uid not in names:
            record = registry.find_record(field.to, uid)
            names[uid] = str(record) if record else uid
        return names[uid]

    return mapped(registry.get(made.kind).serializer, made.fields, name)


def _speaker(finding: Finding | None) -> dict:
    """Where the speaker is named in the text."""
    mention = finding.fields.get("speaker") if finding else None
    return (
        {"speaker_start": mention.start, "speaker_end": mention.end} if mention else {}
    )


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
