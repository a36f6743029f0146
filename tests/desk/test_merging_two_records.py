"""Two records that are one: what moves is shown first, a second person carries it out, and it can be undone."""

import pytest
from support.people import make, person, published, uid

from factcheck import ledger, workflow
from factcheck.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(world):
    """Another party that one live claim names."""
    twin = published(
        "party",
        name="Upper Towne",
        slug="upper-towne",
        aliases=["The Upper", "upper town"],
    )
    says = [{"party": uid(twin), "role": "asserts", "quote": uid(world.quote)}]
    published(
        "claim",
        slug="says-so",
        text="The toll was paid.",
        **world.claim_content(appearances=says),
    )
    return twin


def page(desk, record, verb="merge", query="", name="publisher") -> str:
    url = f"/admin/factcheck/{record.kind}/{record.pk}/do/{verb}/{query}"
    return " ".join(desk(name).get(url).content.decode().split())


def propose(record, into):
    return workflow.propose_merge(record, into, person("publisher"), reason="One town.")


def merge(record, into):
    workflow.carry_out(propose(record, into), person("second_publisher"))


def proposal_page(desk, proposal, name="second_publisher") -> str:
    return " ".join(
        desk(name)
        .get(f"/admin/factcheck/proposal/{proposal.pk}/change/")
        .content.decode()
        .split()
    )


def chosen(desk, *records):
    return desk("publisher").act_on_list("merge_chosen", *records)


def test_first_the_one_that_stays_is_chosen(desk, twin):
    shown = page(desk, twin)

    assert "Show what moves" in shown
    assert "Propose the merge" not in shown


def test_then_the_page_shows_what_moves(desk, world, twin):
    shown = page(desk, twin, query=f"?into={world.party.pk}")

    assert "1 live record will read as the one that stays" in shown
    assert "The toll was paid." in shown
    assert (
        "<code>/parties/upper-towne/</code> then leads to <code>/parties/upper-town/</code>"
        in shown
    )
    assert "Upper Towne, The Upper. Should readers" in shown
    assert "Propose the merge" in shown


def test_what_names_both_is_marked(desk, world, twin):
    both = [
        {"party": uid(each), "role": "asserts", "quote": uid(world.quote)}
        for each in (twin, world.party)
    ]
    published(
        "claim",
        slug="both",
        text="Both say so.",
        **world.claim_content(appearances=both),
    )

    shown = page(desk, twin, query=f"?into={world.party.pk}")

    assert shown.count("names both") == 1


def test_what_was_merged_into_it_before_moves_along(desk, world, twin):
    third = published("party", name="Uppertown", slug="uppertown")
    merge(twin, third)

    shown = page(desk, third, query=f"?into={world.party.pk}")

    assert "The toll was paid." in shown
    assert "<code>/parties/upper-towne/</code>" in shown


def test_the_two_can_be_swapped(desk, world, twin):
    shown = page(desk, twin, query=f"?into={world.party.pk}")

    assert (
        f'href="/admin/factcheck/party/{world.party.pk}/do/merge/?into={twin.pk}"'
        in shown
    )


def test_two_chosen_in_the_list_lead_there_and_the_older_stays(desk, world, twin):
    response = chosen(desk, twin, world.party)

    assert (
        response.redirect_chain[-1][0]
        == f"/admin/factcheck/party/{twin.pk}/do/merge/?into={world.party.pk}"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_exactly_two(desk, world, twin, count):
    third = published("party", name="Uppertown", slug="uppertown")

    response = chosen(desk, *[world.party, twin, third][:count])

    assert "Choose exactly two records" in response.content.decode()


def test_what_was_never_published_is_not_merged_and_the_desk_says_what_to_do(
    desk, world
):
    draft = make("party", name="Upper Towne", slug="upper-towne")

    assert (
        "have an administrator delete the draft"
        in chosen(desk, world.party, draft).content.decode()
    )
    shown = page(desk, draft)
    assert "was never published" in shown
    assert "Show what moves" not in shown


def test_who_may_not_merge_is_not_offered_it(desk, world, twin):
    assert (
        "merge_chosen"
        not in desk("editor").get("/admin/factcheck/party/").content.decode()
    )
    assert (
        "merge_chosen"
        in desk("publisher").get("/admin/factcheck/party/?turn=all").content.decode()
    )


def test_the_second_person_sees_what_moves_too(desk, world, twin):
    shown = proposal_page(desk, propose(twin, world.party))

    assert "1 live record will read as the one that stays" in shown
    assert "Approve: merge now" in shown


def test_a_merged_record_offers_the_undo(desk, world, twin):
    merge(twin, world.party)

    panel = (
        desk("publisher")
        .get(f"/admin/factcheck/party/{twin.pk}/change/")
        .content.decode()
    )

    assert "Undo the merge…" in panel
    assert "Its address leads to" in panel
    assert f"/admin/factcheck/party/{twin.pk}/do/restore/" in proposal_page(
        desk, Proposal.objects.get()
    )


def test_the_undo_shows_what_comes_back_and_brings_it(desk, world, twin):
    merge(twin, world.party)
    shown = page(desk, twin, "restore")
    assert "Comes back" in shown
    assert "1 live record will read as this record again" in shown
    assert (
        "shows this record again, and no longer leads to <code>/parties/upper-town/</code>"
        in shown
    )

    desk("publisher").do(twin, "restore", reason="Two towns.")
    proposal = Proposal.objects.get(verb="restore")
    assert "Comes back" in proposal_page(desk, proposal)
    desk("second_publisher").post(
        f"/admin/factcheck/proposal/{proposal.pk}/do/approve/", {"comment": ""}
    )

    assert ledger.current().follow(twin.uid) == twin.uid
    assert "Undo this merge" not in proposal_page(
        desk, Proposal.objects.get(verb="merge")
    )


@pytest.mark.parametrize("kind", ["claim", "source", "entry"])
def test_every_kind_is_merged_alike(desk, world, kind):
    content = {"claim": world.claim_content, "entry": world.entry_content}.get(
        kind, dict
    )()
    other = published(kind, slug="other", **content)
    record = getattr(world, kind)
    url = (
        f"/admin/{record._meta.app_label}/{kind}/{other.pk}/do/merge/?into={record.pk}"
    )

    assert "Propose the merge" in desk("publisher").get(url).content.decode()
