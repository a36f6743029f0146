"""When a line was published: one clock, read under the lock, that never goes back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from support.ledger_factory import append, source_line
from support.people import make, publish

from factcheck import ledger
from factcheck.ledger.clock import timezone as clock

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def test_a_moment_is_the_clocks():
    before = timezone.now()
    line = append(source_line("one"))[0]

    assert before <= line.published_at <= timezone.now()
    assert line.published_at == line.recorded_at


def test_seconds_that_the_clock_stands_behind_are_passed_over(monkeypatch):
    first = append(source_line("one"))[0]
    monkeypatch.setattr(clock, "now", lambda: first.published_at - timedelta(seconds=4))

    second = append(source_line("two"))[0]

    assert second.published_at == second.recorded_at == first.recorded_at
    assert list(ledger.verify()) == []


def test_a_clock_further_behind_publishes_nothing(monkeypatch):
    first = append(source_line("one"))[0]
    monkeypatch.setattr(clock, "now", lambda: first.published_at - timedelta(seconds=6))

    with pytest.raises(ledger.ClockRefused, match="Set the clock right"):
        append(source_line("two"))
    assert ledger.current().seq == first.seq


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL has a clock of its own to ask"
)
@pytest.mark.parametrize("jump", [timedelta(hours=2), timedelta(days=400)])
def test_a_clock_that_jumped_ahead_publishes_nothing(monkeypatch, jump):
    append(source_line("one"))
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + jump)

    with pytest.raises(ledger.ClockRefused, match="by the time that passed"):
        append(source_line("two"))


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no clock of its own"
)
@pytest.mark.parametrize(
    "apart", [timedelta(seconds=61), timedelta(days=400), timedelta(seconds=-61)]
)
def test_a_clock_apart_from_the_databases_publishes_nothing(monkeypatch, apart):
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + apart)

    with pytest.raises(ledger.ClockRefused, match="the database's"):
        append(source_line("one"))


def test_a_clock_that_is_a_little_ahead_of_the_others_publishes(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + timedelta(seconds=50))

    assert append(source_line("one"))[0].recorded_at > datetime.now(UTC)


def test_a_past_may_be_simulated_while_every_line_is():
    append(source_line("one"), at=NOON)
    line = append(source_line("two"), at=NOON + timedelta(days=1))[0]

    assert line.published_at == NOON + timedelta(days=1)
    assert line.recorded_at > line.published_at


def test_two_simulated_lines_may_share_a_moment():
    append(source_line("one"), at=NOON)

    assert append(source_line("two"), at=NOON)[0].published_at == NOON


def test_a_simulated_moment_does_not_go_back():
    append(source_line("one"), at=NOON)

    with pytest.raises(ledger.MomentRefused, match="never go backwards"):
        append(source_line("two"), at=NOON - timedelta(microseconds=1))


def test_a_simulated_moment_does_not_lie_ahead():
    with pytest.raises(ledger.MomentRefused, match="ahead of the clock"):
        append(source_line("one"), at=timezone.now() + timedelta(minutes=1))


def test_nothing_is_simulated_after_a_real_line():
    append(source_line("one"), at=NOON)
    append(source_line("two"))

    with pytest.raises(ledger.MomentRefused, match="real moments already"):
        append(source_line("three"), at=timezone.now())


def test_publishing_passes_the_simulated_moment_on():
    line = publish(make("party"), at=NOON)[0]

    assert line.published_at == NOON
    assert ledger.payload_of(line)["published_at"] == "2026-01-15T12:00:00.000000Z"
