"""A page of the past costs its making once, and one client may have only so many of them made."""

import threading
import time

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from redis.exceptions import ConnectionError as NoRedis
from support.people import change, publish

from factcheck import ledger
from factcheck.ledger import moment_text
from factcheck.models import Publication
from factcheck.pages.cache import single_flight, store
from timeline.pages.views import EntryPage


def moment_of(seq: int) -> str:
    return moment_text(Publication.objects.get(seq=seq).published_at)


@pytest.fixture
def past(world) -> str:
    """An address of an entry as it read before its correction."""
    before = moment_of(ledger.current().seq)
    publish(
        change(world.entry, headline="Upper Town opens the bridge"),
        action="correct",
        notice="It was opened.",
    )
    return f"/entries/closing/?as_of={before}"


@pytest.fixture
def rendered_urls(monkeypatch) -> list[str]:
    """The addresses that an entry's page was made for, each slowly."""
    found, make = [], EntryPage.context

    def slow(page, view):
        found.append(page.request.get_full_path())
        time.sleep(0.5)
        return make(page, view)

    monkeypatch.setattr(EntryPage, "context", slow)
    return found


def ask_at_once(addresses: list[str]) -> list[int]:
    """The status of each address, asked for by a thread of its own at the same time."""
    found, start = {}, threading.Barrier(len(addresses))

    def ask(place: int, address: str):
        start.wait()
        found[place] = Client().get(address).status_code
        connection.close()

    threads = [threading.Thread(target=ask, args=pair) for pair in enumerate(addresses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return [found[place] for place in range(len(addresses))]


@pytest.mark.django_db(transaction=True)
def test_a_page_that_many_want_at_once_is_rendered_once(
    past, rendered_urls, monkeypatch
):
    monkeypatch.setattr(single_flight, "_turns", threading.BoundedSemaphore(8))
    monkeypatch.setattr(single_flight, "PATIENCE", 30.0)

    answers = ask_at_once([past] * 6)

    assert answers == [200] * 6
    assert len(rendered_urls) == 1


@pytest.mark.django_db(transaction=True)
def test_the_present_is_rendered_once_as_well(world, rendered_urls, monkeypatch):
    monkeypatch.setattr(single_flight, "PATIENCE", 30.0)

    assert ask_at_once(["/entries/closing/"] * 6) == [200] * 6
    assert len(rendered_urls) == 1


@pytest.mark.django_db(transaction=True)
def test_only_a_few_pages_of_the_past_are_rendered_at_the_same_time(
    past, rendered_urls, monkeypatch
):
    monkeypatch.setattr(single_flight, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(single_flight, "AT_THE_DOOR", 0.01)

    answers = ask_at_once([past, f"{past}&lang=da", f"{past}&lang=de"])

    assert sorted(answers) == [200, 503, 503]


@pytest.mark.django_db
def test_whoever_waits_too_long_learns_when_to_try_again(past, client, monkeypatch):
    monkeypatch.setattr(single_flight, "PATIENCE", 0.0)
    monkeypatch.setattr(store, "take_lock", lambda key, seconds: False)

    response = client.get(past)
    answer = client.get(past.replace("/entries/", "/api/v1/entries/"))

    assert (response.status_code, response["Retry-After"]) == (503, "2")
    assert "Load it again in a few seconds." in response.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    assert answer["Content-Type"] == "application/problem+json"
    assert client.get("/entries/closing/").status_code == 200


@pytest.mark.django_db
def test_a_lock_whose_holder_was_killed_falls_by_itself(past, client, monkeypatch):
    monkeypatch.setattr(single_flight, "LOCK_SECONDS", 1)
    assert store.take_lock("page", 1)
    assert not store.take_lock("page", 1)

    assert single_flight.run_once("page", lambda: None, lambda: "made") == "made"


@pytest.mark.django_db
def test_a_page_that_fails_to_render_leaves_no_lock(past):
    with pytest.raises(ZeroDivisionError):
        single_flight.run_once("page", lambda: None, lambda: 1 / 0)

    assert single_flight.run_once("page", lambda: None, lambda: "made") == "made"


@pytest.mark.django_db
def test_one_client_has_only_so_many_pages_of_the_past_rendered_in_a_minute(
    past, client, settings
):
    settings.MOMENT_PAGES_PER_MINUTE = 2
    first = [client.get(f"{past}&lang={code}").status_code for code in ("en", "da")]

    refused = client.get(f"{past}&lang=de")
    machine = client.get(past.replace("/entries/", "/api/v1/entries/"))
    calendar = client.get(
        past.replace("/entries/closing/", "/disputes/bridge/timeline.ics")
    )

    assert first == [200, 200]
    assert refused.status_code == machine.status_code == calendar.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert "viele Seiten der Vergangenheit" in refused.content.decode()
    assert machine["Content-Type"] == "application/problem+json"
    assert 0 < int(machine["Retry-After"]) <= 60
    assert calendar["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_cached_pages_the_present_and_other_clients_are_not_counted(
    past, client, settings
):
    settings.MOMENT_PAGES_PER_MINUTE = 1
    settings.BEHIND_PROXY = 1
    assert client.get(past).status_code == 200

    assert client.get(past).status_code == 200
    assert client.get("/entries/closing/?lang=da").status_code == 200
    assert client.get(f"{past}&lang=da").status_code == 429
    assert (
        client.get(
            f"{past}&lang=da", headers={"X-Forwarded-For": "192.0.2.7"}
        ).status_code
        == 200
    )


@pytest.mark.django_db
def test_a_cache_that_fails_counts_nothing(past, client, monkeypatch, settings):
    def fail(*args, **options):
        raise NoRedis("refused")

    settings.MOMENT_PAGES_PER_MINUTE = 1
    monkeypatch.setattr(caches["default"], "get_or_set", fail)

    assert [
        client.get(f"{past}&lang={code}").status_code for code in ("en", "da", "de")
    ] == [200] * 3
