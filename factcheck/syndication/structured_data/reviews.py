"""A claim, and what the desk found of it, as schema.org's Claim and ClaimReview.

Only the desk's own verdict is ever said; what others found stands on the page under their names alone.
"""

from datetime import datetime

from django.utils.text import Truncator

from factcheck.ledger import moment_text
from factcheck.pages.markup import plain
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.tombstones import redactions_until
from factcheck.text import edtf
from factcheck.text.edtf import DateError

from .nodes import (
    about_page,
    address,
    corrections_of,
    day,
    desk,
    node_id,
    party,
    work,
    works,
)

BEST, WORST = 5, 1
LABEL = 40  # characters that readers of this format show of a verdict
# The steps of the scale that say why there is no verdict: an opinion, and one that is being looked at.
NO_VERDICT = ("bubble", "clock")
MADE_BY = ("asserts",)
SAID_BY = ("asserts", "repeats")


def claim_page(claim: PublishedRecord) -> dict:
    """What the page of a claim tells of: the review of it, or where there is no verdict the claim alone."""
    return review(claim) or claim_node(claim) | {
        "citation": evidence(claim)
    } | about_page(claim)


def makes_review(rating: dict) -> bool:
    """Whether a rating, by its payload, says how true something is: an opinion and what is not decided do not."""
    return (
        rating.get("numeric") is not None or rating.get("shape", "") not in NO_VERDICT
    )


def review(claim: PublishedRecord) -> dict | None:
    """The desk's verdict as a ClaimReview; None where the desk gives none."""
    verdict = claim["verdict"]
    rating = verdict and verdict["rating"]
    if not rating or rating.gone or not makes_review(rating.payload):
        return None
    return {
        "@type": "ClaimReview",
        **node_id(claim, "review"),
        "url": f"{address(claim.path)}#verdict",
        "claimReviewed": claim["text"],
        "datePublished": verdict["decided_on"],
        "dateModified": moment_text(changed_at(claim)),
        "inLanguage": claim["language"],
        "author": desk(claim.loader.view),
        "itemReviewed": claim_node(claim),
        "reviewRating": reviewed(rating, claim)
        | {"ratingExplanation": plain(verdict["rationale"])},
        "citation": evidence(claim),
        "correction": corrections_of(claim),
        "mainEntityOfPage": address(claim.path),
    }


def changed_at(claim: PublishedRecord) -> datetime:
    """When the review last read otherwise: when the claim, or a record whose words stand in it, was last published or
    struck in."""
    records = _shown_in_review(claim)
    moments = [claim.line.published_at]
    seqs = {claim.line.seq}
    for record in records:
        if record.gone:
            moments.append(record.gone.at)
        else:
            moments.append(record.line.published_at)
            seqs.add(record.line.seq)
    for redaction in redactions_until(claim.loader.view):
        if seqs.intersection(redaction.lines):
            moments.append(redaction.at)
    return max(moments)


def _shown_in_review(claim: PublishedRecord) -> list:
    """The records whose words stand in a review: its rating, and the sources, parties and quotes of its parts."""
    records = []
    if claim["verdict"]:
        records.append(claim["verdict"]["rating"])
    for part in (*claim["evidence"], *claim["appearances"]):
        records += [part.get(name) for name in ("source", "party", "quote")]
    return [record for record in records if record]


def reviewed(rating: PublishedRecord, claim: PublishedRecord) -> dict:
    """A step of the scale. Its ends are said with a number or not at all."""
    label = Truncator(rating.title).chars(LABEL)
    node = {"@type": "Rating", **node_id(claim, "rating"), "alternateName": label}
    if rating["numeric"] is None:
        return node
    return node | {
        "ratingValue": rating["numeric"],
        "bestRating": BEST,
        "worstRating": WORST,
    }


def claim_node(claim: PublishedRecord) -> dict:
    """The claim as somebody made it: who, when, and where it can be read."""
    appeared = [part for part in claim["appearances"] if part["role"] in SAID_BY]
    makers = []
    for part in appeared:
        if part["role"] in MADE_BY and (maker := party(part["party"])):
            makers.append(maker)
    return {
        "@type": "Claim",
        **node_id(claim, "claim"),
        "text": claim["text"],
        "inLanguage": claim["language"],
        "datePublished": day(claim["claimed_on"]),
        "author": makers[0] if len(makers) == 1 else makers,
        "appearance": works(map(place, appeared)),
        "firstAppearance": work(place(first(appeared))),
    }


def place(part: dict | None) -> PublishedRecord | None:
    """The source in which a claim appeared: the part's own, or that of the words it rests on."""
    if part is None:
        return None
    spoken = part["quote"]
    return part["source"] or (spoken["source"] if spoken and not spoken.gone else None)


def first(parts: list[dict]) -> dict | None:
    """The earliest of the appearances whose day is known."""
    dated = []
    for index, part in enumerate(parts):
        day_began = _began(part["stated_on"])
        if day_began and place(part):
            dated.append((day_began, index, part))
    return min(dated, default=(None, 0, None))[2]


def _began(written: str) -> edtf.Day | None:
    try:
        return edtf.parse(written).earliest if written else None
    except DateError:  # a line that another release wrote
        return None


def evidence(claim: PublishedRecord) -> list[dict]:
    return works(part["source"] for part in claim["evidence"])
