"""Every public address of the site, with the record that it is tried on.

Every public URL pattern has a row in ADDRESSES. A new pattern without a row fails a test, so that whoever adds an
address says how it is to be tried.
"""

import re

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from factcheck.models import blobs
from factcheck.records import registry
from support.people import World, published, uid

CANARY = "zzcanaryzz"
SEEN_BY_STAFF_ALONE = re.compile(r"^admin/")

KINDS = {
    "disputes": "bridge",
    "entries": "closing",
    "claims": "belongs",
    "quotes": "our-bridge",
    "sources": "report",
    "parties": "upper-town",
    "points": "whose",
    "ratings": "unproven",
    "sites": "papers",
}

QUERIES = [
    "",
    f"?q={CANARY}",
    "?q=bridge",
    "?ordering=happened",
    "?ordering=-happened",
    "?count=true",
    "?page_size=200",
    f"?place={CANARY}",
    "?dispute=bridge",
    "?rating=unproven",
    "?party=upper-town",
    "?kind=fact",
    "?status=happened",
    "?language=en",
    "?published_after=2020-01-01",
    "?happened_after=1900",
    "?ordering=-happened",
    "?after=0",
]

ACCOUNTS = [
    "byline/",
    "first-run/<str:token>/",
    "inactive/",
    "login/",
    "logout/",
    "reauthenticate/",
    "recovery-codes/",
    "recovery-codes/download/",
    "recovery-codes/new/",
    "second-factor/",
    "second-factor/again/",
    "second-factor/ask/",
    "second-factor/remove/",
    "second-factor/set-up/",
    "sessions/",
]

# pattern as Django spells it: the addresses that it is tried by
ADDRESSES = {
    "": ["/"],
    "disputes/<str:key>/": ["/disputes/bridge/"],
    "disputes/<str:key>/at/<str:entry>/": [
        "/disputes/bridge/at/closing/",
        f"/disputes/bridge/at/{CANARY}-entry/",
    ],
    "disputes/<str:key>/compare/": [
        "/disputes/bridge/compare/",
        "/disputes/bridge/compare/?from=2001-01-01",
    ],
    "disputes/<str:key>/moments/": ["/disputes/bridge/moments/"],
    "disputes/<str:key>/method/": ["/disputes/bridge/method/"],
    "disputes/<str:key>/timemap": ["/disputes/bridge/timemap"],
    "disputes/<str:key>/positions/": ["/disputes/bridge/positions/"],
    "disputes/<str:key>/changes/": ["/disputes/bridge/changes/"],
    "disputes/<str:key>/feed.atom": ["/disputes/bridge/feed.atom"],
    "disputes/<str:key>/feed.json": ["/disputes/bridge/feed.json"],
    "disputes/<str:key>/changes.atom": ["/disputes/bridge/changes.atom"],
    "disputes/<str:key>/changes.json": ["/disputes/bridge/changes.json"],
    "disputes/<str:key>/timeline.ics": ["/disputes/bridge/timeline.ics"],
    "disputes/<str:key>/timeline.json": ["/disputes/bridge/timeline.json"],
    "disputes/<str:key>/embed/": [
        "/disputes/bridge/embed/",
        f"/disputes/{CANARY}-dispute/embed/",
    ],
    "entries/<str:key>/": ["/entries/closing/"],
    "entries/<str:key>/timemap": ["/entries/closing/timemap"],
    "entries/<str:key>/embed/": [
        "/entries/closing/embed/",
        f"/entries/{CANARY}-entry/embed/",
    ],
    "claims/": ["/claims/"],
    "claims/<str:key>/": ["/claims/belongs/"],
    "claims/<str:key>/timemap": ["/claims/belongs/timemap"],
    "claims/<str:key>/embed/": [
        "/claims/belongs/embed/",
        f"/claims/{CANARY}-claim/embed/",
    ],
    "quotes/": ["/quotes/"],
    "quotes/<str:key>/": ["/quotes/our-bridge/"],
    "quotes/<str:key>/timemap": ["/quotes/our-bridge/timemap"],
    "sources/": ["/sources/"],
    "sources/<str:key>/": ["/sources/report/"],
    "sources/<str:key>/timemap": ["/sources/report/timemap"],
    "parties/": ["/parties/"],
    "parties/<str:key>/": ["/parties/upper-town/"],
    "parties/<str:key>/timemap": ["/parties/upper-town/timemap"],
    "parties/<str:key>/feed.atom": ["/parties/upper-town/feed.atom"],
    "parties/<str:key>/feed.json": ["/parties/upper-town/feed.json"],
    "feed.atom": ["/feed.atom", "/feed.atom?dispute=bridge&kind=claim"],
    "feed.json": ["/feed.json"],
    "feeds/claimreview.json": [
        "/feeds/claimreview.json",
        "/feeds/claimreview.json?modified_since=2020-01-01",
    ],
    "feeds/corrections.atom": ["/feeds/corrections.atom"],
    "feeds/corrections.json": ["/feeds/corrections.json"],
    "feeds/verdicts.atom": ["/feeds/verdicts.atom"],
    "feeds/verdicts.json": ["/feeds/verdicts.json"],
    "oembed": [
        f"/oembed?url=http://127.0.0.1:8000{path}"
        for path in ("/claims/belongs/", f"/claims/{CANARY}-claim/")
    ],
    "sitemap.xml": ["/sitemap.xml"],
    "sitemap-<slug:part>.xml": [
        f"/sitemap-{part}.xml"
        for part in ("pages", "entry-0", "claim-0", "party-0", CANARY)
    ],
    "search/": ["/search/"],
    "corrections/": ["/corrections/"],
    "report/": ["/report/"],
    "report/thanks/": ["/report/thanks/"],
    "ledger/": ["/ledger/"],
    "ledger/verify/": ["/ledger/verify/"],
    "ledger/lines.ndjson": ["/ledger/lines.ndjson"],
    "about/": ["/about/", "/about/?as_of=2020-01-01"],
    "about/method/": ["/about/method/"],
    "contact/": ["/contact/"],
    "privacy/": ["/privacy/"],
    "accessibility/": ["/accessibility/"],
    "about/ratings/": ["/about/ratings/"],
    "site/accent-<str:light>-<str:dark>.css": [
        "/site/accent-17406d-9cc3ee.css",
        f"/site/accent-{CANARY}-9cc3ee.css",
    ],
    "site/icon-192.png": ["/site/icon-192.png"],
    "site/icon-512.png": ["/site/icon-512.png"],
    "apple-touch-icon.png": ["/apple-touch-icon.png"],
    "favicon.svg": ["/favicon.svg"],
    "site.webmanifest": ["/site.webmanifest"],
    "opensearch.xml": ["/opensearch.xml"],
    ".well-known/security.txt": ["/.well-known/security.txt"],
    **{f"accounts/{page}": [f"/accounts/{page}"] for page in ACCOUNTS},
    "accounts/demo-editor/": ["/accounts/demo-editor/"],
    "guest/<str:token>/": [f"/guest/{CANARY}/"],
    ".well-known/ledger-keys": ["/.well-known/ledger-keys"],
    "favicon.ico": ["/favicon.ico"],
    "robots.txt": ["/robots.txt"],
    "healthz": ["/healthz"],
    "readyz": ["/readyz"],
    "api/v1/": ["/api/v1/"],
    "api/v1/<path:rest>/": [f"/api/v1/{CANARY}/"],
    "api/v1/schema/": ["/api/v1/schema/"],
    "api/v1/docs/": ["/api/v1/docs/"],
}


def patterns(resolver=None, prefix="") -> list[str]:
    """Every URL pattern of the site, as Django spells it."""
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += patterns(pattern, route)
        elif isinstance(pattern, URLPattern):
            found.append(route)
    return found


def public_patterns() -> set[str]:
    return {route for route in patterns() if not SEEN_BY_STAFF_ALONE.match(route)}


def api_addresses(world) -> dict[str, list[str]]:
    """The lists and details of the API, a pair a kind, and the change feed."""
    found = {}
    for plural, slug in KINDS.items():
        found[f"api/v1/{plural}/"] = [f"/api/v1/{plural}/"]
        found[f"api/v1/{plural}/<str:key>/"] = [f"/api/v1/{plural}/{slug}/"]
    found["api/v1/publications/"] = ["/api/v1/publications/"]
    found["api/v1/publications/<int:seq>/"] = ["/api/v1/publications/1/"]
    return found


def addresses(world, drafts) -> dict[str, list[str]]:
    table = ADDRESSES | api_addresses(world)
    for path in ("report/", "report/thanks/"):
        table[path] = [
            f"/{path}?record={record.uid}" for record in (world.claim, *drafts)
        ]
    table["pictures/<str:sha256>"] = [
        f"/pictures/{'0' * 64}",
        f"/pictures/{world.picture}",
    ]
    for record in drafts:
        for base in (
            registry.of(record).plural,
            f"api/v1/{registry.of(record).plural}",
        ):
            if (route := f"{base}/<str:key>/") in table:
                table[route] = [
                    *table[route],
                    f"/{base}/{record.slug}/",
                    f"/{base}/{record.uid}/",
                ]
    return table


def publish_world() -> World:
    world = World()
    position = {
        "party": uid(world.party),
        "statement": "Ours.",
        "claims": [uid(world.claim)],
    }
    world.point = published(
        "point", slug="whose", dispute=uid(world.dispute), positions=[position]
    )
    world.site = published("site", slug="papers")
    world.picture = blobs.keep("pictures", CANARY.encode())
    return world


def answer(client: Client, address: str) -> tuple[int, str]:
    """Status, and everything a stranger gets: body and headers, without what names the question itself."""
    response = client.get(address)
    body = (
        b"".join(response.streaming_content) if response.streaming else response.content
    )
    text = body.decode("utf-8", "replace") + repr(sorted(response.headers.items()))
    return response.status_code, text


def without_the_question(text: str, address: str) -> str:
    """What a page repeats of the address and of the words asked for is no leak."""
    for asked in {address, *re.findall(rf"[\w-]*{CANARY}[\w-]*", address)}:
        text = text.replace(asked, "")
    return text
