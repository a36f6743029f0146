"""Lists stand in the order of the world's dates, any year of it."""

import pytest
from support.ledger_factory import append, source_line
from support.people import World, make, publish, uid

from factcheck import ledger
from factcheck.ledger import Listing, page

pytestmark = pytest.mark.django_db

IN_ORDER = [
    "-0043-03-15",
    "0800",
    "1951",
    "1951-04",
    "1951-04-27",
    "2026",
    "2026-01",
    "[..2026-01-10]",
    "2026-01-14",
    "2026-01-14~",
    "2026-01-15/2026-01-17",
    "2026-01-16",
    "[2026-01-18..]",
    "Y170000002",
    "",
]


def slugs(ascending: bool = True, kind: str = "source") -> list[str]:
    rows = page(ledger.current(), Listing(kind, ascending=ascending), 50)
    return [ledger.payload_of(row)["slug"] for row in rows]


def test_dates_of_any_year_stand_in_order_and_undated_ones_last():
    numbered = [
        source_line(f"s{i:02}", published_on=date) for i, date in enumerate(IN_ORDER)
    ]
    append(*reversed(numbered))

    found = [int(slug[1:]) for slug in slugs()]
    same_day = {8, 9}  # certain and “about” of one day: by first publication
    assert [i for i in found if i not in same_day] == [
        i for i in range(len(IN_ORDER)) if i not in same_day
    ]
    assert {found[8], found[9]} == same_day


def test_descending_is_the_exact_reverse():
    append(
        *(source_line(f"s{i}", published_on=date) for i, date in enumerate(IN_ORDER))
    )

    assert slugs(ascending=False) == slugs()[::-1]


def test_of_one_day_the_first_published_comes_first():
    first = append(source_line("early", published_on="2026-01-14"))[0]
    append(source_line("late", published_on="2026-01-14"))
    append(
        source_line(
            "early", first.uid, "update", published_on="2026-01-14", note="More."
        )
    )

    assert slugs() == ["early", "late"]


def test_the_time_of_day_counts_in_utc():
    world = World()
    day = {
        "dispute": uid(world.dispute),
        "citations": [{"source": uid(world.source)}],
        "when": "2026-01-14",
    }
    publish(
        make("entry", slug="nuuk", time="09:00", zone="America/Nuuk", **day),
        make("entry", slug="copenhagen", time="11:00", zone="Europe/Copenhagen", **day),
        make("entry", slug="utc", time="10:30", zone="UTC", **day),
    )

    assert slugs(kind="entry") == ["closing", "copenhagen", "utc", "nuuk"]
