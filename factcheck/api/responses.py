"""Answers out of the ledger: stored texts joined, never parsed and written again."""

import json
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from factcheck import ledger
from factcheck.ledger import GROUNDS, Tombstone, View
from factcheck.models import Publication, PublishedSlug, StruckSlug
from factcheck.pages.tombstones import gone_of, redactions
from factcheck.records.registry import Kind

from .errors import ResponseReady, problem

LENGTH_OF_UID = 36


def json_answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def list_text(payloads: list[str], view: View, **beside: object) -> str:
    """The body of a list: the records as stored, and what goes with the page."""
    beside |= {"as_of": state(view), "refs": refs(payloads, view)}
    return f'{{"results":[{",".join(payloads)}],{to_json(beside)[1:]}'


def state(view: View) -> dict:
    """The state of the ledger that an answer was read at. `moment` is its last line's, where one was asked for."""
    moment = ledger.moment_text(view.moment) if view.moment and view.seq else None
    return {"seq": view.seq, "hash": view.hash, "moment": moment}


def refs(payloads: Iterable[str], view: View) -> dict[str, dict]:
    """What these records refer to that no longer stands: retracted, redacted, held, or merged into which."""
    gone = _gone(view)
    if not gone:
        return {}
    referred: set[str] = set()
    for payload in payloads:
        referred |= gone.keys() & _uids(payload)
    return {uid: tombstone_fields(gone[uid], view) for uid in sorted(referred)}


@lru_cache(maxsize=4096)
def _uids(payload: str) -> frozenset[str]:
    """Everything in a stored text that is written as a uid: between quotation marks, and of its length."""
    quoted = payload.split('"')
    return frozenset(text for text in quoted if len(text) == LENGTH_OF_UID)


@lru_cache(maxsize=16)
def _gone(view: View) -> dict[str, Tombstone]:
    return {str(uid): stone for uid, stone in view.tombstones().items()}


def tombstone_fields(stone: Tombstone, view: View) -> dict:
    """A tombstone as readers see it; `into` is where the record is found now."""
    into = str(view.follow(stone.uid)) if stone.into else None
    return {
        "kind": stone.kind,
        "action": stone.action,
        "line": stone.seq,
        "path": stone.path,
        "reason": stone.reason,
        "into": into,
    }


def find(request: HttpRequest, view: View, kind: Kind, key: str) -> str:
    """The public text of the record of a slug or uid. Answered with 302, 404 or 410 for what does not stand."""
    line = view.find(kind.name, key) or _by_first_slug(view, kind, key)
    if line is None:
        raise ResponseReady(_nothing_there(view, kind, key))
    if line.happened_key:
        return line.public_text
    stone = view.tombstones()[line.uid]
    if stone.into:
        raise ResponseReady(_elsewhere(request, view, kind, view.follow(line.uid)))
    raise ResponseReady(_taken_down(view, line, stone))


def _nothing_there(view: View, kind: Kind, key: str) -> HttpResponse:
    if struck := ledger.struck(kind.name, key):
        return _struck(view, struck)
    at = f" as of {ledger.moment_text(view.moment)}" if view.moment else ""
    return problem(404, f"No {kind.name} of this slug or uid is published{at}.")


def _by_first_slug(view: View, kind: Kind, key: str) -> Publication | None:
    """A redaction may have taken the slug out of the line; the address still says what became of the record."""
    if "\0" in key:
        return None
    slugs = PublishedSlug.objects.filter(kind=kind.name, slug=key)
    owner = slugs.values_list("uid", flat=True).first()
    return view.find(kind.name, str(owner)) if owner else None


def _struck(view: View, struck: StruckSlug) -> HttpResponse:
    """An address that had to go: that it is gone, and no way to where its record is now."""
    lines = Publication.objects.filter(uid=struck.uid, seq__in=list(redactions(view)))
    ground, at = _redaction_of(lines.order_by("seq")[0])
    reason = GROUNDS.get(ground, "")
    about = {
        "kind": struck.kind,
        "action": Publication.Action.REDACT,
        "ground": ground,
        "reason": reason,
        "at": at,
    }
    return problem(
        410, f"Redacted on a legal ground: {reason}", "gone", tombstone=about
    )


def _elsewhere(
    request: HttpRequest, view: View, kind: Kind, into: UUID
) -> HttpResponse:
    """To what it was merged into, for as long as the merge stands."""
    target = view.resolve([into]).get(into)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=302)
    key = target.slug if target else into
    location = reverse(f"api_{kind.name}", args=[key])
    response["Location"] = f"{location}?{query}" if query else location
    return response


def _taken_down(view: View, line: Publication, stone: Tombstone) -> HttpResponse:
    """Why the record of a line has no text now: held, retracted or redacted."""
    tombstone = tombstone_fields(stone, view) | {
        "uid": str(line.uid),
        "at": ledger.moment_text(line.published_at),
    }
    if stone.action == Publication.Action.HOLD:
        since = ledger.moment_text(gone_of(view, line).at)
        tombstone |= {"at": since, "state": "held", "since": since}
        detail = f"Held since {since}: not shown until it is released."
    elif stone.action == Publication.Action.RETRACT:
        detail = f"Retracted: {stone.reason}"
    else:
        ground, at = _redaction_of(line)
        reason = GROUNDS.get(ground, "")
        tombstone |= {"ground": ground, "reason": reason, "at": at}
        detail = f"Redacted on a legal ground: {reason}"
    return problem(410, detail, "gone", tombstone=tombstone)


def _redaction_of(line: Publication) -> tuple[str, str]:
    """Ground and moment of the redaction that emptied a line."""
    # the number is the last key of each line that a redaction names
    redaction = Publication.objects.filter(
        action=Publication.Action.REDACT, payload__contains=f'"seq":{line.seq}}}'
    ).first()
    if redaction is None:
        return "", ledger.moment_text(line.published_at)
    ground = ledger.payload_of(redaction)["ground"]
    return ground, ledger.moment_text(redaction.published_at)
