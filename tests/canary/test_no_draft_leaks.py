"""Nothing unpublished is reachable by anyone who is not signed in: every address, filter, order, search and count.

Every public URL pattern has a row in ADDRESSES. A new pattern without a row fails the first test here, so that whoever
adds an address says how it is to be tried.
"""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from people import World, change, make, published, uid

from factcheck import blobs, kinds
from factcheck.models import Capture, ImportIssue, ImportJob, Report, Suggestion

pytestmark = pytest.mark.django_db

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
}

ACCOUNTS = [
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
    "disputes/<str:key>/compare/": ["/disputes/bridge/compare/", "/disputes/bridge/compare/?from=2001-01-01"],
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
    "disputes/<str:key>/embed/": ["/disputes/bridge/embed/", f"/disputes/{CANARY}-dispute/embed/"],
    "entries/<str:key>/": ["/entries/closing/"],
    "entries/<str:key>/timemap": ["/entries/closing/timemap"],
    "entries/<str:key>/embed/": ["/entries/closing/embed/", f"/entries/{CANARY}-entry/embed/"],
    "claims/": ["/claims/"],
    "claims/<str:key>/": ["/claims/belongs/"],
    "claims/<str:key>/timemap": ["/claims/belongs/timemap"],
    "claims/<str:key>/embed/": ["/claims/belongs/embed/", f"/claims/{CANARY}-claim/embed/"],
    "quotes/<str:key>/": ["/quotes/our-bridge/"],
    "quotes/<str:key>/timemap": ["/quotes/our-bridge/timemap"],
    "sources/<str:key>/": ["/sources/report/"],
    "sources/<str:key>/timemap": ["/sources/report/timemap"],
    "parties/<str:key>/": ["/parties/upper-town/"],
    "parties/<str:key>/timemap": ["/parties/upper-town/timemap"],
    "parties/<str:key>/feed.atom": ["/parties/upper-town/feed.atom"],
    "parties/<str:key>/feed.json": ["/parties/upper-town/feed.json"],
    "feeds/claimreview.json": ["/feeds/claimreview.json", "/feeds/claimreview.json?modified_since=2020-01-01"],
    "feeds/corrections.atom": ["/feeds/corrections.atom"],
    "feeds/corrections.json": ["/feeds/corrections.json"],
    "feeds/verdicts.atom": ["/feeds/verdicts.atom"],
    "feeds/verdicts.json": ["/feeds/verdicts.json"],
    "oembed": [f"/oembed?url=http://127.0.0.1:8000{path}" for path in ("/claims/belongs/", f"/claims/{CANARY}-claim/")],
    "sitemap.xml": ["/sitemap.xml"],
    "sitemap-<slug:part>.xml": [f"/sitemap-{part}.xml" for part in ("pages", "entry-0", "claim-0", "party-0", CANARY)],
    "search/": ["/search/"],
    "corrections/": ["/corrections/"],
    "report/": ["/report/"],
    "report/thanks/": ["/report/thanks/"],
    "ledger/": ["/ledger/"],
    "ledger/verify/": ["/ledger/verify/"],
    "ledger/lines.ndjson": ["/ledger/lines.ndjson"],
    "about/ratings/": ["/about/ratings/"],
    **{f"accounts/{page}": [f"/accounts/{page}"] for page in ACCOUNTS},
    "favicon.ico": ["/favicon.ico"],
    "robots.txt": ["/robots.txt"],
    "healthz": ["/healthz"],
    "readyz": ["/readyz"],
    "api/v1/": ["/api/v1/"],
    "api/v1/<path:rest>/": [f"/api/v1/{CANARY}/"],
    "api/v1/schema/": ["/api/v1/schema/"],
    "api/v1/docs/": ["/api/v1/docs/"],
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
        table[path] = [f"/{path}?record={record.uid}" for record in (world.claim, *drafts)]
    table["pictures/<str:sha256>"] = [f"/pictures/{'0' * 64}", f"/pictures/{world.picture}"]
    for record in drafts:
        for base in (kinds.of(record).plural, f"api/v1/{kinds.of(record).plural}"):
            if (route := f"{base}/<str:key>/") in table:
                table[route] = [*table[route], f"/{base}/{record.slug}/", f"/{base}/{record.uid}/"]
    return table


def publish_world() -> World:
    world = World()
    position = {"party": uid(world.party), "statement": "Ours.", "claims": [uid(world.claim)]}
    world.point = published("point", slug="whose", dispute=uid(world.dispute), positions=[position])
    world.picture = blobs.keep("pictures", CANARY.encode())
    return world


def hide_canaries(world: World) -> list:
    """A draft of every kind, an unpublished change to every kind, and what the desk alone sees, each with the word."""
    drafts = [
        make("dispute", slug=f"{CANARY}-dispute", title=CANARY),
        make("party", slug=f"{CANARY}-party", name=CANARY, aliases=[CANARY]),
        make("source", slug=f"{CANARY}-source", title=CANARY),
        make("rating", slug=f"{CANARY}-rating", label=CANARY),
        make("quote", slug=f"{CANARY}-quote", words=CANARY, disputes=[uid(world.dispute)], source=uid(world.source)),
        make("claim", slug=f"{CANARY}-claim", text=CANARY, **world.claim_content()),
        make("entry", slug=f"{CANARY}-entry", headline=CANARY, place=CANARY, **world.entry_content()),
        make("point", slug=f"{CANARY}-point", question=CANARY, dispute=uid(world.dispute)),
    ]
    change(world.claim, context=CANARY, relations=[{"relation": "repeats", "claim": uid(drafts[5])}])
    change(world.entry, body=CANARY, claims=[uid(world.claim), uid(drafts[5])])
    change(world.source, note=CANARY)
    change(world.party, description=CANARY)
    change(world.quote, about=CANARY)
    change(world.dispute, summary=CANARY)
    Capture.objects.create(
        source=world.source,
        sha256=blobs.keep("captures", CANARY.encode()),
        media_type="text/plain",
        byte_count=len(CANARY),
        text=CANARY,
        captured_at="2026-01-14T12:00:00Z",
    )
    job = ImportJob.objects.create(
        adapter="dossier", started_by=world.party.changed_by, file_name=CANARY, message=CANARY
    )
    ImportIssue.objects.create(job=job, place=CANARY, message=CANARY)
    Report.objects.create(kind="claim", uid=world.claim.uid, line=1, text=CANARY, contact=CANARY, note=CANARY)
    Suggestion.objects.create(job=job, kind="claim", fields={"text": CANARY}, memory_key="k" * 64)
    return drafts


def answer(client: Client, address: str) -> tuple[int, str]:
    """Status, and everything a stranger gets: body and headers, without what names the question itself."""
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode("utf-8", "replace") + repr(sorted(response.headers.items()))
    return response.status_code, text


def without_the_question(text: str, address: str) -> str:
    """What a page repeats of the address and of the words asked for is no leak."""
    for asked in {address, *re.findall(rf"[\w-]*{CANARY}[\w-]*", address)}:
        text = text.replace(asked, "")
    return text


def test_every_public_address_is_tried():
    untried = public_patterns() - set(ADDRESSES) - set(api_addresses(None)) - {"pictures/<str:sha256>"}

    assert untried == set()


def test_no_answer_holds_a_word_of_a_draft():
    world = publish_world()
    drafts = hide_canaries(world)
    client, leaks = Client(raise_request_exception=True), []

    for samples in addresses(world, drafts).values():
        for sample in samples:
            for query in QUERIES:
                status, text = answer(client, sample + query)
                assert status < 500, sample + query
                if CANARY in without_the_question(text, sample + query):
                    leaks.append(sample + query)

    assert leaks == []


def test_a_draft_has_no_page_of_its_own():
    world = publish_world()
    drafts = hide_canaries(world)

    found = [
        address
        for record in drafts
        for key in (record.slug, record.uid)
        for base in (kinds.of(record).plural, f"api/v1/{kinds.of(record).plural}")
        if Client().get(address := f"/{base}/{key}/").status_code != 404
    ]

    assert found == []


def test_counts_are_the_same_with_and_without_drafts():
    world = publish_world()
    before = _counts()

    hide_canaries(world)

    assert _counts() == before


def _counts() -> dict[str, object]:
    client = Client()
    return {plural: client.get(f"/api/v1/{plural}/?count=true").json()["count"] for plural in KINDS}


def test_an_unpublished_change_alters_no_cache_key():
    world = publish_world()
    before = Client().get("/claims/belongs/").headers.get("ETag")

    change(world.claim, context=CANARY)

    assert Client().get("/claims/belongs/").headers.get("ETag") == before
