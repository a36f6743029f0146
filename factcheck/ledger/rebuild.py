"""Computing derived rows anew when a kind's derive function or its public form has a new number."""

from uuid import UUID

from django.db import connection, transaction

from factcheck.models import DerivedBy, Facet, Publication, Ref, SearchText

from . import upgrades
from .append import lock_head, write_derived
from .derive import derive_line, happened_key, numbers, renewal_of
from .reading import original_of
from .redact import texts_for_readers
from .triggers import rebuilding

BATCH = 500
# One statement a line: the CASE of a bulk_update took twice the time of all the rest.
UPDATE = "UPDATE factcheck_publication SET happened_key = %s, language = %s, current_form = %s WHERE seq = %s"


def outdated() -> set[str]:
    """The kinds whose derived rows were written by another derive function than today's, or for another form."""
    stored = derived_by()
    return {
        kind for kind, today in todays_numbers().items() if stored.get(kind) != today
    }


def derived_by() -> dict[str, tuple[int, int]]:
    """By kind, the numbers of the derive function and the form that wrote the derived rows that are there."""
    stored = {}
    for kind, number, form in DerivedBy.objects.values_list("kind", "number", "form"):
        stored[kind] = (number, form)
    return stored


def todays_numbers() -> dict[str, tuple[int, int]]:
    """By kind, the numbers of the derive function and the form of this release."""
    forms = upgrades.numbers()
    return {kind: (number, forms.get(kind, 1)) for kind, number in numbers().items()}


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
        number, form = todays_numbers()[kind]
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
    texts = texts_for_readers(lines)
    pairs, changed = [], []
    for line in lines:
        derived = derive_line(line, original_of(line))
        pairs.append((line, derived))
        before = _columns(line)
        line.happened_key = happened_key(derived, firsts[line.uid])
        line.language = derived.language
        line.current_form = texts[line.seq]
        if _columns(line) != before:
            changed.append((*_columns(line), line.seq))
    with connection.cursor() as cursor:
        cursor.executemany(UPDATE, changed)
    write_derived(pairs)


def _columns(line: Publication) -> tuple[str, str, str]:
    return line.happened_key, line.language, line.current_form
