"""Every verb from every status by every role: who may, who may not, and what it leads to."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from support import row_snapshots
from support.people import World, approve, change, make, person

from factcheck import workflow
from factcheck.models import Proposal, Publication, Record, Revision, Status, User
from factcheck.workflow import Change, NotAllowed, WrongState

pytestmark = pytest.mark.django_db

# One person of each role who wrote nothing; none is an author of what is moved.
PEOPLE = {
    "read_only": "Read-only",
    "second_reporter": "Reporter",
    "second_editor": "Editor",
    "publisher": "Publisher",
    "operator": "Import operator",
    "admin": "Administrator",
    "hurried": "Emergency publication",
    "nobody": None,
    "superuser": None,
}
DESK = ("second_reporter", "second_editor", "publisher", "admin", "superuser")
EDITORS = ("second_editor", "publisher", "admin", "superuser")
PUBLISHERS = ("publisher", "admin", "superuser")

STATES = {
    "draft": lambda: make("party", slug="moved"),
    "in_review": lambda: submitted(make("party", slug="moved")),
    "approved": lambda: approve(make("party", slug="moved")),
    "clean": lambda: live(),
    "held": lambda: held(),
}

VERBS: dict[str, tuple[Callable, tuple[str, ...], tuple[str, ...], str]] = {
    # verb: (act, from, by whom, to)
    "save": (lambda record, by: rename(record, by), tuple(STATES), DESK, "draft"),
    "submit": (
        lambda record, by: workflow.submit(record, by),
        ("draft",),
        DESK,
        "in_review",
    ),
    "return": (
        lambda record, by: workflow.send_back(record, by, comment="Which one?"),
        ("in_review",),
        EDITORS,
        "draft",
    ),
    "approve": (
        lambda record, by: workflow.approve(record, by),
        ("in_review",),
        EDITORS,
        "approved",
    ),
    "publish": (
        lambda record, by: workflow.publish(
            workflow.acknowledging([Change(record, "update")]), by
        ),
        ("approved",),
        PUBLISHERS,
        "clean",
    ),
    "emergency": (
        lambda record, by: workflow.publish_in_emergency(
            [Change(record, "update")], by, reason="A warning."
        ),
        tuple(state for state in STATES if state != "held"),
        ("hurried", "superuser"),
        "clean",
    ),
    "retract": (
        lambda record, by: workflow.retract(record, by, reason="It is wrong."),
        ("clean", "held"),
        PUBLISHERS,
        "clean",
    ),
    "hold": (
        lambda record, by: workflow.hold(record, by, reason="A lawyer wrote."),
        ("clean",),
        PUBLISHERS,
        "clean",
    ),
    "release": (
        lambda record, by: workflow.release(record, by, reason="The lawyer was wrong."),
        ("held",),
        PUBLISHERS,
        "clean",
    ),
}
WRITING = ("publish", "emergency", "retract", "hold", "release")  # of a line
CELLS = [(verb, state, name) for verb in VERBS for state in STATES for name in PEOPLE]


def submitted(record: Record) -> Record:
    workflow.submit(record, person("reporter"))
    return record


def live() -> Record:
    record = approve(make("party", slug="moved"))
    workflow.publish([Change(record)], person("second_publisher"))
    return type(record).objects.get(pk=record.pk)


def held() -> Record:
    record = live()
    workflow.hold(record, person("second_publisher"), reason="A lawyer wrote.")
    return record


def rename(record: Record, by) -> None:
    change(record, by, name="Renamed")


def one_of(name: str) -> User:
    """The person with exactly the role that PEOPLE says."""
    role, user = PEOPLE[name], person(name)
    user.groups.set(Group.objects.filter(name=role))
    assert user.groups.count() == (role is not None)
    if name == "superuser":
        User.objects.filter(pk=user.pk).update(is_superuser=True)
    return User.objects.get(pk=user.pk)


def state_of(record: Record) -> tuple:
    fresh = type(record).objects.get(pk=record.pk)
    return (
        fresh.status,
        fresh.lock_version,
        fresh.changed_by_id,
        fresh.approved_by_id,
        str(fresh),
    )


@pytest.mark.parametrize(
    ("verb", "state", "name"), CELLS, ids=["-".join(cell) for cell in CELLS]
)
def test_each_cell_of_the_table(verb, state, name):
    act, states, allowed, leads_to = VERBS[verb]
    record = row_snapshots.build_once(f"a party that is {state}", STATES[state])
    by = one_of(name)
    before, lines, acts = (
        state_of(record),
        Publication.objects.count(),
        Revision.objects.count(),
    )

    if name in allowed and state in states:
        act(record, by)
        assert state_of(record)[0] == leads_to
        last = Revision.objects.latest("pk")
        assert (last.verb, last.by, last.uid) == (verb, by, record.uid)
        assert last.line == (Publication.objects.count() if verb in WRITING else None)
    else:
        with pytest.raises(WrongState if name in allowed else NotAllowed):
            act(record, by)
        assert state_of(record) == before
        assert (Publication.objects.count(), Revision.objects.count()) == (lines, acts)


def test_the_table_here_matches_the_desk_s_help():
    for verb, (_, states, _, leads_to) in VERBS.items():
        row = workflow.VERBS[verb]
        assert set(states) - {"held"} <= set(row.starts_from)
        assert row.leads_to in (leads_to, "")
    assert set(workflow.VERBS) - set(VERBS) == {
        "restore",
        "merge",
        "redact",
        "review",
        "answer",
        "invite",
    }


TWO_PEOPLE = {
    # verb: (what is proposed, by whom it may be)
    "restore": (lambda world, by: retracted_and_proposed(world, by), PUBLISHERS),
    "merge": (
        lambda world, by: workflow.propose_merge(
            world.party, other(), by, reason="One and the same."
        ),
        PUBLISHERS,
    ),
    "redact": (
        lambda world, by: workflow.propose_redact(
            Publication.objects.get(seq=2), by, ground="privacy", reason="Ask."
        ),
        ("admin", "superuser"),
    ),
}


def retracted_and_proposed(world, by):
    workflow.retract(world.entry, person("second_publisher"), reason="It is wrong.")
    return workflow.propose_restore(world.entry, by, reason="It was right.")


def other() -> Record:
    record = approve(make("party", slug="other"))
    workflow.publish([Change(record)], person("second_publisher"))
    return record


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("verb", TWO_PEOPLE)
def test_who_may_propose(verb, name):
    propose, allowed = TWO_PEOPLE[verb]
    world = World()

    if name in allowed:
        proposal = propose(world, one_of(name))
        assert (proposal.state, proposal.asked_by) == ("open", one_of(name))
        assert Revision.objects.latest("pk").verb == "propose"
    else:
        with pytest.raises(NotAllowed):
            propose(world, one_of(name))
        assert not Proposal.objects.exclude(verb="review").exists()


@pytest.mark.parametrize("name", PEOPLE)
@pytest.mark.parametrize("verb", TWO_PEOPLE)
def test_who_may_carry_out_and_who_may_refuse(verb, name):
    propose, allowed = TWO_PEOPLE[verb]
    proposal = propose(World(), person("second_admin"))
    lines = Publication.objects.count()

    if name in allowed:
        line = workflow.carry_out(proposal, one_of(name))
        assert (line.action, Publication.objects.count()) == (verb, lines + 1)
        assert (proposal.state, proposal.decided_by) == ("done", one_of(name))
        assert Revision.objects.latest("pk").line == line.seq
    else:
        for act in (
            workflow.carry_out,
            lambda *args: workflow.refuse(*args, comment="No."),
        ):
            with pytest.raises(NotAllowed):
                act(proposal, one_of(name))
        assert Publication.objects.count() == lines


@pytest.mark.parametrize("status", Status.values)
def test_someone_who_left_may_do_nothing(status):
    record = STATES[status]()
    gone = one_of("superuser")
    gone.is_active = False
    gone.save()

    for act, *_ in VERBS.values():
        with pytest.raises(NotAllowed):
            act(record, person("superuser"))
