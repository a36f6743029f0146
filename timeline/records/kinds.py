"""Timeline's kinds, as the registry wants them."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from factcheck.ledger import register_upgrade
from factcheck.records import pictures
from factcheck.records.filters.declaration import (
    CLAIMANT,
    DISPUTE,
    PARTY,
    PLACE,
    RATING,
    SIDE,
    SOURCE,
    SPEAKER,
    mentioned,
    of_words,
)
from factcheck.records.publication_checks.blockers import of_accusation, of_passages
from factcheck.records.registry import (
    Blocker,
    Kind,
    KindLabels,
    PartKind,
    register,
)
from factcheck.records.serializers.upgrades import to_2
from factcheck.text import edtf
from timeline import models

from . import (
    forms,
    publication_warnings,
    serializers,
    suggestion_builders,
    upgrades,
)


def entry_date(payload: dict) -> tuple[str, int | None]:
    """The entry's own date, with its time of day in minutes of UTC."""
    if not payload["time"]:
        return payload["when"], None
    return payload["when"], edtf.utc_minutes(
        payload["when"], payload["time"], payload["zone"]
    )


def entry_facets(payload: dict) -> Iterator[tuple[str, str]]:
    yield "dispute", payload["dispute"]
    yield "kind", payload["entry_kind"]
    yield "status", payload["status"]
    yield "place", payload["place"].casefold()
    for uid in payload["parties"]:
        yield "party", uid
    for citation in payload["citations"]:
        yield "source", citation["source"]
    if payload["key_event"]:
        yield "key", "key"


def entry_blockers(entry: models.Entry) -> Iterator[Blocker]:
    citations = list(entry.citations.all())
    if not citations:
        yield Blocker("citations", "Cite at least one source.")
    yield from of_accusation(entry)
    yield from of_passages("citations", citations)
    for i, picture in enumerate(entry.pictures.all()):
        if not picture.alt.strip():
            yield Blocker(
                f"pictures[{i}].alt",
                "Say what the picture shows, for who cannot see it.",
            )
        if picture.shows == models.Picture.Shows.MINOR:
            yield Blocker(
                f"pictures[{i}].shows", "It shows a minor: take the picture out."
            )


def entry_files(payload: dict) -> Iterator[tuple[str, str]]:
    for picture in payload.get("pictures") or ():
        yield pictures.FOLDER, picture["sha256"]


def point_facets(payload: dict) -> Iterator[tuple[str, str]]:
    yield "dispute", payload["dispute"]
    for position in payload["positions"]:
        yield "party", position["party"]


def point_text(payload: dict) -> Iterator[str]:
    yield payload["question"]
    yield payload["summary"]
    for position in payload["positions"]:
        yield position["statement"]


register(
    Kind(
        name="entry",
        plural="entries",
        labels=KindLabels(_("Entry"), _("Entries"), _("This entry")),
        rank=7,
        search_rank=1,
        comparison_rank=1,
        model=models.Entry,
        form=forms.EntryForm,
        serializer_class=serializers.EntrySerializer,
        title=lambda payload: payload["headline"],
        event_date=entry_date,
        place_in_day=lambda payload: payload["position_in_day"],
        facets=entry_facets,
        filters=(
            DISPUTE,
            SIDE,
            PARTY,
            mentioned(CLAIMANT, "claim", _("Claim by")),
            mentioned(SPEAKER, "quote", _("Quoted")),
            mentioned(RATING, "claim", _("Verdict")),
            SOURCE,
            of_words("kind", models.Entry.Kind, _("Kind")),
            of_words("status", models.Entry.Progress, _("Status")),
            PLACE,
        ),
        text=lambda payload: (payload["headline"], payload["body"], payload["place"]),
        blockers=entry_blockers,
        warnings=publication_warnings.of_entry,
        private=("accuses_private_person",),
        suggestion_builders={"date": suggestion_builders.entry_of},
        stored_files=entry_files,
        parts=(
            PartKind("citations", models.Citation, forms.CitationForm),
            PartKind("pictures", models.Picture, forms.PictureForm),
        ),
    )
)
register(
    Kind(
        name="point",
        places=lambda payload: {"dispute": payload["dispute"]},
        plural="points",
        labels=KindLabels(_("Point at issue"), _("Points at issue"), _("This point")),
        rank=8,
        search_rank=7,
        comparison_rank=3,
        model=models.Point,
        form=forms.PointForm,
        serializer_class=serializers.PointSerializer,
        title=lambda payload: payload["question"],
        facets=point_facets,
        filters=(DISPUTE, PARTY),
        text=point_text,
        warnings=publication_warnings.of_point,
        parts=(PartKind("positions", models.Position, forms.PositionForm),),
    )
)

register_upgrade("entry", 1, upgrades.entry_to_2)
register_upgrade("point", 1, to_2)
