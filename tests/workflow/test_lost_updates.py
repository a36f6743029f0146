"""Nobody's text is overwritten in silence; the twin shows the loss that the guard prevents."""

from functools import partial

import pytest
from django.db.models import QuerySet
from support.people import approve, change, make, person
from support.races import at_once

from factcheck import workflow
from factcheck.models import Party, Revision
from factcheck.records import drafts, registry
from factcheck.workflow import StaleSave

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Upper Town council", "Lower Town council")


def save(party: Party, name: str, by, expected: int) -> Party:
    """A save by somebody who opened the version `expected`."""
    kind, fresh = registry.of(party), Party.objects.get(pk=party.pk)
    draft = drafts.Draft(
        kind, kind.content(fresh) | {"slug": fresh.slug, "name": name}, instance=fresh
    )
    assert not draft.errors()
    return workflow.save(draft, by, expected=expected)


def race(party: Party) -> list:
    by = [person("reporter"), person("editor")]
    return at_once(
        *(
            partial(save, party, name, who, party.lock_version)
            for name, who in zip(NAMES, by, strict=True)
        )
    )


def test_of_two_saves_of_one_version_one_is_refused():
    for _ in range(5):
        party = make("party")

        outcomes = race(party)

        assert sorted(type(outcome).__name__ for outcome in outcomes) == [
            "Party",
            "StaleSave",
        ]
        won = next(outcome for outcome in outcomes if isinstance(outcome, Party))
        fresh = Party.objects.get(pk=party.pk)
        assert (fresh.name, fresh.lock_version) == (won.name, 1)
        assert Revision.objects.filter(uid=party.uid, verb="save").count() == 2


def test_twin_without_the_version_in_the_condition_a_save_is_lost(monkeypatch):
    filtered = QuerySet.filter

    def without_the_guard(self, *args, **conditions):
        conditions.pop("lock_version", None)
        return filtered(self, *args, **conditions)

    monkeypatch.setattr(QuerySet, "filter", without_the_guard)
    party = make("party")

    outcomes = race(party)

    assert [type(outcome) for outcome in outcomes] == [
        Party,
        Party,
    ]  # both were told that it was saved
    assert Party.objects.get(pk=party.pk).name in NAMES  # and one text is gone


def test_the_loser_reads_whose_text_stands_there_now():
    party = make("party")
    change(party, person("editor"), name="Lower Town")

    with pytest.raises(
        StaleSave, match="saved by Editor after you opened it"
    ) as caught:
        save(party, "Mine", person("reporter"), expected=0)

    assert (caught.value.record.name, caught.value.expected) == ("Lower Town", 0)
    assert Party.objects.get(pk=party.pk).name == "Lower Town"


@pytest.mark.parametrize("expected", [None, 1, 99, -1])
def test_a_version_that_nobody_saw_is_refused(expected):
    party = make("party")

    with pytest.raises(StaleSave):
        save(party, "Mine", person("reporter"), expected=expected)


def test_a_save_that_changed_nothing_voids_nothing():
    party = approve(make("party"))
    acts = Revision.objects.count()

    change(party, person("editor"))

    fresh = Party.objects.get(pk=party.pk)
    assert (fresh.status, fresh.approved_by, fresh.lock_version) == (
        "approved",
        person("editor"),
        0,
    )
    assert fresh.changed_by == person("reporter")
    assert Revision.objects.count() == acts


def test_a_save_and_an_approval_at_once_never_approve_what_was_not_read():
    for _ in range(5):
        party = make("party")
        workflow.submit(party, person("reporter"))

        saved, approved = at_once(
            partial(save, party, "New name", person("reporter"), 0),
            partial(workflow.approve, Party.objects.get(pk=party.pk), person("editor")),
        )

        fresh = Party.objects.get(pk=party.pk)
        assert isinstance(saved, Party)
        assert approved is None or isinstance(approved, workflow.WrongState)
        assert (fresh.name, fresh.status, fresh.approved_by) == (
            "New name",
            "draft",
            None,
        )


def test_lines_of_history_are_numbered_whoever_writes_at_once():
    party = make("party")
    workflow.publish_in_emergency([workflow.Change(party)], root(), reason="Now.")

    outcomes = at_once(
        partial(workflow.retract, party, root(), reason="Wrong."),
        *(partial(save, party, name, person("reporter"), 0) for name in NAMES),
    )

    numbers = list(
        Revision.objects.filter(uid=party.uid)
        .order_by("number")
        .values_list("number", flat=True)
    )
    assert numbers == [1, 2, 3, 4]
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "Party",
        "Publication",
        "StaleSave",
    ]


def root():
    user = person("root")
    user.is_superuser = True
    user.save()
    return user


def fail_half_way(party: Party) -> None:
    Party.objects.filter(pk=party.pk).update(name="Half")
    raise ZeroDivisionError


def test_a_failed_save_leaves_everything_as_it_was():
    party = make("party")

    with (
        pytest.raises(ZeroDivisionError),
        workflow.saving(party, person("editor"), expected=0),
    ):
        fail_half_way(party)

    fresh = Party.objects.get(pk=party.pk)
    assert (fresh.name, fresh.lock_version, fresh.changed_by) == (
        "Upper Town",
        0,
        person("reporter"),
    )
