"""Why a record of factcheck's kinds cannot be published yet, beyond what it rests on."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Protocol

from django.utils import timezone

from factcheck.ledger import folded_words
from factcheck.models import (
    Anchored,
    Capture,
    Claim,
    Party,
    PublishedSlug,
    Quote,
    Record,
)
from factcheck.text import passages
from factcheck.text.replacement import REMOVED

from .. import privacy, registry
from ..registry import Blocker

HALF_A_YEAR = timedelta(days=182)
NEEDS_EVIDENCE = ("fact", "legal")


def of_claim(claim: Claim) -> Iterator[Blocker]:
    """A claim needs a verdict with its reason; of a fact or a legal claim, evidence."""
    verdict = getattr(claim, "verdict", None)
    if verdict is None or not verdict.rationale.strip():
        yield Blocker("verdict", "Give a rating and the reason for it.")
    evidence = list(claim.evidence.all())
    if claim.claim_kind in NEEDS_EVIDENCE and not evidence:
        yield Blocker(
            "evidence",
            f"A claim of the kind “{claim.get_claim_kind_display()}” needs evidence.",
        )
    if not claim.disputes.all():
        yield Blocker("disputes", "Name the dispute it belongs to.")
    yield from of_accusation(claim)
    yield from of_passages("evidence", evidence)
    yield from of_passages("appearances", claim.appearances.all())


class MayAccuse(Protocol):
    """A record that may accuse a private person, with the day on which it is looked at again."""

    @property
    def accuses_private_person(self) -> bool: ...

    @property
    def check_again_on(self) -> date | None: ...


def of_accusation(record: MayAccuse) -> Iterator[Blocker]:
    """A record that accuses a private person needs a day on which it is looked at again."""
    if record.accuses_private_person and record.check_again_on is None:
        usual = timezone.localdate() + HALF_A_YEAR
        message = (
            "It accuses a private person: set a day on which it is looked at again, "
            f"such as {usual} in six months."
        )
        yield Blocker("check_again_on", message)


def of_quote(quote: Quote) -> Iterator[Blocker]:
    if not quote.disputes.all():
        yield Blocker("disputes", "Name the dispute it belongs to.")
    yield from of_passage(quote, "words")


def of_party(party: Party) -> Iterator[Blocker]:
    """The public name of a person who is not public must be decided, and no public field may hold the real name."""
    content = registry.of(party).content(party)
    if party.publicity == Party.Publicity.MINOR and not party.shown_as.strip():
        yield Blocker(
            "shown_as",
            "Say what readers are told instead of the name, such as “a pupil of the school”.",
        )
    if party.show_full_name and not party.full_name_reason.strip():
        yield Blocker(
            "full_name_reason",
            "Say why readers are told the full name of a private person.",
        )
    if privacy.is_hidden(content):
        yield from _name_in_public_fields(party, content)


def _name_in_public_fields(party: Party, content: dict[str, Any]) -> Iterator[Blocker]:
    names = privacy.names_of(content)
    if privacy.says(party.shown_as, names):
        yield Blocker("shown_as", "It says the name that readers are not told.")
    if privacy.says(party.description, names):
        yield Blocker("description", "It says the name that readers are not told.")
    is_fixed = PublishedSlug.objects.filter(uid=party.uid).exists()
    if (
        not is_fixed
        and party.slug != privacy.neutral_slug(party.uid)
        and privacy.slug_says(party.slug, names)
    ):
        yield Blocker(
            "slug",
            f"The address says the name; choose another, such as {privacy.neutral_slug(party.uid)}.",
        )


def of_minors(record: Record) -> Iterator[Blocker]:
    """No text and no address of a record may hold the name of a minor whom the desk knows."""
    minors = [
        party
        for party in hidden_parties(Party.Publicity.MINOR)
        if party["uid"] != record.uid
    ]
    if not minors:
        return
    content = registry.of(record).public_content(record) | {"slug": record.slug}
    for minor, path in names_in_content(content, minors):
        yield Blocker(
            path,
            f"It says the name of a minor, who goes by “{minor['shown_as'] or privacy.NOBODY_NAMED}”.",
        )


def hidden_parties(*publicity: str) -> list[dict[str, Any]]:
    """The parties whose names are withheld from readers, as dictionaries of what the desk knows. One query."""
    parties = Party.objects.filter(publicity__in=publicity, show_full_name=False)
    rows = parties.values(
        "uid", "name", "aliases", "publicity", "shown_as", "show_full_name"
    )
    return [dict(row) for row in rows]


def names_in_content(
    content: dict[str, Any], parties: Iterable[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], str]]:
    """(party, path of the text) of each of these parties whose name stands in a content, at its first place."""
    texts = list(privacy.texts_of(content))
    words: set[str] = set()
    for _path, text in texts:
        words |= set(folded_words(text))
    for party in parties:
        # Most names are ruled out by their words, so that few texts are searched.
        names = [name for name in privacy.names_of(party) if words.issuperset(name)]
        if not names:
            continue
        for path, text in texts:
            if privacy.says(text, names):
                yield party, path
                break


def of_passages(part: str, rows: Iterable[Anchored]) -> Iterator[Blocker]:
    """The passages of a part's rows; their copies are read in one query."""
    rows = list(rows)
    texts = _texts_of_copies(rows)
    for i, row in enumerate(rows):
        yield from _of_text(row, f"{part}[{i}].passage", texts)


def of_passage(anchored: Anchored, field: str) -> Iterator[Blocker]:
    """A passage must stand in the copy that it names, at one place."""
    return _of_text(anchored, field, _texts_of_copies([anchored]))


def _texts_of_copies(rows: Iterable[Anchored]) -> dict[str, str]:
    """The texts of the copies that the passages name, by sha256; what is not held is left out."""
    sha256s = {row.capture_sha256 for row in rows if row.exact and row.capture_sha256}
    if not sha256s:
        return {}
    copies = Capture.objects.filter(sha256__in=sha256s)
    return dict(copies.values_list("sha256", "text"))


def _of_text(
    anchored: Anchored, field: str, texts: dict[str, str]
) -> Iterator[Blocker]:
    text = texts.get(anchored.capture_sha256)
    # A copy that is not held and words that were struck cannot be looked for.
    if text is None or not anchored.exact or REMOVED in anchored.exact:
        return
    places = passages.find_all(text, anchored.exact)
    if not places:
        yield Blocker(
            field,
            f"“{anchored.exact[:80]}” does not stand in the archived copy that it names.",
        )
    elif anchored.start not in places:
        yield Blocker(
            field,
            f"“{anchored.exact[:80]}” stands there {len(places)} times; say which place is meant.",
        )
