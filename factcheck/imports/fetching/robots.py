"""What a site lets robots read (RFC 9309), remembered for a day."""

import hashlib
from collections.abc import Callable

from django.core.cache import cache
from protego import Protego

from .errors import FetchRefused
from .request import PRODUCT, FetchResponse
from .ssrf_guard import Target

DAY = 24 * 3600
LONGEST = 500 * 2**10
SLOWEST_SECONDS = 10
MOST_RULES = 200_000
AGENT = "user"
RULE = ("allow", "disallow")


class RobotsRules:
    def __init__(self, text: str):
        self._parsed = Protego.parse(text)

    def check(self, target: Target) -> None:
        """Raises FetchRefused when the site asks robots to stay away from it."""
        if not self._parsed.can_fetch(str(target.url), PRODUCT):
            remedy = "Ask the publisher, or save the document and import the file."
            raise FetchRefused(
                f"{target.host} asks robots not to read this page (robots.txt). {remedy}"
            )

    @property
    def delay(self) -> float:
        """Seconds between two requests that the site asks for, 10 at most."""
        return min(max(self._parsed.crawl_delay(PRODUCT) or 0, 0), SLOWEST_SECONDS)


NO_RULES = RobotsRules("")


def rules_of(target: Target, ask: Callable[[str], FetchResponse]) -> RobotsRules:
    """The rules of the site; `ask` gets a document from an address. Raises FetchRefused."""
    key = f"robots-{hashlib.sha256(target.origin.encode()).hexdigest()}"
    text = cache.get(key)
    if text is None:
        text = text_of(ask(f"{target.origin}/robots.txt"), target.host)
        cache.set(key, text, DAY)
    return RobotsRules(text)


def text_of(answer: FetchResponse, host: str) -> str:
    """A site without rules lets everybody read; of one that cannot say, nothing is read until it can."""
    if answer.status >= 500 or answer.status == 429:
        reason = f"{host} cannot say now what robots may read (robots.txt: status {answer.status})."
        raise FetchRefused(f"{reason} Try again later.", passing=True)
    text = answer.data.decode(errors="replace")
    if effort(text) > MOST_RULES:
        raise FetchRefused(
            f"{host} has more rules for robots than can be read. Save the document and import the file."
        )
    return text


def effort(text: str) -> int:
    """How many rules the parser will make at most: each line counts once for every robot that its group names."""
    robots = total = 0
    is_naming = False
    for line in map(str.strip, text.lower().splitlines()):
        if line.startswith(AGENT):
            robots = robots + 1 if is_naming else 1
            is_naming = True
        elif line and not line.startswith("#"):
            total += robots
            is_naming = is_naming and not line.startswith(RULE)
    return total
