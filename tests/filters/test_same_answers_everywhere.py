"""Every filter of every kind, asked of every page, feed, export and list that takes it: all answer the same records.

Nothing is listed here: kinds and filters come from the registry, and a value of each from what was published. A new
filter is therefore tried without being named.
"""

import html
import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from support import row_snapshots
from support.people import World, change, publish, published, uid

from factcheck import ledger
from factcheck.ledger import ORDERS
from factcheck.models import Facet, Publication
from factcheck.records import registry
from factcheck.records.change_filters import change_filters
from factcheck.records.filters.declaration import Filter, RecordFilter, SideFilter
from factcheck.records.filters.values import (
    ClosedWord,
    EventDate,
    FoldedText,
    LanguageTag,
    Moment,
    PublishedAfter,
    SearchWords,
    SingleWord,
)
from factcheck.records.search_filters import search_filters, searched_kinds

pytestmark = pytest.mark.django_db
DISPUTE = "/disputes/bridge/"


def everything_published() -> World:
    """Two of each kind, so that every filter can let one through and keep the other out."""
    world = World()
    lower = published("party", slug="lower-town", name="Lower Town", party_kind="group")
    sides = [
        {"slug": "upper", "name": "Upper", "line": "", "parties": [uid(world.party)]},
        {"slug": "lower", "name": "Lower", "line": "", "parties": [uid(lower)]},
    ]
    publish(change(world.dispute, sides=sides), action="update")
    publish(
        change(world.source, publisher=uid(world.party), published_on="2026-01-10"),
        change(world.entry, place="Nuuk"),
        change(world.claim, claimed_on="2026-01-12"),
        change(world.quote, said_on="2026-01-11"),
        action="update",
    )
    positions = [{"party": uid(world.party), "statement": "Ours."}]
    published("point", slug="whose", dispute=uid(world.dispute), positions=positions)
    published("dispute", slug="tunnel", title="Who dug the tunnel?", language="da")
    tunnel = {"language": "da"}
    report = published("source", slug="letter", source_kind="statement", **tunnel)
    true = published("rating", slug="true", label="True", numeric=5)
    quote = published(
        "quote",
        slug="ours-too",
        words="It is our toll",
        quote_kind="partial",
        said_on="1951",
        disputes=[uid(world.dispute)],
        speaker=uid(lower),
        source=uid(report),
        **tunnel,
    )
    claim = published(
        "claim",
        slug="toll",
        text="The toll is paid.",
        claim_kind="fact",
        claimed_on="1951",
        disputes=[uid(world.dispute)],
        verdict=world.verdict(rating=uid(true)),
        appearances=[{"party": uid(lower), "role": "repeats", "quote": uid(quote)}],
        evidence=[{"source": uid(report), "stance": "supports", "note": "Read it."}],
        **tunnel,
    )
    published(
        "entry",
        slug="opening",
        headline="The toll is raised",
        body="By two.",
        when="1951",
        status="planned",
        entry_kind="document",
        place="Quay",
        dispute=uid(world.dispute),
        parties=[uid(lower)],
        claims=[uid(claim)],
        quotes=[uid(quote)],
        citations=[{"source": uid(report)}],
    )
    return world


@pytest.fixture
def world() -> World:
    return row_snapshots.build_once("two of each kind", everything_published)


def values_of(kind: str, each: Filter) -> list[str]:
    """Values that a filter of a list can have, from what was published."""
    if isinstance(each, SideFilter):
        return ["upper", "lower"]
    if isinstance(each, RecordFilter):
        lines = ledger.current().lines(each.to)
        return list(lines.values_list("slug", flat=True))
    written = {
        ClosedWord: lambda value: value.words,
        SingleWord: lambda value: value.words,
        FoldedText: lambda value: stored_values(kind, each.facet),
        LanguageTag: lambda value: ["en", "DA", "fr"],
        EventDate: lambda value: ["2026-01-12", "1951", "2027"],
        SearchWords: lambda value: ["bridge", "toll", '"our bridge" OR toll -raised'],
        Moment: lambda value: ["now", moment_before_the_last()],
    }
    if isinstance(each.value, PublishedAfter):
        return [moment_before_the_last(), "2020-01-01", "2999-01-01"]
    assert type(each.value) in written, f"no value is known for the filter {each.name}"
    return list(written[type(each.value)](each.value))


def stored_values(kind: str, facet: str) -> list[str]:
    found = Facet.objects.filter(kind=kind, name=facet).values_list("value", flat=True)
    return [value.upper() for value in set(found)]


def moment_before_the_last() -> str:
    return ledger.moment_text(Publication.objects.order_by("-seq")[2].published_at)


def queries_of(kind: str, filters: dict[str, Filter]) -> list[dict]:
    """One query for each value of each filter, two values together, and each filter with the one after it."""
    queries, firsts = [{}], []
    for name, each in filters.items():
        values = values_of(kind, each)
        queries += [{name: value} for value in values]
        if each.value.several and len(values) > 1:
            queries.append({name: values[:2]})
        firsts.append((name, values[0]))
    queries += [dict(pair) for pair in zip(firsts, firsts[1:], strict=False)]
    return queries


def get(address: str, query: dict) -> bytes:
    response = Client().get(f"{address}?{urlencode(query, doseq=True)}", follow=True)
    assert response.status_code == 200, (address, query, response.content[:300])
    return b"".join(response) if response.streaming else response.content


def of_api(kind: str, query: dict) -> list[str]:
    plural = registry.get(kind).plural
    body = json.loads(get(f"/api/v1/{plural}/", query | {"page_size": 200}))
    return [record["slug"] for record in body["results"]]


def linked(page: str, pattern: str) -> list[str]:
    return re.findall(pattern, html.unescape(page))


def of_dispute_page(query: dict) -> list[str]:
    page = get(DISPUTE, query).decode()
    return linked(page, r'<li class="entry[^"]*" id="e-([^"]+)"')


def of_claims_page(query: dict) -> list[str]:
    page = get("/claims/", query).decode()
    return linked(page, r'<h2 class="claim__text"[^>]*><a href="/claims/([^/]+)/')


def of_json_feed(query: dict) -> list[str]:
    items = json.loads(get(f"{DISPUTE}feed.json", query))["items"]
    return [item["url"].split("/")[-2] for item in items]


def of_atom_feed(query: dict) -> list[str]:
    feed = get(f"{DISPUTE}feed.atom", query).decode()
    entries = feed.partition("<entry>")[2]
    return re.findall(
        r'<link rel="alternate"[^>]*href="[^"]*/entries/([^/"]+)/', entries
    )


def of_slides(query: dict) -> list[str]:
    events = json.loads(get(f"{DISPUTE}timeline.json", query))["events"]
    return [event["unique_id"] for event in events]


def of_embed(query: dict) -> list[str]:
    page = get(f"{DISPUTE}embed/", query).decode()
    return list(dict.fromkeys(linked(page, r'/entries/([^/"?]+)/')))


def test_every_filter_of_every_kind_is_taken_by_the_api_and_narrows_its_list(world):
    for kind in registry.dossier_kinds():  # of the site there is one record
        whole, narrowing = set(of_api(kind.name, {})), set()
        for query in queries_of(kind.name, kind.list_filters):
            found = set(of_api(kind.name, query))
            assert found <= whole
            if found < whole and len(query) == 1:
                narrowing |= set(query)

        # The order and the moment narrow nothing here.
        assert kind.list_filters.keys() - narrowing <= {"ordering", "as_of"}, kind.name


def test_every_format_of_a_dispute_answers_as_the_api(world):
    filters = dict(registry.get("entry").list_filters)
    del filters["dispute"]

    for query in queries_of("entry", filters):
        expected = of_api("entry", query | {"dispute": "bridge"})
        for of_format in (of_dispute_page, of_json_feed, of_atom_feed):
            assert sorted(of_format(query)) == sorted(expected), (of_format, query)
        for of_format in (of_slides, of_embed):
            assert sorted(of_format(query)) == sorted(expected), (of_format, query)
        # A calendar holds what is known to the day alone; the other entry is of a year.
        calendar = get(f"{DISPUTE}timeline.ics", query).decode().replace("\r\n ", "")
        assert ("/entries/closing/" in calendar) is ("closing" in expected), query
        if "ordering" in query:
            assert of_dispute_page(query) == expected, query


def test_the_page_of_claims_answers_as_the_api_in_its_order(world):
    for query in queries_of("claim", registry.get("claim").list_filters):
        assert of_claims_page(query) == of_api("claim", query), query


def test_a_search_answers_as_the_api(world):
    words = {"q": "bridge OR toll OR town OR letter OR report OR tunnel"}

    for kind in searched_kinds():
        own = registry.get(kind).list_filters
        shared = {name: own[name] for name in search_filters() if name in own}
        for query in queries_of(kind, filters_of_the_record_itself(shared)):
            page = get("/search/", words | query | {"kind": kind}).decode()
            paths = linked(page, r'<h2 class="found__title"><a href="/[a-z]+/([^"]+)"')
            slugs = {re.split("[/?]", path.split("#")[-1])[0] for path in paths}
            assert slugs == set(of_api(kind, words | query)), (kind, query)


def filters_of_the_record_itself(filters: dict[str, Filter]) -> dict[str, Filter]:
    """Those that a search takes in the same sense: of the record itself, and not of what it mentions."""
    own_words = ("q", "kind", "ordering")
    return {
        name: each
        for name, each in filters.items()
        if name not in own_words and not getattr(each, "mentioned", "")
    }


def test_every_order_of_a_search_is_taken(world):
    for order in ORDERS:
        assert get("/search/", {"q": "bridge", "ordering": order})


CHANGES = (
    "/corrections/",
    "/feeds/corrections.json",
    "/feeds/corrections.atom",
    "/feeds/verdicts.json",
    "/feeds/verdicts.atom",
    f"{DISPUTE}changes/",
    f"{DISPUTE}changes.json",
    f"{DISPUTE}changes.atom",
)


def test_every_list_of_changes_takes_the_filters_of_changes(world):
    values = {
        "dispute": "bridge",
        "kind": "claim",
        "published_after": "2020-01-01",
        "published_before": "2999-01-01",
        "since": "2020-01-01",
    }

    assert change_filters().keys() == values.keys()
    for address in CHANGES:
        fixed = ("dispute",) if address.startswith(DISPUTE) else ()
        for name in change_filters(*fixed):
            get(address, {name: values[name]})


def test_pages_and_feeds_of_changes_answer_alike(world):
    publish(change(world.claim, text="It is ours."), action="correct", notice="Ours.")
    publish(change(world.entry, place="Ilulissat"), action="correct", notice="There.")
    last = ledger.moment_text(Publication.objects.latest("seq").published_at)

    for query in (
        {},
        {"kind": "claim"},
        {"kind": ["claim", "entry"]},
        {"dispute": "tunnel"},
        {"dispute": ["bridge", "tunnel"]},
        {"published_before": "2020-01-01"},
        {"since": last},
        {"published_after": last},
    ):
        page = get("/corrections/", query).decode()
        feed = json.loads(get("/feeds/corrections.json", query))
        words = re.findall(r'<strong class="change__word">(.*?)</strong>', page)
        assert len(words) == len(feed["items"]), query
