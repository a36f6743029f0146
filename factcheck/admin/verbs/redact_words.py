"""Redact words: every place in the ledger where a name or a phrase stands, each to be unticked, and the proposal.

The phrase is posted and never stands in an address, so that no log and no browser's history keeps it.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby, islice
from operator import attrgetter
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from factcheck import ledger, workflow
from factcheck.ledger import LedgerError, Occurrence
from factcheck.models import Proposal, Publication, Record, User
from factcheck.pages.diff import redactions
from factcheck.pages.diff.redactions import (
    ADDRESS,
    RedactionExtent,
    StruckLine,
    StruckRecord,
)
from factcheck.workflow import Verb

from ..records import record_titles
from ..records.form_data import acts, posted
from ..signed_in import signed_in_user
from . import refusals
from .redaction_forms import GroundFields, outcome_message

PLACES = 200
"""Places on one page."""
OPEN = 20
"""Records on a page up to which their places are shown at once; of more, each is opened by a click."""
MANY = 100
"""Lines from which on one has to say that so many are meant."""
MOST = 10_000
"""Places that one act strikes at most."""
TOO_MANY = f"It stands in more than {MOST:,} places; no one can look at so many. Write more of the name or the phrase."
PAGE = re.compile(r"page-(\d+)")
TYPED = ("ground", "reason", "alone", "sure")
CHANGED = "What stands in the ledger changed since you looked. Look at the places again, and then propose it."


class PhraseForm(forms.Form):
    """What is looked for."""

    phrase = forms.CharField(
        label="Name or phrase",
        max_length=200,
        widget=forms.TextInput(
            attrs={"class": "vTextField", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text="It is found in any case, with any space or hyphen between its words, with a genitive's s, and with "
        "soft hyphens that nobody sees. Initials, the surname first or alone, handles such as @jhansen and other "
        "spellings are not found by it: look for each by itself.",
    )

    def clean_phrase(self) -> str:
        """Raises ValidationError for what has no letter or digit, and for what stands in too many places."""
        phrase = self.cleaned_data["phrase"]
        try:
            self.places = places_of(phrase)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        if sum(len(place.occurrences) for place in self.places) > MOST:
            raise forms.ValidationError(TOO_MANY)
        return phrase


class StrikeForm(GroundFields):
    """On which ground and why; of very many lines also that so many are meant."""

    sure = forms.BooleanField(
        error_messages={
            "required": "Say that so many lines are meant, or leave some out."
        }
    )

    def __init__(self, *args: Any, extent: RedactionExtent, **kwargs: Any):
        super().__init__(*args, auto_id="strike_%s", **kwargs)
        if extent.lines < MANY:
            del self.fields["sure"]
        else:
            self.fields["sure"].label = f"I mean all of these {extent.lines:,} lines"


@dataclass(frozen=True)
class PhraseMatch:
    """A place that is ticked or not as one: words in a text of a line, or the address of a record in all its lines."""

    key: str
    line: Publication
    occurrences: tuple[Occurrence, ...]

    @property
    def is_address(self) -> bool:
        return self.occurrences[0].path in ADDRESS


@dataclass
class DeskRecord(StruckRecord):
    """A record with its places, as the page shows it."""

    url: str = ""
    address_key: str = ""


def places_of(phrase: str) -> list[PhraseMatch]:
    """Every place where a phrase stands, by record, in the order in which the records hold it. Raises ValueError."""
    occurrences = list(islice(ledger.find_phrase(phrase), MOST + 1))
    seqs = {each.seq for each in occurrences}
    lines = Publication.objects.defer(*Publication.TEXTS).in_bulk(seqs)
    by_record: dict[UUID, list[PhraseMatch]] = {}
    for seq, of_line in groupby(occurrences, key=attrgetter("seq")):
        line = lines[seq]
        of_record = by_record.setdefault(line.uid, [])
        for number, occurrence in enumerate(of_line):
            of_record.append(PhraseMatch(f"{seq}.{number}", line, (occurrence,)))
    places: list[PhraseMatch] = []
    for of_record in by_record.values():
        places += _with_one_address(of_record)
    return places


def _with_one_address(places: list[PhraseMatch]) -> list[PhraseMatch]:
    """The places of a record; its address, in whichever lines, is one of them and comes first."""
    addresses = [place for place in places if place.is_address]
    if not addresses:
        return places
    line = addresses[-1].line
    address = PhraseMatch(f"address.{line.uid}", line, _occurrences(addresses))
    return [address, *(place for place in places if not place.is_address)]


def _occurrences(places: Iterable[PhraseMatch]) -> tuple[Occurrence, ...]:
    return tuple(chain.from_iterable(place.occurrences for place in places))


class PhraseSelection:
    """What was found, less what was left out so far: by this page of the list and by those looked at before."""

    def __init__(self, places: list[PhraseMatch], left_out: set[str]):
        self.places = places
        self.left_out = left_out & {place.key for place in places}
        self.chosen = [place for place in places if place.key not in self.left_out]

    @cached_property
    def whole_extent(self) -> RedactionExtent:
        """How much there is in all."""
        return extent_of(self.places)

    @cached_property
    def extent(self) -> RedactionExtent:
        """How much of it goes."""
        return extent_of(self.chosen)

    @cached_property
    def state(self) -> str:
        """A digest of all the places, to tell whether they are still the same when it is proposed."""
        places = []
        for place in self.places:
            texts = [(each.path, each.words) for each in place.occurrences]
            places.append((place.key, texts))
        return hashlib.sha256(repr(places).encode()).hexdigest()

    @property
    def occurrences(self) -> list[Occurrence]:
        """Every place that goes."""
        return list(_occurrences(self.chosen))


def extent_of(places: Iterable[PhraseMatch]) -> RedactionExtent:
    """How many words, lines and records these places are; an address is struck in every line of its record."""
    places = list(places)
    strikes = workflow.strikes_at(list(_occurrences(places)))
    word_count = sum(len(strike.words) for strike in strikes)
    return RedactionExtent(
        word_count, len(strikes), len({place.line.uid for place in places})
    )


def left_out_of(request: HttpRequest, places: list[PhraseMatch]) -> set[str]:
    """The keys of what was unticked on the page that was sent and on those before it."""
    sent = request.POST
    shown, ticked = set(sent.get("shown", "").split(",")), set(sent.getlist("place"))
    before = set(sent.get("left_out", "").split(",")) - shown
    skipped = set(sent.getlist("skip"))
    of_skipped = {place.key for place in places if str(place.line.uid) in skipped}
    return before | (shown - ticked) | of_skipped


def as_records(places: list[PhraseMatch]) -> list[DeskRecord]:
    """Places by record and line, each in its context."""
    lines = Publication.objects.in_bulk({place.line.seq for place in places})
    texts = {}
    for seq, line in lines.items():
        texts[seq] = dict(ledger.texts_of(ledger.original_of(line)))
    drafts = record_titles.records_of((line.kind, line.uid) for line in lines.values())
    records: dict[UUID, DeskRecord] = {}
    for place in places:
        line = lines[place.line.seq]
        if line.uid not in records:
            records[line.uid] = _desk_record(line, drafts.get(str(line.uid)))
        record = records[line.uid]
        if place.is_address:
            record.address = texts[line.seq].get(("path",), line.slug)
            record.address_key = place.key
        else:
            _add_place(record, line, place, texts[line.seq])
    return list(records.values())


def _desk_record(line: Publication, draft: Record | None) -> DeskRecord:
    """The record of a line without its places, called as at the desk; a line of the ledger's own has no uid to show."""
    title = str(draft) if draft else line.slug
    if not title and line.kind not in ledger.WORDED:
        title = str(line.uid)
    url = record_titles.change_url(draft)
    return DeskRecord(line.kind, line.uid, title, url=url)


def _add_place(
    record: DeskRecord, line: Publication, place: PhraseMatch, texts: dict
) -> None:
    """Add a place to its line; the places of a line come one after the other."""
    if not record.lines or record.lines[-1].line.seq != line.seq:
        record.lines.append(StruckLine(line))
    first = place.occurrences[0]
    shown = redactions.place_of(
        line.kind, first.path, texts[first.path], first.words, place.key
    )
    record.lines[-1].places.append(shown)


def redact_words_view(request: HttpRequest) -> HttpResponse:
    """Look for a phrase, show where it stands, and propose that it be struck."""
    if not request.user.has_perm(workflow.VERBS[Verb.REDACT].permission):
        raise PermissionDenied
    form = PhraseForm(posted(request))
    if not (acts(request) and form.is_valid()):
        return _answer(request, form)
    act = request.POST.get("act", "find")
    if act == "propose":
        return _propose(request, form)
    turned = PAGE.fullmatch(act)
    if turned is None:
        selection = PhraseSelection(form.places, set())
        strike_form = StrikeForm(extent=selection.extent)
        return _answer(request, form, asked=strike_form, **_list(selection, "1"))
    selection = PhraseSelection(form.places, left_out_of(request, form.places))
    typed = {name: request.POST.get(name, "") for name in TYPED}
    strike_form = StrikeForm(initial=typed, extent=selection.extent)
    return _answer(request, form, asked=strike_form, **_list(selection, turned[1]))


def _propose(request: HttpRequest, form: PhraseForm) -> HttpResponse:
    """Propose what is ticked and go to the proposal; or show the places again, with why it was not done."""
    selection = PhraseSelection(form.places, left_out_of(request, form.places))
    strike_form = StrikeForm(request.POST, extent=selection.extent)
    refusal, status = "", 200
    if request.POST.get("seen") != selection.state:
        refusal, status = CHANGED, 409
    elif strike_form.is_valid():
        phrase = form.cleaned_data["phrase"]
        try:
            by = signed_in_user(request)
            proposal = propose(selection, by, phrase, strike_form.cleaned_data)
        except (workflow.WorkflowError, LedgerError) as error:
            refusal, status = str(error), refusals.http_status(error)
        else:
            messages.success(request, outcome_message(proposal))
            return HttpResponseRedirect(
                reverse("admin:factcheck_proposal_change", args=[proposal.pk])
            )
    context = _list(selection, request.POST.get("at", "1"))
    return _answer(request, form, status, asked=strike_form, refusal=refusal, **context)


def propose(selection: PhraseSelection, by: User, phrase: str, data: dict) -> Proposal:
    """The proposal to strike what is ticked; on a court's order it is carried out at once where that was asked for.

    Raises WorkflowError, LedgerError.
    """
    given = {"phrase": phrase, "ground": data["ground"], "reason": data["reason"]}
    with transaction.atomic():
        proposal = workflow.propose_strike(selection.occurrences, by, **given)
        if data.get("alone"):
            workflow.carry_out_alone(proposal, by)
    return proposal


def _list(selection: PhraseSelection, at: str) -> dict:
    """The places of one page of the list, and what its form passes on."""
    shown = Paginator(selection.places, PLACES).get_page(at)
    records = as_records(list(shown))
    return {
        "listing": selection,
        "shown": shown,
        "shown_keys": ",".join(place.key for place in shown),
        "left_out_keys": ",".join(sorted(selection.left_out)),
        "records": records,
        "is_open": len(records) <= OPEN,
        "is_many": selection.extent.lines >= MANY,
    }


def _answer(
    request: HttpRequest, form: PhraseForm, status: int = 200, **more: object
) -> HttpResponse:
    spellings = []
    if form.is_bound and form.is_valid():
        spellings = ledger.other_spellings(form.cleaned_data["phrase"])
    context = {
        **admin.site.each_context(request),
        "title": "Redact words",
        "rule": workflow.VERBS[Verb.REDACT].rule,
        "form": form,
        "spellings": spellings,
        "lines": ledger.current().seq,
        **more,
    }
    return TemplateResponse(
        request, "admin/desk/redact_words.html", context, status=status
    )


urlpatterns = [
    path("", admin.site.admin_view(redact_words_view), name="desk_redact_words")
]
