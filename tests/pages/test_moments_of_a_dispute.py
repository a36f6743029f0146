"""The days on which something of a dispute was published, to choose a moment from."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from support.people import change, make, publish, uid

from factcheck.pages import moments

pytestmark = pytest.mark.django_db
PAGE = "/disputes/hill/moments/"


@pytest.fixture
def hill(db):
    """A dispute whose records were published on three days, twice on the first; another dispute's on a fourth."""
    then = timezone.now().replace(
        hour=12, minute=0, second=0, microsecond=0
    ) - dt.timedelta(days=20)
    hill, source = (
        make("dispute", slug="hill", title="Whose hill?"),
        make("source", slug="map"),
    )
    publish(hill, source, at=then)
    entry = make(
        "entry",
        slug="climb",
        headline="They climb",
        dispute=uid(hill),
        citations=[{"source": uid(source)}],
    )
    publish(entry, at=then + dt.timedelta(hours=1))
    publish(
        change(entry, headline="They climb it"),
        action="update",
        at=then + dt.timedelta(days=1),
    )
    publish(make("dispute", slug="elsewhere"), at=then + dt.timedelta(days=2))
    publish(
        change(source, note="Old."), action="update", at=then + dt.timedelta(days=3)
    )
    return then.date()


def days(page: str) -> list[tuple[str, str]]:
    return re.findall(
        r'as_of=(\d{4}-\d\d-\d\d)"><time[^>]*>[^<]*</time></a> <span[^>]*>([^<]*)<',
        page,
    )


def test_every_day_is_there_with_its_changes_latest_first(hill, read):
    found = days(read(PAGE))

    assert found == [
        (str(hill + dt.timedelta(days=3)), "1 change"),
        (str(hill + dt.timedelta(days=1)), "1 change"),
        (str(hill), "3 changes"),
    ]


def test_the_moments_of_one_day_have_names_of_their_own(hill, read):
    page = read(PAGE)
    earlier = re.findall(rf'href="(/disputes/hill/\?as_of={hill}T[^"]*)"', page)

    assert "2 moments" in page
    assert "They climb" in read(earlier[0])
    assert "They climb" not in read(earlier[1]).partition("<main")[2]


def test_the_days_are_offered_where_two_moments_are_compared(hill, read):
    page = read("/disputes/hill/compare/").partition('<select name="from"')[2]
    options = page.partition("</select>")[0]
    offered = re.findall(r'<option value="([^"]+)">([^<]*)<', options)

    assert [value for value, _ in offered] == [value for value, _ in days(read(PAGE))]
    assert offered[2][1].endswith(": 3 changes")


def test_a_page_of_the_past_offers_no_later_day(hill, read):
    assert [day for day, _ in days(read(f"{PAGE}?as_of={hill}"))] == [str(hill)]


def test_a_long_list_is_cut_where_a_day_ends(hill, read, monkeypatch):
    monkeypatch.setattr(moments, "LINES", 3)

    first = read(PAGE)
    following = re.search(r'rel="next" href="([^"]*)"', first)[1]

    assert days(first) == days(read(PAGE))[:2]
    assert days(read(following)) == [(str(hill), "3 changes")]


def test_a_day_that_fills_more_than_a_page_says_so(hill, read, monkeypatch):
    monkeypatch.setattr(moments, "LINES", 2)

    page = read(PAGE)
    for _ in range(2):
        page = read(re.search(r'rel="next" href="([^"]*)"', page)[1])

    assert days(page) == [(str(hill), "2 changes")]
    assert "Of the last day only the latest moments are here" in page


@pytest.mark.slow
def test_the_list_costs_the_same_however_long_it_is(
    world, client, django_assert_max_num_queries
):
    counts = []
    for n in range(50):
        if n in (1, 49):
            with django_assert_max_num_queries(12) as queries:
                client.get("/disputes/bridge/moments/")
            counts.append(len(queries.captured_queries))
        publish(change(world.entry, body=f"Version {n}."), action="update")

    assert counts[0] == counts[1]
