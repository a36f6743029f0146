"""Factcheck's kinds, as the registry wants them."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from factcheck import models
from factcheck.ledger import name_facets, register_upgrade

from . import (
    forms,
    pictures,
    privacy,
    serializers,
    stale_passages,
    suggestion_builders,
)
from .filters.declaration import (
    CLAIMANT,
    DISPUTE,
    PARTY,
    PUBLISHER,
    RATING,
    SIDE,
    SOURCE,
    SPEAKER,
    of_words,
)
from .publication_checks import blockers, warnings
from .registry import DERIVE, Kind, KindLabels, PartKind, register
from .serializers import upgrades


def rating_label_in(payload: dict[str, Any], language: str) -> str:
    """The label in a language; empty where the scale has none."""
    for translation in payload.get("translations") or ():
        if translation.get("language") == language:
            return str(translation.get("label") or "")
    return ""


def rating_text(payload: dict[str, Any]) -> Iterator[str]:
    yield payload["label"]
    yield payload["definition"]
    for translation in payload["translations"]:
        yield translation["label"]
        yield translation["definition"]


def party_facets(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "kind", payload["party_kind"]
    if not privacy.is_private(payload):
        yield from name_facets(payload["name"], *payload["aliases"])


def source_facets(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "kind", payload["source_kind"]
    yield "publisher", payload["publisher"]


def quote_facets(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for uid in payload["disputes"]:
        yield "dispute", uid
    yield "kind", payload["quote_kind"]
    yield "speaker", payload["speaker"]
    yield "party", payload["speaker"]
    yield "source", payload["source"]


def claim_facets(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for uid in payload["disputes"]:
        yield "dispute", uid
    yield "kind", payload["claim_kind"]
    yield "rating", payload["verdict"] and payload["verdict"]["rating"]
    for appearance in payload["appearances"]:
        yield "party", appearance["party"]
        yield "source", appearance["source"]
        if appearance["role"] in ("asserts", "repeats"):
            yield "claimant", appearance["party"]
    for evidence in payload["evidence"]:
        yield "source", evidence["source"]


def dispute_text(payload: dict[str, Any]) -> Iterator[str]:
    yield payload["title"]
    yield payload["summary"]
    yield payload["plain_summary"]
    for standing in payload["stands"]:
        yield standing["text"]
    for side in payload["sides"]:
        yield f"{side['name']} {side['line']}"


def claim_text(payload: dict[str, Any]) -> Iterator[str]:
    yield payload["text"]
    yield payload["context"]
    yield payload["verdict"]["rationale"] if payload["verdict"] else ""
    for evidence in payload["evidence"]:
        yield evidence["note"]


def site_text(payload: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "description", "publisher", "who_pays", "corrections_policy"):
        yield payload[name]


def site_files(payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if logo := payload.get("logo"):
        yield pictures.FOLDER, logo["sha256"]


register(
    Kind(
        name="rating",
        plural="ratings",
        labels=KindLabels(_("Rating"), _("Ratings"), _("This rating")),
        rank=1,
        comparison_rank=8,
        # the scale has a page of its own, and its words are those of every verdict
        is_searched=False,
        model=models.Rating,
        form=forms.RatingForm,
        serializer_class=serializers.RatingSerializer,
        title=lambda payload: payload["label"],
        facets=lambda payload: (),
        title_in=rating_label_in,
        text=rating_text,
        parts=(
            PartKind(
                "translations", models.RatingTranslation, forms.RatingTranslationForm
            ),
        ),
    )
)
register(
    Kind(
        name="party",
        plural="parties",
        labels=KindLabels(_("Party"), _("Parties"), _("This party")),
        rank=2,
        search_rank=5,
        comparison_rank=7,
        model=models.Party,
        form=forms.PartyForm,
        serializer_class=serializers.PartySerializer,
        title=lambda payload: payload["name"],
        facets=party_facets,
        filters=(of_words("kind", models.Party.Kind, _("Kind")),),
        text=lambda payload: (
            payload["name"],
            *payload["aliases"],
            payload["description"],
        ),
        blockers=blockers.of_party,
        warnings=warnings.of_party,
        outward=privacy.public_content,
        unlisted=privacy.is_private,
        private=("full_name_reason",),
        derive=DERIVE + 1,
        parts=(PartKind("roles", models.PartyRole, forms.PartyRoleForm),),
    )
)
register(
    Kind(
        name="source",
        plural="sources",
        labels=KindLabels(_("Source"), _("Sources"), _("This source")),
        rank=3,
        search_rank=4,
        comparison_rank=6,
        is_work=True,
        model=models.Source,
        form=forms.SourceForm,
        serializer_class=serializers.SourceSerializer,
        title=lambda payload: payload["title"],
        event_date=lambda payload: (payload["published_on"], None),
        facets=source_facets,
        filters=(
            of_words("kind", models.Source.Kind, _("Kind")),
            PUBLISHER,
        ),
        text=lambda payload: (
            payload["title"],
            payload["subtitle"],
            *payload["authors"],
            payload["note"],
        ),
        warnings=warnings.of_source,
        saved=stale_passages.source_saved,
        triggers_recheck=True,
    )
)
register(
    Kind(
        name="dispute",
        plural="disputes",
        labels=KindLabels(_("Dispute"), _("Disputes"), _("This dispute")),
        rank=4,
        search_rank=6,
        comparison_rank=4,
        model=models.Dispute,
        form=forms.DisputeForm,
        serializer_class=serializers.DisputeSerializer,
        title=lambda payload: payload["title"],
        facets=lambda payload: [("dispute", payload["uid"])],
        filters=(DISPUTE,),
        text=dispute_text,
        parts=(
            PartKind("sides", models.Side, forms.SideForm),
            PartKind("stands", models.Standing, forms.StandingForm),
        ),
    )
)
register(
    Kind(
        name="quote",
        plural="quotes",
        labels=KindLabels(_("Quote"), _("Quotes"), _("This quote")),
        rank=5,
        search_rank=3,
        comparison_rank=5,
        is_work=True,
        model=models.Quote,
        form=forms.QuoteForm,
        serializer_class=serializers.QuoteSerializer,
        title=lambda payload: payload["words"],
        event_date=lambda payload: (payload["said_on"], None),
        facets=quote_facets,
        filters=(
            DISPUTE,
            SIDE.outside_form(),
            PARTY.outside_form(),
            SPEAKER,
            SOURCE,
            of_words("kind", models.Quote.Kind, _("Kind")),
        ),
        text=lambda payload: (
            payload["words"],
            payload["translation"],
            payload["about"],
            payload["occasion"],
        ),
        blockers=blockers.of_quote,
        warnings=warnings.of_quote,
        triggers_recheck=True,
        suggestion_builders={"quote": suggestion_builders.quote_of},
    )
)
register(
    Kind(
        name="claim",
        plural="claims",
        labels=KindLabels(_("Claim"), _("Claims"), _("This claim")),
        rank=6,
        search_rank=2,
        comparison_rank=2,
        model=models.Claim,
        form=forms.ClaimForm,
        serializer_class=serializers.ClaimSerializer,
        title=lambda payload: payload["text"],
        event_date=lambda payload: (payload["claimed_on"], None),
        facets=claim_facets,
        filters=(
            DISPUTE,
            SIDE.outside_form(),
            PARTY.outside_form(),
            CLAIMANT,
            RATING,
            SOURCE.outside_form(),
            of_words("kind", models.Claim.Kind, _("Kind of claim")),
        ),
        text=claim_text,
        blockers=blockers.of_claim,
        warnings=warnings.of_claim,
        triggers_recheck=True,
        suggestion_builders={"claim": suggestion_builders.claim_of},
        private=("sensitive", "accuses_private_person", "check_again_on"),
        parts=(
            PartKind("verdict", models.Verdict, forms.VerdictForm, single=True),
            PartKind("appearances", models.Appearance, forms.AppearanceForm),
            PartKind("evidence", models.Evidence, forms.EvidenceForm),
            PartKind("relations", models.ClaimRelation, forms.ClaimRelationForm),
            PartKind("reviews", models.ExternalReview, forms.ExternalReviewForm),
            PartKind("replies", models.Reply, forms.ReplyForm),
        ),
    )
)
register(
    Kind(
        name="site",
        plural="sites",
        labels=KindLabels(_("Site"), _("Sites"), _("This site")),
        rank=9,
        model=models.Site,
        form=forms.SiteForm,
        serializer_class=serializers.SiteSerializer,
        title=lambda payload: payload["name"],
        facets=lambda payload: (),
        text=site_text,
        stored_files=site_files,
        for_administrators=True,
        parts=(PartKind("logo", models.Logo, forms.LogoForm, single=True),),
    )
)

for name in ("rating", "source", "dispute", "quote", "claim"):
    register_upgrade(name, 1, upgrades.to_2)
register_upgrade("party", 1, upgrades.party_to_2)
