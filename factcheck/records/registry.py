"""The registry of kinds: what the rest of the house must know of a kind of record, and where to ask for it.

A new kind is one model, one form, one serializer and one `register(Kind(...))` in its app's `records.kinds` module,
which is imported when all apps are loaded. The comments in `Kind` say what each attribute is for.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Protocol, cast
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise

from factcheck import ledger
from factcheck.ledger import Derived, Listing
from factcheck.models import Part, Record
from factcheck.text.extraction import Finding

from .article_context import ArticleContext
from .filters.declaration import Filter, list_filters
from .forms import PartForm, RecordForm
from .serializers import (
    PublicField,
    RecordSerializer,
    Reference,
    references,
    since,
    whole,
)

AFTER_ALL = 100  # the rank of a kind that no list has a place for
# 2: search text is folded words, with tags beside them; 3: keys hold a place among what has one date; 4: search text
# has stems.
DERIVE = 4
NO_INDEX = "noindex"  # the facet of what search engines are asked to leave out
TAGGED = ("dispute", "party", "rating")  # the facets that a search is narrowed by


@dataclass(frozen=True)
class Blocker:
    """Why a record cannot be published yet, and the field that mends it."""

    field: str
    message: str


@dataclass(frozen=True)
class PublicationWarning:
    """The record may be published, by somebody who acknowledges this `name`. `field` is where it can be mended."""

    name: str
    field: str
    message: str


@dataclass(frozen=True)
class KindLabels:
    """What readers call records of a kind, marked for translation: one, several, and one as a sentence's subject."""

    one: str | Promise
    several: str | Promise
    subject: str | Promise


@dataclass(frozen=True)
class PartKind:
    """A part of a record: the related name that holds it, spelled alike in payload and dossier."""

    name: str
    model: type[Part]
    form: type[PartForm]
    single: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of record. The functions that take a payload are pure."""

    # The model's name in lower case; spelled in addresses, payloads, dossiers and the ledger.
    name: str
    # The name of its list in the API.
    plural: str
    # What readers call it: one, several, and as the subject of a sentence about itself.
    labels: KindLabels
    # The working record.
    model: type[Record]
    # The form that takes its own fields: used by admin, import and acceptance alike.
    form: type[RecordForm]
    # The public form: payload, schema and references in one declaration.
    serializer_class: type[RecordSerializer]
    # How the record is called in a list.
    title: Callable[[dict[str, Any]], str]
    # The (name, value) pairs that lists filter by: uids or fixed words.
    facets: Callable[[dict[str, Any]], Iterable[tuple[str, str]]]
    # The texts that a reader may search.
    text: Callable[[dict[str, Any]], Iterable[str]]
    # Its place in a dossier: what is referred to comes first.
    rank: int
    # Its place among the kinds of a search and of a comparison of two moments.
    search_rank: int = AFTER_ALL
    comparison_rank: int = AFTER_ALL
    # Whether a search looks for its records.
    is_searched: bool = True
    # Whether it is the work of others: its language is that of the work, and what it refers to belongs to it.
    is_work: bool = False
    # The view of a record's page, as a dotted path; it answers under `<plural>/<slug>/`. Empty where the app's own
    # `urls` name one.
    page: str = ""
    # What lists of the kind are filtered by, each declared once for pages, feeds, exports and API.
    filters: tuple[Filter, ...] = ()
    # The date of the world that it goes by: (EDTF text or empty, minutes of UTC or None).
    event_date: Callable[[dict[str, Any]], tuple[str, int | None]] = lambda payload: (
        "",
        None,
    )
    # The place that an editor chose for it among records of the same date, from 1; None where nobody did.
    place_in_day: Callable[[dict[str, Any]], int | None] = lambda payload: None
    # Why a working record of the kind cannot be published yet, beyond what it rests on.
    blockers: Callable[..., Iterable[Blocker]] = lambda record: ()
    # What a publisher should know of a working record and acknowledge by name.
    warnings: Callable[..., Iterable[PublicationWarning]] = lambda record: ()
    # Its parts, each with related name, model and form.
    parts: tuple[PartKind, ...] = ()
    # What of its content readers get: content -> the same, or less; nothing else goes into the ledger.
    outward: Callable[[dict[str, Any]], dict[str, Any]] = lambda content: content
    # Whether a record of this payload has no page, stands in no list and is not found by searching.
    unlisted: Callable[[dict[str, Any]], bool] = lambda payload: False
    # Form fields that never become public.
    private: tuple[str, ...] = ()
    # How it is called on pages in a language; empty where the record has no words of its own for it.
    title_in: Callable[[dict[str, Any], str], str] = lambda payload, language: ""
    # What its path names beside the slug: a dispute by its uid.
    places: Callable[[dict[str, Any]], dict[str, str]] = lambda payload: {}
    # What else is done when a working record was saved, in the same transaction.
    saved: Callable[..., None] = lambda record: None
    # The (folder, sha256) pairs of stored bytes that a payload names: a redaction lets them go.
    stored_files: Callable[[dict[str, Any]], Iterable[tuple[str, str]]] = (
        lambda payload: ()
    )
    # What findings in an article become records of this kind, by the finding's kind. A builder returns content in the
    # shape of the public form, or None for nothing.
    suggestion_builders: Mapping[
        str, Callable[[Finding, ArticleContext], dict[str, Any] | None]
    ] = field(default_factory=dict)
    # Whether administrators alone write its records; the verbs are for whoever may do them.
    for_administrators: bool = False
    # Whether others rest on what it says: when it is corrected or retracted, they are looked at again.
    triggers_recheck: bool = False
    # The number of its derive function: raised when event_date, facets or text change their answers.
    derive: int = DERIVE

    def path_of(self, payload: dict[str, Any]) -> str:
        """The path of the page of a record of this payload."""
        return self.model.path(payload["slug"], **self.places(payload))

    @property
    def has_own_page(self) -> bool:
        """Whether a record's address is a page, and not a place on one: a point stands on its dispute's."""
        return "#" not in self.model.PATH

    @property
    def has_unlisted(self) -> bool:
        """Whether some of its records stand in no list."""
        return self.unlisted is not Kind.unlisted

    @property
    def is_dated(self) -> bool:
        """Whether its records go by a date of the world; the others stand in the order of their first publication."""
        return self.event_date is not Kind.event_date

    @cached_property
    def list_filters(self) -> dict[str, Filter]:
        """Every filter that lists of this kind take, by name."""
        return list_filters(
            self.filters,
            is_dated=self.is_dated,
            has_language="language" in self.serializer.fields,
        )

    @property
    def whole_list(self) -> Listing:
        """Every record of the kind that stands in lists, the latest first."""
        return Listing(
            self.name, undated_last=self.is_dated, listed_only=self.has_unlisted
        )

    @cached_property
    def serializer(self) -> RecordSerializer:
        """The one instance of the public form; it keeps no state."""
        return self.serializer_class()

    def content(self, record: Record) -> dict[str, Any]:
        """The content of a working record as it stands, in the shape of the public form; the desk's own."""
        return self.serializer.content(record)

    def public_content(self, record: Record) -> dict[str, Any]:
        """What of a working record's content goes into the ledger."""
        return self.outward(self.content(record))

    def whole(self) -> QuerySet[Record]:
        """Working records with everything that their content reads, in one query a relation."""
        return whole(self.serializer, self.model)

    def references(self, payload: dict[str, Any]) -> Iterator[Reference]:
        """Every reference in a payload of this kind."""
        return references(self.serializer, payload)

    def derived(self, payload: dict[str, Any]) -> Derived:
        """The pure function that the ledger derives this kind's rows by."""
        is_unlisted = self.unlisted(payload)
        pairs = [*self.facets(payload), *_listing_facets(payload, is_unlisted)]
        facets = frozenset((name, value) for name, value in pairs if value)
        tags = [("kind", self.name), *(facet for facet in facets if facet[0] in TAGGED)]
        return Derived(
            order=ledger.order_of(
                *self.event_date(payload), place=self.place_in_day(payload)
            ),
            language=payload.get("language", ""),
            facets=facets,
            refs=frozenset(reference.uid for reference in self.references(payload)),
            text=""
            if is_unlisted
            else ledger.search_text(
                *self.text(payload), tags=tags, languages=self._stemmed_in(payload)
            ),
        )

    def _stemmed_in(self, payload: dict[str, Any]) -> tuple[str, ...]:
        """The languages of the stems of its words: of a work every one, for the desk's words stand beside its own."""
        return ledger.languages_of("" if self.is_work else payload.get("language", ""))


def _listing_facets(
    payload: dict[str, Any], is_unlisted: bool
) -> Iterator[tuple[str, str]]:
    """The facets that every kind has: where a record does not stand."""
    if is_unlisted:
        yield ledger.NO_LIST, "yes"
    if is_unlisted or payload.get("noindex"):
        yield NO_INDEX, "yes"


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known to workflow, desk, API, imports and ledger."""
    _kinds[kind.name] = kind
    ledger.register(kind.name, kind.derive, kind.derived)
    ledger.register_form(kind.name, kind.serializer_class.SCHEMA, kind.path_of)
    for form in range(1, kind.serializer_class.SCHEMA):
        added = added_fields(kind.serializer_class, form + 1)
        if added:
            ledger.register_upgrade(kind.name, form, partial(_with_added, added))


class _Declared(Protocol):
    """A field of DRF, which keeps the arguments that it was declared with; the stubs leave them out."""

    _kwargs: dict[str, Any]


def declared_arguments(field: PublicField) -> dict[str, Any]:
    """The arguments by name that a serializer's field was declared with, without those that DRF adds."""
    return cast(_Declared, field)._kwargs


def added_fields(
    serializer_class: type[RecordSerializer], form: int
) -> dict[str, Any] | None:
    """{field: value of a payload before it} of what a form added, where each says `initial`; else None.

    Nothing else about an earlier payload changes then, so that no function has to be written that leads on from it.
    """
    serializer = serializer_class()
    # The stubs take a walk over the fields for one over their values, not their names.
    names = [*serializer.fields.keys()]
    names = [name for name in names if since(serializer, name) == form]
    initial = {}
    for name in names:
        keywords = declared_arguments(serializer.fields[name])
        if "initial" not in keywords:
            return None
        initial[name] = keywords["initial"]
    return initial or None


def _with_added(added: dict[str, Any], payload: dict[str, Any]) -> dict[str, Any]:
    return payload | added


def get(name: str) -> Kind:
    """The kind of this name; KeyError names the known ones."""
    try:
        return _kinds[name]
    except KeyError:
        raise KeyError(
            f"“{name}” is no kind of record; known are {', '.join(sorted(_kinds))}."
        ) from None


def is_registered(name: str) -> bool:
    """Whether a kind of record has this name; the ledger's own lines have kinds that are none."""
    return name in _kinds


def of(record: Record) -> Kind:
    """The kind of a working record."""
    return get(record.kind)


def all_kinds() -> list[Kind]:
    """Every kind, in dossier order."""
    return sorted(_kinds.values(), key=lambda kind: kind.rank)


def dossier_kinds() -> list[Kind]:
    """The kinds that a dossier carries, in its order: not what only administrators of one site write."""
    return [kind for kind in all_kinds() if not kind.for_administrators]


def find_record(kind: str, uid: UUID | str) -> Record | None:
    """The working record of a kind and uid; None too for what is of no kind of record."""
    return get(kind).model.objects.filter(uid=uid).first() if kind in _kinds else None
