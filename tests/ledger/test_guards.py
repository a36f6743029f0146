"""The database itself refuses to change what was published, whoever asks, on either database."""

import pytest
from django.apps import apps
from django.core import management
from django.core.checks import run_checks
from django.db import IntegrityError, connection, transaction
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate
from support.ledger_factory import append, source_line, stored, tombstone
from support.people import World
from support.redactions import redact

from factcheck import ledger
from factcheck.ledger.triggers import rebuilding
from factcheck.models import (
    Facet,
    Head,
    LedgerGate,
    Publication,
    PublishedSlug,
    Ref,
    SearchText,
)
from factcheck.workflow import checks, receivers

pytestmark = pytest.mark.django_db

COLUMNS = {
    Publication: {
        "seq": 99,
        "uid": "0" * 32,
        "kind": "claim",
        "version": 7,
        "action": "minor",
        "payload": "{}",
        "payload_root": "0",
        "secret": "",
        "salts": "[null]",
        "sealed": "[1]",
        "key_id": "0",
        "signature": "0",
        "stamped_at": "2020-01-01 00:00:00",
        "previous_hash": "1",
        "hash": "0",
        "published_at": "2020-01-01 00:00:00",
        "recorded_at": "2020-01-01 00:00:00",
        "superseded_at": "2020-01-01 00:00:00",
        "superseded_seq": 99,
        "slug": "other",
        "happened_key": "0",
        "language": "da",
        "first_published_at": "2020-01-01 00:00:00",
    },
    Facet: {
        "seq": 99,
        "name": "party",
        "value": "x",
        "kind": "claim",
        "happened_key": "0",
    },
    Ref: {"seq": 99, "uid": "0" * 32},
    SearchText: {"seq": 99, "text": "other"},
    PublishedSlug: {"kind": "claim", "slug": "other", "uid": "0" * 32},
    Head: {"seq": 0},
}
UPDATES = [
    (model, column, value)
    for model, columns in COLUMNS.items()
    for column, value in columns.items()
]


def run(statement: str, *params) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def refused(statement: str, *params) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        run(statement, *params)


def rows(model) -> list[tuple]:
    return list(model.objects.order_by("pk").values_list())


@pytest.fixture
def lines() -> list[Publication]:
    """A superseded line, its successor and a line that refers to another."""
    first = append(source_line("one", note="Words."))[0]
    second = append(source_line("one", first.uid, "update", note="Words."))[0]
    third = append(source_line("two", derived_from=str(first.uid)))[0]
    return [first, second, third]


@pytest.mark.parametrize(
    ("model", "column", "value"),
    UPDATES,
    ids=[f"{model.__name__}.{column}" for model, column, _ in UPDATES],
)
def test_no_column_of_a_published_row_can_be_changed(lines, model, column, value):
    before = rows(model)

    refused(f'UPDATE {model._meta.db_table} SET "{column}" = %s', value)

    assert rows(model) == before


@pytest.mark.parametrize(
    "model", [Publication, Facet, Ref, SearchText, PublishedSlug, Head]
)
def test_no_published_row_can_be_deleted(lines, model):
    before = rows(model)
    assert before

    refused(f"DELETE FROM {model._meta.db_table}")

    assert rows(model) == before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize(
    "model", [Publication, Facet, Ref, SearchText, PublishedSlug, Head]
)
def test_no_table_of_the_ledger_can_be_emptied(lines, model):
    refused(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_a_superseded_line_cannot_be_superseded_again(lines):
    refused(
        "UPDATE factcheck_publication SET superseded_seq = 4, superseded_at = published_at WHERE seq = 2"
    )
    refused(
        "UPDATE factcheck_publication SET superseded_seq = NULL, superseded_at = NULL WHERE seq = 2"
    )
    refused("UPDATE factcheck_facet SET superseded_seq = NULL WHERE seq = 2")


def test_superseding_changes_nothing_else(lines):
    refused(
        "UPDATE factcheck_publication SET superseded_seq = 5, superseded_at = published_at, slug = 'x' WHERE seq = 3"
    )
    refused(
        "UPDATE factcheck_publication SET superseded_seq = 2, superseded_at = published_at WHERE seq = 3"
    )


def test_a_payload_can_only_be_emptied_where_a_redaction_names_the_line(lines):
    append(*(source_line(f"s{i}") for i in range(10)))
    redact(13, "privacy")  # names 13, and neither 3 nor 4

    for seq in (3, 4):
        refused(
            "UPDATE factcheck_publication SET payload = '{}', secret = '' WHERE seq = %s",
            seq,
        )
        refused("DELETE FROM factcheck_facet WHERE seq = %s", seq)


def test_an_emptied_payload_cannot_be_filled_again(lines):
    full, secret = lines[0].payload, lines[0].secret
    redact(2, "privacy")

    refused(
        "UPDATE factcheck_publication SET payload = %s, secret = %s WHERE seq = 2",
        full,
        secret,
    )
    refused("UPDATE factcheck_publication SET hash = 'x' WHERE seq = 2")


def test_the_gate_lets_derived_rows_through_and_payloads_not(lines):
    with rebuilding():
        run(
            "UPDATE factcheck_publication SET language = language, happened_key = happened_key"
        )
        run("UPDATE factcheck_searchtext SET text = text")
        refused("UPDATE factcheck_publication SET payload = '{}' WHERE seq = 1")
        refused("DELETE FROM factcheck_publication WHERE seq = 1")
        refused("DELETE FROM factcheck_publishedslug")
    assert not LedgerGate.objects.exists()
    refused("UPDATE factcheck_searchtext SET text = text")


def test_putting_the_guards_up_again_changes_nothing(lines):
    ledger.install_guards()
    ledger.install_guards()

    assert ledger.missing_guards() == set()
    test_superseding_changes_nothing_else(lines)


def test_a_weakened_trigger_is_installed_anew(lines):
    if connection.vendor == "sqlite":
        run("DROP TRIGGER ledger_head_delete")
        run(
            "CREATE TRIGGER ledger_head_delete BEFORE DELETE ON factcheck_head BEGIN SELECT 1; END"
        )
    else:
        run("ALTER TABLE factcheck_head DISABLE TRIGGER ledger_head_delete")
        assert ledger.missing_guards() == {"ledger_head_delete"}

    ledger.install_guards()

    refused("DELETE FROM factcheck_head")


def test_the_system_check_names_what_is_missing_and_migrate_puts_it_back(lines):
    ledger.lift_guards()
    run("DELETE FROM factcheck_ref WHERE seq = -1")

    found = [
        message
        for message in run_checks(databases=["default"])
        if message.id == "factcheck.W002"
    ]
    assert "ledger_publication_update" in found[0].msg
    assert "migrate" in found[0].hint

    management.call_command("migrate", verbosity=0, skip_checks=True)
    assert checks.ledger_is_guarded(databases=["default"]) == []


def test_the_check_asks_no_database_that_it_was_not_given():
    ledger.lift_guards()

    assert checks.ledger_is_guarded(databases=None) == []
    assert [
        message.id for message in checks.ledger_is_guarded(databases=["default"])
    ] == ["factcheck.W002"]


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="only SQLite keeps its search index by triggers",
)
def test_a_search_index_that_nobody_keeps_is_missed():
    run("DROP TRIGGER search_added")

    assert ledger.missing_guards() == {"search_added"}


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite makes a changed table anew"
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "model", [Publication, Facet, Ref, SearchText, PublishedSlug, Head, LedgerGate]
)
def test_a_migration_that_makes_a_table_anew_leaves_it_guarded(model):
    World()
    config = model._meta.app_config
    said = {
        "app_config": config,
        "verbosity": 0,
        "interactive": False,
        "using": "default",
        "apps": apps,
    }
    said["plan"] = [(Migration("0002_some_change", "factcheck"), False)]

    pre_migrate.send(sender=config, **said)
    with connection.schema_editor() as editor:
        editor._remake_table(model)
    post_migrate.send(sender=config, **said)

    assert ledger.missing_guards() == set()
    refused("DELETE FROM factcheck_publication")
    assert list(ledger.verify()) == []


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite makes a changed table anew"
)
def test_nothing_is_lifted_when_there_is_nothing_to_migrate():
    receivers.make_way(
        sender=apps.get_app_config("factcheck"), using="default", plan=[]
    )

    assert ledger.missing_guards() == set()


def test_the_head_never_goes_back(lines):
    append(tombstone(stored(3)))

    refused("UPDATE factcheck_head SET seq = 4")
