"""What the ledger leans on beside its lines: guards, search index, numbers that only rise, and who agreed to what."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError, connection, transaction

from factcheck.models import (
    LedgerGate,
    Proposal,
    ProposedStrike,
    Publication,
    PublishedSlug,
    StruckSlug,
)

from .leaves import NAMES, Path
from .reading import original_of
from .rebuild import derived_by, todays_numbers
from .redact import struck_lines
from .triggers import altered, missing, strange

CHECK_INDEX = "INSERT INTO factcheck_searchindex(factcheck_searchindex, rank) VALUES ('integrity-check', 1)"


def faults_around() -> Iterator[str]:
    """What is wrong around the lines, a sentence each; nothing where they are guarded and agreed to."""
    for faults in (_guards, _gate, _search_index, _derived_by, _agreements, _addresses):
        yield from faults()


def _guards() -> Iterator[str]:
    for name in sorted(missing()):
        yield f"the trigger {name} is missing; manage.py migrate puts it back."
    for name in sorted(altered()):
        yield f"the trigger {name} does not do what this release wants of it; manage.py migrate makes it anew."
    for name in sorted(strange()):
        yield f"the trigger {name} on the ledger's tables is none of this release's; look at what it does."


def _gate() -> Iterator[str]:
    for gate in LedgerGate.objects.all():
        yield f"the gate “{gate.name}” stands open: what is derived could be changed. Delete its row in LedgerGate."


def _search_index() -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield from _search_index_sqlite()
    else:
        yield from _search_index_postgresql()


def _search_index_sqlite() -> Iterator[str]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CHECK_INDEX)
    except DatabaseError:
        yield "the search index does not hold the search text; rebuild it (INSERT INTO ... VALUES('rebuild'))."


def _search_index_postgresql() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM factcheck_searchtext WHERE words IS DISTINCT FROM to_tsvector('simple', text)"
        )
        (count,) = cursor.fetchone()
        cursor.execute(
            "SELECT COUNT(*) FROM pg_indexes WHERE indexname = 'searchtext_folded_words'"
        )
        (indexes,) = cursor.fetchone()
    if count:
        yield f"the indexed words of {count} lines are not those of their search text."
    if not indexes:
        yield "the index of the search text is missing; manage.py migrate makes it."


def _derived_by() -> Iterator[str]:
    """Numbers other than today's are no sign of altering: another release derived what is there."""
    stored = derived_by()
    for kind, today in sorted(todays_numbers().items()):
        numbers = stored.get(kind)
        if numbers is None or numbers < today:
            yield f"what is derived of each {kind} was made by an earlier release; manage.py migrate makes it anew."
        elif numbers > today:
            yield f"what is derived of each {kind} was made by a later release than this; verify it with that one."


@dataclass
class _Agreed:
    """What approved proposals name: the lines, those to be struck whole, and the words in each line."""

    lines: set[int]
    whole: set[int] = field(default_factory=set)
    words: dict[int, set[tuple[Path, int | None]]] = field(default_factory=dict)


def _agreed() -> _Agreed:
    done = Proposal.objects.filter(verb=Proposal.Verb.REDACT, state=Proposal.State.DONE)
    numbers = done.values_list("line", flat=True)
    agreed = _Agreed(lines={seq for seq in numbers if seq is not None})
    for strike in ProposedStrike.objects.filter(proposal__in=done):
        agreed.lines.add(strike.seq)
        if strike.is_whole:
            agreed.whole.add(strike.seq)
        words = agreed.words.setdefault(strike.seq, set())
        words |= {(tuple(path), number) for path, number in strike.words}
    return agreed


def _agreements() -> Iterator[str]:
    """Whatever was struck, a proposal names that a second person approved: the line, and the words."""
    agreed = _agreed()
    redactions = Publication.objects.filter(action=Publication.Action.REDACT)
    for line in redactions.order_by("seq"):
        lacking = sorted(set(struck_lines(original_of(line))) - agreed.lines)
        if lacking:
            numbers = ", ".join(map(str, lacking))
            yield f"line {line.seq} strikes in {numbers}, and no approved proposal names that."
    in_part = set(agreed.words) - agreed.whole
    struck = Publication.objects.filter(secret="", seq__in=in_part)
    for line in struck.exclude(key_id="").order_by("seq"):
        if _struck_words(line) != agreed.words[line.seq]:
            yield f"of line {line.seq} other words are struck than an approved proposal names."


def _struck_words(line: Publication) -> set[tuple[Path, int | None]]:
    words = set()
    for path, word, _hash in line.sealed:
        if path[:1] != [NAMES]:
            words.add((tuple(path), word))
    return words


def _addresses() -> Iterator[str]:
    """A struck address is known by its hash, so that it is given to nobody."""
    struck = set(StruckSlug.objects.values_list("uid", flat=True))
    neutral = PublishedSlug.objects.filter(slug__startswith="removed-")
    for uid in neutral.values_list("uid", flat=True):
        if uid not in struck:
            yield f"the address of {uid} was struck, and its hash is gone: it could be given to another record."
