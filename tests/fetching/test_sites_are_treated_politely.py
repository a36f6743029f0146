from datetime import timedelta
from threading import Barrier

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.http import http_date
from fetching.internet import moved, page
from support.races import at_once

from factcheck.imports.fetching import FetchRefused, Limits, fetch, rate_limit
from factcheck.models import HostPace

BUSY = "429 Too Many Requests"


def rules(text):
    return page(text.encode(), kind="text/plain")


@pytest.fixture
def site(internet, serve):
    def put(pages, name="news.example", address="1.1.1.1"):
        server = serve({"/": page()} | pages)
        internet.serve(name, server, address)
        return server

    return put


def free_in(host):
    return HostPace.objects.get(host=host).free_at - timezone.now()


@pytest.mark.parametrize(
    "text", ["User-agent: *\nDisallow: /", "User-agent: factcheck\nDisallow: /s"]
)
def test_a_page_that_robots_may_not_read_is_not_read(site, text):
    server = site({"/robots.txt": rules(text), "/story": page()})

    with pytest.raises(
        FetchRefused, match="asks robots not to read this page"
    ) as refusal:
        fetch("http://news.example/story")

    assert not refusal.value.passing
    assert server.requested_paths == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "User-agent: *\nDisallow: /private",
        "User-agent: other\nDisallow: /",
        "<html>Not found</html>",
    ],
)
def test_a_page_that_robots_may_read_is_read(site, text):
    site({"/robots.txt": rules(text)})

    assert fetch("http://news.example/").status == 200


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_a_site_without_rules_is_read(site, status):
    site({"/robots.txt": page(b"User-agent: *\nDisallow: /", status=status)})

    assert fetch("http://news.example/").status == 200


@pytest.mark.parametrize("status", ["500 Sorry", "503 Sorry", BUSY])
def test_a_site_that_cannot_say_its_rules_is_not_read_now(site, status):
    server = site({"/robots.txt": page(status=status)})

    with pytest.raises(FetchRefused, match="robots.txt") as refusal:
        fetch("http://news.example/")

    assert refusal.value.passing
    assert server.requested_paths == []


def test_rules_that_would_take_for_ever_are_not_read(site):
    names = "".join(f"User-agent: robot{number}\n# and\n" for number in range(1000))
    server = site({"/robots.txt": rules(names + "Allow: /\n" * 1000)})

    with pytest.raises(FetchRefused, match="more rules for robots than can be read"):
        fetch("http://news.example/")

    assert server.requested_paths == []


def test_many_rules_and_many_robots_are_read(site):
    names = "".join(f"User-agent: robot{number}\n" for number in range(1000))
    site(
        {
            "/robots.txt": rules(
                names + "Disallow: /\nUser-agent: *\n" + "Disallow: /private\n" * 10_000
            )
        }
    )

    assert fetch("http://news.example/").status == 200


def test_the_rules_may_lie_elsewhere(site):
    site({"/robots.txt": rules("User-agent: *\nDisallow: /")}, "www.example", "8.8.8.8")
    site({"/robots.txt": moved("http://www.example/robots.txt")})

    with pytest.raises(FetchRefused, match="news.example asks robots"):
        fetch("http://news.example/")


def test_the_rules_are_remembered(site):
    server = site({})

    fetch("http://news.example/")
    fetch("http://news.example/")

    assert [request.split()[1] for request in server.requests] == [
        "/robots.txt",
        "/",
        "/",
    ]


def test_the_rules_of_every_site_on_the_way_are_fetched(site):
    site({"/": moved("http://other.example/")})
    other = site(
        {"/robots.txt": rules("User-agent: *\nDisallow: /")}, "other.example", "8.8.8.8"
    )

    with pytest.raises(FetchRefused, match="other.example asks robots"):
        fetch("http://news.example/")

    assert other.requested_paths == []


@pytest.mark.parametrize(
    ("asked", "given"),
    [("4", 4), ("0.5", 1), ("3600", 10), ("-5", 1), ("nan", 1), ("soon", 1)],
)
def test_a_site_says_how_often_it_may_be_fetched(site, settings, asked, given):
    site({"/robots.txt": rules(f"User-agent: *\nCrawl-delay: {asked}")})
    fetch("http://news.example/")
    HostPace.objects.all().delete()
    settings.FETCH_PACE_SECONDS = 1

    fetch("http://news.example/")

    assert (
        timedelta(seconds=given - 1)
        < free_in("news.example")
        <= timedelta(seconds=given)
    )


def test_who_waits_for_one_site_does_not_hold_up_another(site, monkeypatch):
    """The order tells: while the first waits for its turn, which only comes then, the other site is read."""
    monkeypatch.setattr(rate_limit, "HEARTBEAT_SECONDS", 0.01)
    server, other = site({}), site({}, "other.example", "8.8.8.8")
    fetch("http://news.example/")
    HostPace.objects.update(free_at=timezone.now() + timedelta(seconds=50))
    order = []

    def while_waiting():
        fetch("http://other.example/")
        order.append((len(server.requested_paths), len(other.requested_paths)))
        HostPace.objects.filter(host="news.example").update(free_at=timezone.now())

    keep_alive = iter([lambda: None, while_waiting])
    fetch("http://news.example/", keep_alive=lambda: next(keep_alive)())

    assert order == [(1, 1)]
    assert len(server.requested_paths) == 2


def test_a_job_that_lost_its_lease_stops_waiting(site):
    server = site({})

    def lost():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        fetch("http://news.example/", keep_alive=lost)

    assert server.requests == []


def test_a_turn_that_is_too_far_away_is_not_waited_for(site):
    server = site({})
    HostPace.objects.create(
        host="news.example", free_at=timezone.now() + timedelta(seconds=50)
    )

    with pytest.raises(
        FetchRefused, match="wants no request for (50|49) seconds"
    ) as refusal:
        fetch("http://news.example/", limits=Limits(patience=10))

    assert refusal.value.passing
    assert server.requests == []


def test_waiting_does_not_use_up_the_time_of_the_request(site):
    site({})
    HostPace.objects.create(
        host="news.example", free_at=timezone.now() + timedelta(seconds=0.5)
    )

    assert fetch("http://news.example/", limits=Limits(seconds=0.4)).status == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("known", [True, False])
def test_of_many_workers_one_has_the_turn(known):
    if known:
        HostPace.objects.create(host="news.example", free_at=timezone.now())

    waits = at_once(*[lambda: rate_limit.take_turn("news.example", 100)] * 6)

    assert sorted(wait > 0 for wait in waits) == [False] + [True] * 5


@pytest.mark.django_db(transaction=True)
def test_without_the_condition_all_would_have_the_turn():
    HostPace.objects.create(host="news.example", free_at=timezone.now())
    everybody = Barrier(3)

    def look_then_take():
        is_free = HostPace.objects.get(host="news.example").free_at <= timezone.now()
        everybody.wait(30)
        HostPace.objects.filter(host="news.example").update(
            free_at=timezone.now() + timedelta(seconds=100)
        )
        return is_free

    assert at_once(*[look_then_take] * 3) == [True, True, True]


@pytest.mark.django_db(transaction=True)
def test_nobody_fetches_inside_of_a_transaction(site):
    server = site({})

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        fetch("http://news.example/")

    assert server.requests == []


def busy_once(*headers):
    answers = iter([page(b"", *headers, status=BUSY)])
    return lambda request: next(answers, page(b"now"))


@pytest.mark.parametrize("seconds", ["0", "1"])
def test_a_busy_site_is_fetched_again_when_it_says_so(site, seconds):
    server = site({"/": busy_once(f"Retry-After: {seconds}")})

    assert fetch("http://news.example/").data == b"now"

    assert server.requested_paths == ["/", "/"]


def test_a_site_that_stays_busy_is_left_in_peace(site):
    server = site({"/": page(b"", "Retry-After: 0", status=BUSY)})

    with pytest.raises(
        FetchRefused, match="429 Too Many Requests. Try again later"
    ) as refusal:
        fetch("http://news.example/")

    assert refusal.value.passing
    assert server.requested_paths == ["/", "/"]


def test_a_site_is_waited_for_once_a_fetch(site):
    server = site(
        {"/robots.txt": busy_once("Retry-After: 0"), "/": busy_once("Retry-After: 0")}
    )

    with pytest.raises(FetchRefused, match="429 Too Many Requests"):
        fetch("http://news.example/")

    assert server.requested_paths == ["/"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("300", 300),
        ("99999999999", 3600),
        (lambda: http_date(timezone.now().timestamp() + 300), 300),
    ],
)
def test_a_site_that_is_busy_for_long_is_fetched_by_nobody_until_then(
    site, value, seconds
):
    value = value() if callable(value) else value
    server = site({"/": page(b"", f"Retry-After: {value}", status="503 Busy")})

    for _ in range(2):
        with pytest.raises(FetchRefused, match="wants no request for") as refusal:
            fetch("http://news.example/")
        assert refusal.value.passing

    assert server.requested_paths == ["/"]
    assert (
        timedelta(seconds=seconds - 5)
        < free_in("news.example")
        <= timedelta(seconds=seconds)
    )


@pytest.mark.parametrize("value", ["soon", "-1", "", "1.5"])
def test_a_time_that_cannot_be_read_is_not_waited_for(site, value):
    server = site({"/": page(b"", f"Retry-After: {value}", status=BUSY)})

    with pytest.raises(FetchRefused):
        fetch("http://news.example/")

    assert server.requested_paths == ["/"]
