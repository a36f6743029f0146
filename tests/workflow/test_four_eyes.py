"""Nobody approves their own work, whoever they are and however they try."""

import pytest
from django.db import IntegrityError, transaction
from support.people import approve, change, make, person, publish, published

from factcheck import ledger, workflow
from factcheck.models import Party, Publication, Record, SealedLeaf, Status, User
from factcheck.workflow import Change, NotAllowed, WrongState

pytestmark = pytest.mark.django_db


def in_review(*authors: str) -> Record:
    """A party written by the authors in turn, handed in by the last."""
    party = make("party", by=person(authors[0]))
    for name in authors[1:]:
        party = change(party, person(name), name=f"As {name} sees it")
    party = Party.objects.get(pk=party.pk)
    workflow.submit(party, person(authors[-1]))
    return party


def refuse(record: Record, name: str) -> None:
    with pytest.raises(NotAllowed, match="someone else must approve"):
        workflow.approve(record, person(name))
    assert Party.objects.get(pk=record.pk).status == Status.IN_REVIEW


def test_the_author_cannot_approve():
    refuse(in_review("editor"), "editor")


@pytest.mark.parametrize("name", ["editor", "publisher"])
def test_neither_of_two_authors_can_approve(name):
    refuse(in_review("editor", "publisher"), name)


def test_a_second_pair_of_eyes_can():
    party = in_review("editor", "publisher")

    workflow.approve(party, person("admin"))

    fresh = Party.objects.get(pk=party.pk)
    assert (fresh.status, fresh.approved_by) == (Status.APPROVED, person("admin"))


def test_a_superuser_who_wrote_it_cannot_approve():
    root = person("root")
    root.is_superuser = True
    root.save()

    refuse(in_review("root", "reporter"), "root")


def test_who_only_handed_it_in_can_approve():
    party = make("party", by=person("reporter"))
    workflow.submit(party, person("editor"))

    workflow.approve(party, person("editor"))

    assert Party.objects.get(pk=party.pk).status == Status.APPROVED


def test_who_returned_it_can_approve_it_later():
    party = in_review("reporter")
    workflow.send_back(party, person("editor"), comment="Which town?")
    party = change(party, person("reporter"), name="Upper Town council")
    workflow.submit(party, person("reporter"))

    workflow.approve(party, person("editor"))

    assert Party.objects.get(pk=party.pk).status == Status.APPROVED


def test_an_author_of_a_published_version_can_approve_the_next():
    party = in_review("editor")
    workflow.approve(party, person("publisher"))
    workflow.publish([Change(party)], person("publisher"))
    party = change(party, person("reporter"), name="Upper Town council")
    workflow.submit(party, person("reporter"))

    workflow.approve(party, person("editor"))

    assert Party.objects.get(pk=party.pk).status == Status.APPROVED


def test_a_save_that_changed_nothing_makes_nobody_an_author():
    party = in_review("reporter")

    party = change(party, person("editor"))

    assert party.status == Status.IN_REVIEW
    workflow.approve(party, person("editor"))


def test_a_change_of_what_readers_never_see_makes_an_author():
    from_world = published("dispute")
    claim = make("claim", disputes=[str(from_world.uid)])
    change(claim, person("editor"), sensitive=True)
    claim.refresh_from_db()
    workflow.submit(claim, person("reporter"))

    with pytest.raises(NotAllowed):
        workflow.approve(claim, person("editor"))


def test_a_later_save_voids_the_approval():
    party = approve(make("party"))
    stale = Party.objects.get(pk=party.pk)

    change(party, person("reporter"), name="Lower Town")

    fresh = Party.objects.get(pk=party.pk)
    assert (fresh.status, fresh.approved_by) == (Status.DRAFT, None)
    for record in (fresh, stale):
        with pytest.raises(WrongState):
            workflow.publish([Change(record)], person("publisher"))


def test_an_approval_binds_to_the_version_that_was_read():
    party = in_review("reporter")
    seen = party.lock_version
    change(party, person("reporter"), name="Lower Town")
    fresh = Party.objects.get(pk=party.pk)
    workflow.submit(fresh, person("reporter"))

    with pytest.raises(WrongState, match="changed since you looked"):
        workflow.approve(fresh, person("editor"), expected=seen)
    with pytest.raises(WrongState, match="changed since you looked"):
        workflow.approve(party, person("editor"))


def test_a_publication_binds_to_the_version_that_was_seen():
    seen = approve(make("party"))
    again = approve(change(seen, person("reporter"), name="Lower Town"))

    with pytest.raises(WrongState, match="changed since"):
        workflow.publish([Change(seen)], person("publisher"))
    assert workflow.publish([Change(again)], person("publisher"))


def test_the_publisher_may_be_the_approver():
    party = in_review("reporter")
    workflow.approve(party, person("publisher"))

    assert workflow.publish([Change(party)], person("publisher"))[0].seq == 2


def test_an_author_may_publish_what_someone_else_approved():
    party = in_review("publisher")
    workflow.approve(party, person("editor"))

    assert workflow.publish([Change(party)], person("publisher"))[0].seq == 2


def written_by_two() -> Publication:
    party = in_review("reporter7", "publisher")
    workflow.approve(party, person("editor"))
    return workflow.publish([Change(party)], person("publisher"))[0]


def test_the_ledger_says_in_which_roles_people_wrote_and_approved_and_seals_their_names():
    line = written_by_two()

    payload = ledger.payload_of(line)
    assert (sorted(payload["edited_by"]), payload["approved_by"]) == (
        ["publisher", "reporter"],
        ["editor"],
    )
    assert "names" not in payload
    assert "Reporter7" not in line.payload
    sealed = {
        leaf.person.username: (leaf.path[1], leaf.value)
        for leaf in SealedLeaf.objects.filter(seq=line.seq)
    }
    assert sealed == {
        "reporter7": ("edited_by", "Reporter7"),
        "publisher": ("edited_by", "Publisher"),
        "editor": ("approved_by", "Editor"),
    }


def test_where_the_desk_signs_the_ledger_names_them_but_not_who_declines(settings):
    settings.DESK_SIGNS = True
    User.objects.filter(pk=person("publisher").pk).update(declines_byline=True)

    line = written_by_two()

    names = ledger.payload_of(line)["names"]
    assert (sorted(names["edited_by"]), names["approved_by"]) == (
        ["Reporter7", "publisher"],
        ["Editor"],
    )
    assert [leaf.person for leaf in SealedLeaf.objects.filter(seq=line.seq)] == [
        person("publisher")
    ]


@pytest.mark.parametrize("is_signed", [False, True])
def test_a_login_is_never_printed(settings, is_signed):
    settings.DESK_SIGNS = is_signed
    shy = person("reporter7")
    shy.desk_name = ""
    shy.save()
    line = publish(make("party", by=shy))[0]

    assert "reporter7" not in line.payload
    assert not SealedLeaf.objects.filter(value__contains="reporter7").exists()
    assert ledger.payload_of(line)["edited_by"] == ["reporter"]
    assert ("the desk" in line.payload) == is_signed


@pytest.mark.parametrize("approver", ["reporter", None])
def test_the_database_refuses_an_approval_by_the_author(approver):
    party = make("party", by=person("reporter"))
    by = person(approver) if approver else None

    with (
        pytest.raises(IntegrityError, match="approved_by_someone_else"),
        transaction.atomic(),
    ):
        Party.objects.filter(pk=party.pk).update(status=Status.APPROVED, approved_by=by)


def test_the_database_refuses_a_status_that_is_none():
    party = make("party")

    with pytest.raises(IntegrityError, match="status_is_known"), transaction.atomic():
        Party.objects.filter(pk=party.pk).update(status="live")
