"""What one person did alone, and what may go for good, stands at the desk until a second one has looked at it."""

import pytest
from support.people import change, person, publish

from factcheck import workflow
from factcheck.admin.dashboard import waiting
from factcheck.models import Proposal, User
from factcheck.workflow import Change

pytestmark = pytest.mark.django_db
LIST = "/admin/factcheck/proposal/"


def titles(name: str) -> list[str]:
    """What the block shows to this person: what it is, and the note beside it."""
    block = next(
        block
        for block in waiting.blocks(person(name))
        if block.heading == "Waits for a second person"
    )
    return [f"{item.title} ({item.note})" for item in block.items]


@pytest.fixture
def root(db):
    User.objects.filter(pk=person("root").pk).update(is_superuser=True)
    return person("root")


@pytest.fixture
def redaction(world):
    publish(
        change(world.claim, context="Jo Doe of Mill Lane said so."), action="update"
    )
    line = workflow.current_line(world.claim)
    publish(change(world.claim, context="A neighbour said so."), action="update")
    return workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="She asked us."
    )


def page(desk, proposal, name) -> str:
    return desk(name).get(f"{LIST}{proposal.pk}/change/").content.decode()


def test_an_emergency_publication_waits_with_its_name_and_age(world, root):
    workflow.publish_in_emergency(
        [Change(change(world.entry, body="Now."), "update")], root, reason="A warning."
    )

    (said,) = titles("publisher")

    assert said.startswith(f"Published in an emergency: review: {world.entry} (")
    assert "just now: A warning." in said


def test_so_does_what_was_retracted_alone(world):
    workflow.retract(world.entry, person("publisher"), reason="It is wrong.")

    assert titles("second_publisher")[0].startswith("Retracted by one person: review:")


def test_whoever_did_it_sees_that_it_still_waits(world):
    workflow.retract(world.entry, person("publisher"), reason="It is wrong.")

    assert "you, so someone else decides" in titles("publisher")[0]


def test_a_redaction_waits_for_administrators_alone(redaction):
    assert titles("second_admin")[0].startswith("Redact:")
    assert titles("publisher") == []


@pytest.mark.parametrize(
    ("alone", "shown"), [("emergency", "Now."), ("retract", "It is wrong.")]
)
def test_the_list_tells_them_apart(desk, world, root, alone, shown):
    workflow.publish_in_emergency(
        [Change(change(world.claim, context="Now."), "update")], root, reason="Now."
    )
    workflow.retract(world.entry, person("publisher"), reason="It is wrong.")

    page = desk("publisher").get(f"{LIST}?alone={alone}").content.decode()

    words = {
        "emergency": "Published in an emergency: review (",
        "retract": "Retracted by one person: review (",
    }
    assert {name: word in page for name, word in words.items()} == {
        name: name == alone for name in words
    }


def test_the_second_administrator_reads_what_will_be_emptied_and_on_which_ground(
    desk, redaction
):
    text = page(desk, redaction, "second_admin")

    assert "What will be emptied for good" in text
    assert "Jo Doe of Mill Lane said so." in text
    assert "A neighbour said so." not in text
    assert "Personal data of a private person" in text


def test_who_may_not_decide_on_it_does_not_read_it_there(desk, redaction):
    assert "Jo Doe" not in page(desk, redaction, "publisher")


@pytest.mark.parametrize(("ground", "goes"), [("privacy", False), ("address", True)])
def test_the_address_goes_only_where_it_is_the_ground(desk, world, ground, goes):
    line = workflow.current_line(world.claim)
    proposal = workflow.propose_redact(
        line, person("admin"), ground=ground, reason="She asked us."
    )

    assert ("<dt>Slug</dt>" in page(desk, proposal, "second_admin")) == goes


def test_once_it_is_done_nothing_of_it_is_shown(desk, redaction):
    workflow.carry_out(redaction, person("second_admin"))

    assert "Jo Doe" not in page(desk, redaction, "admin")
    assert Proposal.objects.get().state == "done"
