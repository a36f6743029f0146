"""The records of each kind in the form that they are compared in."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from factcheck.models import (
    Appearance,
    Claim,
    ClaimRelation,
    Party,
    Quote,
    Record,
    Source,
)
from factcheck.text.matching import Comparable, normalised_words

from .candidate import Candidate

MOST = 50_000
"""The newest so many records of a kind are compared with; more would cost more memory than a worker should take."""


def rows(kind: str) -> Iterator[Comparable]:
    """The known records of a kind, newest first."""
    yield from ROWS[kind]()


def comparable(candidate: Candidate, names: Mapping[str, str]) -> Comparable | None:
    """A candidate in the form that it is compared in; None for a kind that is compared with nothing.

    `names` are those of the parties whose uids the candidate holds; a party that is not in it is no fact.
    """
    if candidate.kind not in ROWS:
        return None
    fields = candidate.fields
    text = fields[TEXT_FIELD[candidate.kind]]
    facts: dict = {}
    if candidate.kind == "claim":
        appearances = fields.get("appearances") or ()
        uids = [appearance["party"] for appearance in appearances]
        facts["parties"] = _names_of(uids, names)
    elif candidate.kind == "quote":
        facts["speakers"] = _names_of([fields.get("speaker")], names)
    elif candidate.kind == "source":
        publisher = _names_of([fields.get("publisher")], names)
        facts["publisher"] = " ".join(publisher)
    else:
        facts["party_kind"] = fields["party_kind"]
    for name in ("claimed_on", "url", "published_on"):
        if fields.get(name):
            facts[name] = fields[name]
    return Comparable(str(candidate.uid), candidate.kind, (text,), facts)


def _names_of(uids: Iterable[str | None], names: Mapping[str, str]) -> list[str]:
    return [names[uid] for uid in uids if uid and uid in names]


def distinct(kind: str) -> set[tuple[str, str]]:
    """What editors have said is not the same: of two claims each one's text is never offered the other."""
    if kind != "claim":
        return set()
    pairs = ClaimRelation.objects.filter(relation=ClaimRelation.Relation.DISTINCT_FROM)
    found = set()
    for one, text, other, its_text in pairs.values_list(
        "claim__uid", "claim__text", "other__uid", "other__text"
    ):
        found |= {(str(one), normalised_words("claim", {"text": its_text}))}
        found |= {(str(other), normalised_words("claim", {"text": text}))}
    return found


def _newest(model: type[Record], *columns: str) -> Iterator[tuple]:
    return (
        model.objects.order_by("-changed_at")
        .values_list("uid", *columns)[:MOST]
        .iterator(chunk_size=2_000)
    )


def _claims() -> Iterator[Comparable]:
    parties: dict[str, list[str]] = {}
    named = Appearance.objects.filter(party__isnull=False).values_list(
        "claim__uid", "party__name"
    )
    for uid, name in named.iterator(chunk_size=2_000):
        parties.setdefault(str(uid), []).append(name)
    for uid, text, on in _newest(Claim, "text", "claimed_on"):
        yield Comparable(
            str(uid),
            "claim",
            (text,),
            {"claimed_on": on, "parties": parties.get(str(uid), [])},
        )


def _quotes() -> Iterator[Comparable]:
    for uid, words, speaker in _newest(Quote, "words", "speaker__name"):
        yield Comparable(
            str(uid), "quote", (words,), {"speakers": [speaker] if speaker else []}
        )


def _sources() -> Iterator[Comparable]:
    for uid, title, url, on, publisher in _newest(
        Source, "title", "url", "published_on", "publisher__name"
    ):
        yield Comparable(
            str(uid),
            "source",
            (title,),
            {"url": url, "published_on": on, "publisher": publisher or ""},
        )


def _parties() -> Iterator[Comparable]:
    for uid, name, kind, aliases in _newest(Party, "name", "party_kind", "aliases"):
        yield Comparable(str(uid), "party", (name, *aliases), {"party_kind": kind})


TEXT_FIELD = {"claim": "text", "quote": "words", "source": "title", "party": "name"}
"""The field of each kind whose words are compared."""
ROWS: dict[str, Callable[[], Iterator[Comparable]]] = {
    "claim": _claims,
    "quote": _quotes,
    "source": _sources,
    "party": _parties,
}
