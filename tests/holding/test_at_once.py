"""Two people at once: one of them is told why."""

from functools import partial

import pytest
from support.people import World, approve, change, person
from support.races import at_once

from factcheck import workflow
from factcheck.ledger import verify
from factcheck.models import Held, Publication
from factcheck.workflow import Change

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_holds_one_is_refused():
    world = World()
    people = [person("publisher"), person("second_publisher")]

    outcomes = at_once(
        *(
            partial(workflow.hold, world.claim, by, reason="A lawyer wrote.")
            for by in people
        )
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "Publication",
        "WrongState",
    ]
    assert Held.objects.count() == 1
    assert list(verify()) == []


def test_whatever_comes_first_a_held_record_has_no_line_that_is_read():
    world = World()
    draft = approve(change(world.claim, context="More."))
    changes = workflow.acknowledging([Change(draft, "update")])

    outcomes = at_once(
        partial(workflow.publish, changes, person("publisher")),
        partial(
            workflow.hold,
            world.claim,
            person("second_publisher"),
            reason="A lawyer wrote.",
        ),
    )

    assert type(outcomes[1]).__name__ == "Publication"
    lines = Publication.objects.filter(uid=world.claim.uid)
    assert {line.held_seq for line in lines} == {outcomes[1].seq}
    assert lines.count() == (1 if type(outcomes[0]).__name__ == "WrongState" else 2)
    assert list(verify()) == []
