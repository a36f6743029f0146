"""Narrowing a list: every filter by name, several values as any of them, several filters as all of them."""

import pytest
from people import World, change, make, person, publish, published, uid

from factcheck import kinds, ledger, workflow
from factcheck.models import Facet, Publication

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dispute=bridge", True),
        ("rating=unproven", True),
        ("claimant=upper-town", True),
        ("party=upper-town&kind=judgement", True),
        ("kind=fact", False),
        ("kind=fact&kind=judgement", True),
        ("source=report", True),
        ("language=en", True),
        ("language=da", False),
        ("language=da&language=en", True),
        ("q=bridge", True),
        ("q=nothing", False),
        ("published_after=2020-01-01", True),
        ("published_before=2020-01-01", False),
        ("published_before=2020-01-01T12:00:00%2B01:00", False),
        ("happened_after=2020", False),
    ],
)
def test_a_claim_is_found_by_what_it_says(query, found, world, slugs):
    assert slugs(f"/api/v1/claims/?{query}") == (["belongs"] if found else [])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("happened_after=2026-01-14", True),
        ("happened_after=2026-01-15", False),
        ("happened_before=2026-01-14", True),
        ("happened_before=2026-01-13", False),
        ("happened_after=2026&happened_before=2026", True),
        ("happened_before=2026-01", True),
        ("status=happened", True),
        ("status=planned", False),
        ("place=NUUK", True),
        ("place=nowhere", False),
        ("source=report", True),
    ],
)
def test_an_entry_is_found_by_date_status_and_place(query, found, world, slugs):
    publish(change(world.entry, place="Nuuk"), action="minor")

    assert slugs(f"/api/v1/entries/?{query}") == (["closing"] if found else [])


def test_a_record_is_named_by_slug_or_uid_in_any_case(world, slugs):
    assert slugs(f"/api/v1/claims/?dispute={uid(world.dispute).upper()}") == ["belongs"]


def test_a_side_stands_for_its_parties(world, slugs):
    sides = [{"slug": "upper", "name": "Upper", "line": "", "parties": [uid(world.party)]}]
    sides += [{"slug": "lower", "name": "Lower", "line": "", "parties": []}]
    publish(change(world.dispute, sides=sides), action="minor")

    assert slugs("/api/v1/claims/?dispute=bridge&side=upper") == ["belongs"]
    assert slugs("/api/v1/claims/?side=upper") == ["belongs"]
    assert slugs("/api/v1/claims/?dispute=bridge&side=lower") == []


def test_a_side_and_a_party_must_both_hold(world, slugs):
    other = published("party", slug="lower-town")
    side = {"slug": "lower", "name": "Lower", "line": "", "parties": [uid(other)]}
    publish(change(world.dispute, sides=[side]), action="minor")
    both = [{"party": uid(party), "role": "asserts"} for party in (world.party, other)]
    published("claim", slug="both", **world.claim_content(appearances=both))

    assert slugs("/api/v1/claims/?side=lower&party=upper-town") == ["both"]


@pytest.mark.parametrize("plural", ["sources", "parties", "ratings"])
def test_what_names_no_dispute_is_found_through_what_refers_to_it(plural, world, slugs):
    published("dispute", slug="tunnel")

    assert len(slugs(f"/api/v1/{plural}/?dispute=bridge")) == 1
    assert len(slugs(f"/api/v1/{plural}/?dispute=bridge&dispute=tunnel")) == 1
    assert slugs(f"/api/v1/{plural}/?dispute=tunnel") == []


def test_a_merged_party_is_found_under_both_names_and_before_the_merge_under_its_own(world, slugs):
    other = published("party", slug="lower-town", name="Lower Town")
    content = world.claim_content(appearances=[{"party": uid(other), "role": "asserts"}])
    published("claim", slug="lower", text="It is ours.", **content)
    before = ledger.moment_text(Publication.objects.latest("seq").published_at)
    proposal = workflow.propose_merge(other, world.party, person("publisher"), reason="One town.")
    workflow.carry_out(proposal, person("second_publisher"))

    for name in ("upper-town", "lower-town"):
        assert sorted(slugs(f"/api/v1/claims/?claimant={name}")) == ["belongs", "lower"]
    assert slugs(f"/api/v1/claims/?claimant=lower-town&as_of={before}") == ["lower"]


def test_a_retracted_record_is_still_a_name_to_filter_by(world, slugs):
    workflow.retract(world.source, person("publisher"), reason="Made up.")

    assert slugs("/api/v1/claims/?source=report") == ["belongs"]


def test_a_record_that_was_published_later_finds_nothing_as_of_before(world, slugs):
    moment = ledger.moment_text(Publication.objects.latest("seq").published_at)
    published("dispute", slug="tunnel")

    assert slugs(f"/api/v1/claims/?dispute=tunnel&as_of={moment}") == []


def test_a_draft_is_as_unknown_as_what_never_was(world, ask):
    make("party", slug="secret")

    drafted = ask("/api/v1/claims/?party=secret", 400)["errors"]
    invented = ask("/api/v1/claims/?party=absent", 400)["errors"]

    assert str(drafted).replace("secret", "absent") == str(invented)


def test_every_facet_that_is_stored_can_be_asked_for():
    world = World()
    publish(change(world.entry, place="Nuuk"), action="minor")
    published("point", slug="whose", dispute=uid(world.dispute))
    publish(change(world.source, publisher=uid(world.party)), action="minor")

    stored = set(Facet.objects.exclude(name="key").values_list("kind", "name"))
    declared = {(kind.name, each.name) for kind in kinds.all_kinds() for each in kind.filters if each.name != "side"}

    assert declared - stored == {("point", "party")}  # this point has no position
    assert stored <= declared
