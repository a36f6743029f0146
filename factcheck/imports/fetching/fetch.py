"""A fetch from the address asked for to the document: turn by turn, redirect by redirect."""

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
    errand = FetchSession(limits, keep_alive)
    conditions = responses.conditions(etag, last_modified)
    url, answer, redirects = errand.follow(address, conditions, limits, obey=True)
    responses.check_status(url, answer, asked_if_changed=bool(conditions))
    return Fetched(
        requested_url=address,
        address=str(url),
        status=answer.status,
        data=answer.data,
        fetched_at=timezone.now(),
        redirects=redirects,
        **responses.response_fields(answer, etag, last_modified),
    )


class FetchSession:
    """One fetch under way. A host is looked up once and stays where it was found."""

    def __init__(self, limits: Limits, keep_alive: Callable[[], None]):
        self.limits = limits
        self.keep_alive = keep_alive
        self.deadline = Deadline(limits.seconds)
        self.has_waited = False
        self._found: dict[str, Target] = {}

    def follow(
        self, address: str, headers: dict[str, str], limits: Limits, *, obey: bool
    ) -> tuple[httpx.URL, FetchResponse, list[Redirect]]:
        """The last answer and the way to it; `obey` asks the robots.txt of every host on the way."""
        url = ssrf_guard.read(address)
        redirects: list[Redirect] = []
        while len(redirects) <= limits.redirects:
            answer = self._ask(url, headers, limits, obey=obey)
            if answer.status not in MOVED or "Location" not in answer.headers:
                return url, answer, redirects
            before, url = url, ssrf_guard.read(responses.location(url, answer))
            redirects.append(
                Redirect(
                    answer.status,
                    str(url),
                    (before.scheme, url.scheme) == ("https", "http"),
                )
            )
        raise FetchRefused(
            f"The site redirects more than {limits.redirects} times. Give the address it should end at."
        )

    def _ask(
        self, url: httpx.URL, headers: dict[str, str], limits: Limits, *, obey: bool
    ) -> FetchResponse:
        target = self._find(url)
        rules = (
            robots.rules_of(target, self._ask_for_rules) if obey else robots.NO_RULES
        )
        rules.check(target)
        between = max(settings.FETCH_PACE_SECONDS, rules.delay)
        answer = self._send(target, headers, limits, between)
        if self._may_ask_again(target, answer):
            answer = self._send(target, headers, limits, between)
        return answer

    def _find(self, url: httpx.URL) -> Target:
        origin = str(url.copy_with(raw_path=b"/"))
        if origin not in self._found:
            self._found[origin] = ssrf_guard.find(url, self.deadline)
        return replace(self._found[origin], url=url)

    def _ask_for_rules(self, address: str) -> FetchResponse:
        limits = replace(self.limits, sent=robots.LONGEST, inflated=robots.LONGEST)
        return self.follow(address, {}, limits, obey=False)[1]

    def _send(
        self, target: Target, headers: dict[str, str], limits: Limits, between: float
    ) -> FetchResponse:
        self.keep_alive()
        self.deadline.extend(
            rate_limit.await_turn(
                target.host, between, self.limits.patience, self.keep_alive
            )
        )
        return request.send(target, headers, limits, self.deadline)

    def _may_ask_again(self, target: Target, answer: FetchResponse) -> bool:
        """Once a fetch, when the site is busy and says for how long; all workers keep away until then."""
        seconds = (
            responses.retry_after(answer.headers) if answer.status in BUSY else None
        )
        if seconds is None:
            return False
        rate_limit.hold_off(target.host, seconds)
        first, self.has_waited = not self.has_waited, True
        return first
