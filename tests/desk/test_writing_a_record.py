"""What is typed at the desk is saved with its parts, its history and the name of who typed it."""

import pytest
from django.urls import reverse
from support.people import World, change, make, person

from factcheck.models import Claim, Revision, Status

pytestmark = pytest.mark.django_db
ADD = reverse("admin:factcheck_claim_add")


def claim_data(desk, world: World, **changes) -> dict:
    data = desk.form(ADD, "claim_form")
    return (
        data
        | {
            "text": "The deed is lost.",
            "disputes": world.dispute.pk,
            "claim_kind": "fact",
        }
        | changes
    )


def row(prefix: str, **fields) -> dict:
    """One new row of a part, as a browser sends it after “add another”."""
    return {f"{prefix}-TOTAL_FORMS": 1} | {
        f"{prefix}-0-{name}": value for name, value in fields.items()
    }


def test_a_claim_is_written_with_an_appearance_and_evidence(desk, world):
    reporter = desk("reporter")
    appearance = row("appearances", party=world.party.pk, role="asserts", position=0)
    evidence = row(
        "evidence",
        source=world.source.pk,
        stance="supports",
        note="It says so.",
        position=0,
    )

    response = reporter.post(ADD, claim_data(reporter, world) | appearance | evidence)

    assert response.status_code == 302
    claim = Claim.objects.get(text="The deed is lost.")
    assert (claim.status, claim.changed_by, claim.slug) == (
        Status.DRAFT,
        person("reporter"),
        "the-deed-is-lost",
    )
    assert claim.appearances.get().party == world.party
    assert claim.evidence.get().note == "It says so."


def test_a_save_is_one_line_of_history(desk, world):
    desk("reporter").save(
        world.claim, text="The bridge is shared.", reason="The deed was read."
    )

    line = Revision.objects.filter(uid=world.claim.uid, verb="save").latest("at")
    assert line.changed == {
        "text": ["The bridge belongs to Upper Town.", "The bridge is shared."]
    }
    assert (line.by, line.reason) == (person("reporter"), "The deed was read.")


def test_a_save_that_changes_nothing_does_nothing(desk, world):
    before = Claim.objects.values().get(pk=world.claim.pk)
    lines = Revision.objects.count()

    response = desk("reporter").save(world.claim)

    assert response.status_code == 302
    assert Claim.objects.values().get(pk=world.claim.pk) == before
    assert Revision.objects.count() == lines


def test_a_change_of_a_part_alone_is_a_change_of_the_record(desk, world):
    response = desk("reporter").save(
        world.claim, **{"evidence-0-note": "It tells of two quarrels."}
    )

    assert response.status_code == 302
    world.claim.refresh_from_db()
    assert (world.claim.status, world.claim.lock_version) == (Status.DRAFT, 1)
    assert (
        "evidence"
        in Revision.objects.filter(uid=world.claim.uid, verb="save")
        .latest("at")
        .changed
    )


def test_an_error_stands_beside_its_field(desk, world):
    reporter = desk("reporter")

    response = reporter.post(ADD, claim_data(reporter, world, claimed_on="2026-02-30"))

    assert response.status_code == 200
    assert "2026-02-30" in response.content.decode()
    assert not Claim.objects.filter(text="The deed is lost.").exists()


def test_an_appearance_without_a_party_needs_a_reporting_source(desk, world):
    reporter = desk("reporter")

    response = reporter.post(
        ADD, claim_data(reporter, world) | row("appearances", role="denies", position=0)
    )

    assert "Name the party" in response.content.decode()
    assert not Claim.objects.filter(text="The deed is lost.").exists()


def test_the_slug_of_a_published_record_cannot_be_typed(desk, world):
    data = desk("reporter").form(
        reverse("admin:factcheck_claim_change", args=[world.claim.pk]), "claim_form"
    )

    assert "slug" not in data


def test_the_words_readers_will_see_stand_beneath_a_date(desk, world):
    record = change(world.claim, claimed_on="2026-01~")

    response = desk("reporter").get(
        reverse("admin:factcheck_claim_change", args=[record.pk])
    )

    assert (
        "Readers see: <strong>about January 2026</strong>" in response.content.decode()
    )


@pytest.mark.parametrize(
    "kind", ["dispute", "party", "source", "rating", "quote", "entry", "point"]
)
def test_every_kind_is_saved_from_its_form(desk, world, kind):
    record = getattr(world, kind, None) or make(
        "point", slug="whose", dispute=str(world.dispute.uid)
    )
    field = {
        "dispute": "summary",
        "party": "description",
        "source": "note",
        "rating": "definition",
    }
    field |= {"quote": "occasion", "entry": "body", "point": "summary"}

    response = desk("editor").save(record, **{field[kind]: "Typed at the desk."})

    assert response.status_code == 302
    record.refresh_from_db()
    assert (getattr(record, field[kind]), record.changed_by) == (
        "Typed at the desk.",
        person("editor"),
    )


def test_the_place_of_an_entry_in_its_day_is_set_in_its_form(desk, world):
    url = reverse("admin:timeline_entry_change", args=[world.entry.pk])
    page = desk("reporter").get(url).content.decode()

    response = desk("reporter").save(world.entry, position_in_day=2)

    assert "1 stands first" in page
    assert response.status_code == 302
    world.entry.refresh_from_db()
    assert world.entry.position_in_day == 2


def test_an_entry_without_a_date_has_no_place_in_a_day(desk, world):
    response = desk("reporter").save(world.entry, when="", position_in_day=2)

    assert response.status_code == 200
    assert "this one has no date" in response.content.decode()
