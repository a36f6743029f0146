"""What a consumer gets from a list: the stored public forms, filtered, in pages, now and as of any moment."""

import json

import pytest
from django.test import Client
from people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db


def get(address: str, status: int = 200) -> dict:
    response = Client().get(address)
    assert response.status_code == status, response.content
    return response.json()


def slugs(address: str) -> list[str]:
    return [record["slug"] for record in get(address)["results"]]


def more_claims(world: World, count: int, **content) -> None:
    records = [make("claim", slug=f"c{i:03}", **world.claim_content(**content)) for i in range(count)]
    publish(*records)


def test_a_list_is_the_stored_text_of_what_is_live():
    World()

    body = Client().get("/api/v1/claims/").content.decode()

    line = Publication.objects.get(kind="claim")
    assert line.payload in body
    assert json.loads(body)["as_of"] == {"seq": 7, "hash": ledger.current().hash, "moment": None}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dispute=bridge", ["belongs"]),
        ("rating=unproven", ["belongs"]),
        ("claimant=upper-town", ["belongs"]),
        ("party=upper-town&kind=judgement", ["belongs"]),
        ("kind=fact", []),
        ("kind=fact&kind=judgement", ["belongs"]),
        ("source=report", ["belongs"]),
        ("language=en", ["belongs"]),
        ("language=da", []),
        ("q=bridge", ["belongs"]),
        ("q=nothing", []),
        ("published_after=2020-01-01", ["belongs"]),
        ("published_before=2020-01-01", []),
    ],
)
def test_filters_find_what_they_name(query, found):
    World()

    assert slugs(f"/api/v1/claims/?{query}") == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("happened_after=2026-01-14", ["closing"]),
        ("happened_after=2026-01-15", []),
        ("happened_before=2026-01-14", ["closing"]),
        ("happened_before=2026-01-13", []),
        ("happened_after=2026&happened_before=2026", ["closing"]),
        ("status=happened", ["closing"]),
        ("place=nowhere", []),
    ],
)
def test_entries_are_found_by_date_and_status(query, found):
    World()

    assert slugs(f"/api/v1/entries/?{query}") == found


def test_a_side_stands_for_its_parties():
    world = World()
    side = {"slug": "upper", "name": "Upper", "line": "", "parties": [uid(world.party)]}
    publish(change(world.dispute, sides=[side]), action="minor")

    assert slugs("/api/v1/claims/?side=upper") == ["belongs"]


@pytest.mark.parametrize("plural", ["sources", "parties", "ratings"])
def test_what_names_no_dispute_is_found_through_what_refers_to_it(plural):
    World()

    assert len(slugs(f"/api/v1/{plural}/?dispute=bridge")) == 1


def test_an_unknown_parameter_is_refused_by_name():
    problem = get("/api/v1/claims/?ratng=false", 400)

    assert problem["errors"][0]["field"] == "ratng"
    assert "rating" in problem["errors"][0]["message"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("rating=never-published", "rating"),
        ("happened_after=31/01/2026", "happened_after"),
        ("published_after=2026-02-31", "published_after"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("cursor=x", "cursor"),
        ("ordering=slug", "ordering"),
        ("as_of=2999-01-01", "as_of"),
        ("as_of=nonsense", "as_of"),
        ("q=" + "x" * 5000, "q"),
        ("q=%00", "q"),
        ("rating=%00", "rating"),
        ("side=none", "side"),
    ],
)
def test_a_wrong_value_names_its_parameter(query, field):
    World()

    response = Client().get(f"/api/v1/claims/?{query}")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["field"] == field


@pytest.mark.parametrize("q", ["%25", "-1", "'\"", "[]", "NEAR(a b)", "a OR", "🌉", "*", "a:b", "^", "(", "اسم"])
def test_any_words_can_be_searched_for(q):
    World()

    assert Client().get("/api/v1/claims/", {"q": q}).status_code == 200


def test_pages_hold_every_record_once_while_others_publish():
    world = World()
    more_claims(world, 12)
    first = get("/api/v1/claims/?page_size=5")
    published("claim", slug="late", text="Late.", **world.claim_content())
    publish(change(world.claim, text="Changed."), action="minor")

    found, page = first["results"], first
    while page["next"]:
        page = get(page["next"].partition("8000")[2])
        found = found + page["results"]

    assert sorted(r["slug"] for r in found) == sorted(["belongs", *(f"c{i:03}" for i in range(12))])


def test_previous_leads_back_to_the_same_page():
    world = World()
    more_claims(world, 12)
    first = get("/api/v1/claims/?page_size=5")
    second = get(first["next"].partition("8000")[2])

    back = get(second["previous"].partition("8000")[2])

    assert [r["slug"] for r in back["results"]] == [r["slug"] for r in first["results"]]
    assert back["previous"] is None


def test_oldest_first_is_newest_first_turned_round():
    world = World()
    more_claims(world, 6)

    assert slugs("/api/v1/claims/?ordering=happened") == slugs("/api/v1/claims/")[::-1]


def test_a_count_is_given_when_asked():
    world = World()
    more_claims(world, 6)

    assert "count" not in get("/api/v1/claims/")
    assert get("/api/v1/claims/?count=true&page_size=2")["count"] == 7


def test_as_of_shows_the_list_as_it_stood():
    world = World()
    moment = Publication.objects.get(kind="entry").published_at
    publish(change(world.claim, text="Changed."), action="minor")

    [then] = get(f"/api/v1/claims/?as_of={ledger.moment_text(moment)}")["results"]

    assert then["text"] == "The bridge belongs to Upper Town."


def test_before_the_first_publication_the_list_is_empty():
    World()

    assert slugs("/api/v1/claims/?as_of=2001-01-01") == []


def test_refs_name_what_no_longer_stands():
    world = World()
    workflow.retract(world.source, person("publisher"), reason="Made up.")

    page = get("/api/v1/claims/")

    assert page["refs"][uid(world.source)]["action"] == "retract"
    assert page["refs"][uid(world.source)]["reason"] == "Made up."


def test_a_merged_party_is_found_under_both_names_and_before_the_merge_under_its_own():
    world = World()
    other = published("party", slug="lower-town", name="Lower Town")
    content = world.claim_content(appearances=[{"party": uid(other), "role": "asserts"}])
    published("claim", slug="lower", text="It is ours.", **content)
    before = ledger.moment_text(Publication.objects.latest("seq").published_at)
    proposal = workflow.propose_merge(other, world.party, person("publisher"), reason="One town.")
    workflow.carry_out(proposal, person("second_publisher"))

    for name in ("upper-town", "lower-town"):
        assert sorted(slugs(f"/api/v1/claims/?claimant={name}")) == ["belongs", "lower"]
    assert slugs(f"/api/v1/claims/?claimant=lower-town&as_of={before}") == ["lower"]


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize("query", ["", "?rating=unproven&dispute=bridge", "?as_of=2001-01-01T00:00:00Z"])
def test_a_list_costs_at_most_four_queries(rows, query, django_assert_max_num_queries):
    world = World()
    more_claims(world, rows)

    with django_assert_max_num_queries(4):
        get(f"/api/v1/claims/{query}")
