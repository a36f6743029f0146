"""A fetch from the address requested to the document: turn by turn, redirect by redirect."""

from collections.abc import Callable
from dataclasses import replace

import httpx
from django.conf import settings
from django.utils import timezone

from . import rate_limit, request, responses, robots, ssrf_guard
from .deadline import Deadline
from .errors import FetchRefused
from .request import FetchResponse
from .results import Fetched, Limits, Redirect
from .ssrf_guard import Target

MOVED = {301, 302, 303, 307, 308}
BUSY = {429, 503}
USUAL = Limits()


def fetch(
    address: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = USUAL,
    keep_alive: Callable[[], None] = lambda: None,
) -> Fetched:
    """Get a document. With what an earlier answer gave as `etag` or `last_modified`, an unchanged one has status 304.

    Waits for its turn at the host, and calls `keep_alive` at least every 5 seconds meanwhile and before each request,
    which together take no more than `limits.seconds`. Not for use inside of a transaction. Raises FetchRefused.
    """
    session = FetchSession(limits, keep_alive)
    conditions = responses.conditions(etag, last_modified)
    url, response, redirects = session.follow(address, conditions, limits, obey=True)
    responses.check_status(url, response, is_conditional=bool(conditions))
    return Fetched(
        requested_url=address,
        address=str(url),
        status=response.status,
        data=response.data,
        fetched_at=timezone.now(),
        redirects=redirects,
        **responses.response_fields(response, etag, last_modified),
    )


class FetchSession:
    """One fetch under way. A host is looked up once and stays where it was found."""

    def __init__(self, limits: Limits, keep_alive: Callable[[], None]):
        self.limits = limits
        self.keep_alive = keep_alive
        self.deadline = Deadline(limits.seconds)
        self.has_waited = False
        self._targets: dict[str, Target] = {}

    def follow(
        self, address: str, headers: dict[str, str], limits: Limits, *, obey: bool
    ) -> tuple[httpx.URL, FetchResponse, list[Redirect]]:
        """The last response and the way to it; `obey` reads the robots.txt of every host on the way."""
        url = ssrf_guard.read(address)
        redirects: list[Redirect] = []
        while len(redirects) <= limits.redirects:
            response = self._request(url, headers, limits, obey=obey)
            if response.status not in MOVED or "Location" not in response.headers:
                return url, response, redirects
            before, url = url, ssrf_guard.read(responses.location(url, response))
            is_insecure = (before.scheme, url.scheme) == ("https", "http")
            redirects.append(Redirect(response.status, str(url), is_insecure))
        raise FetchRefused(
            f"The site redirects more than {limits.redirects} times. Give the address it should end at."
        )

    def _request(
        self, url: httpx.URL, headers: dict[str, str], limits: Limits, *, obey: bool
    ) -> FetchResponse:
        target = self._target(url)
        rules = robots.NO_RULES
        if obey:
            rules = robots.rules_of(target, self._fetch_rules)
        rules.check(target)
        pace = max(settings.FETCH_PACE_SECONDS, rules.delay)
        response = self._send(target, headers, limits, pace)
        if self._may_retry(target, response):
            response = self._send(target, headers, limits, pace)
        return response

    def _target(self, url: httpx.URL) -> Target:
        origin = str(url.copy_with(raw_path=b"/"))
        if origin not in self._targets:
            self._targets[origin] = ssrf_guard.find(url, self.deadline)
        return replace(self._targets[origin], url=url)

    def _fetch_rules(self, address: str) -> FetchResponse:
        limits = replace(self.limits, sent=robots.LONGEST, inflated=robots.LONGEST)
        return self.follow(address, {}, limits, obey=False)[1]

    def _send(
        self, target: Target, headers: dict[str, str], limits: Limits, pace: float
    ) -> FetchResponse:
        self.keep_alive()
        waited = rate_limit.await_turn(
            target.host, pace, self.limits.patience, self.keep_alive
        )
        self.deadline.extend(waited)
        return request.send(target, headers, limits, self.deadline)

    def _may_retry(self, target: Target, response: FetchResponse) -> bool:
        """Once a fetch, when the site is busy and says for how long; all workers keep away until then."""
        if response.status not in BUSY:
            return False
        seconds = responses.retry_after(response.headers)
        if seconds is None:
            return False
        rate_limit.hold_off(target.host, seconds)
        is_first_time, self.has_waited = not self.has_waited, True
        return is_first_time
