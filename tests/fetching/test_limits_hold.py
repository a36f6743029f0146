"""Sizes, time and endlessness: what a hostile or broken server sends is stopped, and nothing piles up meanwhile."""

import gzip
import time
import tracemalloc

import pytest
from fetching.internet import moved, page

from factcheck.imports.fetching import FetchRefused, Limits, fetch

OK = b"HTTP/1.1 200 OK\r\n"
MB = 2**20
USUAL = Limits()


def endless(start, piece, pause=0):
    """A script that begins well and never ends."""

    def answer(request):
        yield start
        while True:
            time.sleep(pause)
            yield piece

    return answer


@pytest.fixture
def site(internet, serve):
    def put(answer):
        server = serve({"/": answer})
        internet.serve("news.example", server)
        return server

    return put


def refusal_of(limits=USUAL):
    with pytest.raises(FetchRefused) as refusal:
        fetch("http://news.example/", limits=limits)
    return refusal.value


def test_a_bomb_is_stopped_before_it_fills_the_memory(site):
    bomb = gzip.compress(bytes(200_000_000), 9)
    site(page(bomb, "Content-Encoding: gzip"))
    tracemalloc.start()

    problem = refusal_of()

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(bomb) < 200_000
    assert "larger than 20 MB when unpacked" in str(problem)
    assert not problem.passing
    assert peak < 30 * MB


def test_a_body_of_the_largest_size_is_read(site):
    site(page(bytes(10 * MB)))

    assert len(fetch("http://news.example/").data) == 10 * MB


@pytest.mark.parametrize("length", ["10485761", "99999999999999999999"])
def test_a_body_that_says_it_is_too_long_is_not_read(site, length):
    site(endless(OK + f"Content-Length: {length}\r\n\r\n".encode(), b"a", pause=0.05))

    assert "larger than 10 MB" in str(refusal_of())


def test_a_length_without_measure_is_refused(site):
    site(OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n")

    assert "broken or incomplete" in str(refusal_of())


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OK + b"\r\n", bytes(MB)),
        (
            OK + b"Transfer-Encoding: chunked\r\n\r\n",
            b"100000\r\n" + bytes(MB) + b"\r\n",
        ),
    ],
)
def test_a_body_without_end_is_stopped(site, start, piece):
    site(endless(start, piece))

    assert "larger than 10 MB" in str(refusal_of())


@pytest.mark.parametrize(
    ("start", "piece"),
    [(OK + b"Long: ", b"a" * 1000), (OK, b"Many: headers\r\n"), (b"", b"a" * 1000)],
    ids=["one header", "many headers", "status"],
)
def test_headers_without_end_are_stopped(site, start, piece):
    site(endless(start, piece))

    problem = refusal_of()

    assert "headers of more than 100 kB" in str(problem)
    assert not problem.passing


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OK + b"\r\n", b"a"),
        (OK + b"Content-Length: 1000\r\n\r\n", b"a"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b""),
        (OK, b"a"),
        (b"", b"H"),
        (b"", b""),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=[
        "body",
        "body of a length",
        "chunks",
        "packed",
        "headers",
        "status",
        "nothing",
        "interim answers",
    ],
)
def test_dripping_does_not_outlast_the_deadline(site, start, piece):
    site(endless(start, piece, pause=0.01))

    problem = refusal_of(Limits(seconds=0.3))

    assert "in full within 0.3 seconds" in str(
        problem
    ) or "did not answer in time" in str(problem)
    assert problem.passing


def test_all_requests_share_one_deadline(site):
    def slow(request):
        time.sleep(0.2)
        yield moved("/")

    server = site(slow)

    assert refusal_of(Limits(seconds=0.5, redirects=100)).passing

    assert len(server.requested_paths) <= 3


def test_a_name_that_takes_too_long_to_find_is_given_up(internet):
    internet.lookup_seconds = 1
    internet.name("news.example", ["1.1.1.1"])

    assert refusal_of(Limits(seconds=0.1)).passing

    assert (internet.lookups, internet.found) == (["news.example"], [])


def test_a_body_that_breaks_off_may_come_whole_another_time(site):
    site(OK + b"Content-Length: 100\r\n\r\nnot a hundred")

    problem = refusal_of()

    assert "broken or incomplete" in str(problem)
    assert problem.passing


def test_what_follows_a_body_is_not_read(site):
    site(OK + b"Content-Length: 3\r\n\r\nonebut not this")

    assert fetch("http://news.example/").data == b"one"


@pytest.mark.parametrize(
    "answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 200 OK\r\n: bad\r\n\r\n"]
)
def test_what_is_no_answer_is_refused(site, answer):
    site(answer)

    assert "broken or incomplete" in str(refusal_of())


def test_robots_txt_is_limited_too(internet, serve):
    server = serve(
        {"/robots.txt": endless(OK + b"\r\n", b"Disallow: /\n" * 1000), "/": page()}
    )
    internet.serve("news.example", server)

    assert "larger than" in str(refusal_of())

    assert server.requested_paths == []
