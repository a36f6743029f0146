"""What accuses a private person is looked at again on a day that is set before it is published."""

from datetime import timedelta

import pytest
from django.utils import timezone
from support.people import World, make, published, uid

from factcheck import workflow
from factcheck.models import Party
from factcheck.records import registry
from factcheck.workflow import Change
from timeline.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.fixture
def neighbour() -> Party:
    return published("party", name="Ada Berg", party_kind="person", publicity="private")


def accusing(world: World, kind: str, **changes):
    content = world.claim_content() if kind == "claim" else world.entry_content()
    return make(kind, accuses_private_person=True, **content | changes)


def blocked(record) -> list[str]:
    return [blocker.field for blocker in workflow.own_blockers(record)]


def warned_of(record) -> list[str]:
    return [each.name for each in workflow.warnings([Change(record)])]


@pytest.mark.parametrize("kind", ["claim", "entry"])
def test_it_needs_a_day_to_be_looked_at_again(world, kind):
    [blocker] = workflow.own_blockers(accusing(world, kind))

    assert blocker.field == "check_again_on"
    assert str(timezone.localdate() + timedelta(days=182)) in blocker.message


@pytest.mark.parametrize("kind", ["claim", "entry"])
def test_with_a_day_it_can_be_published_and_from_that_day_on_there_is_a_warning(
    world, kind
):
    today = timezone.localdate()
    ahead = accusing(world, kind, check_again_on=str(today + timedelta(days=1)))
    due = accusing(world, kind, check_again_on=str(today))

    assert (blocked(ahead), blocked(due)) == ([], [])
    assert "accusation-is-old" not in warned_of(ahead)
    assert "accusation-is-old" in warned_of(due)


def test_who_names_a_private_person_decides_whether_it_accuses(world, neighbour):
    named = [{"party": uid(neighbour), "role": "asserts"}]
    claim = make("claim", **world.claim_content(appearances=named))
    entry = make("entry", **world.entry_content(parties=[uid(neighbour)]))

    assert "may-accuse" in warned_of(claim)
    assert "may-accuse" in warned_of(entry)
    assert "may-accuse" not in warned_of(world.claim)


def test_that_it_accuses_is_the_desks_alone(world):
    entry = accusing(world, "entry", check_again_on="2030-01-01")

    assert "accuses_private_person" not in registry.of(entry).public_content(entry)
    assert Entry.objects.get(pk=entry.pk).accuses_private_person
    assert "accuses_private_person" in workflow.revisions(entry)[0].changed
