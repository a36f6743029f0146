"""Filters combine, can be taken out one by one, and pages of a long answer hold together."""

import pytest
from support.ledger_factory import append, source_line
from support.people import make, publish, published, uid

pytestmark = pytest.mark.django_db

ALL = [
    "/claims/belongs/",
    "/disputes/bridge/",
    "/entries/closing/",
    "/quotes/our-bridge/",
    "/sources/report/",
]


@pytest.mark.parametrize(
    ("asked", "paths"),
    [
        ({"kind": "claim"}, ["/claims/belongs/"]),
        ({"kind": ["claim", "quote"]}, ["/claims/belongs/", "/quotes/our-bridge/"]),
        ({"dispute": "bridge"}, ALL),
        ({"dispute": "tunnel"}, []),
        (
            {"party": "upper-town"},
            ["/claims/belongs/", "/entries/closing/", "/quotes/our-bridge/"],
        ),
        ({"party": "upper-town", "kind": "entry"}, ["/entries/closing/"]),
        ({"rating": "unproven"}, ["/claims/belongs/"]),
        ({"rating": "unproven", "kind": "entry"}, []),
        ({"happened_after": "2026-01-14"}, ["/entries/closing/"]),
        ({"happened_after": "2026-01-15"}, []),
        ({"happened_before": "2026-01"}, ["/entries/closing/"]),
        ({"published_after": "2020-01-01"}, ALL),
        ({"published_before": "2020-01-01"}, []),
        (
            {"language": "en"},
            [
                "/claims/belongs/",
                "/disputes/bridge/",
                "/quotes/our-bridge/",
                "/sources/report/",
            ],
        ),
        ({"language": "da"}, []),
        ({"ordering": "happened", "happened_after": "2026"}, ["/entries/closing/"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else str(len(value)),
)
def test_filters(world, ask, asked, paths):
    published("dispute", slug="tunnel", title="Tunnel")

    assert sorted(ask("bridge", **asked).paths) == paths


def test_what_the_dispute_only_refers_to_belongs_to_it(world, ask):
    published("source", slug="aside", title="Bridge aside")

    assert "/sources/aside/" in ask("bridge").paths
    assert "/sources/aside/" not in ask("bridge", dispute="bridge").paths
    assert ask("bridge", dispute="bridge", kind="source").paths == ["/sources/report/"]


def test_counts_of_the_other_kinds_stay_in_sight(world, ask):
    found = ask("bridge", kind="claim")

    assert found.kinds == [
        "All 5",
        "Entries 1",
        "Claims 1",
        "Quotes 1",
        "Sources 1",
        "Disputes 1",
    ]
    assert "1 match." in found.text


def test_each_filter_can_be_taken_out(world, ask):
    page = ask("bridge", kind="claim", dispute="bridge", language="en").html

    assert 'href="/search/?q=bridge&amp;kind=claim&amp;language=en"' in page
    assert 'href="/search/?q=bridge&amp;dispute=bridge&amp;language=en"' in page
    assert 'href="/search/?q=bridge"' in page


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *((name, "is not in the record.") for name in ("dispute", "party", "rating")),
        ("speaker", "is not in the record."),
        ("kind", "is not among the choices: entry, claim,"),
    ],
)
def test_a_filter_by_what_is_not_there_is_named(world, ask, name, told):
    found = ask("bridge", **{name: "nowhere"})

    assert found.status == 400
    assert found.paths == []
    assert f"“nowhere” {told}" in found.text


@pytest.mark.parametrize(
    "name", ["happened_after", "happened_before", "published_after", "published_before"]
)
def test_a_date_that_is_none_is_named_beside_the_field(world, ask, name):
    found = ask("bridge", **{name: "2026-02-30"})

    assert found.paths == []
    assert "Nothing is looked for until the filters are mended." in found.text
    assert f'id="e-{name}"' in found.html


def test_orders(world, ask):
    published(
        "entry",
        slug="opening",
        **world.entry_content(),
        headline="The bridge opens",
        when="2026-02",
    )

    assert ask("bridge", ordering="happened", kind="entry").paths == [
        "/entries/closing/",
        "/entries/opening/",
    ]
    assert ask("bridge", ordering="-happened").paths[:2] == [
        "/entries/opening/",
        "/entries/closing/",
    ]
    assert ask("bridge", ordering="-published").paths[:2] == [
        "/entries/opening/",
        "/entries/closing/",
    ]
    assert ask("bridge", ordering="sideways").status == 400


@pytest.mark.parametrize("order", ["relevance", "-happened", "happened", "-published"])
def test_pages_neither_lose_nor_repeat(ask, order):
    append(
        *(
            source_line(f"s{n}", title="Bridge", published_on="2026" if n % 2 else "")
            for n in range(60)
        )
    )

    first = ask("bridge", ordering=order)
    second = ask(address=first.more)
    third = ask(address=second.more)

    assert [len(page.paths) for page in (first, second, third)] == [25, 25, 10]
    assert len({*first.paths, *second.paths, *third.paths}) == 60
    assert third.more == ""
    assert "60 matches." in third.text
    assert "Back to the first" in third.text


def test_a_place_that_is_none_is_refused(world, ask):
    assert ask("bridge", after="here").status == 400
    assert ask("bridge", after="5-5").status == 200


@pytest.mark.slow
def test_a_search_costs_the_same_for_few_and_many(
    world, client, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13) as few:
        client.get("/search/?q=bridge&dispute=bridge&party=upper-town")
    sources = {
        "disputes": [uid(world.dispute)],
        "speaker": uid(world.party),
        "source": uid(world.source),
    }
    publish(
        *(
            make("quote", slug=f"q{n}", words=f"My bridge {n}", **sources)
            for n in range(50)
        )
    )

    with django_assert_max_num_queries(13) as many:
        client.get("/search/?q=bridge&dispute=bridge&party=upper-town")

    assert len(few) == len(many)


def test_an_empty_search_says_what_to_do(world, ask):
    assert "Type one or more words above" in ask().text
    assert "Nothing in the record holds these words." in ask("unheard-of").text
    assert "without the filters" in ask("unheard-of", kind="claim").text
    assert "Only words to leave out were given" in ask("-bridge").text
    assert "There is no letter and no digit in “?!”" in ask("?!").text
