"""A long timeline stands on one page up to a limit; beyond it, the page leads to the years."""

import re
from urllib.robotparser import RobotFileParser

import pytest
from support.people import make, publish

from timeline.pages.timeline import MOST, SIZES

pytestmark = pytest.mark.django_db
PAGE = "/disputes/bridge/"


@pytest.fixture
def long(world, monkeypatch):
    """Five entries in three years, where two fit on a page and three on one that holds all."""
    monkeypatch.setitem(SIZES, "compact", 2)
    monkeypatch.setitem(MOST, "compact", 3)
    for slug, when in (
        ("a", "1951-04-27"),
        ("b", "1951-05"),
        ("c", "1979"),
        ("d", "2026-01-20"),
    ):
        publish(
            make(
                "entry",
                slug=slug,
                when=when,
                **world.entry_content(claims=[], quotes=[]),
            )
        )
    return world


def shown(page: str) -> list[str]:
    return re.findall(r'<li [^>]*id="e-([^"]*)"', page)


def years(page: str) -> list[tuple[str, str]]:
    found = re.findall(
        r'<li><a rel="nofollow" href="([^"]*)">(\S*)</a>',
        page.partition('<nav class="years"')[2],
    )
    return [(year, href.replace("&amp;", "&")) for href, year in found]


def test_one_page_holds_as_many_as_fit_and_leads_to_the_years(long, read):
    page = read(f"{PAGE}?all=1")

    assert len(shown(page)) == 3
    assert [year for year, _ in years(page)] == ["1951", "1979", "2026"]
    found = [slug for _, path in years(page) for slug in shown(read(path))]
    assert sorted(found) == ["a", "b", "c", "closing", "d"]


def test_a_year_keeps_the_filters(long, read):
    page = read(f"{PAGE}?all=1&party=upper-town")

    assert all("party=upper-town" in path for _, path in years(page))


def test_where_everything_fits_there_are_no_years(world, read):
    assert years(read(f"{PAGE}?all=1")) == []


def test_crawlers_leave_it_out(long, client, read):
    rules = client.get("/robots.txt").content.decode()
    links = re.findall(r"<a [^>]*all=1[^>]*>", read(PAGE))

    assert {"Disallow: /*?all=1", "Disallow: /*&all=1"} <= set(rules.splitlines())
    assert links
    assert all('rel="nofollow"' in link for link in links)
    reader = RobotFileParser()
    reader.parse(rules.splitlines())
    assert reader.can_fetch("*", PAGE)
