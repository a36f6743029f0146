"""Dossiers for the tests: written to a job as a person would hand them in, and run as the worker runs them."""

import json

from django.core.files.base import ContentFile

from factcheck import imports
from factcheck.models import ImportJob
from support.people import person


def dossier(*records: dict, **top) -> dict:
    """A dossier of its first dispute, where it brings one."""
    disputes = [
        record.get("slug") for record in records if record.get("kind") == "dispute"
    ]
    return {
        "dossier": 1,
        "dispute": disputes[0] if disputes else "",
        "records": list(records),
    } | top


def party(slug: str = "upper-town", **changes) -> dict:
    return {
        "kind": "party",
        "slug": slug,
        "name": slug.title(),
        "party_kind": "government",
    } | changes


def source(slug: str = "report", **changes) -> dict:
    return {
        "kind": "source",
        "slug": slug,
        "title": "Bridge report",
        "source_kind": "article",
        "rank": "secondary",
        "licence": "unknown",
        "language": "en",
    } | changes


def rating(**changes) -> dict:
    return {
        "kind": "rating",
        "slug": "unproven",
        "label": "Unproven",
        "order": "6",
        "polarity": "none",
        "definition": "Not shown.",
        "shape": "diamond",
    } | changes


def dispute(**changes) -> dict:
    return {
        "kind": "dispute",
        "slug": "bridge",
        "title": "The bridge",
        "summary": "Two towns.",
        "language": "en",
    } | changes


def claim(slug: str = "belongs", **changes) -> dict:
    return {
        "kind": "claim",
        "slug": slug,
        "text": f"The bridge {slug}.",
        "claim_kind": "judgement",
        "language": "en",
        "disputes": ["bridge"],
        "verdict": {
            "rating": "unproven",
            "rationale": "No deed.",
            "decided_on": "2026-01-15",
        },
        "appearances": [{"party": "upper-town", "role": "asserts"}],
        "evidence": [
            {"source": "report", "stance": "context", "note": "It tells of it."}
        ],
    } | changes


def entry(slug: str = "closing", **changes) -> dict:
    return {
        "kind": "entry",
        "slug": slug,
        "dispute": "bridge",
        "headline": f"Entry {slug}",
        "body": "Closed.",
        "when": "2026-01-14",
        "status": "happened",
        "entry_kind": "action",
        "citations": [{"source": "report"}],
    } | changes


def ground() -> list[dict]:
    return [rating(), party(), source(), dispute()]


def hand_in(content, name: str = "dossier.json", by: str = "editor") -> ImportJob:
    """A queued job for a dossier, given as an object, as text or as bytes."""
    if isinstance(content, dict):
        content = json.dumps(content, ensure_ascii=False)
    data = content.encode() if isinstance(content, str) else content
    return imports.start(
        adapter="dossier", file=ContentFile(data), file_name=name, by=person(by)
    )


def bring_in(content, name: str = "dossier.json", by: str = "editor") -> ImportJob:
    """The job after a worker ran it to its end."""
    job = hand_in(content, name, by)
    imports.run(job.pk)
    job.refresh_from_db()
    return job


def messages(job: ImportJob) -> list[str]:
    """Each issue as “place field: message”."""
    return [
        f"{issue.place} {issue.field}: {issue.message}" for issue in job.issues.all()
    ]
