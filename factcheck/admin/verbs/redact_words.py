"""Redact words: every place in the ledger where a name or a phrase stands, each to be unticked, and the proposal.

The phrase is posted and never stands in an address, so that no log and no browser's history keeps it.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice
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
from factcheck.models import Proposal, Publication, User
from factcheck.pages.diff import redactions
from factcheck.pages.diff.redactions import ADDRESS, Extent, StruckLine, StruckRecord

from ..records import record_titles
from ..records.form_data import acts, posted
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

    def __init__(self, *args, extent: Extent, **kwargs):
        super().__init__(*args, auto_id="strike_%s", **kwargs)
        if extent.lines < MANY:
            del self.fields["sure"]
        else:
            self.fields["sure"].label = f"I mean all of these {extent.lines:,} lines"


@dataclass(frozen=True)
class Found:
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


def places_of(phrase: str) -> list[Found]:
    """Every place where a phrase stands, by record, in the order in which the records hold it. Raises ValueError."""
    occurrences = list(islice(ledger.find_phrase(phrase), MOST + 1))
    lines = Publication.objects.defer(*Publication.TEXTS).in_bulk(
        {each.seq for each in occurrences}
    )
    by_record: dict[UUID, list[Found]] = {}
    for seq, found in groupby(occurrences, key=lambda each: each.seq):
        by_record.setdefault(lines[seq].uid, []).extend(
            _of_line(lines[seq], list(found))
        )
    return [
        place for places in by_record.values() for place in _with_one_address(places)
    ]


def _of_line(line: Publication, occurrences: list[Occurrence]) -> list[Found]:
    return [
        Found(f"{line.seq}.{number}", line, (each,))
        for number, each in enumerate(occurrences)
    ]


def _with_one_address(places: list[Found]) -> list[Found]:
    """The places of a record; its address, in whichever lines, is one of them and comes first."""
    addresses = [place for place in places if place.is_address]
    if not addresses:
        return places
    line, occurrences = (
        addresses[-1].line,
        [each for place in addresses for each in place.occurrences],
    )
    whole = Found(f"address.{line.uid}", line, tuple(occurrences))
    return [whole, *(place for place in places if not place.is_address)]


class Listing:
    """What was found, less what was left out so far: by this page of the list and by those looked at before."""

    def __init__(self, places: list[Found], left_out: set[str]):
        self.places = places
        self.left_out = left_out & {place.key for place in places}
        self.chosen = [place for place in places if place.key not in self.left_out]

    @cached_property
    def found(self) -> Extent:
        return extent_of(self.places)

    @cached_property
    def extent(self) -> Extent:
        """How much of it goes."""
        return extent_of(self.chosen)

    @cached_property
    def state(self) -> str:
        """A digest of what was found, to tell whether it is still the same when it is proposed."""
        found = [
            (place.key, [(each.path, each.words) for each in place.occurrences])
            for place in self.places
        ]
        return hashlib.sha256(repr(found).encode()).hexdigest()

    @property
    def occurrences(self) -> list[Occurrence]:
        """Every place that goes."""
        return [each for place in self.chosen for each in place.occurrences]


def extent_of(places: Iterable[Found]) -> Extent:
    """How many words, lines and records these places are; an address is struck in every line of its record."""
    places = list(places)
    strikes = workflow.strikes_at(
        [each for place in places for each in place.occurrences]
    )
    return Extent(
        sum(len(one.words) for one in strikes),
        len(strikes),
        len({place.line.uid for place in places}),
    )


def left_out_of(request: HttpRequest, places: list[Found]) -> set[str]:
    """The keys of what was unticked on the page that was sent and on those before it."""
    sent = request.POST
    shown, ticked = set(sent.get("shown", "").split(",")), set(sent.getlist("place"))
    skipped = set(sent.getlist("skip"))
    of_skipped = {place.key for place in places if str(place.line.uid) in skipped}
    return (
        set(sent.get("left_out", "").split(",")) - shown | (shown - ticked) | of_skipped
    )


def as_records(found: list[Found]) -> list[DeskRecord]:
    """Places by record and line, each in its context."""
    lines = Publication.objects.in_bulk({place.line.seq for place in found})
    texts = {
        seq: dict(ledger.texts_of(ledger.original_of(line)))
        for seq, line in lines.items()
    }
    drafts = record_titles.records_of((line.kind, line.uid) for line in lines.values())
    records: dict[UUID, DeskRecord] = {}
    for place in found:
        line, first = lines[place.line.seq], place.occurrences[0]
        draft = drafts.get(str(line.uid))
        is_own = line.kind in ledger.WORDED
        title, url = (
            str(draft or line.slug or ("" if is_own else line.uid)),
            record_titles.change_url(draft),
        )
        record = records.setdefault(
            line.uid, DeskRecord(line.kind, line.uid, title, url=url)
        )
        if place.is_address:
            record.address, record.address_key = (
                texts[line.seq].get(("path",), line.slug),
                place.key,
            )
            continue
        if not record.lines or record.lines[-1].line.seq != line.seq:
            record.lines.append(StruckLine(line))
        text = texts[line.seq][first.path]
        record.lines[-1].places.append(
            redactions.place_of(line.kind, first.path, text, first.words, place.key)
        )
    return list(records.values())


def page(request: HttpRequest) -> HttpResponse:
    """Look for a phrase, show where it stands, and propose that it be struck."""
    if not request.user.has_perm(workflow.VERBS["redact"].permission):
        raise PermissionDenied
    form = PhraseForm(posted(request))
    if not (acts(request) and form.is_valid()):
        return _answer(request, form)
    act = request.POST.get("act", "find")
    if act == "propose":
        return _propose(request, form)
    turned = PAGE.fullmatch(act)
    listing = Listing(
        form.places, left_out_of(request, form.places) if turned else set()
    )
    typed = {name: request.POST.get(name, "") for name in TYPED} if turned else None
    asked = StrikeForm(initial=typed, extent=listing.extent)
    return _answer(
        request, form, asked=asked, **_list(listing, turned[1] if turned else "1")
    )


def _propose(request: HttpRequest, form: PhraseForm) -> HttpResponse:
    listing = Listing(form.places, left_out_of(request, form.places))
    asked = StrikeForm(request.POST, extent=listing.extent)
    refusal, status = "", 200
    if request.POST.get("seen") != listing.state:
        refusal, status = CHANGED, 409
    elif asked.is_valid():
        try:
            proposal = propose(
                listing, request.user, form.cleaned_data["phrase"], asked.cleaned_data
            )
        except (workflow.WorkflowError, LedgerError) as error:
            refusal, status = (
                str(error),
                refusals.http_status(error),
            )
        else:
            messages.success(request, outcome_message(proposal))
            return HttpResponseRedirect(
                reverse("admin:factcheck_proposal_change", args=[proposal.pk])
            )
    return _answer(
        request,
        form,
        status,
        asked=asked,
        refusal=refusal,
        **_list(listing, request.POST.get("at", "1")),
    )


def propose(listing: Listing, by: User, phrase: str, data: dict) -> Proposal:
    """The proposal to strike what is ticked; on a court's order it is carried out at once where that was asked for.

    Raises WorkflowError, LedgerError.
    """
    given = {"phrase": phrase, "ground": data["ground"], "reason": data["reason"]}
    with transaction.atomic():
        proposal = workflow.propose_strike(listing.occurrences, by, **given)
        if data.get("alone"):
            workflow.carry_out_alone(proposal, by)
    return proposal


def _list(listing: Listing, at: str) -> dict:
    """The places of one page of the list, and what its form passes on."""
    shown = Paginator(listing.places, PLACES).get_page(at)
    records = as_records(list(shown))
    return {
        "listing": listing,
        "shown": shown,
        "shown_keys": ",".join(place.key for place in shown),
        "left_out_keys": ",".join(sorted(listing.left_out)),
        "records": records,
        "is_open": len(records) <= OPEN,
        "is_many": listing.extent.lines >= MANY,
    }


def _answer(
    request: HttpRequest, form: PhraseForm, status: int = 200, **context
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Redact words",
        "rule": workflow.VERBS["redact"].rule,
        "form": form,
        "spellings": ledger.other_spellings(form.cleaned_data["phrase"])
        if form.is_bound and form.is_valid()
        else [],
        "lines": ledger.current().seq,
        **context,
    }
    return TemplateResponse(
        request, "admin/desk/redact_words.html", context, status=status
    )


urlpatterns = [path("", admin.site.admin_view(page), name="desk_redact_words")]
