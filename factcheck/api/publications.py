"""The change feed: the ledger's lines in order, with everything that a stranger needs to check them."""

import json

from rest_framework import serializers

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication

HASHED = (
    "`hash` is the sha256 of the canonical JSON of seq, uid, kind, version, action, published_at, recorded_at, "
    "payload_root and previous_hash. Canonical JSON: UTF-8 unescaped, keys sorted, separators `,` and `:`. The first "
    "previous_hash is 64 zeros."
)


WITHHELD_FIELDS: dict[str, object] = {
    "secret": None,
    "salts": None,
    "sealed": [],
    "payload": None,
    "withheld": Publication.Action.HOLD.value,
}
"""The fields of a line whose record is held, in place of its payload and of all that opens it."""


class PublicationLineSerializer(serializers.Serializer):
    """One line of the ledger."""

    seq = serializers.IntegerField()
    uid = serializers.UUIDField(
        help_text="The record's; a redaction and a hold have one of their own."
    )
    kind = serializers.CharField()
    version = serializers.IntegerField(help_text="Counts the lines of this uid from 1.")
    action = serializers.CharField(
        help_text="publish, correct, clarify, update, minor, restore, retract, merge, redact, hold, release, key, "
        "clock."
    )
    published_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField(
        help_text="The real clock, where published_at is simulated."
    )
    payload_root = serializers.CharField(
        help_text="Over the salted leaves of the payload; docs/api.md has the rule."
    )
    previous_hash = serializers.CharField()
    hash = serializers.CharField(help_text=HASHED)
    key_id = serializers.CharField(
        help_text="Which of the ledger's keys signed the line."
    )
    signature = serializers.CharField(
        help_text="Ed25519 over format, origin and hash, in base64."
    )
    secret = serializers.CharField(
        allow_null=True,
        help_text="What the leaves' salts follow from; null once something was struck.",
    )
    salts = serializers.ListField(
        child=serializers.CharField(allow_null=True),
        allow_null=True,
        help_text="The salts that a strike has left, in the order of the leaves; null for a struck or sealed one.",
    )
    sealed = serializers.ListField(
        child=serializers.ListField(),
        help_text="[path, word, leaf hash] of every leaf that is sealed or struck.",
    )
    payload = serializers.JSONField(
        allow_null=True,
        help_text="As stored: without what is sealed, and without what a later `redact` line has struck in this one; "
        "null while its record is held.",
    )
    withheld = serializers.CharField(
        required=False,
        help_text="`hold` while the record is held: a line of kind `hold` names its uid.",
    )


def lines(view: View, after: int, limit: int) -> list[Publication]:
    """At most `limit` lines after one, as of the view."""
    following = Publication.objects.filter(seq__gt=after, seq__lte=view.seq)
    return list(following.order_by("seq")[:limit])


def line_text(line: Publication) -> str:
    """A line as JSON, its payload as stored; none while the record is held."""
    fields = {
        "seq": line.seq,
        "uid": str(line.uid),
        "kind": line.kind,
        "version": line.version,
        "action": line.action,
        "published_at": ledger.moment_text(line.stamped_at or line.published_at),
        "recorded_at": ledger.moment_text(line.recorded_at),
        "payload_root": line.payload_root,
        "previous_hash": line.previous_hash,
        "hash": line.hash,
        "key_id": line.key_id,
        "signature": line.signature,
        "secret": line.secret or None,
        "salts": line.salts or None,
        "sealed": line.sealed,
    }
    if line.held_seq is not None:
        return json.dumps(fields | WITHHELD_FIELDS)
    return f'{json.dumps(fields)[:-1]},"payload":{line.payload}}}'
