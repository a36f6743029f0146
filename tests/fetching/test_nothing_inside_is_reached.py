"""Whatever an address says, however it is written and wherever it redirects: no connection leads inside."""

import pytest
from fetching.internet import PUBLIC, moved, page

from factcheck.imports.fetching import FetchRefused, fetch, ssrf_guard

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "100::1",
    "2001:0:7f00:1::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
WRITTEN = [
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://127.0.0.1./",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://3232235521/",
    "http://0xa9fea9fe/",
    "http://0251.0376.0251.0376/",
    "http://025177524776/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:7f00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[fe80::1%25lo]/",
    "http://[fe80::1%lo]/",
    "http://[::1%25lo]/",
    "http://[127.0.0.1]/",
    "http://[::1/",
    "HTTP://LOCALHOST/",
    "http://localhost./",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "http://bücher.example/",
    "http://inside.example/",
    "https://inside.example/",
    "http://inside%2eexample/",
    "http://news.example@127.0.0.1/",
    "http://news.example:80@127.0.0.1/",
    "http://me:secret@news.example/",
    "http://me@news.example/",
    "http://127.0.0.1\\@news.example/",
    "http://news.example:0/",
    "http://news.example:22/",
    "http://news.example:25/",
    "http://news.example:443/",
    "http://news.example:6379/",
    "http://news.example:8080/",
    "http://news.example:65616/",
    "https://news.example:80/",
    "http://127.0.0.1:8000/",
    "file:///etc/passwd",
    "file://news.example/etc/passwd",
    "ftp://news.example/",
    "gopher://news.example/_x",
    "dict://news.example/d",
    "data:text/html,inside",
    "javascript:alert(1)",
    "ws://news.example/",
    "http://..",
    "http://news.example\r\nHost: inside/",
    "http://news .example/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://news.example/" + "a" * 2000,
]
INCOMPLETE = [
    "//news.example/",
    "http:/news.example/",
    "http:news.example",
    "http:///",
    "http://",
    "news.example",
    "",
]


@pytest.fixture
def trap(internet, serve):
    """Where every connection ends that should not have been made."""
    server = serve({"/": page(b"inside")})
    internet.elsewhere = server.server_address
    for name in ("localhost", "localhost.", "inside.example", "xn--bcher-kva.example"):
        internet.name(name, ["127.0.0.1"])
    internet.name("news.example", [PUBLIC])
    return server


def literal(address):
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("address", PRIVATE)
def test_a_number_of_the_inside_is_refused(internet, trap, address):
    with pytest.raises(FetchRefused, match="does not lead to a public site") as refusal:
        fetch(f"http://{literal(address)}/")

    assert not refusal.value.passing
    assert (internet.connections, trap.accepted) == ([], 0)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_refused(internet, trap, address):
    internet.name("rogue.example", [address])

    with pytest.raises(
        FetchRefused, match="rogue.example does not lead to a public site"
    ):
        fetch("https://rogue.example/")

    assert (internet.connections, trap.accepted) == ([], 0)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_as_well_is_refused(internet, trap, address):
    internet.name("rogue.example", [PUBLIC, address])

    with pytest.raises(FetchRefused, match="does not lead to a public site"):
        fetch("http://rogue.example/")

    assert (internet.connections, trap.accepted) == ([], 0)


@pytest.mark.parametrize("address", WRITTEN + INCOMPLETE)
def test_no_way_of_writing_it_leads_inside(internet, trap, address):
    with pytest.raises(FetchRefused) as refusal:
        fetch(address)

    assert not refusal.value.passing
    assert (internet.connections, trap.accepted) == ([], 0)


@pytest.mark.parametrize(
    "host",
    [
        "news.example:8080",
        "news.example:0",
        "me@news.example",
        "a%2eexample",
        "[::1%25lo]",
    ],
)
def test_what_is_no_public_address_is_not_even_looked_up(internet, trap, host):
    with pytest.raises(FetchRefused):
        fetch(f"http://{host}/")

    assert internet.lookups == []


def test_a_public_number_on_one_of_our_own_networks_is_refused():
    assert ssrf_guard.is_reachable(("2606:4700::1111", 80, 0, 0))
    assert not ssrf_guard.is_reachable(("2606:4700::1111", 80, 0, 2))


@pytest.mark.parametrize(
    "address", [f"http://{literal(number)}/" for number in PRIVATE] + WRITTEN
)
def test_no_redirect_leads_inside(internet, trap, serve, address):
    outside = serve({"/": moved(address.replace("\r\n", " "))})
    internet.serve("moved.example", outside)

    with pytest.raises(FetchRefused) as refusal:
        fetch("http://moved.example/")

    assert not refusal.value.passing
    assert set(internet.connections) == {(PUBLIC, 80)}
    assert (outside.requested_paths, trap.accepted) == (["/"], 0)


def test_robots_txt_leads_no_other_way(internet, trap, serve):
    internet.serve("news.example", serve({"/robots.txt": moved("http://127.0.0.1/")}))

    with pytest.raises(FetchRefused, match="does not lead to a public site"):
        fetch("http://news.example/")

    assert trap.accepted == 0


def test_a_name_is_looked_up_once(internet, trap, serve):
    outside = serve({"/": moved("/story"), "/story": page()})
    internet.serve("news.example", outside)
    internet.name("news.example", [PUBLIC], ["127.0.0.1"])

    assert fetch("http://news.example/").status == 200

    assert internet.lookups == ["news.example"]
    assert set(internet.connections) == {(PUBLIC, 80)}


def test_a_name_that_moves_inside_is_refused_the_next_time(internet, trap, serve):
    internet.serve("news.example", serve({"/": page()}))
    internet.name("news.example", [PUBLIC], ["127.0.0.1"])
    fetch("http://news.example/")

    with pytest.raises(FetchRefused, match="does not lead to a public site"):
        fetch("http://news.example/")

    assert trap.accepted == 0


@pytest.mark.parametrize(
    "name",
    [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
    ],
)
def test_a_proxy_of_the_environment_is_not_used(
    internet, trap, serve, monkeypatch, name
):
    monkeypatch.setenv(name, trap.address)
    internet.serve("news.example", serve({"/": page()}))

    assert fetch("http://news.example/").status == 200

    assert trap.accepted == 0


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "8.8.8.8", "134744072", "172.32.0.1", "100.128.0.1", "192.0.1.1"],
)
def test_a_public_number_is_read(internet, trap, address):
    assert fetch(f"http://{address}/").data == b"inside"


def test_without_the_check_the_inside_is_reached(internet, trap, monkeypatch):
    monkeypatch.setattr(ssrf_guard, "is_reachable", lambda place: True)

    assert fetch("http://inside.example/").data == b"inside"

    assert trap.accepted == 2


def test_this_machine_is_read_when_the_operator_says_so(settings, serve):
    settings.FETCH_ALLOW_LOOPBACK = True
    server = serve({"/": page(b"at home")})

    assert fetch(server.address).data == b"at home"


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://both.example/",
        f"http://{PUBLIC}:8000/",
    ],
)
def test_nothing_else_is_read_then(internet, trap, settings, address):
    settings.FETCH_ALLOW_LOOPBACK = True
    internet.name("both.example", ["127.0.0.1", "10.0.0.1"])

    with pytest.raises(FetchRefused):
        fetch(address)

    assert trap.accepted == 0
