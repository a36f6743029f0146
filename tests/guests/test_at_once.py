"""A link is used once, however many answer with it at the same moment; the twin shows what the guard prevents."""

from functools import partial

import pytest
from support.guest_links import in_review, invite
from support.people import change, person
from support.races import at_once

from factcheck import workflow
from factcheck.models import GuestLink, Party, Revision
from factcheck.models.guests import GuestLinks
from factcheck.workflow import LinkClosed, guests

pytestmark = pytest.mark.django_db(transaction=True)


def answers(record: Party) -> list[str]:
    """The verbs that guests wrote into the history."""
    return list(
        Revision.objects.filter(uid=record.uid, guest__isnull=False).values_list(
            "verb", flat=True
        )
    )


def two_tabs(token: str) -> list:
    return at_once(
        partial(guests.approve, token),
        partial(guests.object_, token, words="It is another town."),
    )


def test_of_two_tabs_one_answers():
    for n in range(5):
        record = in_review(slug=f"town-{n}", name=f"Town {n}")
        link, token = invite(record)

        outcomes = two_tabs(token)

        assert sorted(type(outcome).__name__ for outcome in outcomes) == [
            "GuestLink",
            "LinkClosed",
        ]
        link.refresh_from_db()
        assert answers(record) == [link.decision]
        approved = Party.objects.get(pk=record.pk).approvals == [link]
        assert approved == (link.decision == "approve")


def test_twin_without_the_condition_both_answer(monkeypatch):
    monkeypatch.setattr(GuestLinks, "open", lambda self, at: self)
    record = in_review()

    outcomes = two_tabs(invite(record)[1])

    assert [type(outcome) for outcome in outcomes] == [GuestLink, GuestLink]
    assert sorted(answers(record)) == ["approve", "object"]


def test_a_link_is_used_or_revoked_never_both():
    for n in range(5):
        record = in_review(slug=f"town-{n}", name=f"Town {n}")
        link, token = invite(record)

        used, revoked = at_once(
            partial(guests.approve, token),
            partial(guests.revoke, link, person("editor")),
        )

        link.refresh_from_db()
        assert isinstance(used, LinkClosed) != isinstance(revoked, workflow.WrongState)
        assert bool(link.used_at) != bool(link.revoked_at)
        assert bool(answers(record)) == bool(link.used_at)


def test_a_save_and_a_guests_approval_at_once_never_approve_what_was_not_read():
    for n in range(5):
        record = in_review(slug=f"town-{n}", name=f"Town {n}")
        _link, token = invite(record)

        saved, approved = at_once(
            partial(change, record, name="New name"), partial(guests.approve, token)
        )

        fresh = Party.objects.get(pk=record.pk)
        assert isinstance(saved, Party)
        assert isinstance(approved, GuestLink | LinkClosed)
        assert (fresh.name, fresh.status, fresh.approvals) == ("New name", "draft", [])


def test_a_guest_and_an_editor_at_once_approve_it_once():
    for n in range(5):
        record = in_review(slug=f"town-{n}", name=f"Town {n}")
        _link, token = invite(record, "admin")

        outcomes = at_once(
            partial(guests.approve, token),
            partial(workflow.approve, record, person("editor")),
        )

        fresh = Party.objects.get(pk=record.pk)
        assert (
            sum(isinstance(outcome, workflow.WorkflowError) for outcome in outcomes)
            == 1
        )
        assert (fresh.status, len(fresh.approvals)) == ("approved", 1)
