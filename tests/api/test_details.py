import pytest
from django.test import Client
from people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db


def carry_out_merge(goes, into):
    proposal = workflow.propose_merge(goes, into, person("publisher"), reason="The same.")
    workflow.carry_out(proposal, person("second_publisher"))


@pytest.mark.parametrize("key", ["slug", "uid"])
def test_a_record_is_found_by_slug_and_by_uid(key):
    world = World()

    response = Client().get(f"/api/v1/claims/{getattr(world.claim, key)}/")

    assert response.content.decode() == Publication.objects.get(kind="claim").payload


def test_a_draft_is_not_found():
    make("party", slug="secret")

    response = Client().get("/api/v1/parties/secret/")

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_retracted_record_answers_gone_with_its_reason():
    world = World()
    workflow.retract(world.entry, person("publisher"), reason="It never closed.")

    response = Client().get("/api/v1/entries/closing/")

    assert response.status_code == 410
    assert response.json()["tombstone"]["reason"] == "It never closed."


def test_a_merged_record_leads_to_the_other():
    world = World()
    other = published("party", slug="lower-town", name="Lower Town")
    before = ledger.moment_text(Publication.objects.latest("seq").published_at)
    carry_out_merge(other, world.party)

    now = Client().get("/api/v1/parties/lower-town/")
    then = Client().get(f"/api/v1/parties/lower-town/?as_of={before}")

    assert (now.status_code, now.headers["Location"]) == (301, "/api/v1/parties/upper-town/")
    assert then.json()["name"] == "Lower Town"


def test_a_redacted_record_answers_gone():
    world = World()
    line = Publication.objects.get(kind="party")
    proposal = workflow.propose_redact(line, person("admin"), ground="privacy", reason="A private person.")
    workflow.carry_out(proposal, person("second_admin"))

    response = Client().get(f"/api/v1/parties/{uid(world.party)}/")

    assert response.status_code == 410
    assert "Upper Town" not in response.content.decode()


@pytest.mark.parametrize("address", ["/api/v1/claims/", "/api/v1/claims/belongs/", "/api/v1/publications/"])
def test_what_did_not_change_is_not_sent_again(address):
    world = World()
    etag = Client().get(address).headers["ETag"]

    again = Client().get(address, headers={"If-None-Match": etag})
    publish(change(world.claim, text="Changed."), action="minor")
    later = Client().get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert later.status_code == 200


def test_answers_may_be_shared_and_set_no_cookie():
    World()

    response = Client().get("/api/v1/claims/")

    assert response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(method):
    response = getattr(Client(), method)("/api/v1/claims/")

    assert response.status_code == 405
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("key", ["%00", "x" * 5000, "🌉", "..", "'; DROP", "00000000-0000-0000-0000-000000000000"])
def test_a_strange_address_is_not_found(key):
    assert Client().get(f"/api/v1/claims/{key}/").status_code == 404
