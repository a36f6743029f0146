"""The client's IP address, behind no proxy, one or several."""

import pytest
from django.test import RequestFactory

from factcheck.config.client_address import client_ip, network_of

CLIENT, CDN, MADE_UP = "203.0.113.9", "198.51.100.7", "10.9.9.9"


def request(forwarded: str | None = None, remote: str = "127.0.0.1"):
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "127.0.0.1"),
        (0, MADE_UP, "127.0.0.1"),
        (1, CLIENT, CLIENT),
        (1, f"{MADE_UP}, {CLIENT}", CLIENT),
        (2, f"{CLIENT}, {CDN}", CLIENT),
        (2, f"{MADE_UP},{CLIENT}, {CDN}", CLIENT),
        (2, CDN, "127.0.0.1"),
        (1, None, "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "unknown", "127.0.0.1"),
        (1, f"{CLIENT}:51234", CLIENT),
        (1, "[2001:db8::1]:51234", "2001:db8::1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, f"::ffff:{CLIENT}", CLIENT),
    ],
)
def test_the_address_that_our_outermost_proxy_wrote_is_the_client_s(
    settings, proxies, forwarded, address
):
    settings.BEHIND_PROXY = proxies

    assert client_ip(request(forwarded)) == address


def test_a_connection_through_a_socket_file_comes_from_this_machine(settings):
    settings.BEHIND_PROXY = 0

    assert client_ip(request(remote="")) == "127.0.0.1"


def test_a_household_is_one_client():
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff")
    assert network_of("2001:db8::1") != network_of("2001:db8:0:1::1")
    assert network_of(CLIENT) == CLIENT
