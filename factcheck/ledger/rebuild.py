"""Computing derived rows anew when a kind's derive function or its public form has a new number."""

from uuid import UUID

from django.db import connection, transaction

from factcheck.models import DerivedBy, Facet, Publication, Ref, SearchText

from . import upgrades
from .append import lock_head, write_derived
from .derive import derive_line, happened_key, numbers, renewal_of
from .reading import original_of
from .redact import grounds_of
from .triggers import rebuilding

BATCH = 500
# One statement a line: the CASE of a bulk_update took twice the time of all the rest.
UPDATE = "UPDATE factcheck_publication SET happened_key = %s, language = %s, current_form = %s WHERE seq = %s"


def outdated() -> set[str]:
    """The kinds whose derived rows were written by another derive function than today's, or for another form."""
    written = {
        kind: by
        for kind, *by in DerivedBy.objects.values_list("kind", "number", "form")
    }
    return {kind for kind in numbers() if written.get(kind) != _numbers(kind)}


def _numbers(kind: str) -> list[int]:
    """The numbers of a kind's derive function and of its form, as DerivedBy keeps them."""
    return [numbers()[kind], upgrades.numbers().get(kind, 1)]


def rebuild_outdated() -> list[str]:
    """Rebuild what is outdated; returns the kinds that were."""
    kinds = sorted(outdated())
    for kind in kinds:
        rebuild(kind)
    return kinds


def rebuild(kind: str) -> None:
    """Derive every line of a kind anew, in one transaction, and keep the number that did it; held ones stay dark."""
    with transaction.atomic(), rebuilding():
        lock_head()  # nobody supersedes a line while its facets are written anew
        firsts = dict(
            Publication.objects.filter(kind=kind, version=1).values_list("uid", "seq")
        )
        after = 0
        while lines := list(
            Publication.objects.filter(kind=kind, seq__gt=after).order_by("seq")[:BATCH]
        ):
            derive_anew(lines, firsts)
            after = lines[-1].seq
        if renew := renewal_of(kind):
            renew()
        number, form = _numbers(kind)
        DerivedBy.objects.update_or_create(
            kind=kind, defaults={"number": number, "form": form}
        )


def derive_anew(lines: list[Publication], firsts: dict[UUID, int]) -> None:
    """Write the derived rows and columns of these lines anew; `firsts` are the first lines of their records.

    Must run inside `rebuilding()`.
    """
    seqs = [line.seq for line in lines]
    for model in (Facet, Ref, SearchText):
        model.objects.filter(seq__in=seqs).delete()
    payloads = {line.seq: original_of(line) for line in lines}
    grounds = grounds_of(line.seq for line in lines if not line.secret)
    pairs = [(line, derive_line(line, payloads[line.seq])) for line in lines]
    changed = []
    for line, facts in pairs:
        before = _columns(line)
        line.happened_key = happened_key(facts, firsts[line.uid])
        line.language = facts.language
        line.current_form = upgrades.text_for_readers(
            line, payloads[line.seq], grounds.get(line.seq, "")
        )
        if _columns(line) != before:
            changed.append((*_columns(line), line.seq))
    with connection.cursor() as cursor:
        cursor.executemany(UPDATE, changed)
    write_derived(pairs)


def _columns(line: Publication) -> tuple[str, str, str]:
    return line.happened_key, line.language, line.current_form
