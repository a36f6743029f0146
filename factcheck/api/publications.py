"""The change feed: the ledger's lines in order, with payload and hashes."""

import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from rest_framework import serializers

from factcheck import ledger
from factcheck.ledger import View
from factcheck.models import Publication

from . import answers
from .errors import BadRequest


class PublicationLine(serializers.Serializer):
    """One line. `hash` is the sha256 of the canonical JSON of the fields above it; `payload_sha256` that of `payload`.

    Canonical JSON: UTF-8 unescaped, keys sorted, separators `,` and `:`.
    """

    seq = serializers.IntegerField()
    uid = serializers.UUIDField()
    kind = serializers.CharField()
    version = serializers.IntegerField()
    action = serializers.CharField()
    published_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    payload_sha256 = serializers.CharField()
    previous_hash = serializers.CharField()
    hash = serializers.CharField()
    payload = serializers.JSONField(help_text="Emptied where a later `redact` line names this one.")


class PublicationPage(serializers.Serializer):
    results = PublicationLine(many=True)
    next = serializers.URLField(allow_null=True)


def read_after(params: QueryDict) -> int:
    written = params.get("after", "0")
    if not (written.isascii() and written.isdecimal() and len(written) < 19):
        raise BadRequest([("after", "Write the number of a line; the answer starts with the next one.")])
    return int(written)


def feed(request: HttpRequest, view: View, after: int, size: int) -> HttpResponse:
    lines = list(Publication.objects.filter(seq__gt=after, seq__lte=view.seq).order_by("seq")[: size + 1])
    following = "null"
    if len(lines) > size:
        address = f"{settings.SITE_URL}{request.path}?after={lines[size - 1].seq}&page_size={size}"
        following = json.dumps(address)
    texts = ",".join(_text(line) for line in lines[:size])
    return answers.json_answer(f'{{"results":[{texts}],"next":{following}}}')


def one(view: View, seq: int) -> HttpResponse:
    line = Publication.objects.filter(seq=seq, seq__lte=view.seq).first()
    if line is None:
        raise Http404
    return answers.json_answer(_text(line))


def _text(line: Publication) -> str:
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
