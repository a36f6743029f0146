"""What the ledger leans on beside its lines: guards, search index, numbers that only rise, and who agreed to what."""

from collections import defaultdict
from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction

from factcheck.models import (
    DerivedBy,
    LedgerGate,
    Proposal,
    ProposedStrike,
    Publication,
    PublishedSlug,
    StruckSlug,
)

from . import derive, upgrades
from .leaves import NAMES
from .reading import original_of
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
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(CHECK_INDEX)
        except DatabaseError:
            yield "the search index does not hold the search text; rebuild it (INSERT INTO ... VALUES('rebuild'))."
        return
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
    today = {
        kind: (number, upgrades.numbers().get(kind, 1))
        for kind, number in derive.numbers().items()
    }
    written = {
        kind: (number, form)
        for kind, number, form in DerivedBy.objects.values_list(
            "kind", "number", "form"
        )
    }
    for kind in sorted(today):
        found = written.get(kind)
        if found is None or found < today[kind]:
            yield f"what is derived of each {kind} was made by an earlier release; manage.py migrate makes it anew."
        elif found > today[kind]:
            yield f"what is derived of each {kind} was made by a later release than this; verify it with that one."


def _agreements() -> Iterator[str]:
    """Whatever was struck, a proposal names that a second person approved: the line, and the words."""
    done = Proposal.objects.filter(verb="redact", state="done")
    strikes = ProposedStrike.objects.filter(proposal__in=done)
    agreed, whole, words = (
        set(done.values_list("line", flat=True)),
        set(),
        defaultdict(set),
    )
    for strike in strikes:
        agreed.add(strike.seq)
        whole |= {strike.seq} if strike.is_whole else set()
        words[strike.seq] |= {(tuple(path), number) for path, number in strike.words}
    for line in Publication.objects.filter(action="redact").order_by("seq"):
        if lacking := sorted(set(struck_lines(original_of(line))) - agreed):
            said = ", ".join(map(str, lacking))
            yield f"line {line.seq} strikes in {said}, and no approved proposal names that."
    for line in (
        Publication.objects.filter(secret="", seq__in=set(words) - whole)
        .exclude(key_id="")
        .order_by("seq")
    ):
        struck = {
            (tuple(path), word)
            for path, word, _hash in line.sealed
            if path[:1] != [NAMES]
        }
        if struck != words[line.seq]:
            yield f"of line {line.seq} other words are struck than an approved proposal names."


def _addresses() -> Iterator[str]:
    """A struck address is known by its hash, so that it is given to nobody."""
    struck = set(StruckSlug.objects.values_list("uid", flat=True))
    for uid in PublishedSlug.objects.filter(slug__startswith="removed-").values_list(
        "uid", flat=True
    ):
        if uid not in struck:
            yield f"the address of {uid} was struck, and its hash is gone: it could be given to another record."
