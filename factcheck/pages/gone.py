"""What no longer stands: retracted, merged or redacted; since when, and why."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.utils.translation import gettext as _

from factcheck.ledger import GROUNDS, View, payload_of
from factcheck.models import Publication


@dataclass(frozen=True)
class Gone:
    """Why a record does not stand. `action` is retract, merge or redact; `title` is how it was called, if it may be."""

    uid: UUID
    kind: str
    action: str
    at: datetime
    reason: str
    path: str = ""
    title: str = ""


@lru_cache(maxsize=8)
def _redactions(_head_hash: str) -> dict[int, tuple[str, datetime]]:
    lines = Publication.objects.filter(action="redact")
    said = [(payload_of(line), line.published_at) for line in lines]
    return {payload["line"]: (GROUNDS.get(payload["ground"], payload["ground"]), at) for payload, at in said}


def redactions(view: View) -> dict[int, tuple[str, datetime]]:
    """Ground (in English, to be translated) and moment of every redaction, by the line that it emptied.

    Emptied is emptied: a page of the past shows it as well, whatever its moment.
    """
    return _redactions(view.head_hash)


def gone_of(view: View, line: Publication, title: str = "") -> Gone:
    """What a line that stands in no list says of its record."""
    payload = payload_of(line)
    if line.action in ("retract", "merge"):
        reason, at = payload.get("reason", ""), line.published_at
        return Gone(line.uid, line.kind, line.action, at, reason, payload.get("path", ""), title)
    ground, at = redactions(view).get(line.seq, ("", line.published_at))
    return Gone(line.uid, line.kind, "redact", at, _(ground), payload.get("path", ""))
