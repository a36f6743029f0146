import re

import pytest
from people import change, make, publish, published, uid

from factcheck import ledger
from factcheck.models import Side

DISPUTE = "/disputes/bridge/"


def entry(world, slug: str, **changes):
    return published("entry", slug=slug, **world.entry_content(**changes))


def shown(page: str) -> list[str]:
    return re.findall(r'<li class="entry[^"]*" id="e-([^"]+)"', page)


def test_the_timeline_tells_what_happened_and_who_claims_what(world, read):
    page = read(DISPUTE)

    assert "Upper Town closes the bridge" in page
    assert "The bridge belongs to Upper Town." in page
    assert '<time datetime="2026-01-14">14 January 2026</time>' in page


def test_a_draft_is_not_on_the_timeline(world, read):
    make("entry", slug="secret", headline="Canary", **world.entry_content())

    assert "Canary" not in read(DISPUTE)


def test_a_mention_of_an_unpublished_claim_shows_nothing(world, read):
    secret = make("claim", slug="secret", text="Canary.", **world.claim_content())
    entry(world, "with-secret", claims=[uid(secret), uid(world.claim)])

    page = read("/entries/with-secret/")

    assert "Canary" not in page
    assert uid(secret) not in page
    assert "The bridge belongs to Upper Town." in page


def test_entries_stand_oldest_first_and_what_is_not_dated_comes_last(world, read):
    entry(world, "undated", when="")
    entry(world, "year", when="2026")
    entry(world, "month", when="2026-01")
    entry(world, "old", when="1951-04-27")

    page = read(DISPUTE)

    assert shown(page) == ["old", "year", "month", "closing", "undated"]
    assert re.findall(r'<li class="period"[^>]*><h2>([^<]+)', page) == [
        "April 1951",
        "2026",
        "January 2026",
        "Not dated",
    ]


def test_the_order_can_be_turned(world, read):
    entry(world, "old", when="1951-04-27")

    assert shown(read(DISPUTE + "?order=newest")) == ["closing", "old"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("party=upper-town", ["closing", "talks"]),
        ("party=lower-town", ["letter"]),
        ("kind=document", ["letter"]),
        ("status=planned", ["talks"]),
        ("place=quay", ["talks"]),
        ("source=report&kind=action", ["closing", "talks"]),
        ("kind=document&kind=action", ["closing", "letter", "talks"]),
        ("happened_after=2026-01-15", ["letter", "talks"]),
        ("happened_before=2026-01-14", ["closing"]),
        ("happened_after=2026-02&happened_before=2026-02", ["letter"]),
        ("side=lower", ["letter"]),
    ],
)
def test_a_filter_shows_only_what_matches(world, read, query, found):
    lower = published("party", slug="lower-town", name="Lower Town")
    entry(world, "letter", when="2026-02-28", entry_kind="document", parties=[uid(lower)])
    entry(world, "talks", when="2026-03", status="planned", place="Quay")
    sides = [{"slug": "lower", "name": "Lower side", "line": "", "parties": [uid(lower)]}]
    add_sides(world, sides)

    assert shown(read(f"{DISPUTE}?{query}")) == found


def add_sides(world, sides):
    publish(change(world.dispute, sides=sides), action="update")


def test_an_unknown_value_is_named_and_matches_nothing(world, read):
    page = read(DISPUTE + "?party=nobody")

    assert shown(page) == []
    assert "Party “nobody” is not in this dispute." in page


def test_a_date_that_is_none_is_explained_at_its_field(world, read):
    page = read(DISPUTE + "?happened_after=2026-02-30")

    assert shown(page) == []
    assert 'aria-describedby="e-happened_after"' in page
    assert "Write a day such as 2026-01-14" in page


def test_unknown_parameters_are_ignored(world, read):
    assert shown(read(DISPUTE + "?utm_source=x")) == ["closing"]


def test_an_active_filter_can_be_taken_away(world, read):
    page = read(DISPUTE + "?kind=action&status=happened")

    assert 'href="/disputes/bridge/?status=happened"' in page
    assert 'href="/disputes/bridge/?kind=action"' in page


def test_a_long_timeline_is_cut_into_pages_that_miss_nothing(world, read, monkeypatch):
    monkeypatch.setattr("timeline.views.ENTRIES", 2)
    for number in range(4):
        entry(world, f"e{number}", when="2026-01-20")
    order = ["closing", "e0", "e1", "e2", "e3"]

    first = read(DISPUTE)
    second = read(link_of(first, "next"))
    third = read(link_of(second, "next"))

    assert [shown(first), shown(second), shown(third)] == [order[:2], order[2:4], order[4:]]
    assert shown(read(link_of(third, "prev"))) == order[2:4]
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in third


def link_of(page: str, rel: str) -> str:
    return re.search(rf'<a rel="{rel}" href="([^"]+)"', page)[1].replace("&amp;", "&")


def test_where_it_stands_sides_and_key_events_are_told(world, read):
    key = entry(world, "opening", when="2026-01-10", headline="The bridge is opened", key_event=True)
    add_sides(world, [{"slug": "upper", "name": "The upper side", "line": "Ours.", "parties": [uid(world.party)]}])
    assert Side.objects.get().name == "The upper side"
    stands = [{"heading": "contested", "text": "Whose it is.", "entry": uid(key)}]
    publish(change(world.dispute, stands=stands), action="update")

    page = read(DISPUTE)

    assert "Whose it is." in page
    assert "The upper side" in page
    assert page.count("The bridge is opened") >= 3


def test_an_empty_dispute_says_so(db, read):
    published("dispute", slug="quiet", title="Nothing yet")

    assert "No entry has been published so far." in read("/disputes/quiet/")


def test_the_home_page_names_every_dispute_and_its_last_change(world, read):
    published("dispute", slug="quiet", title="A quiet one")

    page = read("/")

    assert page.index("A quiet one") < page.index("Who owns the bridge?")
    assert "Last changed" in page


def test_html_in_a_body_is_shown_as_text_and_links_are_kept(world, read):
    entry(
        world, "odd", body="<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png) **bold**"
    )

    page = read("/entries/odd/")

    assert "<script>" not in page
    assert 'href="javascript:' not in page
    assert 'src="https://' not in page
    assert "<strong>bold</strong>" in page


def test_a_pages_queries_do_not_grow_with_its_rows(world, client, django_assert_max_num_queries):
    counts = []
    for more in (2, 50):
        for number in range(more):
            other = make("party", slug=f"p{more}-{number}", name=f"Party {more}-{number}")
            source = make("source", slug=f"s{more}-{number}", title=f"Source {number}")
            publish(other, source)
            entry(world, f"n{more}-{number}", parties=[uid(other)], citations=[{"source": uid(source)}], key_event=True)
        with django_assert_max_num_queries(12) as queries:
            assert client.get(DISPUTE).status_code == 200
        counts.append(len(queries.captured_queries))

    assert counts[0] == counts[1]
    assert ledger.current().lines("entry").count() == 53
