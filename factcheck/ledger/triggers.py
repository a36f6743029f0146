"""Putting the guards up, seeing that they stand, and taking them down where a table must be made anew."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction

from factcheck.models import Head, LedgerGate

from . import trigger_sql


def install() -> None:
    """Make triggers, search index and the head row; safe to call again and again."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in trigger_sql.statements(connection.vendor):
            cursor.execute(statement)
        Head.objects.get_or_create(pk=1)


def expected() -> set[str]:
    """The names of the triggers that guard this database."""
    guards = trigger_sql.guards(connection.vendor)
    names = {guard.name for guard in guards}
    if connection.vendor == "postgresql":
        names |= {trigger_sql.truncate_name(guard.table) for guard in guards}
    return names


def wanted() -> Mapping[str, str | trigger_sql.TriggerFacts]:
    """What this release's triggers say, by name: the guards and, on SQLite, those that keep the search index."""
    if connection.vendor == "sqlite":
        return trigger_sql.texts_sqlite()
    return trigger_sql.facts_postgresql()


def missing() -> set[str]:
    """The triggers that should guard the ledger, or keep its search index, and do not stand."""
    return wanted().keys() - _standing().keys()


def altered() -> set[str]:
    """The triggers that stand under their names and do something else than this release wants of them."""
    standing = _standing()
    return {name for name, text in wanted().items() if standing.get(name, text) != text}


def strange() -> set[str]:
    """Triggers on the ledger's tables that are none of this release's."""
    return set(_standing()) - set(wanted())


def _standing() -> dict[str, str | trigger_sql.TriggerFacts]:
    """The triggers that this database has, by name, as `wanted` describes them."""
    is_sqlite = connection.vendor == "sqlite"
    query = (
        trigger_sql.STANDING_SQLITE if is_sqlite else trigger_sql.STANDING_POSTGRESQL
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    if is_sqlite:
        return dict(rows)
    return {name: tuple(facts) for name, *facts in rows}


def lift() -> None:
    """Take the guards down.

    Only before migrations on SQLite, which cannot make a table anew while another's trigger speaks of it; to clean a
    test database; and to show that tampering is found.
    """
    with connection.cursor() as cursor:
        for name in sorted(expected() & _standing().keys()):
            on = "" if connection.vendor == "sqlite" else f" ON {_table(name)}"
            cursor.execute(f"DROP TRIGGER {name}{on}")


def _table(trigger: str) -> str:
    return "factcheck_" + trigger.removeprefix("ledger_").rpartition("_")[0]


@contextmanager
def rebuilding() -> Iterator[None]:
    """Open the one gate through which derived rows are computed anew; closed again in the same transaction."""
    with transaction.atomic():
        gate = LedgerGate.objects.create(name="rebuild")
        yield
        gate.delete()
