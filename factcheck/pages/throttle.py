"""How often one reader may write to us, without remembering who that was."""

import hashlib
import secrets
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.throttling import SimpleRateThrottle

HOUR = 3600
SUBNET = 64  # what one household or one server is given of IPv6


class ReportThrottle(SimpleRateThrottle):
    """Five reports an hour from one address. The cache holds a hash of it for that long, and nothing else does.

    The hash is salted with a random value that lives in the cache alone and is thrown away with it, so that not even
    whoever reads the cache or its backup finds the address again by trying them all.
    """

    rate = "5/hour"

    def get_cache_key(self, request: HttpRequest, view) -> str:
        salt = cache.get_or_set("report-salt", secrets.token_hex, HOUR)
        return "report-" + hashlib.sha256(f"{salt} {_network(self.get_ident(request))}".encode()).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((parsed, SUBNET), strict=False)) if parsed.version == 6 else address
