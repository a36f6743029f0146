"""Narrowing a list: every filter by name, several values as any of them, several filters as all of them."""

from urllib.parse import urlencode

import pytest
from support.people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.ledger.search.names import NAME as PARTY_NAME
from factcheck.models import Facet, Publication
from factcheck.records import registry

pytestmark = pytest.mark.django_db

MANY = " ".join(f"word{n}" for n in range(20))


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
        ("language=EN", True),
        ("language=eN&language=DA", True),
        ("q=bridge", True),
        ("q=nothing", False),
        ("published_after=2020-01-01", True),
        ("published_before=2020-01-01", False),
        ("published_before=2020-01-01T12:00:00%2B01:00", False),
        ("happened_after=2020", False),
    ],
)
def test_a_claim_answers_to_what_it_says(query, found, world, slugs):
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
def test_an_entry_answers_to_date_status_and_place(query, found, world, slugs):
    publish(change(world.entry, place="Nuuk"), action="update")

    assert slugs(f"/api/v1/entries/?{query}") == (["closing"] if found else [])


def test_a_record_is_named_by_slug_or_uid_in_any_case(world, slugs):
    assert slugs(f"/api/v1/claims/?dispute={uid(world.dispute).upper()}") == ["belongs"]


def test_a_side_stands_for_its_parties(world, slugs):
    sides = [
        {"slug": "upper", "name": "Upper", "line": "", "parties": [uid(world.party)]}
    ]
    sides += [{"slug": "lower", "name": "Lower", "line": "", "parties": []}]
    publish(change(world.dispute, sides=sides), action="update")

    assert slugs("/api/v1/claims/?dispute=bridge&side=upper") == ["belongs"]
    assert slugs("/api/v1/claims/?side=upper") == ["belongs"]
    assert slugs("/api/v1/claims/?dispute=bridge&side=lower") == []


def test_a_side_and_a_party_must_both_hold(world, slugs):
    other = published("party", slug="lower-town")
    side = {"slug": "lower", "name": "Lower", "line": "", "parties": [uid(other)]}
    publish(change(world.dispute, sides=[side]), action="update")
    both = [{"party": uid(party), "role": "asserts"} for party in (world.party, other)]
    published("claim", slug="both", **world.claim_content(appearances=both))

    assert slugs("/api/v1/claims/?side=lower&party=upper-town") == ["both"]


@pytest.mark.parametrize("plural", ["sources", "parties", "ratings"])
def test_what_names_no_dispute_belongs_through_what_refers_to_it(plural, world, slugs):
    published("dispute", slug="tunnel")

    assert len(slugs(f"/api/v1/{plural}/?dispute=bridge")) == 1
    assert len(slugs(f"/api/v1/{plural}/?dispute=bridge&dispute=tunnel")) == 1
    assert slugs(f"/api/v1/{plural}/?dispute=tunnel") == []


def test_a_merged_party_answers_to_both_names_and_before_the_merge_to_its_own(
    world, slugs
):
    other = published("party", slug="lower-town", name="Lower Town")
    content = world.claim_content(
        appearances=[{"party": uid(other), "role": "asserts"}]
    )
    published("claim", slug="lower", text="It is ours.", **content)
    before = ledger.moment_text(Publication.objects.latest("seq").published_at)
    proposal = workflow.propose_merge(
        other, world.party, person("publisher"), reason="One town."
    )
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


def test_every_stored_facet_is_a_filter():
    world = World()
    publish(change(world.entry, place="Nuuk"), action="update")
    published("point", slug="whose", dispute=uid(world.dispute))
    publish(change(world.source, publisher=uid(world.party)), action="update")

    stored = set(
        Facet.objects.exclude(name__in=["key", PARTY_NAME]).values_list("kind", "name")
    )
    declared = {
        (kind.name, each.name)
        for kind in registry.all_kinds()
        for each in kind.filters
        if each.name != "side" and not getattr(each, "mentioned", "")
    }

    assert declared - stored == {("point", "party")}  # this point has no position
    assert stored <= declared


def test_a_tag_that_the_record_writes_with_capitals_matches_without(world, slugs):
    published("claim", slug="wide", **world.claim_content(), language="pt-BR")

    assert (
        slugs("/api/v1/claims/?language=pt-br")
        == slugs("/api/v1/claims/?language=PT-BR")
        == ["wide"]
    )


@pytest.mark.parametrize(
    "written", ["e", "en_GB", "d%C3%A4", "en-", "-", "en-toolongpart", "en GB"]
)
def test_what_is_no_language_tag_is_refused(written, world, ask):
    assert (
        ask(f"/api/v1/claims/?language={written}", 400)["errors"][0]["field"]
        == "language"
    )


def test_bounds_of_publication_include_the_day_and_the_moment_that_they_name(
    world, slugs
):
    at = Publication.objects.filter(uid=world.claim.uid).get().published_at
    day, moment = at.date().isoformat(), ledger.moment_text(at)

    for bound in (day, moment):
        assert slugs(f"/api/v1/claims/?published_after={bound}") == ["belongs"]
        assert slugs(f"/api/v1/claims/?published_before={bound}") == ["belongs"]
        assert slugs(
            f"/api/v1/claims/?published_after={bound}&published_before={bound}"
        ) == ["belongs"]


def test_a_day_after_the_last_of_the_calendar_is_refused(world, ask):
    assert (
        ask("/api/v1/claims/?published_before=9999-12-31", 400)["errors"][0]["field"]
        == "published_before"
    )


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (f"{MANY} twentyfirst", "twentyfirst"),
        ("bridge & town", "“&”"),
        ("bridge OR", "“OR”"),
        ("OR bridge", "“OR”"),
        ("bridge OR -town", "“OR”"),
        ("– bridge", "“–”"),
        ("-bridge", "leave out"),
        ("...", "“...”"),
        ("x" * 65, "first 64 letters"),
    ],
)
def test_words_that_would_not_be_looked_for_are_refused_by_name(
    words, named, world, ask
):
    errors = ask(f"/api/v1/claims/?{urlencode({'q': words})}", 400)["errors"]

    assert {error["field"] for error in errors} == {"q"}
    assert named in " ".join(error["message"] for error in errors)


@pytest.mark.parametrize(
    "words", ["bridge OR town", '"our bridge" -tunnel', MANY, "the of and", "BRIDGE"]
)
def test_words_that_are_all_looked_for_are_taken(words, world, ask):
    ask(f"/api/v1/claims/?{urlencode({'q': words})}")
