"""HTML fragments that a form loads while somebody types: dates in words, places of a passage, duplicates. Read only."""

import re
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST
from rapidfuzz import fuzz

from factcheck.models import Capture, Claim, Quote, Record, Source
from factcheck.text import edtf, passages
from factcheck.text.matching import canonical_url
from factcheck.text.matching.fingerprints import normalised
from factcheck.text.word_diff import DiffSpan, diff_words

from . import duplicates, record_titles

SHOWN = 5  # places of a passage, or sources, that are listed
AROUND = 160  # code points shown before and after a place
CLOSE = 65  # per cent alike (rapidfuzz) from which words count as close to a passage
TITLES_ALIKE = 85  # per cent alike (rapidfuzz) from which two titles count as alike
LONGEST = 5_000  # code points of a passage that are looked for
MOST_CANDIDATES = 200  # rows that are compared one by one
TELLING_WORDS = 2  # the longest words of a title, by which the candidates are found
WORD = re.compile(r"\w+")


@require_POST
def date_in_words(request: HttpRequest) -> HttpResponse:
    """A date as readers will see it, or what is wrong with it."""
    typed = request.POST.get("written", "").strip()[:200]
    text = error = ""
    try:
        text = edtf.words(typed) if typed else ""
    except edtf.DateError as refusal:
        error = str(refusal)
    context = {"text": text, "error": error}
    return render(request, "admin/desk/date_in_words.html", context)


@require_POST
def passage_places(request: HttpRequest) -> HttpResponse:
    """Where words stand in the copies that are held of a source, shown in their place; else what comes closest."""
    _require(request, "factcheck.view_source")
    exact = request.POST.get("exact") or request.POST.get("words", "")
    exact = exact.replace("\r\n", "\n")[:LONGEST]
    chosen = request.POST.get("source", "")
    copies = Capture.objects.none()
    if chosen.isdecimal():
        copies = Capture.objects.filter(source_id=int(chosen)).exclude(text="")
    held = list(copies.order_by("-captured_at")[:SHOWN]) if exact else []
    context = {
        "exact": exact,
        "is_chosen": chosen != "",
        "found": [_occurrences_in(copy, exact) for copy in held],
        "is_held": bool(held),
    }
    return render(request, "admin/desk/passage_places.html", context)


def _occurrences_in(copy: Capture, exact: str) -> dict:
    """Where the words stand in a copy; where they stand nowhere, what comes closest."""
    places = passages.places(copy.text, exact)
    shown = []
    for place in places[:SHOWN]:
        shown.append({"start": place.start, **_place(copy.text, *place)})
    return {
        "copy": copy,
        "count": len(places),
        "places": shown,
        "close": "" if places else _close(copy.text, exact),
    }


def _place(text: str, start: int, end: int) -> dict:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return {"before": before, "words": text[start:end], "after": after}


def _close(text: str, exact: str) -> list[DiffSpan]:
    """The words of the copy that come closest, as the way to them from what was typed; empty when none are close."""
    best = fuzz.partial_ratio_alignment(exact, text, score_cutoff=CLOSE)
    if best is None or len(text) < len(exact):
        return []
    return diff_words(
        exact, text[_word_start(text, best.dest_start) : _word_end(text, best.dest_end)]
    )


def _word_start(text: str, at: int) -> int:
    """The beginning of the word that a place lies in."""
    while at and text[at].isalnum() and text[at - 1].isalnum():
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    """The end of the word that a place lies in."""
    while 0 < at < len(text) and text[at].isalnum() and text[at - 1].isalnum():
        at += 1
    return at


@require_POST
def similar_sources(request: HttpRequest) -> HttpResponse:
    """Sources that may be the one that is being written down: of the same address first, then of a like title."""
    _require(request, "factcheck.view_source")
    url, title = (
        request.POST.get("url", "").strip(),
        request.POST.get("title", "").strip(),
    )
    others = Source.objects.all()
    if own := _uid(request.GET.get("but", "")):
        others = others.exclude(uid=own)
    return render(
        request,
        "admin/desk/similar_sources.html",
        {"same": _same(others, url), "alike": _titled(others, title)},
    )


def _same(others: QuerySet[Source], url: str) -> list[Source]:
    address = canonical_url(url)
    _, _, rest = address.partition("://")
    if not rest:
        return []
    part = rest.removeprefix("www.").partition("?")[0].rstrip("/")
    near = others.filter(url__icontains=part)[:MOST_CANDIDATES]
    return [source for source in near if canonical_url(source.url) == address][:SHOWN]


def _titled(others: QuerySet[Source], title: str) -> list[Source]:
    """Sources of a like title, the likest first."""
    by_length = sorted(set(WORD.findall(title)), key=lambda word: (-len(word), word))
    telling = by_length[:TELLING_WORDS]
    if len("".join(telling)) < 6:
        return []
    wanted = Q()
    for word in telling:
        wanted &= Q(title__icontains=word)
    scored = []
    for source in others.filter(wanted)[:MOST_CANDIDATES]:
        score = fuzz.ratio(normalised(title), normalised(source.title))
        if score >= TITLES_ALIKE:
            scored.append((score, source))
    scored.sort(key=lambda pair: -pair[0])
    return [source for _score, source in scored[:SHOWN]]


@require_POST
def same_claims(request: HttpRequest) -> HttpResponse:
    """Claims of the sentence that is being written."""
    return _same_words(request, Claim)


@require_POST
def same_quotes(request: HttpRequest) -> HttpResponse:
    """Quotes of the words that are being written."""
    return _same_words(request, Quote)


def _same_words(request: HttpRequest, model: type[Record]) -> HttpResponse:
    _require(request, f"factcheck.view_{model._meta.model_name}")
    text = request.POST.get(duplicates.TEXT_FIELDS[model], "")
    rows = []
    for record in duplicates.same_records(
        model, text, _uid(request.GET.get("but", ""))
    ):
        url, about = record_titles.change_url(record), duplicates.distinction(record)
        rows.append((url, record, about))
    context = {"heading": duplicates.MESSAGES[model], "rows": rows}
    return render(request, "admin/desk/duplicate_records.html", context)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


urlpatterns = [
    path("date/", admin.site.admin_view(date_in_words), name="desk_ask_date"),
    path("passage/", admin.site.admin_view(passage_places), name="desk_ask_passage"),
    path("source/", admin.site.admin_view(similar_sources), name="desk_ask_source"),
    path("claim/", admin.site.admin_view(same_claims), name="desk_ask_claim"),
    path("quote/", admin.site.admin_view(same_quotes), name="desk_ask_quote"),
]
