"""Asking whether one text repeats another."""

from factcheck.text.matching import Comparable, Match, Matcher

OTHERS = {
    "claim": (
        "Sweden and Norway are members of NATO.",
        "The harbour of Nuuk lies in Greenland, which belongs to Denmark.",
        "Trump met Rasmussen, Frederiksen and Rubio in Washington, while Vance was in Germany.",
    ),
    "quote": ("Nobody asked the people who live here",),
    "source": ("What the fishers of Ilulissat say",),
    "party": ("Government of the Faroe Islands",),
}
"""What a desk has beside the record in question."""


def best_match(
    kind: str, ours, theirs, our_facts=None, their_facts=None
) -> Match | None:
    """The best match for `theirs` on a desk that has `ours`, which is a text or several."""
    known = Comparable("ours", kind, _texts(ours), our_facts or {})
    others = [Comparable(text, kind, (text,)) for text in OTHERS[kind]]
    return Matcher([known, *others]).best(
        Comparable("theirs", kind, _texts(theirs), their_facts or {})
    )


def relation(match: Match | None) -> str:
    return match.relation if match else "nothing"


def _texts(texts) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)
