"""A timeline in few lines, in full or as headlines; page by page, day by day, and from one new entry to the next."""

import re

import pytest
from support.people import change, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.ledger import moment_text
from factcheck.models import Publication
from timeline.pages import timeline

pytestmark = pytest.mark.django_db
DISPUTE = "/disputes/bridge/"


def entry(world, slug: str, **changes):
    content = world.entry_content(claims=[], quotes=[]) | changes
    return published("entry", slug=slug, **content)


def shown(page: str) -> list[str]:
    return re.findall(r'<li class="(?:entry|line)[^"]*" id="e-([^"]+)"', page)


def link_of(page: str, rel: str) -> str:
    return re.search(rf'<a rel="{rel}" href="([^"]+)"', page)[1].replace("&amp;", "&")


def test_an_entry_shows_two_sentences_and_its_page_the_rest(world, read):
    entry(world, "long", body="It began. It went on. It never ended.")

    block = read(DISPUTE).partition('id="e-long"')[2].partition("</article>")[0]

    assert "It began. It went on." in block
    assert "It never ended." not in block
    assert "It never ended." in read("/entries/long/")


def test_a_claim_is_one_line_with_verdict_and_claimant(world, read):
    page = read(DISPUTE)
    line = page.partition('<li class="check')[2].partition("</li>")[0]

    assert "Unproven" in line
    assert "The bridge belongs to Upper Town." in line
    assert "Upper Town</bdi>" in line
    assert '<h4 class="check__say">' in line


def test_headlines_have_one_line_an_entry_and_nothing_before_the_list(world, read):
    page = read(f"{DISPUTE}?view=index")

    assert shown(page) == ["closing"]
    assert "It was closed at noon." not in page
    assert "Two towns disagree." not in page.partition("<main")[2]
    assert page.index("<h1") < page.index('id="list"') < page.index('id="entries"')


def test_in_full_the_whole_body_and_who_says_what_are_there(world, read):
    entry(world, "long", body="It began. It went on. It never ended.")

    page = read(f"{DISPUTE}?view=full")

    assert "It never ended." in page
    assert 'class="voices"' in page


def test_the_ways_to_read_it_keep_the_filters(world, read):
    page = read(f"{DISPUTE}?party=upper-town&view=index")
    views = page.partition('class="views"')[2].partition("</p>")[0]

    assert f'href="{DISPUTE}?party=upper-town#list"' in views
    assert f'href="{DISPUTE}?party=upper-town&amp;view=full#list"' in views
    assert '<input type="hidden" name="view" value="index">' in page


def test_a_filtered_list_says_how_many_of_how_many_before_anything_else(world, read):
    entry(world, "letter", entry_kind="document")

    page = read(f"{DISPUTE}?kind=document")
    status = page.partition('id="list" role="status"')[2].partition("</div>")[0]

    assert "1 of 2 entries." in status
    assert "Kind:" in status
    assert "Document" in status
    assert "Two towns disagree." not in page.partition("<main")[2]


def test_a_filter_is_named_and_never_by_its_slug(world, read):
    page = read(f"{DISPUTE}?party=upper-town")
    active = page.partition('<ul class="active"')[2].partition("</ul>")[0]

    assert "Upper Town" in active
    assert "upper-town" not in re.sub(r"<[^>]*>", "", active)


def test_pages_filters_and_order_land_at_the_list(world, read, monkeypatch):
    monkeypatch.setitem(timeline.SIZES, "compact", 1)
    entry(world, "old", when="1951")

    page = read(DISPUTE)

    assert link_of(page, "next").endswith("#list")
    assert f'action="{DISPUTE}#list"' in page
    assert f'href="{DISPUTE}?ordering=-happened#list"' in page


def test_the_second_page_starts_with_its_list(world, read, monkeypatch):
    monkeypatch.setitem(timeline.SIZES, "compact", 1)
    entry(world, "old", when="1951")

    page = read(link_of(read(DISPUTE), "next"))

    assert shown(page) == ["closing"]
    assert "Two towns disagree." not in page.partition("<main")[2]
    assert "2 entries." in page


@pytest.fixture
def long_day(world, monkeypatch):
    """Five entries of one day, of which two stand on a page."""
    monkeypatch.setitem(timeline.SIZES, "compact", 1)
    monkeypatch.setattr(timeline, "LONGEST_DAY", 2)
    for number in range(5):
        entry(world, f"e{number}", when="2026-01-20")
    return world


def test_a_day_that_is_too_long_is_parted_and_says_so(long_day, read):
    first = read(link_of(read(DISPUTE), "next"))
    second = read(link_of(first, "next"))
    third = read(link_of(second, "next"))

    assert [shown(page) for page in (first, second, third)] == [
        ["e0", "e1"],
        ["e2", "e3"],
        ["e4"],
    ]
    assert "20 January 2026, part 1 of 3." in first
    assert "20 January 2026, part 2 of 3." in second
    assert "20 January 2026, part 3 of 3." in third


def test_a_parted_day_is_read_backwards_in_the_same_parts(long_day, read):
    entry(long_day, "later", when="2026-01-21")
    path = f"{DISPUTE}?after={_place('e4')}"

    back = read(link_of(read(path), "prev"))

    assert shown(read(path)) == ["later"]
    assert shown(back) == ["e4"]
    assert shown(read(link_of(back, "prev"))) == ["e2", "e3"]


def _place(slug: str) -> str:
    line = ledger.current().find("entry", slug)
    return f"{line.happened_key}-{line.seq}"


@pytest.mark.parametrize("slug", ["closing", "e0", "e1", "e2", "e3", "e4"])
@pytest.mark.parametrize("query", ["", "?ordering=-happened", "?view=full"])
def test_the_way_to_an_entry_leads_to_the_page_that_has_it(
    long_day, client, read, slug, query
):
    answer = client.get(f"{DISPUTE}at/{slug}/{query}")

    address, _, fragment = answer["Location"].partition("#")
    assert answer.status_code == 302
    assert fragment == f"e-{slug}"
    assert slug in shown(read(address))


def test_the_way_to_an_entry_keeps_moment_language_and_filters(world, client):
    asked = "party=upper-town&lang=da&as_of=2999-01-01"
    kept = client.get(f"{DISPUTE}at/closing/?party=upper-town&lang=da&view=index")

    assert kept["Location"] == (
        f"{DISPUTE}?party=upper-town&lang=da&view=index#e-closing"
    )
    assert client.get(f"{DISPUTE}at/closing/?{asked}").status_code == 400
    assert client.get(f"{DISPUTE}at/no-entry/").status_code == 404


def test_a_filter_that_hides_the_entry_is_left_out_on_the_way_to_it(world, client):
    answer = client.get(f"{DISPUTE}at/closing/?kind=document&view=full")

    assert answer["Location"] == f"{DISPUTE}?view=full#e-closing"


def test_the_way_to_an_entry_costs_the_same_however_long_the_timeline_is(
    world, client, django_assert_max_num_queries
):
    for number in range(12):
        entry(world, f"n{number}", when="2026-01-20")

    with django_assert_max_num_queries(12):
        client.get(f"{DISPUTE}at/n7/")


def test_an_entry_leads_to_the_one_before_and_the_one_after(world, read):
    entry(world, "old", when="1951", headline="The bridge is built")
    entry(world, "new", when="2026-02", headline="The bridge opens again")

    page = read("/entries/closing/")

    assert link_of(page, "prev") == "/entries/old/"
    assert link_of(page, "next") == "/entries/new/"
    assert f'href="{DISPUTE}at/closing/"' in page
    assert 'rel="prev"' not in read("/entries/old/").partition("<main")[2]


def test_a_withdrawn_entry_leaves_a_line_in_its_place(world, read):
    gone = entry(world, "gone", when="2026-01-10", headline="A letter is found")
    entry(world, "old", when="1951")
    workflow.retract(gone, person("publisher"), reason="It was forged.")

    page = read(DISPUTE)

    assert shown(page) == ["old", "closing"]
    assert "An entry of 10 January 2026 stood here:" in page
    assert "It was forged." in page
    assert "A letter is found" not in page.partition("<main")[2].partition("<aside")[0]


def test_sources_are_short_in_the_entries_and_whole_once_below(world, read):
    facts = {"publisher": uid(world.party), "published_on": "2026-01-15"}
    publish(change(world.source, **facts), action="update")

    page = read(DISPUTE)
    entries = page.partition('id="entries"')[2].partition('class="sources"')[0]
    below = page.partition('class="sources"')[2].partition("</section>")[0]

    short = r'title="Bridge report"[^>]*><bdi[^>]*>Upper Town</bdi>, 15.Jan.2026 '
    assert re.search(short, entries)
    assert ">Bridge report</a>" not in entries
    assert "[1]</span>" in entries
    assert below.count(">Bridge report</a>") == 1
    line = ledger.current().find("source", "report").seq
    assert f'href="#s-{line}"' in entries
    assert f'id="s-{line}" value="1"' in below


def test_one_leads_from_each_new_entry_to_the_next(world, read):
    before = ledger.current().seq
    for number in range(3):
        entry(world, f"fresh{number}", when=f"2026-01-2{number}")
    at = moment_text(Publication.objects.get(seq=before + 1).published_at)

    page = read(f"{DISPUTE}?since={at}")

    ways = re.findall(r'<a class="entry__next-new" href="#e-([^"]+)"', page)
    assert ways == ["fresh1", "fresh2"]
    assert '<a href="#e-fresh0">' in page
    assert "the next that is new" not in page


def test_a_side_colours_what_its_parties_do(world, read):
    sides = [
        {"slug": "up", "name": "Up", "line": "", "parties": [uid(world.party)]},
    ]
    publish(change(world.dispute, sides=sides), action="update")

    assert '<li class="entry s1" id="e-closing">' in read(DISPUTE)


def test_what_is_planned_is_marked_as_open_and_cancelled_as_struck(world, read):
    entry(world, "vote", when="2026-03", status="planned")
    entry(world, "visit", when="2026-04", status="cancelled")

    page = read(DISPUTE)

    assert '<li class="entry s0 open" id="e-vote">' in page
    assert '<li class="entry s0 open cancelled" id="e-visit">' in page
