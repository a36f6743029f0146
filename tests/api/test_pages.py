"""Walking a list: every record once, whatever others publish meanwhile, forwards and back."""

from urllib.parse import parse_qs, quote, urlsplit
from uuid import uuid4

import pytest
from support.ledger_factory import append, source_line, tombstone

from factcheck import ledger
from factcheck.api import pagination

pytestmark = pytest.mark.django_db

DATES = ["2026-01-14", "", "1951-04-27", "2026-01", "", "2026-01-14", "2025"]


def seed(count: int, **content) -> list:
    return append(*(source_line(f"s{i:04}", **content) for i in range(count)))


def local(address: str) -> str:
    parts = urlsplit(address)
    assert parts.scheme == "http"
    return f"{parts.path}?{parts.query}"


def walk(ask, address: str, way: str = "next") -> list[list[str]]:
    """The slugs of each page, to the end of the list."""
    pages = []
    while address:
        page = ask(local(address) if "//" in address else address)
        pages.append([record["slug"] for record in page["results"]])
        address = page[way]
        assert len(pages) < 400, "the list loops"
    return pages


def flat(pages: list[list[str]]) -> list[str]:
    return [slug for page in pages for slug in page]


def test_a_busy_day_pages_through_without_a_loop(ask):
    """1,100 records of one day: where pages are cut by the date alone, this never ends."""
    seed(1100, published_on="2026-01-14")

    found = flat(walk(ask, "/api/v1/sources/?page_size=200"))

    assert sorted(found) == [f"s{i:04}" for i in range(1100)]


@pytest.mark.parametrize("ordering", ["happened", "-happened"])
def test_what_is_not_dated_comes_last_either_way(ordering, ask):
    append(*(source_line(f"s{i}", published_on=day) for i, day in enumerate(DATES)))

    found = flat(walk(ask, f"/api/v1/sources/?ordering={ordering}&page_size=2"))

    newest_first = ["s5", "s0", "s3", "s6", "s2"]
    assert found[:5] == (
        newest_first if ordering == "-happened" else newest_first[::-1]
    )
    assert set(found[5:]) == {"s1", "s4"}


@pytest.mark.parametrize(
    "query",
    ["", "&ordering=happened", "&kind=article&kind=treaty", "&happened_after=2000"],
)
def test_previous_leads_back_over_the_same_pages(query, ask):
    append(*(source_line(f"s{i}", published_on=day) for i, day in enumerate(DATES)))
    forwards = walk(ask, f"/api/v1/sources/?page_size=2{query}")
    last = f"/api/v1/sources/?page_size=2{query}"
    while following := ask(last)["next"]:
        last = local(following)

    assert flat(walk(ask, last, "previous")[::-1]) == flat(forwards)
    assert ask(f"/api/v1/sources/?page_size=2{query}")["previous"] is None


def test_pages_stand_still_while_others_publish(ask):
    lines = seed(30, published_on="2026-01-14")
    first = ask("/api/v1/sources/?page_size=10")

    append(source_line("late", published_on="2026-01-13"), tombstone(lines[3]))
    append(source_line("s0005", lines[5].uid, "correct", published_on="1999"))
    append(tombstone(lines[29], "merge", into=lines[0].uid))
    found = [record["slug"] for record in first["results"]] + flat(
        walk(ask, first["next"])
    )

    assert sorted(found) == [f"s{i:04}" for i in range(30)]
    assert len(flat(walk(ask, "/api/v1/sources/?page_size=200"))) == 29


def test_further_pages_are_read_at_the_line_of_the_first(ask):
    last = seed(5)[-1]
    first = ask("/api/v1/sources/?page_size=2")
    append(source_line("late"))

    second = ask(local(first["next"]))

    assert second["as_of"]["seq"] == first["as_of"]["seq"] == last.seq
    assert second["as_of"]["hash"] == first["as_of"]["hash"]


def test_pages_of_a_past_moment_stay_there(ask):
    seed(5)
    moment = ledger.moment_text(append(source_line("then"))[0].published_at)
    append(source_line("later"))

    assert len(flat(walk(ask, f"/api/v1/sources/?page_size=2&as_of={moment}"))) == 6


def test_the_page_size_may_change_on_the_way(ask):
    seed(7)
    first = ask("/api/v1/sources/?page_size=2")

    rest = ask(local(first["next"]).replace("page_size=2", "page_size=200"))

    assert len(rest["results"]) == 5


def test_a_cursor_is_of_the_list_that_gave_it(ask):
    seed(5)
    cursor = local(ask("/api/v1/sources/?page_size=2")["next"]).partition("cursor=")[2]

    for other in ("sources/?kind=article&", "sources/?ordering=happened&", "claims/?"):
        problem = ask(f"/api/v1/{other}cursor={cursor}", 400)
        assert problem["errors"][0]["field"] == "cursor"


def test_a_list_that_fits_has_no_further_pages(ask):
    seed(2)

    page = ask("/api/v1/sources/?page_size=2")

    assert (page["next"], page["previous"]) == (None, None)


def test_addresses_are_those_of_the_site_not_of_the_request(ask, settings):
    settings.LOCAL, settings.SITE_URL = False, "https://record.example"
    append(source_line("a"), source_line("b", uuid4()))

    assert ask("/api/v1/sources/?page_size=1")["next"].startswith(
        "https://record.example/api/v1/sources/?page_size=1&"
    )


def as_before_places(address: str, of: str) -> str:
    """The address of the next page, with its cursor as releases wrote it whose keys held no place within a date."""
    (cursor,) = parse_qs(urlsplit(address).query)["cursor"]
    seq, key, row, direction = pagination.signer(of).unsign(cursor).split(".")
    earlier = pagination.signer(of).sign(
        f"{seq}.{key[:24]}{key[27:]}.{row}.{direction}"
    )
    return f"{urlsplit(address).path}?cursor={quote(earlier)}&page_size=2"


def test_a_cursor_of_an_earlier_release_leads_on_where_it_stopped(ask):
    append(*(source_line(f"s{i}", published_on=day) for i, day in enumerate(DATES)))
    first = ask("/api/v1/sources/?page_size=2")
    earlier = as_before_places(first["next"], "/api/v1/sources/?")

    assert flat(walk(ask, earlier)) == flat(walk(ask, first["next"]))
