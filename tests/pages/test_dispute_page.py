import re

import pytest
from support.people import change, make, publish, published, uid

from factcheck import ledger
from factcheck.ledger import moment_text
from factcheck.models import Publication, Side
from timeline.pages.timeline import SIZES

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


def test_not_dated_stands_once_over_the_entries_that_are_not(world, read):
    entry(world, "undated", when="", place="Quay")
    page = read(DISPUTE)

    assert "<h2>Not dated<" in page
    assert (
        '<p class="entry__when"><span class="entry__where" dir="auto">Quay</span></p>'
        in page
    )
    assert "not dated" in read("/entries/undated/")


def test_the_order_can_be_turned(world, read):
    entry(world, "old", when="1951-04-27")

    assert shown(read(DISPUTE + "?ordering=-happened")) == ["closing", "old"]


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
    entry(
        world, "letter", when="2026-02-28", entry_kind="document", parties=[uid(lower)]
    )
    entry(world, "talks", when="2026-03", status="planned", place="Quay")
    sides = [
        {"slug": "lower", "name": "Lower side", "line": "", "parties": [uid(lower)]}
    ]
    add_sides(world, sides)

    assert shown(read(f"{DISPUTE}?{query}")) == found


def add_sides(world, sides):
    publish(change(world.dispute, sides=sides), action="update")


def test_an_unknown_value_is_named_and_matches_nothing(world, client):
    response = client.get(DISPUTE + "?party=nobody")
    page = response.content.decode()

    assert response.status_code == 400
    assert shown(page) == []
    assert "Party: “nobody” is not in the record." in page


def test_a_date_that_is_none_is_explained_at_its_field(world, client):
    response = client.get(DISPUTE + "?happened_after=2026-02-30")
    page = response.content.decode()

    assert response.status_code == 400
    assert shown(page) == []
    assert 'aria-describedby="e-happened_after"' in page
    assert "Write a day such as 2026-01-14" in page


def test_an_active_filter_can_be_taken_away(world, read):
    page = read(DISPUTE + "?kind=action&status=happened")

    assert 'href="/disputes/bridge/?status=happened#list"' in page
    assert 'href="/disputes/bridge/?kind=action#list"' in page


def test_a_long_timeline_is_cut_where_a_day_ends_and_misses_nothing(
    world, read, monkeypatch
):
    monkeypatch.setitem(SIZES, "compact", 3)
    for number in range(6):
        entry(world, f"e{number}", when=f"2026-01-2{number // 2}")
    whole = ["closing", "e0", "e1", "e2", "e3", "e4", "e5"]

    first = read(DISPUTE)
    second = read(link_of(first, "next"))
    third = read(link_of(second, "next"))

    assert [shown(first), shown(second), shown(third)] == [
        whole[:3],
        whole[3:5],
        whole[5:],
    ]
    assert shown(read(link_of(third, "prev"))) == whole[3:5]
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in third


def test_a_day_with_more_than_a_page_holds_is_not_split(world, read, monkeypatch):
    monkeypatch.setitem(SIZES, "compact", 2)
    for number in range(4):
        entry(world, f"e{number}", when="2026-01-20")

    first = read(DISPUTE)

    assert shown(first) == ["closing"]
    assert shown(read(link_of(first, "next"))) == ["e0", "e1", "e2", "e3"]


def test_all_of_a_long_timeline_stands_on_one_page_on_request(world, read, monkeypatch):
    monkeypatch.setitem(SIZES, "compact", 1)
    entry(world, "old", when="1951-04-27")

    page = read(DISPUTE)

    assert shown(page) == ["old"]
    assert f'href="{DISPUTE}?all=1#list"' in page
    assert shown(read(DISPUTE + "?all=1")) == ["old", "closing"]


def test_the_periods_of_a_long_timeline_lead_to_the_page_that_begins_with_them(
    world, read, monkeypatch
):
    monkeypatch.setitem(SIZES, "compact", 1)
    entry(world, "old", when="1951-04-27")
    entry(world, "older", when="1916")

    page = read(DISPUTE)
    periods = re.findall(
        r'<a href="([^"]+)"(?: aria-current="true")?>([^<]+)</a> <span>(\d+)</span>',
        page.partition('<ol class="years">')[2],
    )

    assert [(name, count) for _, name, count in periods] == [
        ("1916", "1"),
        ("April 1951", "1"),
        ("January 2026", "1"),
    ]
    assert [
        shown(read(path.replace("&amp;", "&").partition("#")[0]))
        for path, _, _ in periods
    ] == [
        ["older"],
        ["old"],
        ["closing"],
    ]


def link_of(page: str, rel: str) -> str:
    return re.search(rf'<a rel="{rel}" href="([^"]+)"', page)[1].replace("&amp;", "&")


def test_where_it_stands_sides_and_key_events_are_shown(world, read):
    key = entry(
        world,
        "opening",
        when="2026-01-10",
        headline="The bridge is opened",
        key_event=True,
    )
    add_sides(
        world,
        [
            {
                "slug": "upper",
                "name": "The upper side",
                "line": "Ours.",
                "parties": [uid(world.party)],
            }
        ],
    )
    assert Side.objects.get().name == "The upper side"
    stands = [{"heading": "contested", "text": "Whose it is.", "entry": uid(key)}]
    publish(change(world.dispute, stands=stands), action="update")

    page = read(DISPUTE)

    assert "Whose it is." in page
    assert "The upper side" in page
    assert page.count("The bridge is opened") >= 3


def test_a_side_s_parties_say_how_many_claims_they_make(world, read):
    add_sides(
        world,
        [
            {
                "slug": "upper",
                "name": "The upper side",
                "line": "Ours.",
                "parties": [uid(world.party)],
            }
        ],
    )

    page = read(DISPUTE)

    assert '<a href="/disputes/bridge/?claimant=upper-town#list">1 claim</a>' in page


def test_an_empty_dispute_says_so(db, read):
    published("dispute", slug="quiet", title="Nothing yet")

    assert "No entry has been published so far." in read("/disputes/quiet/")


def test_the_home_page_names_every_dispute_and_its_last_change(world, read):
    published("dispute", slug="quiet", title="A quiet one")

    page = read("/")

    assert page.index("A quiet one") < page.index("Who owns the bridge?")
    assert "Last changed" in page


def test_html_in_a_body_is_shown_as_text_and_links_stay(world, read):
    entry(
        world,
        "odd",
        body="<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png) **bold**",
    )

    page = read("/entries/odd/")

    assert "<script>" not in page
    assert 'href="javascript:' not in page
    assert 'src="https://' not in page
    assert "<strong>bold</strong>" in page


@pytest.mark.slow
def test_a_pages_queries_do_not_grow_with_its_rows(
    world, client, django_assert_max_num_queries
):
    counts = []
    for more in (2, 50):
        for number in range(more):
            other = make(
                "party", slug=f"p{more}-{number}", name=f"Party {more}-{number}"
            )
            source = make("source", slug=f"s{more}-{number}", title=f"Source {number}")
            publish(other, source)
            entry(
                world,
                f"n{more}-{number}",
                parties=[uid(other)],
                citations=[{"source": uid(source)}],
                key_event=True,
            )
        with django_assert_max_num_queries(18) as queries:
            assert client.get(DISPUTE).status_code == 200
        counts.append(len(queries.captured_queries))

    # A timeline of several pages reads its calendar besides.
    assert counts[1] - counts[0] <= 1
    assert ledger.current().lines("entry").count() == 53


def test_all_evidence_is_shown_at_once_on_request(world, read):
    folded, unfolded = read(DISPUTE), read(DISPUTE + "?evidence=open")

    assert '<details class="more">' in folded
    assert '<details class="more" open>' in unfolded
    assert '<details class="more">' not in unfolded
    assert f'href="{DISPUTE}?evidence=open#list"' in folded
    assert read(DISPUTE) == folded


def test_what_was_published_since_a_day_is_marked_as_new(world, read):
    before = ledger.current().seq
    entry(world, "fresh", when="2026-01-20")
    at = moment_text(Publication.objects.get(seq=before + 1).published_at)

    page = read(f"{DISPUTE}?since={at}")

    assert re.findall(
        r'id="e-([^"]+)">\s*<p class="entry__when">\s*<strong class="entry__new">', page
    ) == ["fresh"]
    assert "entry__new" not in read(DISPUTE)


@pytest.mark.parametrize(
    ("since", "remedy"),
    [
        ("tomorrow", "Write a day such as"),
        ("2026-02-30", "is not in the calendar"),
        ("2999-01-01", "lies in the future"),
    ],
)
def test_a_day_of_the_last_visit_that_is_none_is_refused_with_a_remedy(
    world, client, since, remedy
):
    response = client.get(f"{DISPUTE}?since={since}")

    assert response.status_code == 400
    assert remedy in response.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("rating=unproven", ["closing"]),
        ("claimant=upper-town", ["closing"]),
        ("speaker=upper-town", ["closing"]),
        ("q=quarrel", []),
        ("q=closed", ["closing"]),
        ("published_before=2000-01-01", []),
        ("published_after=2000-01-01", ["closing", "bare"]),
    ],
)
def test_the_timeline_is_filtered_by_what_its_entries_mention(
    world, read, asked, found
):
    entry(
        world,
        "bare",
        when="2026-01-20",
        headline="The toll rises",
        body="By two.",
        claims=[],
        quotes=[],
    )

    assert shown(read(f"{DISPUTE}?{asked}")) == found


@pytest.mark.parametrize("asked", ["ordering=xx", "evidence=zz", "all=yes"])
def test_a_choice_that_there_is_not_is_refused_by_name(world, client, asked):
    answer = client.get(f"{DISPUTE}?{asked}")

    assert answer.status_code == 400
    value = asked.partition("=")[2]
    assert f"“{value}” is not among the choices:" in answer.content.decode()


def test_the_form_keeps_what_it_has_no_field_for(world, read):
    published("party", slug="lower-town", name="Lower Town")
    form = read(
        f"{DISPUTE}?since=2026-01-01&evidence=open&ordering=-happened&party=lower-town&party=upper-town"
    )
    form = form.partition('<form class="filters"')[2].partition("</form>")[0]

    for name, value in (
        ("since", "2026-01-01"),
        ("evidence", "open"),
        ("ordering", "-happened"),
        ("party", "lower-town"),
    ):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form


def test_sources_stand_below_the_timeline_and_before_what_stands_beside_it(world, read):
    page = read(DISPUTE)

    entries, sources = page.index('id="entries"'), page.index('<h2 id="sources">')
    assert entries < sources < page.index('class="rail"')


def test_words_that_are_not_looked_for_are_named(world, read):
    assert "There is no letter and no digit in “–”, so it is not looked for." in read(
        "/disputes/bridge/?q=closed+–+noon"
    )
    assert "A search holds 20 words; “w20” came after those" in read(
        "/disputes/bridge/?q=" + "+".join(f"w{n}" for n in range(21))
    )
    assert "looked for" not in read("/disputes/bridge/?q=closed+noon")
