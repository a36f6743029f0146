"""What is asked for, by name, and what each is held against."""

import json
import urllib.request
from dataclasses import dataclass, field

FIRST_PAGE = "/api/v1/claims/"
DISPUTE = "/disputes/dispute-0/"
# How often the words stand: never, in a few lines, in one of a hundred, of twenty, and nearly everywhere.
SOUGHT = {
    "absent": "dugong",
    "rare": "walrus",
    "middle": "narwhal",
    "often": "fulmar",
    "common": "island",
}


@dataclass(frozen=True)
class Target:
    """One address, with what it should cost: at least `budget` times the speed of the target `against`."""

    name: str
    path: str
    against: str = ""
    budget: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    statuses: tuple[int, ...] = (200,)


def targets(site: str) -> list[Target]:
    """Every target of the seeded site; asks it for an ETag and for the records that it names."""
    body, etag = fetch(site + FIRST_PAGE)
    _, page_etag = fetch(site + DISPUTE)
    claim = json.loads(body)["results"][0]
    claimant, rating = claim["appearances"][0]["party"], claim["verdict"]["rating"]
    moment = claim["published_at"]
    return [
        Target("constant", "/bench/constant/"),
        Target("stored list", "/bench/stored/", "constant"),
        Target("stored detail", f"/bench/stored/{claim['uid']}/", "constant"),
        Target("stock DRF list", "/bench/stock/", "stored list"),
        Target("API list", FIRST_PAGE, "stored list", 0.5),
        Target("API list, held against stock DRF", FIRST_PAGE, "stock DRF list", 8),
        Target(
            "API list, one filter", f"{FIRST_PAGE}?rating={rating}", "stored list", 0.5
        ),
        Target(
            "API list, two filters",
            f"{FIRST_PAGE}?rating={rating}&claimant={claimant}",
            "stored list",
            0.35,
        ),
        Target(
            "API list, any of two",
            f"{FIRST_PAGE}?kind=fact&kind=legal&rating={rating}",
            "stored list",
            0.25,
        ),
        Target("API list, as of", f"{FIRST_PAGE}?as_of={moment}", "stored list", 0.25),
        Target("API detail", f"{FIRST_PAGE}{claim['slug']}/", "stored detail", 0.75),
        Target(
            "API 304", FIRST_PAGE, "constant", 0.85, {"If-None-Match": etag}, (304,)
        ),
        Target("dispute page, cold", "/bench/pages/cold/", "constant", 0.015),
        Target(
            "dispute page, entries kept", "/bench/pages/assembled/", "constant", 0.1
        ),
        Target(
            "dispute page, kept", DISPUTE, "constant", 0.7, {"Accept-Encoding": "gzip"}
        ),
        Target(
            "dispute page 304",
            DISPUTE,
            "constant",
            0.85,
            {"If-None-Match": page_etag},
            (304,),
        ),
        *searches(),
    ]


def searches() -> list[Target]:
    """A search for each of SOUGHT in both orders, made anew each time."""
    return [
        Target(
            f"search, {name}, {order}",
            f"/bench/search/?q={word}&ordering={order}",
            "constant",
        )
        for name, word in SOUGHT.items()
        for order in ("relevance", "-happened")
    ]


def fetch(url: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read(), answer.headers["ETag"]
