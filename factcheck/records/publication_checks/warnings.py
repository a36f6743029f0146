"""What a publisher should know before a record of factcheck's kinds is published, and acknowledges by name."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, cast

from django.db.models import Exists, OuterRef
from django.utils import timezone

from factcheck.models import (
    Appearance,
    Capture,
    Claim,
    ImportJob,
    Party,
    Publication,
    Quote,
    Record,
    Source,
)
from factcheck.text import edtf

from .. import privacy, registry
from ..registry import PublicationWarning
from .blockers import MayAccuse, hidden_parties, names_in_content
from .date_warnings import (
    OF_THE_DESK,
    OF_THE_WORLD,
    Dated,
    dated,
    implausible,
    of_parts,
)

MOST_NAMED = 3
CLAIMING = ("asserts", "repeats")


class CitedSource(NamedTuple):
    """A source as one row of a record cites it: the field that names it, the source, and whether a copy is held."""

    field: str
    source: Source
    is_held: bool = False


def of_source(source: Source) -> Iterator[PublicationWarning]:
    yield from of_copies("source", cited([("url", source.pk)]))
    yield from implausible([dated(source, "published_on", OF_THE_WORLD)])


def of_quote(quote: Quote) -> Iterator[PublicationWarning]:
    sources = cited([("source", quote.source_id)])
    yield from of_copies("quote", sources)
    if quote.basis == Quote.Basis.SECOND_HAND:
        yield PublicationWarning(
            "second-hand",
            "basis",
            "The quote is second-hand: its words were not checked at the original.",
        )
    yield from older(sources, quote.said_on_earliest, "the words were said")
    yield from implausible([dated(quote, "said_on", OF_THE_WORLD)])


def of_party(party: Party) -> Iterator[PublicationWarning]:
    yield from implausible(
        of_parts(party.roles.all(), "roles", "held_from", oldest=OF_THE_WORLD)
    )
    yield from _named_before(party)


def _named_before(party: Party) -> Iterator[PublicationWarning]:
    """Lines that were published with the name before it was decided that readers are not to know it."""
    content = registry.of(party).content(party)
    if not privacy.is_hidden(content):
        return
    names = privacy.names_of(content)
    lines = Publication.objects.filter(uid=party.uid).order_by("seq")
    with_name = [str(line.seq) for line in lines if privacy.says(line.payload, names)]
    if with_name:
        message = f"Readers of the past still find the name in line {', '.join(with_name)}: propose its redaction."
        yield PublicationWarning("name-was-published", "name", message)


def of_accusation(
    record: MayAccuse, named: Iterable[tuple[str, Party]]
) -> Iterator[PublicationWarning]:
    """Whether somebody who is not public is accused, and whether the day has come to look at that again.

    `named` are (field, party) of whom the record names.
    """
    if not record.accuses_private_person:
        private = [field for field, party in named if not party.has_page]
        if private:
            message = "It names a private person. Does it accuse them? Then say so, with a day to look at it again."
            yield PublicationWarning("may-accuse", private[0], message)
    elif record.check_again_on and record.check_again_on <= timezone.localdate():
        day = record.check_again_on
        message = f"It accuses a private person and was to be looked at again on {day}: set a new day."
        yield PublicationWarning("accusation-is-old", "check_again_on", message)


def of_private_people(record: Record) -> Iterator[PublicationWarning]:
    """A text that says the name of a private person whom readers know by initials alone."""
    people = [
        party
        for party in hidden_parties(Party.Publicity.PRIVATE)
        if party["uid"] != record.uid
    ]
    content = registry.of(record).public_content(record) if people else {}
    for person, path in names_in_content(content, people):
        known_by = privacy.public_content(person)["name"]
        yield PublicationWarning(
            "private-name",
            path,
            f"It says the name of a private person, who goes by “{known_by}” elsewhere.",
        )


def of_claim(claim: Claim) -> Iterator[PublicationWarning]:
    evidence, appearances = list(claim.evidence.all()), list(claim.appearances.all())
    of_evidence = [
        (f"evidence[{i}].source", row.source_id) for i, row in enumerate(evidence)
    ]
    of_appearances, parties = [], []
    for i, row in enumerate(appearances):
        if row.source_id:
            of_appearances.append((f"appearances[{i}].source", row.source_id))
        if row.party:
            parties.append((f"appearances[{i}].party", row.party))
    sources = cited([*of_evidence, *of_appearances])
    yield from of_grounds("evidence", sources[: len(of_evidence)])
    yield from of_copies("claim", sources)
    by_field = {each.field: each for each in sources}
    for i, row in enumerate(appearances):
        source = by_field.get(f"appearances[{i}].source")
        if source:
            yield from older([source], earliest(row.stated_on), "the claim was made")
    yield from _without_reply(claim, appearances)
    yield from of_accusation(claim, parties)
    yield from implausible(_dates_of_claim(claim))


def _dates_of_claim(claim: Claim) -> Iterator[Dated]:
    """What the claim says of the past: when it was claimed, checked, and asked about."""
    yield dated(claim, "claimed_on", OF_THE_WORLD)
    if verdict := getattr(claim, "verdict", None):
        yield dated(verdict, "decided_on", OF_THE_DESK, "verdict")
    yield from of_parts(
        claim.appearances.all(), "appearances", "stated_on", oldest=OF_THE_WORLD
    )
    yield from of_parts(
        claim.reviews.all(), "reviews", "reviewed_on", oldest=OF_THE_DESK
    )
    yield from of_parts(
        claim.replies.all(), "replies", "asked_on", "answered_on", oldest=OF_THE_DESK
    )


def _without_reply(
    claim: Claim, appearances: Iterable[Appearance]
) -> Iterator[PublicationWarning]:
    """Who claims it and was not asked for a reply."""
    addressed = {reply.party_id for reply in claim.replies.all()}
    left = set()
    for row in appearances:
        if row.role in CLAIMING and row.party_id and row.party_id not in addressed:
            left.add(row.party)
    if left:
        message = f"Not asked to reply: {names(left)}."
        yield PublicationWarning("not-asked", "replies", message)


def cited(named: Sequence[tuple[str, int]]) -> list[CitedSource]:
    """The sources of (field, primary key) pairs, each knowing whether a copy is held, in one query."""
    if not named:
        return []
    held = Exists(Capture.objects.filter(source=OuterRef("pk"), bytes_removed_at=None))
    sources = Source.objects.filter(pk__in={key for _field, key in named})
    sources = sources.select_related("derived_from").annotate(is_held=held)
    by_key = {source.pk: source for source in sources}
    return [
        CitedSource(field, by_key[key], by_key[key].is_held)
        for field, key in named
        if key in by_key
    ]


def of_grounds(part: str, sources: list[CitedSource]) -> Iterator[PublicationWarning]:
    """What a statement rests on: at least two sources that do not repeat one another, one of them primary."""
    if not sources:
        return
    if len(origins(each.source for each in sources)) == 1:
        yield PublicationWarning(
            "one-source",
            part,
            "It rests on one independent source; what repeats a source counts with it.",
        )
    if all(each.source.rank == Source.Rank.SECONDARY for each in sources):
        yield PublicationWarning(
            "only-secondary", part, "It rests on secondary sources only."
        )


def origins(sources: Iterable[Source]) -> set[int]:
    """The sources in the end: of one that merely repeats another, that other one counts."""
    return {_origin(source).pk for source in sources}


def _origin(source: Source) -> Source:
    seen = {source.pk}
    while source.derived_from_id and source.derived_from_id not in seen:
        source = cast(Source, source.derived_from)
        seen.add(source.pk)
    return source


def of_copies(kind: str, sources: list[CitedSource]) -> Iterator[PublicationWarning]:
    """What readers cannot look up: no copy here, or an address that no longer answers."""
    missing = [each for each in sources if not each.is_held]
    if missing:
        which = "it" if kind == "source" else names(each.source for each in missing)
        yield PublicationWarning(
            "no-copy",
            missing[0].field,
            f"No archived copy is held of {which}; readers are told so.",
        )
    failed = _failed_to_answer(each.source for each in sources)
    by_key = {each.source.pk: each for each in sources}
    for each in by_key.values():
        why = failed.get(each.source.url)
        if why:
            yield PublicationWarning(
                "dead-link",
                each.field,
                f"{each.source.url} did not answer when it was last fetched: {why}",
            )


def _failed_to_answer(sources: Iterable[Source]) -> dict[str, str]:
    """Addresses whose last import failed, each with the message of its job."""
    addresses = {source.url for source in sources if source.url}
    if not addresses:
        return {}
    jobs = ImportJob.objects.filter(address__in=addresses).order_by("state_at")
    failed = {}
    for address, state, message in jobs.values_list("address", "state", "message"):
        if state == ImportJob.State.FAILED:
            failed[address] = message
        else:
            failed.pop(address, None)
    return failed


def older(
    sources: list[CitedSource], since: str, what: str
) -> Iterator[PublicationWarning]:
    """Sources that were published before what they are cited for; `since` is a bound as the models keep it."""
    for field, source, _is_held in sources:
        if since and source.published_on_latest and source.published_on_latest < since:
            yield PublicationWarning(
                "older-source", field, f"“{source}” was published before {what}."
            )


def earliest(written: str) -> str:
    """The first day that a date allows, as sortable text; empty for none, and for what cannot be read."""
    try:
        day = edtf.parse(written).earliest if written else None
    except edtf.DateError:
        return ""
    return day.key if day else ""


def names(records: Iterable[object]) -> str:
    """A few of them by name, the rest by number."""
    titles = sorted({f"“{record}”" for record in records})
    text = ", ".join(titles[:MOST_NAMED])
    if len(titles) > MOST_NAMED:
        text += f" and {len(titles) - MOST_NAMED} more"
    return text
