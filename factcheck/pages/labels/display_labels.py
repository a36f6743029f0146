"""What readers see in place of the names of kinds and the words of closed lists."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .localized import spoken

# German writes every noun with a capital letter, wherever it stands.
CAPITAL_NOUNS = ("de",)

KIND = {
    "dispute": _("Dispute"),
    "entry": _("Entry"),
    "point": _("Point at issue"),
    "claim": _("Claim"),
    "quote": _("Quote"),
    "source": _("Source"),
    "party": _("Party"),
    "rating": _("Rating"),
    "redaction": _("Text"),
    "key": _("Key of the ledger"),
    "clock": _("Clock"),
    "hold": _("Record"),
}
KINDS = {
    "dispute": _("Disputes"),
    "entry": _("Entries"),
    "point": _("Points at issue"),
    "claim": _("Claims"),
    "quote": _("Quotes"),
    "source": _("Sources"),
    "party": _("Parties"),
    "rating": _("Ratings"),
}
THIS = {
    "dispute": _("This dispute"),
    "entry": _("This entry"),
    "point": _("This point"),
    "claim": _("This claim"),
    "quote": _("This quote"),
    "source": _("This source"),
    "party": _("This party"),
    "rating": _("This rating"),
}
OF_OTHER = {
    "repeats": _("repeats this claim"),
    "contradicts": _("contradicts this claim"),
    "narrower": _("narrower than this claim"),
    "depends-on": _("depends on this claim"),
    "distinct-from": _("distinct from this claim"),
}
WORDS = {
    # Claims: their kinds, who says them how, what evidence does to them, how they relate.
    "fact": _("Fact"),
    "forecast": _("Forecast"),
    "legal": _("Legal"),
    "causal": _("Causal"),
    "judgement": _("Judgement"),
    "asserts": _("Asserts"),
    "repeats": _("Repeats"),
    "denies": _("Denies"),
    "reports": _("Reports"),
    "supports": _("Supports"),
    "refutes": _("Refutes"),
    "qualifies": _("Qualifies"),
    "context": _("Context"),
    "contradicts": _("Contradicts"),
    "narrower": _("Narrower than"),
    "depends-on": _("Depends on"),
    "distinct-from": _("Distinct from"),
    # Where a dispute stands.
    "established": _("Established"),
    "contested": _("Contested"),
    "not-known": _("Not known"),
    # Parties.
    "person": _("Person"),
    "organization": _("Organization"),
    "government": _("Government"),
    "alliance": _("Alliance"),
    "outlet": _("Outlet"),
    "group": _("Group"),
    "public": _("Public figure, or no person"),
    "private": _("Private person"),
    "minor": _("Minor"),
    # Quotes.
    "direct": _("Direct"),
    "partial": _("Partial"),
    "original": _("Original"),
    "translated": _("Translated"),
    "second-hand": _("second-hand"),
    # Ratings.
    "positive": _("Positive"),
    "mixed": _("Mixed"),
    "negative": _("Negative"),
    "none": _("None"),
    "disc": _("Disc"),
    "disc-most": _("Disc most"),
    "half": _("Half"),
    "triangle": _("Triangle"),
    "cross": _("Cross"),
    "diamond": _("Diamond"),
    "bubble": _("Bubble"),
    "clock": _("Clock"),
    # Sources.
    "article": _("Article"),
    "statement": _("Statement"),
    "treaty": _("Treaty"),
    "speech": _("Speech"),
    "interview": _("Interview"),
    "document": _("Document"),
    "dataset": _("Dataset"),
    "recording": _("Recording"),
    "primary": _("Primary"),
    "secondary": _("Secondary"),
    "unknown": _("Unknown"),
    "social_post": _("Social media post"),
    "all-rights-reserved": _("All rights reserved"),
    "public-domain": _("Public domain"),
    "cc0": _("CC0"),
    "cc-by": _("CC BY"),
    "cc-by-sa": _("CC BY-SA"),
    "own": _("Our own work"),
    # Entries.
    "announced": _("Announced"),
    "planned": _("Planned"),
    "reported": _("Reported"),
    "happened": _("Happened"),
    "cancelled": _("Cancelled"),
    "action": _("Action"),
    "talks": _("Talks"),
    "deployment": _("Deployment"),
    "decision": _("Decision"),
}


def word(value: str) -> str:
    """A word of the closed lists, or the name of a kind, as readers see it."""
    said = WORDS.get(value) or KIND.get(value)
    return str(said) if said else value.replace("_", " ").replace("-", " ").capitalize()


def label_lower(value: str) -> str:
    """The same inside a sentence."""
    said = word(value)
    return (
        said
        if spoken() in CAPITAL_NOUNS or said[1:2].isupper()
        else said[:1].lower() + said[1:]
    )


def kinds_named(kind: str) -> str:
    """Several records of a kind."""
    return str(KINDS.get(kind, capfirst(kind)))


def label_subject(kind: str) -> str:
    """A record of a kind as the subject of a sentence about itself."""
    return str(THIS.get(kind) or _("This record"))


def relation_of_other(relation: str) -> str:
    """What another claim is to the one that is shown."""
    return str(OF_OTHER.get(relation) or label_lower(relation))
