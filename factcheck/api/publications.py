"""The change feed: the ledger's lines in order, with everything that a stranger needs to check them."""

import json

from rest_framework import serializers

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication

HASHED = (
    "`hash` is the sha256 of the canonical JSON of seq, uid, kind, version, action, published_at, recorded_at, "
    "payload_sha256 and previous_hash; `payload_sha256` is that of `payload`. Canonical JSON: UTF-8 unescaped, keys "
    "sorted, separators `,` and `:`. The first previous_hash is 64 zeros."
)


class PublicationLine(serializers.Serializer):
    """One line of the ledger."""

    seq = serializers.IntegerField()
    uid = serializers.UUIDField(help_text="The record's; a redaction has one of its own.")
    kind = serializers.CharField()
    version = serializers.IntegerField(help_text="Counts the lines of this uid from 1.")
    action = serializers.CharField(
        help_text="publish, correct, clarify, update, minor, restore, retract, merge or redact."
    )
    published_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField(help_text="The real clock, where published_at is simulated.")
    payload_sha256 = serializers.CharField()
    previous_hash = serializers.CharField()
    hash = serializers.CharField(help_text=HASHED)
    payload = serializers.JSONField(
        help_text="As stored. Emptied to path and slug, or to nothing, where a `redact` line names this one."
    )


def lines(view: View, after: int, limit: int) -> list[Publication]:
    """At most `limit` lines after one, as of the view."""
    return list(Publication.objects.filter(seq__gt=after, seq__lte=view.seq).order_by("seq")[:limit])


def line_text(line: Publication) -> str:
    """A line as JSON, its payload as stored."""
    fields = {
        "seq": line.seq,
        "uid": str(line.uid),
        "kind": line.kind,
        "version": line.version,
        "action": line.action,
        "published_at": ledger.moment_text(line.published_at),
        "recorded_at": ledger.moment_text(line.recorded_at),
        "payload_sha256": line.payload_sha256,
        "previous_hash": line.previous_hash,
        "hash": line.hash,
    }
    return f'{json.dumps(fields)[:-1]},"payload":{line.payload}}}'
