"""The lists of parties, quotes and sources: what they hold, how they are filtered, and how large they are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.ledger_factory import append, source_line
from support.people import change, publish, published, uid

from factcheck import ledger
from factcheck.models import Publication
from factcheck.pages.query import facet_counts, filter_fields

pytestmark = pytest.mark.django_db

STATUS = re.compile(r'<p class="result__count" role="status">\s*(.*?)\s*</p>', re.S)


def size_on(page: str) -> str:
    (said,) = STATUS.findall(page)
    return said


def names_on(page: str, plural: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="/{plural}/([\w-]+)/', page)))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/parties/", "Upper Town"),
        ("/quotes/", "our bridge"),
        ("/sources/", "report"),
    ],
)
def test_a_list_holds_what_was_published(world, read, path, said):
    page = read(path)

    assert said in page
    assert size_on(page).endswith("in the record.")


def test_private_persons_and_minors_stand_in_no_list(world, read):
    person = {"party_kind": "person"}
    published("party", slug="premier", name="Ada Brook", **person)
    for publicity in ("private", "minor"):
        hidden = {"shown_as": "Zq somebody", "publicity": publicity}
        published("party", name="Zq Holm", **hidden, **person)

    page = read("/parties/")

    assert names_on(page, "parties") == ["premier", "upper-town"]
    assert size_on(page) == "2 in the record."
    assert size_on(read("/parties/?q=Zq")) == "0 of 2 match."


def test_a_filtered_list_says_how_many_of_how_many_match(world, read):
    published("party", slug="lower-town", name="Lower Town", party_kind="group")

    page = read("/parties/?kind=group")

    assert names_on(page, "parties") == ["lower-town"]
    assert size_on(page) == "1 of 2 match."
    assert size_on(read("/parties/?q=nowhere")) == "0 of 2 match."


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/sources/?q=report", True),
        ("/sources/?q=treaty", False),
        ("/sources/?dispute=bridge", True),
        ("/quotes/?speaker=upper-town", True),
        ("/quotes/?q=tunnel", False),
        ("/parties/?dispute=bridge", True),
    ],
)
def test_lists_are_filtered_and_searched(world, read, path, found):
    size = size_on(read(path))

    assert size == ("1 of 1 match." if found else "0 of 1 match.")


def test_a_wrong_value_is_refused_at_its_field(world, client):
    answer = client.get("/parties/?kind=dragon")

    assert answer.status_code == 400
    assert 'id="e-kind"' in answer.content.decode()


def test_a_list_is_read_as_of_a_moment(world, read):
    line = Publication.objects.get(uid=world.party.uid)
    published("party", slug="lower-town", name="Lower Town", party_kind="group")

    page = read(f"/parties/?as_of={ledger.moment_text(line.published_at)}")

    assert names_on(page, "parties") == ["upper-town"]


def test_every_record_stands_on_one_page_of_a_long_list(world, read):
    append(*(source_line(f"s{i:03}", published_on="2026-01-14") for i in range(120)))

    first = read("/sources/")
    later = re.search(r'rel="next" href="([^"]*)"', first).group(1)
    second = read(later.replace("&amp;", "&"))

    assert len(names_on(first, "sources")) == 50
    assert not set(names_on(first, "sources")) & set(names_on(second, "sources"))
    assert size_on(first) == "121 in the record."


@pytest.mark.parametrize("path", ["/sources/", "/sources/?kind=article"])
def test_a_long_list_costs_the_queries_of_a_short_one(world, read, path):
    counted = []
    for count in (1, 60):
        append(*(source_line(f"n{count}-{i}") for i in range(count)))
        with CaptureQueriesContext(connection) as queries:
            read(path)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_a_filter_that_offers_less_than_there_is_says_so_and_leads_on(
    world, read, monkeypatch
):
    for module in (facet_counts, filter_fields):
        monkeypatch.setattr(module, "MOST", 1)
    other = published("source", slug="letter", title="A letter")
    citations = [{"source": uid(each)} for each in (world.source, other)]
    publish(change(world.entry, citations=citations), action="update")

    page = read("/disputes/bridge/")

    assert "The 1 most frequent of 2." in page
    assert re.search(r'href="/sources/">\s*Find another', page)


def test_a_filter_that_offers_everything_says_nothing(world, read):
    assert "most frequent of" not in read("/disputes/bridge/")


def test_search_engines_are_led_to_the_lists(world, client):
    pages = client.get("/sitemap-pages.xml").content.decode()

    for path in ("/parties/", "/quotes/", "/sources/"):
        assert f"{path}</loc>" in pages
