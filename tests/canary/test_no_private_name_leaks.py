"""No public answer tells the name of a private person or a minor: no page, feed, export, search or API, now or then."""

import pytest
from django.test import Client
from support.people import World, change, make, publish, published, uid
from support.public_addresses import QUERIES, addresses, answer, publish_world

from factcheck.imports.dossier.export import export
from factcheck.models import Party, Publication

pytestmark = pytest.mark.django_db

NAME, ALIAS, WIKIDATA, OFFICE = (
    "Zzhidda Zzqvist",
    "Zzhidda Zzborn",
    "Q99887766",
    "Zztreasurer of the rowing club",
)
TOLD = ("zzhidda", "zzqvist", "zzborn", WIKIDATA.lower(), "zztreasurer")


def private_person(**changes):
    given = {
        "name": NAME,
        "slug": "zzhidda-zzqvist",
        "party_kind": "person",
        "publicity": "private",
        "aliases": [ALIAS],
        "wikidata_id": WIKIDATA,
        "roles": [{"title": OFFICE, "held_from": "2020", "held_to": ""}],
    }
    return published("party", **given | changes)


def minor(**changes):
    return private_person(
        **{"publicity": "minor", "shown_as": "a pupil of the school"} | changes
    )


def name_everywhere(world: World, party: Party) -> None:
    """The party speaks, claims, is named, answers, holds a position and stands on a side."""
    world.person = party
    quote = published(
        "quote", slug="hers", words="Nobody asked me.", disputes=[uid(world.dispute)], speaker=uid(party),
        source=uid(world.source),
    )  # fmt: skip
    publish(
        change(
            world.claim,
            appearances=[{"party": uid(party), "role": "asserts", "quote": uid(quote)}],
            replies=[{"party": uid(party), "asked_on": "2026-01-10", "answer": "Yes."}],
        ),
        action="update",
    )
    publish(
        change(
            world.entry, parties=[uid(party), uid(world.party)], quotes=[uid(quote)]
        ),
        action="update",
    )
    position = {"party": uid(party), "statement": "It is hers.", "quotes": [uid(quote)]}
    publish(change(world.point, positions=[position]), action="update")
    side = {
        "slug": "upper",
        "name": "Upper",
        "line": "Ours.",
        "parties": [uid(party), uid(world.party)],
    }
    publish(change(world.dispute, sides=[side]), action="update")


def every_address(world: World) -> list[str]:
    table = addresses(world, [])
    own = [f"/parties/{key}/" for key in (world.person.slug, world.person.uid)]
    of_person = [
        *own,
        *(
            f"{path}{tail}"
            for path in own
            for tail in ("timemap", "feed.atom", "feed.json")
        ),
    ]
    of_person += [f"/api/v1{path}" for path in own] + [
        "/quotes/hers/",
        "/api/v1/quotes/hers/",
    ]
    return [*(sample for samples in table.values() for sample in samples), *of_person]


def leaks(world: World, tails: list[str]) -> list[str]:
    client, found = Client(raise_request_exception=True), []
    for path in every_address(world):
        for tail in tails:
            asked = path + (tail.replace("?", "&") if "?" in path else tail)
            status, text = answer(client, asked)
            assert status < 500, asked
            if any(word in text.lower() for word in TOLD):
                found.append(asked)
    return found


@pytest.mark.parametrize("of_kind", [private_person, minor])
def test_no_answer_of_the_present_tells_the_name(of_kind):
    world = publish_world()
    name_everywhere(world, of_kind())

    assert leaks(world, [query for query in QUERIES if "zz" not in query]) == []


@pytest.mark.parametrize("of_kind", [private_person, minor])
def test_no_answer_of_the_past_tells_the_name(of_kind):
    world = publish_world()
    name_everywhere(world, of_kind())
    last = Publication.objects.latest("seq").published_at
    publish(change(world.claim, context="Later."), action="update")
    publish(change(world.person, description="Rows."), action="update")

    assert leaks(world, [f"?as_of={last:%Y-%m-%dT%H:%M:%S.%fZ}"]) == []


def test_the_name_matches_no_search_and_gives_no_result():
    world = publish_world()
    name_everywhere(world, private_person())

    for asked in (NAME, ALIAS, "Zzqvist", WIKIDATA, OFFICE, "Z. Z."):
        found = Client().get("/search/", {"q": asked})
        assert (
            "0 matches" in found.text or "Nothing in the record holds" in found.text
        ), asked
        assert "/parties/person" not in found.text


def test_the_dossier_and_the_ledger_hold_no_name():
    world = publish_world()
    name_everywhere(world, private_person())

    assert not any(word in str(export("bridge")).lower() for word in TOLD)
    lines = Publication.objects.values_list("payload", "slug")
    assert not any(
        word in f"{payload} {slug}".lower() for payload, slug in lines for word in TOLD
    )


def test_this_test_would_catch_a_name_in_an_answer():
    world = publish_world()
    name_everywhere(world, private_person(publicity="public"))

    assert len(leaks(world, [""])) > 20


def test_an_initial_stands_where_the_name_would():
    world = publish_world()
    name_everywhere(world, private_person())

    for path in (
        "/claims/belongs/",
        "/quotes/hers/",
        "/entries/closing/",
        "/disputes/bridge/positions/",
        "/claims/",
        "/quotes/",
    ):
        assert "Z. Z." in Client().get(path).text, path
    assert "Z. Z." not in Client().get("/parties/").text


def test_a_draft_is_hidden_from_the_public_as_any_other():
    make("party", name=NAME, party_kind="person", publicity="private")

    assert Client().get("/api/v1/parties/").json()["results"] == []
