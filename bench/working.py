"""Working records with the content of what was published last, for the stock list to serialise."""

from django.utils.dateparse import parse_date

from factcheck import ledger
from factcheck.ledger import Listing
from factcheck.models import (
    Appearance,
    Claim,
    Dispute,
    Evidence,
    Party,
    Rating,
    Source,
    Verdict,
)


def copy_newest_claims(count: int) -> None:
    """The newest claims as working records with all their parts; the newest has the highest number."""
    view = ledger.current()
    rows = ledger.page(view, Listing("claim"), count)
    payloads = [ledger.payload_of(row) for row in reversed(rows)]
    others = _others(payloads)
    claims = Claim.objects.bulk_create(_claim(payload) for payload in payloads)
    pairs = list(zip(claims, payloads, strict=True))
    links = [(claim, uid) for claim, payload in pairs for uid in payload["disputes"]]
    through = Claim.disputes.through
    through.objects.bulk_create(
        through(claim=claim, dispute=others[uid]) for claim, uid in links
    )
    Verdict.objects.bulk_create(
        _verdict(claim, payload["verdict"], others) for claim, payload in pairs
    )
    for model, name in ((Appearance, "appearances"), (Evidence, "evidence")):
        model.objects.bulk_create(
            _part(model, claim, part, others)
            for claim, payload in pairs
            for part in payload[name]
        )


def _others(payloads: list[dict]) -> dict[str, object]:
    """What the claims refer to, by uid."""
    named = {Dispute: set(), Rating: set(), Party: set(), Source: set()}
    for payload in payloads:
        named[Dispute] |= set(payload["disputes"])
        named[Rating].add(payload["verdict"]["rating"])
        for part in (*payload["appearances"], *payload["evidence"]):
            named[Party].add(part.get("party"))
            named[Source].add(part["source"])
    blanks = {Rating: {"order": 1}}
    return {
        str(made.uid): made
        for model, uids in named.items()
        for made in model.objects.bulk_create(
            model(uid=uid, slug=uid, **blanks.get(model, {}))
            for uid in sorted(uids - {None})
        )
    }


def _claim(payload: dict) -> Claim:
    plain = ("uid", "slug", "text", "claim_kind", "claimed_on", "language", "context")
    return Claim(**{name: payload[name] for name in plain})


def _verdict(claim: Claim, part: dict, others: dict) -> Verdict:
    on = parse_date(part["decided_on"])
    return Verdict(
        claim=claim,
        uid=part["uid"],
        rating=others[part["rating"]],
        rationale=part["rationale"],
        decided_on=on,
    )


def _part(model, claim: Claim, part: dict, others: dict):
    plain = {
        name: part[name]
        for name in ("uid", "role", "stance", "note", "stated_on", "locator")
        if name in part
    }
    links = {
        name: others.get(part[name]) for name in ("party", "source") if name in part
    }
    passage = part["passage"] or {}
    span = {
        name: passage[name]
        for name in ("exact", "before", "after", "start", "end")
        if name in passage
    }
    return model(
        claim=claim, **plain, **links, **span, capture_sha256=passage.get("capture", "")
    )
