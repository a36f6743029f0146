"""A draft is looked at as its readers would find it, and nothing of it becomes public by looking."""

import pytest
from django.core.cache import caches
from support.people import change, make, person, publish, uid

from factcheck import ledger, workflow
from factcheck.models import Publication
from factcheck.records import registry

DRAFTS = [
    "dispute",
    "party",
    "source",
    "rating",
    "site",
    "quote",
    "claim",
    "entry",
    "point",
]


@pytest.fixture
def look(desk):
    """What the frame of the preview shows, and its answer."""

    def previewed(record, shown: str = "page", by: str = "reporter", query: str = ""):
        meta = record._meta
        url = f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/preview/{shown}/{query}"
        return desk(by).get(url)

    return previewed


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_draft_of_every_kind_is_shown_on_its_public_page(world, look, kind):
    rests = {
        "entry": world.entry_content(),
        "claim": world.claim_content(),
        "point": {"dispute": uid(world.dispute)},
        "quote": {"disputes": [uid(world.dispute)], "source": uid(world.source)},
    }.get(kind, {})
    draft = make(kind, slug="looked-at", **rests)

    response = look(draft)

    assert response.status_code == 200
    assert "Preview: readers cannot see this yet." in response.content.decode()
    assert str(draft) in response.content.decode()


def test_a_claim_without_a_verdict_can_be_looked_at(world, look):
    response = look(make("claim", slug="bare", disputes=[uid(world.dispute)]))

    assert response.status_code == 200


def test_nothing_becomes_public_by_looking(world, look, client):
    draft = make("claim", slug="unseen", **world.claim_content())
    before = ledger.head(), Publication.objects.count()

    look(draft)
    look(draft, "json")

    assert (ledger.head(), Publication.objects.count()) == before
    assert client.get("/claims/unseen/").status_code == 404
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_was_looked_at_is_never_handed_to_a_reader(world, look, client):
    """The next line of the ledger has the number that the preview's line had; nothing may be kept under it."""
    entry = make(
        "entry", slug="secret", **world.entry_content(headline="Canary in the preview")
    )
    client.get("/disputes/bridge/")
    look(entry, "card")
    shelves = str([caches[shelf]._cache for shelf in ("pages", "fragments")])

    publish(
        make("entry", slug="other", **world.entry_content(headline="Published since"))
    )
    page = client.get("/disputes/bridge/").content.decode()

    assert "Canary" not in shelves
    assert "Canary" not in page
    assert "Published since" in page


def test_the_next_version_of_what_is_live_is_shown(world, look, client):
    changed = change(world.claim, text="The bridge belongs to both.")

    shown, public = (
        look(changed).content.decode(),
        client.get("/claims/belongs/").content.decode(),
    )

    assert "belongs to both" in shown
    assert "belongs to both" not in public


def test_drafts_that_it_rests_on_come_along_and_are_named(world, look):
    source = make("source", slug="new-source", title="The register of deeds")
    claim = make(
        "claim",
        slug="rests",
        **world.claim_content(evidence=[{"source": uid(source), "stance": "supports"}]),
    )

    page = look(claim).content.decode()

    banner = page.partition("Shown as if it were published:")[2].partition("</aside>")[
        0
    ]
    assert "The register of deeds" in banner
    assert str(claim) in banner


def test_an_entry_is_shown_in_its_place_in_the_timeline(world, look):
    entry = make(
        "entry",
        slug="planned",
        **world.entry_content(headline="Talks are planned", when="2026-02-03"),
    )

    page = look(entry, "card").content.decode()

    shown = page.partition('id="timeline"')[2].partition('class="rail"')[0]
    assert "Talks are planned" in shown
    assert "/entries/closing/" not in shown


def test_the_api_s_answer_is_shown_too(world, look):
    claim = make("claim", slug="json", **world.claim_content())

    response = look(claim, "json")

    assert response["Content-Type"].startswith("text/plain")
    assert '"slug": "json"' in response.content.decode()


def test_a_preview_is_cached_by_nobody_and_framed_by_the_desk_alone(world, look):
    response = look(world.claim)

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "ETag" not in response


def test_a_danish_reader_s_page_can_be_looked_at(world, look):
    assert '<html lang="da"' in look(world.claim, query="?lang=da").content.decode()


def test_what_was_taken_down_says_why_it_has_no_preview(world, look):
    workflow.retract(world.claim, person("publisher"), reason="It was forged.")

    response = look(world.claim)

    assert response.status_code == 409
    assert "restore it" in response.content.decode()


def test_a_stranger_gets_no_preview(world, client):
    url = f"/admin/factcheck/claim/{world.claim.pk}/preview/page/"

    assert client.get(url).status_code == 302


def test_the_frame_offers_what_else_can_be_looked_at(world, desk):
    url = f"/admin/timeline/entry/{world.entry.pk}/preview/"

    page = desk("reporter").get(f"{url}?view=card&width=phone").content.decode()

    assert f'src="{url}card/"' in page
    assert "preview--phone" in page
    assert desk("reporter").get(f"{url}?view=nothing").status_code == 404
    assert (
        f'href="/admin/timeline/entry/{world.entry.pk}/preview/"'
        in desk("reporter")
        .get(f"/admin/timeline/entry/{world.entry.pk}/change/")
        .content.decode()
    )


def test_every_kind_is_tried():
    assert sorted(kind.name for kind in registry.all_kinds()) == sorted(DRAFTS)
