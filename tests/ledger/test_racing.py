"""Many publish at once: everyone succeeds, one after the other. The twins show what happens without the guard."""

import json
import time
from functools import partial
from importlib import import_module

import pytest
from django.db import IntegrityError, OperationalError, connection, connections
from support.ledger_factory import append, source_line
from support.people import approve, make, person
from support.races import at_once
from support.redactions import redact

from factcheck import ledger, workflow
from factcheck.models import Head, Publication
from factcheck.workflow import Change

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 16
appending = import_module("factcheck.ledger.append")  # its function has the same name


def is_unbroken() -> bool:
    """Whether the lines are numbered from 1 and each follows from the one before, up to the head."""
    number, previous = 0, "0" * 64
    for line in Publication.objects.order_by("seq"):
        if (line.seq, line.previous_hash) != (number + 1, previous):
            return False
        number, previous = line.seq, line.hash
    return (number, previous) == Head.objects.values_list("seq", "hash").get(pk=1)


def test_sixteen_people_publish_at_once():
    parties = [
        approve(make("party", slug=f"party-{i}", name=f"Party {i}"))
        for i in range(THREADS)
    ]
    people = [person(f"publisher{i}") for i in range(THREADS)]

    outcomes = at_once(
        *(
            partial(workflow.publish, [Change(party)], by)
            for party, by in zip(parties, people, strict=True)
        )
    )

    assert [outcome for outcome in outcomes if isinstance(outcome, BaseException)] == []
    assert sorted(line.seq for (line,) in outcomes) == list(range(2, THREADS + 2))
    assert is_unbroken()
    assert list(ledger.verify()) == []


def test_moments_of_a_race_never_go_back():
    at_once(*(partial(append, source_line(f"s{i}")) for i in range(THREADS)))

    moments = list(
        Publication.objects.order_by("seq").values_list("published_at", flat=True)
    )
    assert len(moments) == 1 + THREADS
    assert moments == sorted(moments)


def test_of_two_who_publish_one_version_one_reads_why():
    party = approve(make("party"))

    outcomes = at_once(
        *(partial(workflow.publish, [Change(party)], person(name)) for name in TWO)
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "WrongState",
        "list",
    ]
    assert Publication.objects.exclude(kind="key").count() == 1


TWO = ("publisher", "second_publisher")


def test_of_two_records_with_one_new_address_one_is_refused():
    outcomes = at_once(*(partial(append, source_line("same")) for _ in range(2)))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "SlugTaken",
        "list",
    ]
    assert is_unbroken()


def slow_head(read):
    """The head as `read` finds it, and a moment to think, so that everyone has read before anyone writes."""

    def lock_head():
        head = read()
        time.sleep(0.2)
        return head

    return lock_head


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite locks by its transaction mode"
)
def test_twin_without_the_heads_lock_appends_collide(monkeypatch):
    monkeypatch.setattr(
        appending, "lock_head", slow_head(lambda: Head.objects.get(pk=1))
    )

    outcomes = at_once(*(partial(append, source_line(f"s{i}")) for i in range(4)))

    assert (
        any(isinstance(outcome, IntegrityError) for outcome in outcomes)
        or not is_unbroken()
    )


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite locks by its transaction mode"
)
def test_with_the_heads_lock_the_same_race_is_harmless(monkeypatch):
    monkeypatch.setattr(appending, "lock_head", slow_head(appending.lock_head))

    outcomes = at_once(*(partial(append, source_line(f"s{i}")) for i in range(4)))

    assert [type(outcome) for outcome in outcomes] == [list] * 4
    assert is_unbroken()


@pytest.fixture
def _deferred(monkeypatch):
    """New connections of SQLite begin transactions without taking their turn."""
    options = {
        **connections.settings["default"]["OPTIONS"],
        "transaction_mode": "DEFERRED",
    }
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", options)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL locks the head's row"
)
@pytest.mark.usefixtures("_deferred")
def test_twin_with_deferred_transactions_appends_collide(monkeypatch):
    monkeypatch.setattr(appending, "lock_head", slow_head(appending.lock_head))

    outcomes = at_once(*(partial(append, source_line(f"s{i}")) for i in range(4)))

    assert (
        any(
            isinstance(outcome, OperationalError | IntegrityError)
            for outcome in outcomes
        )
        or not is_unbroken()
    )


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL locks the head's row"
)
def test_with_immediate_transactions_the_same_race_is_harmless(monkeypatch):
    monkeypatch.setattr(appending, "lock_head", slow_head(appending.lock_head))

    outcomes = at_once(*(partial(append, source_line(f"s{i}")) for i in range(4)))

    assert [type(outcome) for outcome in outcomes] == [list] * 4
    assert is_unbroken()


def test_a_redaction_and_a_publication_do_not_disturb_each_other():
    first = append(source_line("one", note="Private."))[0]

    at_once(
        partial(redact, first.seq),
        *(partial(append, source_line(f"s{i}")) for i in range(6)),
    )

    assert is_unbroken()
    assert json.loads(Publication.objects.get(seq=first.seq).payload) == {
        "path": "/sources/one/",
        "slug": "one",
    }
    assert list(ledger.verify()) == []


def test_verifying_is_not_confused_by_who_publishes_meanwhile():
    one = append(source_line("one"))[0]

    def verify_all() -> list:
        return [str(difference) for _ in range(10) for difference in ledger.verify()]

    def publish_on() -> None:
        for i in range(20):
            append(source_line("one", one.uid, "minor", title=str(i)))

    found, _ = at_once(verify_all, publish_on)

    assert found == []
