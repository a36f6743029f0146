"""Computing derived rows anew when a kind's derive function has a new number."""

from django.db import transaction

from factcheck.models import DerivedBy, Facet, Publication, Ref, SearchText

from .append import lock_head, write_derived
from .derive import derive, happened_key, numbers
from .guarding import rebuilding
from .reading import payload_of

BATCH = 500


def outdated() -> set[str]:
    """The kinds whose derived rows were written by another number than today's."""
    written = dict(DerivedBy.objects.values_list("kind", "number"))
    return {kind for kind, number in numbers().items() if written.get(kind) != number}


def rebuild_outdated() -> list[str]:
    """Rebuild what is outdated; returns the kinds that were."""
    kinds = sorted(outdated())
    for kind in kinds:
        rebuild(kind)
    return kinds


def rebuild(kind: str) -> None:
    """Derive every line of a kind anew, in one transaction, and keep the number that did it."""
    with transaction.atomic(), rebuilding():
        lock_head()  # nobody supersedes a line while its facets are written anew
        firsts = dict(Publication.objects.filter(kind=kind, version=1).values_list("uid", "seq"))
        after = 0
        while lines := list(Publication.objects.filter(kind=kind, seq__gt=after).order_by("seq")[:BATCH]):
            _rebuild_lines(lines, firsts)
            after = lines[-1].seq
        DerivedBy.objects.update_or_create(kind=kind, defaults={"number": numbers()[kind]})


def _rebuild_lines(lines: list[Publication], firsts: dict) -> None:
    seqs = [line.seq for line in lines]
    for model in (Facet, Ref, SearchText):
        model.objects.filter(seq__in=seqs).delete()
    pairs = [(line, derive(line.kind, line.action, payload_of(line))) for line in lines]
    for line, facts in pairs:
        line.happened_key = happened_key(facts, firsts[line.uid])
        line.language = facts.language
    Publication.objects.bulk_update(lines, ["happened_key", "language"])
    write_derived(pairs)
