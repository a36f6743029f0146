import pytest
from django.test import Client
from support.people import World, make, person, published, uid
from support.stranger import root_of

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db


def carry_out_merge(goes, into):
    proposal = workflow.propose_merge(
        goes, into, person("publisher"), reason="The same."
    )
    workflow.carry_out(proposal, person("second_publisher"))


@pytest.mark.parametrize("key", ["slug", "uid"])
def test_a_record_answers_to_slug_and_uid(key):
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

    assert (now.status_code, now.headers["Location"]) == (
        302,
        "/api/v1/parties/upper-town/",
    )
    assert then.json()["name"] == "Lower Town"


def test_a_redacted_record_answers_gone():
    world = World()
    line = Publication.objects.get(kind="party")
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A private person."
    )
    workflow.carry_out(proposal, person("second_admin"))

    response = Client().get(f"/api/v1/parties/{uid(world.party)}/")

    assert response.status_code == 410
    assert "Upper Town" not in response.content.decode()


def test_a_retracted_record_says_when_and_why_and_what_stood_before():
    world = World()
    before = ledger.moment_text(Publication.objects.latest("seq").published_at)
    line = workflow.retract(world.entry, person("publisher"), reason="It never closed.")

    gone = Client().get("/api/v1/entries/closing/").json()
    then = Client().get(f"/api/v1/entries/closing/?as_of={before}")

    assert gone["tombstone"]["action"] == "retract"
    assert gone["tombstone"]["at"] == ledger.moment_text(line.published_at)
    assert gone["tombstone"]["line"] == line.seq
    assert "It never closed." in gone["detail"]
    assert then.status_code == 200


def test_a_redirect_keeps_the_question():
    world = World()
    other = published("party", slug="lower-town", name="Lower Town")
    carry_out_merge(other, world.party)
    after = ledger.moment_text(Publication.objects.latest("seq").published_at)

    response = Client().get(f"/api/v1/parties/{uid(other)}/?as_of={after}")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/api/v1/parties/upper-town/?as_of={after}"


def test_a_redirect_leads_to_the_end_of_a_chain():
    World()
    step, target = published("party", slug="step"), published("party", slug="target")
    first = published("party", slug="first")
    carry_out_merge(first, step)
    carry_out_merge(step, target)

    assert (
        Client().get("/api/v1/parties/first/").headers["Location"]
        == "/api/v1/parties/target/"
    )


@pytest.mark.parametrize("ground", ["privacy", "address"])
def test_a_redacted_record_says_the_ground_alone(ground):
    world = World()
    proposal = workflow.propose_redact(
        Publication.objects.get(kind="party"),
        person("admin"),
        ground=ground,
        reason="Secret.",
    )
    line = workflow.carry_out(proposal, person("second_admin"))

    for key in ("upper-town", uid(world.party)):
        gone = Client().get(f"/api/v1/parties/{key}/").json()
        assert gone["status"] == 410
        assert gone["tombstone"]["ground"] == ground
        assert gone["tombstone"]["at"] == ledger.moment_text(line.published_at)
        assert "Secret" not in str(gone)


def test_the_ground_of_line_2_is_not_that_of_line_12():
    """A redaction is found by the number that it holds."""
    world = World()
    for number in range(5):
        published("party", slug=f"party{number}")
    for line, ground in (
        (Publication.objects.get(seq=12), "copyright"),
        (Publication.objects.get(seq=2), "safety"),
    ):
        proposal = workflow.propose_redact(
            line, person("admin"), ground=ground, reason="Asked for."
        )
        workflow.carry_out(proposal, person("second_admin"))

    assert (
        Client()
        .get(f"/api/v1/disputes/{world.dispute.uid}/")
        .json()["tombstone"]["ground"]
        == "safety"
    )


def test_a_record_is_not_there_before_it_was_published():
    World()

    assert Client().get("/api/v1/claims/belongs/?as_of=2001-01-01").status_code == 404


def test_a_day_that_has_not_come_is_refused():
    World()

    assert Client().get("/api/v1/claims/belongs/?as_of=2999-01-01").status_code == 400


def test_the_body_of_a_record_has_the_root_that_the_ledger_says():
    World()
    body = Client().get("/api/v1/claims/belongs/").json()

    line = (
        Client()
        .get(f"/api/v1/publications/{Publication.objects.get(kind='claim').seq}/")
        .json()
    )

    assert root_of(line | {"payload": body}) == line["payload_root"]


def test_the_body_of_a_record_of_todays_form_is_the_payload_that_the_ledger_holds():
    World()

    body = Client().get("/api/v1/claims/belongs/").content.decode()

    assert body == Publication.objects.get(kind="claim").payload


def test_a_record_costs_at_most_two_queries(django_assert_max_num_queries):
    World()

    with django_assert_max_num_queries(2):
        Client().get("/api/v1/claims/belongs/")
