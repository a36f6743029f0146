"""Who holds what: every place filled or said to be empty, and two columns held against each other."""

import re

import pytest
from support.people import change, publish, published, uid

pytestmark = pytest.mark.django_db
PAGE = "/disputes/bridge/positions/"


@pytest.fixture
def positions(world):
    """Two sides and a party of none; the side below says nothing."""
    sides = [
        {"slug": slug, "name": name, "line": ".", "parties": []}
        for slug, name in (("up", "Up"), ("low", "Low"))
    ]
    publish(change(world.dispute, sides=sides), action="update")
    held = [
        {"side": uid(world.dispute.sides.get(slug="up")), "statement": "Ours."},
        {"party": uid(world.party), "statement": "Mine."},
    ]
    published("point", slug="whose", dispute=uid(world.dispute), positions=held)
    return world


def columns(page: str) -> list[str]:
    return [
        re.sub(r"<[^>]+>", "", each)
        for each in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)
    ][1:]


def test_an_empty_place_says_since_when_it_is_known_to_be(positions, read):
    now = read(PAGE)

    assert columns(now) == ["Up", "Low", "Upper Town"]
    assert "No statement in the record as of <time" in now
    assert now.count("No statement in the record as of") == 1


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("a=low&b=upper-town", ["Low", "Upper Town"]),
        ("a=upper-town&b=up", ["Upper Town", "Up"]),
        ("a=up", ["Up"]),
        ("a=up&b=up", ["Up"]),
        ("a=&b=", ["Up", "Low", "Upper Town"]),
    ],
)
def test_two_columns_are_held_against_each_other(positions, read, query, shown):
    page = read(f"{PAGE}?{query}")

    assert columns(page) == shown
    assert page.count("<td ") == len(shown)
    assert ("Ours." in page) == ("Up" in shown)
    assert ("Mine." in page) == ("Upper Town" in shown)


def test_the_choice_stays_in_the_form(positions, read):
    page = read(f"{PAGE}?a=low&b=upper-town")

    assert '<option value="low" selected' in page
    assert '<option value="upper-town" selected' in page


def test_a_name_that_no_column_has_is_refused_with_those_that_there_are(
    positions, client
):
    response = client.get(f"{PAGE}?a=nobody")

    assert response.status_code == 400
    assert (
        "is called “nobody”. It has up, low, upper-town." in response.content.decode()
    )


def test_the_page_leads_to_the_balance(positions, read):
    assert '<a href="/disputes/bridge/method/">method and balance</a>' in read(PAGE)
