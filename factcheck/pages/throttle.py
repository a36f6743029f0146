"""How often one reader may write to us or cost us much, without remembering who that was."""

import hashlib
import secrets

from django.core.cache import cache
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from factcheck.config.client_address import client_ip, network_of

HOUR = 3600


class ReportThrottle(SimpleRateThrottle):
    """Five reports an hour from one address."""

    rate = "5/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return client_key("report", request._request)


def client_key(what: str, request: HttpRequest) -> str:
    """The key under which the cache counts what one client does: a hash of the IP address, which stands nowhere else.

    The hash is salted with a random value that lives in the cache alone and is thrown away with it, so that not even
    whoever reads the cache or its backup finds the address again by trying them all.
    """
    salt = cache.get_or_set("report-salt", secrets.token_hex, HOUR)
    return (
        f"{what}-"
        + hashlib.sha256(
            f"{salt} {network_of(client_ip(request))}".encode()
        ).hexdigest()
    )
