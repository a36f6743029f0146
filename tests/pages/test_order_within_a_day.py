"""Of one date the entries stand as an editor chose, wherever they are listed; a name for figures travels with them."""

import re

import pytest
from support.people import change, make, publish, uid

from factcheck import ledger
from factcheck.ledger import Listing
from factcheck.records.registry import get

pytestmark = pytest.mark.django_db

DAY = "2026-02-02"
CHOSEN = ["first", "second", "third", "untimed", "morning"]
BOTH_WAYS = [
    ("/disputes/bridge/?happened_after=2026-02-02", False),
    ("/disputes/bridge/timeline.json?happened_after=2026-02-02", False),
    ("/api/v1/entries/?ordering=happened&happened_after=2026-02-02", False),
    ("/api/v1/entries/?ordering=-happened&happened_after=2026-02-02", True),
    ("/disputes/bridge/timeline.ics?happened_after=2026-02-02", False),
    ("/disputes/bridge/embed/?happened_after=2026-02-02", True),
    ("/search/?q=lenticular&kind=entry&ordering=happened", False),
]


def entry(world, slug: str, **changes):
    day = {
        "dispute": uid(world.dispute),
        "citations": [{"source": uid(world.source)}],
        "when": DAY,
        "headline": f"zqword {slug}",
        "body": "Lenticular.",
    }
    return make("entry", slug=slug, **(day | changes))


@pytest.fixture
def _day(world):
    """Five entries of one day, published in another order than the one that was chosen."""
    at = {"zone": "UTC"}
    publish(entry(world, "morning", time="08:00", **at))
    publish(entry(world, "third", position_in_day=10))
    publish(entry(world, "untimed"))
    publish(entry(world, "second", position_in_day=2, time="09:00", **at))
    publish(entry(world, "first", position_in_day=1, time="23:00", **at))


@pytest.mark.usefixtures("_day")
@pytest.mark.parametrize(("address", "is_descending"), BOTH_WAYS)
def test_entries_of_one_date_stand_as_an_editor_chose(client, address, is_descending):
    response = client.get(address)
    content = b"".join(response) if response.streaming else response.content
    text = content.decode()

    found = list(dict.fromkeys(re.findall(r"zqword (\w+)", text)))
    assert response.status_code == 200
    assert found == (CHOSEN[::-1] if is_descending else CHOSEN)


def slugs(**options) -> list[str]:
    rows = ledger.page(
        ledger.current(), Listing("entry", ascending=True, **options), 50
    )
    return [ledger.payload_of(row)["slug"] for row in rows]


@pytest.mark.usefixtures("_day")
def test_a_range_of_dates_holds_what_has_a_place():
    filters = get("entry").list_filters
    first = filters["happened_after"].value.parse("happened_after", [DAY])
    last = filters["happened_before"].value.parse("happened_before", [DAY])

    assert slugs(key_from=first, key_before=last) == CHOSEN


def test_a_place_that_is_given_later_moves_the_entry(world):
    one = entry(world, "one")
    other = entry(world, "other")
    publish(one, other)
    before = slugs()

    publish(change(other, position_in_day=1), action="update")

    assert before[-2:] == ["one", "other"]
    assert slugs()[-2:] == ["other", "one"]


def test_the_api_names_the_short_name_and_the_place(world, client):
    publish(entry(world, "named", short_name="The signing", position_in_day=3))

    answer = client.get("/api/v1/entries/named/").json()

    assert (answer["short_name"], answer["position_in_day"]) == ("The signing", 3)
