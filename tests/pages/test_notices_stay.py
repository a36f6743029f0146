"""The notices of a record stay on its page, whatever comes after them, and as of any moment."""

import json
import re
from datetime import timedelta

import pytest
from support.people import World, change, person, publish, published, uid

from factcheck import ledger, workflow

pytestmark = pytest.mark.django_db

WRONG = "We wrote that the bridge was Upper Town’s. No deed says so."
UNCLEAR = "We have made clear which bridge is meant."


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def read(client):
    return lambda path: client.get(path).content.decode()


def notices(page: str) -> str:
    """The list of earlier notices."""
    return re.search(r'<ul class="notices".*?</ul>', page, re.S)[0]


def paths(world) -> dict:
    return {
        "claim": (
            "/claims/belongs/",
            world.claim,
            {"context": "One."},
            {"context": "Two."},
        ),
        "quote": (
            "/quotes/our-bridge/",
            world.quote,
            {"about": "One."},
            {"about": "Two."},
        ),
        "entry": ("/entries/closing/", world.entry, {"body": "One."}, {"body": "Two."}),
        "source": (
            "/sources/report/",
            world.source,
            {"note": "One."},
            {"note": "Two."},
        ),
        "party": (
            "/parties/upper-town/",
            world.party,
            {"description": "One."},
            {"description": "Two."},
        ),
        "dispute": (
            "/disputes/bridge/",
            world.dispute,
            {"summary": "One."},
            {"summary": "Two."},
        ),
        "rating": (
            "/about/ratings/",
            world.rating,
            {"definition": "One."},
            {"definition": "Two."},
        ),
    }


@pytest.mark.parametrize(
    "kind", ["claim", "quote", "entry", "source", "party", "dispute", "rating"]
)
def test_a_later_version_takes_no_notice_off_the_page(world, read, kind):
    path, record, one, two = paths(world)[kind]
    publish(change(record, **one), action="correct", notice=WRONG)
    publish(change(record, **two), action="update")

    page = read(path)

    assert notices(page).count(WRONG) == 1
    assert re.search(r"Corrected <time[^>]*>[^<]*</time>\.", page)


def test_a_minor_change_takes_none_off(world, read):
    publish(
        change(world.claim, context="The bride is old."), action="correct", notice=WRONG
    )
    publish(change(world.claim, context="The bridge is old."), action="minor")

    assert WRONG in read("/claims/belongs/")


def test_a_point_has_its_notices_where_it_stands(world, read):
    side = {"slug": "upper", "name": "Upper", "line": "", "parties": []}
    publish(change(world.dispute, sides=[side]), action="update")

    point = published("point", slug="whose", dispute=uid(world.dispute))
    publish(change(point, summary="One."), action="correct", notice=WRONG)
    publish(change(point, summary="Two."), action="update")

    assert WRONG in read("/disputes/bridge/positions/")


def test_the_newest_stands_first_and_each_once(world, read):
    publish(change(world.claim, context="One."), action="correct", notice=WRONG)
    publish(change(world.claim, context="Two."), action="clarify", notice=UNCLEAR)
    publish(
        change(world.claim, context="Three."),
        action="update",
        notice="A letter was found.",
    )

    page = read("/claims/belongs/").partition("<main")[2]

    places = [page.index(said) for said in ("A letter was found.", UNCLEAR, WRONG)]
    assert places == sorted(places)
    assert [
        notices(page).count(said) for said in ("A letter was found.", UNCLEAR, WRONG)
    ] == [0, 1, 1]


def test_a_page_of_the_past_has_the_notices_of_then(world, read):
    first = publish(
        change(world.claim, context="One."), action="correct", notice=WRONG
    )[0]
    later = publish(
        change(world.claim, context="Two."), action="clarify", notice=UNCLEAR
    )[0]
    publish(change(world.claim, context="Three."), action="update")

    def as_of(moment) -> str:
        return read(f"/claims/belongs/?as_of={ledger.moment_text(moment)}")

    assert WRONG not in as_of(first.published_at - timedelta(microseconds=1))
    assert WRONG in as_of(first.published_at)
    assert UNCLEAR not in as_of(first.published_at)
    assert WRONG in as_of(later.published_at)


def test_a_retraction_and_a_restoration_take_none_off(world, read):
    publish(change(world.claim, context="One."), action="correct", notice=WRONG)
    workflow.retract(world.claim, person("publisher"), reason="A forgery, it seemed.")
    proposal = workflow.propose_restore(
        world.claim, person("publisher"), reason="It is none."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    assert WRONG in read("/claims/belongs/")


def test_what_was_redacted_is_not_announced_again(world, read):
    line = publish(change(world.claim, context="One."), action="correct", notice=WRONG)[
        0
    ]
    publish(change(world.claim, context="Two."), action="update")
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A private person."
    )
    workflow.carry_out(proposal, person("second_admin"))

    assert WRONG not in read("/claims/belongs/")


def linked(page: str) -> list[dict]:
    found = re.findall(
        r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S
    )
    nodes = [json.loads(text) for text in found]
    return [
        node
        for each in nodes
        for node in (each.get("@graph", [each]) if isinstance(each, dict) else each)
    ]


@pytest.mark.parametrize("kind", ["claim", "quote", "dispute"])
def test_machines_learn_of_every_correction(world, read, kind):
    path, record, one, two = paths(world)[kind]
    publish(change(record, **one), action="correct", notice=WRONG)
    publish(change(record, **two), action="clarify", notice=UNCLEAR)
    publish(change(record, **(one | {"slug": record.slug})), action="update")

    told = [node["correction"] for node in linked(read(path)) if "correction" in node][
        0
    ]

    assert [each["text"] for each in told] == [UNCLEAR, WRONG]
    assert {each["@type"] for each in told} == {"CorrectionComment"}
    assert len({each["@id"] for each in told}) == 2


def test_a_page_without_notices_asks_no_more_than_one_with_many(
    world, client, django_assert_max_num_queries
):
    client.get("/claims/belongs/")
    for n in range(3):
        publish(
            change(world.claim, context=f"Version {n}."),
            action="correct",
            notice=f"It was {n}.",
        )

    with django_assert_max_num_queries(25):
        client.get("/claims/belongs/")
