"""Nothing unpublished is reachable by anyone who is not signed in: every address, filter, order, search and count."""

import pytest
from django.test import Client
from support.people import World, change, make, uid
from support.public_addresses import (
    ADDRESSES,
    CANARY,
    KINDS,
    QUERIES,
    addresses,
    answer,
    api_addresses,
    public_patterns,
    publish_world,
    without_the_question,
)

from factcheck.models import Capture, ImportIssue, ImportJob, Report, Suggestion, blobs
from factcheck.records import registry

pytestmark = pytest.mark.django_db


def hide_canaries(world: World) -> list:
    """A draft of every kind, an unpublished change to every kind, and what the desk alone sees, each with the word."""
    drafts = [
        make("dispute", slug=f"{CANARY}-dispute", title=CANARY),
        make("party", slug=f"{CANARY}-party", name=CANARY, aliases=[CANARY]),
        make("source", slug=f"{CANARY}-source", title=CANARY),
        make("rating", slug=f"{CANARY}-rating", label=CANARY),
        make(
            "quote",
            slug=f"{CANARY}-quote",
            words=CANARY,
            disputes=[uid(world.dispute)],
            source=uid(world.source),
        ),
        make("claim", slug=f"{CANARY}-claim", text=CANARY, **world.claim_content()),
        make(
            "entry",
            slug=f"{CANARY}-entry",
            headline=CANARY,
            short_name=CANARY[:24],
            place=CANARY,
            **world.entry_content(),
        ),
        make(
            "point", slug=f"{CANARY}-point", question=CANARY, dispute=uid(world.dispute)
        ),
    ]
    echo = make(
        "source",
        slug=f"{CANARY}-echo",
        title=CANARY,
        derived_from=uid(world.source),
    )
    evidence = [{"source": uid(echo), "stance": "supports", "note": CANARY}]
    change(
        world.claim,
        context=CANARY,
        evidence=evidence,
        relations=[{"relation": "repeats", "claim": uid(drafts[5])}],
    )
    change(world.entry, body=CANARY, claims=[uid(world.claim), uid(drafts[5])])
    change(world.source, note=CANARY)
    change(world.party, description=CANARY)
    change(world.quote, about=CANARY)
    change(world.dispute, summary=CANARY)
    change(world.site, name=CANARY, description=CANARY, email=f"{CANARY}@x.example")
    Capture.objects.create(
        source=world.source,
        sha256=blobs.keep("captures", CANARY.encode()),
        media_type="text/plain",
        byte_count=len(CANARY),
        text=CANARY,
        captured_at="2026-01-14T12:00:00Z",
    )
    job = ImportJob.objects.create(
        adapter="dossier",
        started_by=world.party.changed_by,
        file_name=CANARY,
        message=CANARY,
    )
    ImportIssue.objects.create(job=job, place=CANARY, message=CANARY)
    Report.objects.create(
        kind="claim",
        uid=world.claim.uid,
        line=1,
        text=CANARY,
        contact=CANARY,
        note=CANARY,
    )
    Suggestion.objects.create(
        job=job, kind="claim", fields={"text": CANARY}, memory_key="k" * 64
    )
    return drafts


def test_every_public_address_is_tried():
    untried = (
        public_patterns()
        - set(ADDRESSES)
        - set(api_addresses(None))
        - {"pictures/<str:sha256>"}
    )

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
        for base in (registry.of(record).plural, f"api/v1/{registry.of(record).plural}")
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
    return {
        plural: client.get(f"/api/v1/{plural}/?count=true").json()["count"]
        for plural in KINDS
    }


def test_an_unpublished_change_alters_no_cache_key():
    world = publish_world()
    before = Client().get("/claims/belongs/").headers.get("ETag")

    change(world.claim, context=CANARY)

    assert Client().get("/claims/belongs/").headers.get("ETag") == before
