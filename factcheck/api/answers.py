"""Answers out of the ledger: stored texts joined, never parsed and written again; and what caches read beside them."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date

from factcheck import kinds, ledger
from factcheck.ledger import Row, Tombstone, View
from factcheck.models import Publication
from factcheck.pages.frame import etag_of, matches

from .errors import Answered, problem

CACHING = "public, max-age=0, s-maxage=60"
FEW = 200


def list_text(rows: list[Row], following: str | None, previous: str | None, view: View, count: int | None) -> str:
    """The body of a list: results as stored, and what goes with the page."""
    beside = {"next": following, "previous": previous, "as_of": state(view), "refs": refs(rows, view)}
    if count is not None:
        beside["count"] = count
    return f'{{"results":[{",".join(row.payload for row in rows)}],{json.dumps(beside, ensure_ascii=False)[1:]}'


def state(view: View) -> dict:
    """The state of the ledger that an answer was read at."""
    moment = ledger.moment_text(view.moment) if view.moment else None
    return {"seq": view.seq, "hash": view.hash, "moment": moment}


def refs(rows: list[Row], view: View) -> dict[str, dict]:
    """What the page's records refer to that no longer stands: retracted, redacted, or merged into which."""
    stones = view.tombstones()
    if len(stones) > FEW:
        named = ledger.references_of([row.seq for row in rows])
        return {str(uid): stone_of(stones[uid], view) for uid in named if uid in stones}
    return {
        str(uid): stone_of(stone, view) for uid, stone in stones.items() if any(str(uid) in row.payload for row in rows)
    }


def stone_of(stone: Tombstone, view: View) -> dict:
    into = view.follow(stone.uid) if stone.into else None
    return {
        "action": stone.action,
        "kind": stone.kind,
        "path": stone.path,
        "reason": stone.reason,
        "line": stone.seq,
        "into": str(into) if into else None,
    }


def cached(request: HttpRequest, view: View, make) -> HttpResponse:
    """`make()` with its ETag, or 304 when the client has it: then no payload is touched."""
    etag = etag_of(request, view)
    response = HttpResponseNotModified() if matches(request, etag) else make()
    response["ETag"] = etag
    response["Cache-Control"] = CACHING
    if view.moment:
        response["Memento-Datetime"] = http_date(view.moment.timestamp())
    return response


def json_answer(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="application/json")


def record_text(request: HttpRequest, view: View, kind: kinds.Kind, key: str) -> str:
    """The stored text of one record; Answered with 301, 302 or 410 for what does not stand there any more."""
    line = view.find(kind.name, key) if "\0" not in key else None
    if line is None:
        raise Answered(problem(404, "Not found", f"No {kind.name} “{key}” is published" + _when(view) + "."))
    if line.happened_key:
        return line.payload
    raise Answered(_gone(request, view, kind, line))


def _when(view: View) -> str:
    return f" as of {ledger.moment_text(view.moment)}" if view.moment else ""


def _gone(request: HttpRequest, view: View, kind: kinds.Kind, line: Publication) -> HttpResponse:
    stone = view.tombstones()[line.uid]
    if stone.into:
        return _redirect(request, view, kind, view.follow(line.uid))
    at = ledger.moment_text(line.published_at)
    detail = f"Retracted on {at}: {stone.reason}" if stone.action == "retract" else "Redacted on a legal ground."
    return problem(410, "Gone", detail, tombstone=stone_of(stone, view) | {"uid": str(line.uid), "at": at})


def _redirect(request: HttpRequest, view: View, kind: kinds.Kind, into: UUID) -> HttpResponse:
    """To what it was merged into; for good, unless the question is of a moment."""
    target = view.resolve([into])[into]
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponse(status=302 if view.moment else 301)
    response["Location"] = f"/api/v1/{kind.plural}/{target.slug}/" + (f"?{query}" if query else "")
    return response
