import gzip
import zlib

import pytest
from fetching.internet import moved, page

from factcheck.imports.fetching import FetchRefused, Redirect, fetch

BODY = b"<p>Said.</p>"


@pytest.fixture
def site(internet, serve):
    """Puts pages under news.example, each path with what it answers."""

    def put(pages):
        server = serve(pages)
        internet.serve("news.example", server)
        return server

    return put


def test_a_page_comes_with_what_its_server_says(site):
    site(
        {
            "/story": page(
                BODY,
                'ETag: "1"',
                "Last-Modified: Mon",
                kind="text/html; charset=ISO-8859-1",
            )
        }
    )

    fetched = fetch("http://news.example/story")

    assert (fetched.status, fetched.data, fetched.media_type, fetched.charset) == (
        200,
        BODY,
        "text/html",
        "iso-8859-1",
    )
    assert (fetched.etag, fetched.last_modified) == ('"1"', "Mon")
    assert fetched.fetched_at.tzinfo


def test_the_site_learns_the_user_agent_and_nothing_more(site, settings):
    settings.SITE_URL = "https://record.example"
    server = site({"/": page(BODY)})

    fetch("http://news.example/")

    names = {line.split(":")[0] for line in server.requests[-1].splitlines()[1:]}
    assert names == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
    assert "Host: news.example\n" in server.requests[-1]
    assert "User-Agent: factcheck/1 (+https://record.example)\n" in server.requests[-1]
    assert "Accept-Encoding: gzip\n" in server.requests[-1]


def test_a_cookie_is_not_stored(site):
    server = site(
        {
            "/": page(b"", "Location: /in", "Set-Cookie: who=me", status="302 Found"),
            "/in": page(BODY),
        }
    )

    fetch("http://news.example/")

    assert server.requested_paths == ["/", "/in"]
    assert "ookie" not in "".join(server.requests)


def test_a_fragment_is_not_sent(site):
    server = site({"/story": page(BODY)})

    fetched = fetch("http://news.example/story?id=1#claim")

    assert server.requested_paths == ["/story?id=1"]
    assert (fetched.requested_url, fetched.address) == (
        "http://news.example/story?id=1#claim",
        "http://news.example/story?id=1",
    )


def test_a_name_in_other_letters_matches(internet, serve):
    server = serve({"/": page(BODY)})
    internet.serve("xn--bcher-kva.example", server)

    assert fetch("http://bücher.example/").data == BODY

    assert "Host: xn--bcher-kva.example\n" in server.requests[-1]


def test_redirects_are_followed_and_named(site):
    site(
        {
            "/old": moved("/new", "301 Moved"),
            "/new": moved("story"),
            "/story": page(BODY),
        }
    )

    fetched = fetch("http://news.example/old")

    assert (fetched.address, fetched.data) == ("http://news.example/story", BODY)
    assert fetched.redirects == [
        Redirect(301, "http://news.example/new", insecure=False),
        Redirect(302, "http://news.example/story", insecure=False),
    ]


def test_five_redirects_are_followed(site):
    site({f"/{step}": moved(f"/{step + 1}") for step in range(5)} | {"/5": page(BODY)})

    assert fetch("http://news.example/0").data == BODY


def test_a_circle_of_redirects_ends(site):
    server = site({"/": moved("/")})

    with pytest.raises(FetchRefused, match="redirects more than 5 times") as refusal:
        fetch("http://news.example/")

    assert not refusal.value.passing
    assert len(server.requested_paths) == 6


def test_a_page_that_has_not_changed_comes_empty(site):
    server = site({"/feed": b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n'})

    fetched = fetch(
        "http://news.example/feed",
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 04:00:00 GMT",
    )

    assert (fetched.status, fetched.data, fetched.etag) == (304, b"", '"2"')
    assert 'If-None-Match: "1"\n' in server.requests[-1]
    assert "If-Modified-Since: Mon, 23 Nov 2026 04:00:00 GMT\n" in server.requests[-1]
    assert "If-None-Match" not in server.requests[0]


def test_the_validators_of_an_unchanged_page_stay_good(site):
    site({"/feed": b"HTTP/1.1 304 Not Modified\r\n\r\n"})

    fetched = fetch(
        "http://news.example/feed",
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 04:00:00 GMT",
    )

    assert (fetched.etag, fetched.last_modified) == (
        '"1"',
        "Mon, 23 Nov 2026 04:00:00 GMT",
    )


def test_what_a_changed_page_no_longer_says_is_forgotten(site):
    site({"/feed": page(BODY)})

    fetched = fetch(
        "http://news.example/feed",
        etag='"1"',
        last_modified="Mon, 23 Nov 2026 04:00:00 GMT",
    )

    assert (fetched.status, fetched.etag, fetched.last_modified) == (200, "", "")


def test_unchanged_since_nothing_is_refused(site):
    site({"/": b"HTTP/1.1 304 Not Modified\r\n\r\n"})

    with pytest.raises(FetchRefused, match="304 Not Modified"):
        fetch("http://news.example/")


@pytest.mark.parametrize("etag", ['"1"\r\nCookie: who=me', '"ä"', "\0"])
def test_an_etag_cannot_smuggle_a_header(site, etag):
    server = site({"/": page(BODY)})

    fetch("http://news.example/", etag=etag)

    assert "ookie" not in server.requests[-1]
    assert "If-None-Match" not in server.requests[-1]


@pytest.mark.parametrize(
    ("status", "passing"),
    [(status, False) for status in (204, 300, 302, 401, 403, 404, 410)]
    + [(status, True) for status in (408, 429, 500, 503, 599)],
)
def test_a_refusal_of_the_site_says_whether_to_try_again(site, status, passing):
    site({"/": f"HTTP/1.1 {status} So\r\nContent-Length: 0\r\n\r\n".encode()})

    with pytest.raises(
        FetchRefused, match=f"news.example answered {status}"
    ) as refusal:
        fetch("http://news.example/")

    assert refusal.value.passing is passing


def in_two_members(body):
    return gzip.compress(body[:3]) + gzip.compress(body[3:])


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, in_two_members])
def test_a_packed_page_is_unpacked(site, pack):
    site({"/": page(pack(BODY), "Content-Encoding: gzip")})

    assert fetch("http://news.example/").data == BODY


@pytest.mark.parametrize(
    ("packed", "encoding", "reason", "passing"),
    [
        (gzip.compress(BODY)[:-5], "gzip", "breaks off", True),
        (b"no gzip", "gzip", "damaged", False),
        (BODY, "br", "packs the document as br", False),
        (
            gzip.compress(gzip.compress(BODY)),
            "gzip, gzip",
            "packs the document as gzip, gzip",
            False,
        ),
    ],
    ids=["cut short", "not packed", "unknown packing", "packed twice"],
)
def test_what_cannot_be_unpacked_is_refused(site, packed, encoding, reason, passing):
    site({"/": page(packed, f"Content-Encoding: {encoding}")})

    with pytest.raises(FetchRefused, match=reason) as refusal:
        fetch("http://news.example/")

    assert refusal.value.passing is passing


@pytest.mark.parametrize(
    ("kind", "media_type", "charset"),
    [
        ('Text/HTML; Charset="UTF-8"', "text/html", "utf-8"),
        ("text/html; charset=utf-16", "text/html", "utf-16"),
        ("text/html; charset=martian", "text/html", ""),
        ("text/html; charset=hex", "text/html", ""),
        ("application/pdf", "application/pdf", ""),
        ("", "", ""),
    ],
)
def test_only_a_charset_that_exists_is_passed_on(site, kind, media_type, charset):
    site({"/": page(BODY, kind=kind)})

    fetched = fetch("http://news.example/")

    assert (fetched.media_type, fetched.charset) == (media_type, charset)


def test_a_name_that_does_not_exist_is_refused(internet):
    with pytest.raises(
        FetchRefused,
        match="No site was found under the name nowhere.example. Check the spelling.",
    ):
        fetch("http://nowhere.example/")


def test_a_site_that_is_down_may_come_back(internet, serve):
    internet.name("news.example", ["1.1.1.1"])
    internet.elsewhere = ("127.0.0.1", 1)

    with pytest.raises(
        FetchRefused, match="connection to news.example failed"
    ) as refusal:
        fetch("http://news.example/")

    assert refusal.value.passing


def test_the_second_place_of_a_site_is_tried(internet, serve):
    internet.serve("news.example", serve({"/": page(BODY)}))
    internet.name("news.example", ["1.1.1.1", internet.names["news.example"][0][0]])
    internet.routes["1.1.1.1", 80] = ("127.0.0.1", 1)

    assert fetch("http://news.example/").data == BODY
