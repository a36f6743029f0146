"""Answers out of the ledger: stored texts joined, never parsed and written again."""

import json
from collections.abc import Iterable
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from factcheck import ledger
from factcheck.ledger import GROUNDS, Tombstone, View
from factcheck.models import Publication, PublishedSlug, StruckSlug
from factcheck.pages.tombstones import gone_from, gone_of
from factcheck.records.registry import Kind

from .errors import Answered, problem

LENGTH_OF_UID = 36


def json_answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def list_text(payloads: list[str], view: View, **beside) -> str:
    """The body of a list: the records as stored, and what goes with the page."""
    beside |= {"as_of": state(view), "refs": refs(payloads, view)}
    return f'{{"results":[{",".join(payloads)}],{said(beside)[1:]}'


def state(view: View) -> dict:
    """The state of the ledger that an answer was read at. `moment` is its last line's, where one was asked for."""
    moment = ledger.moment_text(view.moment) if view.moment and view.seq else None
    return {"seq": view.seq, "hash": view.hash, "moment": moment}


def refs(payloads: Iterable[str], view: View) -> dict[str, dict]:
    """What these records refer to that no longer stands: retracted, redacted, held, or merged into which."""
    gone = _gone(view)
    if not gone:
        return {}
    named = set().union(*(gone.keys() & _uids(payload) for payload in payloads))
    return {uid: stone_of(gone[uid], view) for uid in sorted(named)}


@lru_cache(maxsize=4096)
def _uids(payload: str) -> frozenset[str]:
    """Everything in a stored text that is written as a uid: between quotation marks, and of its length."""
    return frozenset(
        piece for piece in payload.split('"') if len(piece) == LENGTH_OF_UID
    )


@lru_cache(maxsize=16)
def _gone(view: View) -> dict[str, Tombstone]:
    return {str(uid): stone for uid, stone in view.tombstones().items()}


def stone_of(stone: Tombstone, view: View) -> dict:
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
    if line is None and (struck := ledger.struck(kind.name, key)):
        raise Answered(_struck(view, struck))
    if line is None:
        at = f" as of {ledger.moment_text(view.moment)}" if view.moment else ""
        raise Answered(
            problem(404, f"No {kind.name} of this slug or uid is published{at}.")
        )
    if line.happened_key:
        return line.public_text
    stone = view.tombstones()[line.uid]
    if stone.into:
        raise Answered(_elsewhere(request, view, kind, view.follow(line.uid)))
    raise Answered(_taken_down(view, line, stone))


def _by_first_slug(view: View, kind: Kind, key: str) -> Publication | None:
    """A redaction may have taken the slug out of the line; the address still says what became of the record."""
    if "\0" in key:
        return None
    owner = (
        PublishedSlug.objects.filter(kind=kind.name, slug=key)
        .values_list("uid", flat=True)
        .first()
    )
    return view.find(kind.name, str(owner)) if owner else None


def _struck(view: View, struck: StruckSlug) -> HttpResponse:
    """An address that had to go: that it is gone, and no way to where its record is now."""
    gone = gone_from(view, struck)
    about = {
        "kind": struck.kind,
        "action": "redact",
        "reason": gone.reason,
        "at": ledger.moment_text(gone.at),
    }
    return problem(
        410, f"Redacted on a legal ground: {gone.reason}", "gone", tombstone=about
    )


def _elsewhere(
    request: HttpRequest, view: View, kind: Kind, into: UUID
) -> HttpResponse:
    """To what it was merged into, for as long as the merge stands."""
    target = view.resolve([into]).get(into)
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=302)
    key = target.slug if target else into
    response["Location"] = f"/api/v1/{kind.plural}/{key}/" + (
        f"?{query}" if query else ""
    )
    return response


def _taken_down(view: View, line: Publication, stone: Tombstone) -> HttpResponse:
    about = stone_of(stone, view) | {
        "uid": str(line.uid),
        "at": ledger.moment_text(line.published_at),
    }
    if stone.action == "hold":
        since = ledger.moment_text(gone_of(view, line).at)
        about |= {"at": since, "state": "held", "since": since}
        return problem(
            410,
            f"Held since {since}: not shown until it is released.",
            "gone",
            tombstone=about,
        )
    if stone.action == "retract":
        return problem(410, f"Retracted: {stone.reason}", "gone", tombstone=about)
    ground, at = _redaction_of(line)
    about |= {"ground": ground, "reason": GROUNDS.get(ground, ""), "at": at}
    return problem(
        410, f"Redacted on a legal ground: {about['reason']}", "gone", tombstone=about
    )


def _redaction_of(line: Publication) -> tuple[str, str]:
    """Ground and moment of the redaction that emptied a line."""
    redaction = Publication.objects.filter(
        action="redact", payload__contains=f'"seq":{line.seq}}}'
    ).first()
    if redaction is None:
        return "", ledger.moment_text(line.published_at)
    return ledger.payload_of(redaction)["ground"], ledger.moment_text(
        redaction.published_at
    )
