"""Whom a request comes from: the client's IP address behind as many proxies as BEHIND_PROXY says."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

THIS_MACHINE = "127.0.0.1"
SUBNET = 64  # what one household or one server is given of IPv6
WITH_PORT = re.compile(r"\[(?P<v6>[^\]]+)\](:\d+)?|(?P<v4>[0-9.]+):\d+")


def client_ip(request: HttpRequest) -> str:
    """The client's IP address, without port.

    Each proxy appends the address that it was asked from to X-Forwarded-For. With BEHIND_PROXY=n the n-th from the end
    is what the outermost proxy of ours appended; whatever stands before it was sent by the client and is not read.
    Without proxies, and where fewer addresses stand there than we have proxies, it is the address of the connection.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    count = settings.BEHIND_PROXY
    if 0 < count <= len(forwarded) and (address := _parsed(forwarded[-count])):
        return str(address)
    # Connections through a Unix socket have no address.
    return str(_parsed(request.META.get("REMOTE_ADDR", "")) or THIS_MACHINE)


def network_of(address: str) -> str:
    """What one client is counted by: an IPv4 address, or the /64 of an IPv6 address."""
    parsed = ip_address(address)
    if parsed.version == 4:
        return address
    return str(ip_network((parsed, SUBNET), strict=False))


def _parsed(written: str) -> IPv4Address | IPv6Address | None:
    """An address as proxies write it, with a port or without; None for anything else."""
    written = written.strip()
    if match := WITH_PORT.fullmatch(written):
        written = match["v6"] or match["v4"]
    try:
        address = ip_address(written)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
