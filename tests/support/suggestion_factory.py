"""Plain builders of suggestions, with the copy of an article that they were found in."""

import hashlib
from uuid import uuid4

from factcheck.models import Capture, ImportJob, Suggestion
from support.people import person

ARTICLE = (
    "The bridge between the two towns was closed on Wednesday.\n\n"
    "“It is our bridge,” said the mayor of Upper Town, Ada Lund. She said that the deed of 1951 settles the matter.\n\n"
    "A clerk of Lower Town called that “a fairy tale”. Talks are planned for 20 January 2026."
)


def job(name: str = "article.txt", **changes) -> ImportJob:
    """A finished import."""
    return ImportJob.objects.create(
        adapter="text",
        file_name=name,
        started_by=person("editor"),
        **({"state": "done"} | changes),
    )


def disputes(job: ImportJob) -> list[str]:
    return [str(job.dispute.uid)] if job.dispute else []


def archived(text: str = ARTICLE) -> str:
    """The sha256 of an archived text; where it is new, no source has it yet."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    size = len(text.encode())
    Capture.objects.get_or_create(
        sha256=sha256,
        defaults={
            "text": text,
            "media_type": "text/plain",
            "byte_count": size,
            "extractor": "text 1",
            "captured_at": "2026-01-15T00:00:00Z",
        },
    )
    return sha256


def suggest(
    job: ImportJob,
    kind: str,
    fields: dict,
    *,
    exact: str = "",
    text: str = ARTICLE,
    **changes,
) -> Suggestion:
    """A pending suggestion; with `exact` it was found at these words of the archived text."""
    place = {}
    if exact:
        start = text.index(exact)
        place = {
            "capture_sha256": archived(text),
            "start": start,
            "end": start + len(exact),
            "exact": exact,
        }
        place |= {
            "prefix": text[max(0, start - 30) : start],
            "suffix": text[start + len(exact) :][:30],
        }
    given = (
        {
            "step": "quotation marks",
            "confidence": "0.850",
            "memory_key": uuid4().hex * 2,
        }
        | place
        | changes
    )
    return Suggestion.objects.create(job=job, kind=kind, fields=fields, **given)


def source(job: ImportJob, **changes) -> Suggestion:
    """The document itself, with its copy."""
    fields = {
        "title": "The bridge is closed",
        "source_kind": "article",
        "rank": "secondary",
        "licence": "unknown",
    }
    fields |= {"language": "en", "published_on": "2026-01-15"} | changes
    return suggest(
        job,
        "source",
        fields,
        capture_sha256=archived(),
        step="document",
        confidence=None,
    )


def party(job: ImportJob, name: str = "Ada Lund", **changes) -> Suggestion:
    return suggest(
        job,
        "party",
        {"name": name, "party_kind": "person"},
        **{"step": "named as speaker"} | changes,
    )


def quote_fields(
    job: ImportJob, speaker, source, words: str = "It is our bridge"
) -> dict:
    """What a quote says; speaker and source are records or suggestions."""
    return {
        "words": words,
        "disputes": disputes(job),
        "speaker": str(speaker.uid),
        "source": str(source.uid),
        "said_on": "",
        "quote_kind": "direct",
        "basis": "second-hand",
        "language": "en",
    }


def quote(
    job: ImportJob, speaker, source, words: str = "It is our bridge", **changes
) -> Suggestion:
    """Words of the article, with their place in it."""
    return suggest(
        job, "quote", quote_fields(job, speaker, source, words), exact=words, **changes
    )


def claim(
    job: ImportJob, text: str = "The deed of 1951 settles the matter.", **fields
) -> Suggestion:
    content = {
        "text": text,
        "claim_kind": "legal",
        "disputes": disputes(job),
        "claimed_on": "",
        "language": "en",
    }
    return suggest(
        job, "claim", content | fields, exact="the deed of 1951 settles the matter"
    )


def article(job: ImportJob, **more) -> tuple[Suggestion, Suggestion, Suggestion]:
    """Source, speaker and quote of one article, the quote resting on the two."""
    found, speaker = source(job), party(job)
    return found, speaker, quote(job, speaker, found, **more)
