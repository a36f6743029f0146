"""Who acts when: the lanes of a dispute, as of any moment, from the ledger alone."""

import gzip
import re
from collections import Counter

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from support.ledger_factory import append
from support.people import World, change, make, person, publish, published, uid

from bench.content import Chronicler, Courses, uid_of
from bench.rows import Chain, batches
from bench.writing import close, write
from factcheck import ledger, workflow
from factcheck.ledger import PendingLine
from factcheck.ledger.facet_queries import MONTH_DIGITS as DIGITS
from factcheck.pages.page_context import Frame
from factcheck.pages.published_records import RecordLoader
from timeline.pages import calendar
from timeline.pages.figures.lane_lists import LanesFigure
from timeline.pages.figures.lanes import (
    counts_of,
    read_counts,
    read_entries,
    read_lanes,
)
from timeline.pages.figures.sides import Sides

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def figure(slug: str = "bridge", as_of: str = "", **more) -> LanesFigure | None:
    with ledger.reading(as_of) as view:
        line = view.find("dispute", slug)
        dispute = RecordLoader(view).add([line])[0]
        frame = Frame(dispute.path, as_of, view, query=())
        return read_lanes(frame, dispute, **more)


def text(found: LanesFigure) -> str:
    return render_to_string("timeline/figures/_lanes.html", {"figure": found})


def with_sides(world: World, *names: str) -> list:
    """The dispute with a side for the first party, and one with a party of its own for each further name."""
    parties = [world.party]
    parties += [published("party", slug=name.lower(), name=name) for name in names[1:]]
    sides = []
    for name, party in zip(names, parties, strict=True):
        sides.append({"slug": name.lower(), "name": name, "parties": [uid(party)]})
    publish(change(world.dispute, sides=sides), action="update")
    return parties


def entry(world: World, slug: str, *parties, **content):
    named = [uid(party) for party in parties]
    return published("entry", slug=slug, **world.entry_content(parties=named) | content)


def test_each_entry_stands_in_the_lane_of_its_side(world):
    upper, lower = with_sides(world, "Upper", "Lower")
    entry(world, "answer", lower, headline="Lower Town answers", when="2026-01-16")

    found = figure()

    lanes = {lane.name.name: lane for lane in found.lanes}
    assert list(lanes) == ["Upper", "Lower"]
    assert [each.payload["slug"] for each in lanes["Upper"].entries] == ["closing"]
    assert [each.payload["slug"] for each in lanes["Lower"].entries] == ["answer"]
    assert "Upper: 1 entry. Lower: 1 entry." in found.svg


def test_an_entry_of_two_sides_stands_in_both_lanes_and_is_tied(world):
    upper, lower = with_sides(world, "Upper", "Lower")
    entry(world, "meeting", upper, lower, when="2026-01-16")

    found = figure()

    assert [lane.count for lane in found.lanes] == [2, 1]
    assert found.svg.count('class="tie"') == 1


def test_who_stands_on_no_side_comes_last(world):
    with_sides(world, "Upper")
    court = published("party", slug="court", name="The court")
    entry(world, "ruling", court, when="2026-01-16")

    found = figure()

    assert [lane.name.name for lane in found.lanes] == ["Upper", "No side"]
    assert found.lanes[-1].name.number == 0


def test_what_was_merged_into_a_party_counts_for_its_side(world):
    with_sides(world, "Upper")
    double = published("party", slug="upper-council", name="Town of Upper")
    entry(world, "ruling", double, when="2026-01-16")

    tombstone = {
        "uid": uid(double),
        "kind": "party",
        "slug": "upper-council",
        "path": "/parties/upper-council/",
        "reason": "The same.",
        "into": uid(world.party),
    }
    append(PendingLine(double.uid, "party", "merge", tombstone))

    assert [lane.count for lane in figure().lanes] == [2]


def test_what_was_withdrawn_is_not_in_the_figure(world):
    entry(world, "answer", world.party, headline="It is answered", when="2026-01-16")
    workflow.retract(world.entry, person("publisher"), reason="Wrong.")

    found = figure()

    assert [each.payload["slug"] for each in found.lanes[0].entries] == ["answer"]
    assert world.entry.headline not in text(found)


def test_marks_lead_where_the_list_leads(world):
    found = figure(entry_link=lambda payload: f"#e-{payload['slug']}")

    page = text(found)
    assert re.findall(r'<a href="(#e-[^"]*)"', found.svg) == ["#e-closing"]
    assert page.count('href="#e-closing"') == 2


def test_an_entry_that_was_published_later_is_not_in_the_figure(world):
    before = ledger.moment_text(ledger.current().lines("entry")[0].published_at)
    entry(world, "answer", world.party, headline="It is answered", when="2026-01-16")

    assert "It is answered" in text(figure())
    assert "It is answered" not in text(figure(as_of=before))
    assert ">then</text>" in figure(as_of=before).svg


def test_a_draft_is_not_in_the_figure(world):
    make("entry", slug="draft", headline="Not yet", **world.entry_content())
    change(world.entry, headline="Nor this")

    found = text(figure())

    assert "Not yet" not in found
    assert "Nor this" not in found


def test_a_dispute_without_a_dated_entry_has_no_figure():
    dispute = published("dispute", slug="empty")
    assert figure("empty") is None

    party, source = published("party", slug="one"), published("source", slug="paper")
    published(
        "entry",
        slug="some-day",
        dispute=uid(dispute),
        parties=[uid(party)],
        citations=[{"source": uid(source)}],
        when="",
    )
    assert figure("empty") is None


def test_hostile_headlines_stay_words(world):
    entry(
        world, "hostile", world.party, headline='</title><script>"&', when="2026-01-16"
    )

    assert "<script>" not in text(figure())


def test_the_entry_that_is_read_is_ringed(world):
    assert 'class="halo"' in figure(current=uid(world.entry)).svg
    assert 'class="halo"' not in figure().svg


class Sided(Chronicler):
    """A dispute of many entries with four sides of five parties each; four parties stand on none."""

    def dispute(self, number: int) -> dict:
        sides = []
        for side in range(4):
            parties = [uid_of("party", side * 5 + index) for index in range(5)]
            body = {"uid": uid_of("side", side), "slug": f"side-{side}"}
            body |= {"name": f"Side {side}", "line": self.words(12)}
            sides.append(body | {"parties": parties})
        return super().dispute(number) | {"sides": sides}


def publish_many(entries: int) -> None:
    author, chain = Sided(Courses([entries])), Chain(ledger.signer())
    for batch in batches(chain, author.lines()):
        write(batch)
    close(chain)


def read_many(slug: str = "dispute-0") -> tuple[LanesFigure, int]:
    """The lanes of a long dispute, and how many queries they took."""
    calendar._months.cache_clear()
    with ledger.reading() as view:
        dispute = RecordLoader(view).add([view.find("dispute", slug)])[0]
        view.tombstones()
        frame = Frame(dispute.path, "", view)
        with CaptureQueriesContext(connection) as queries:
            found = read_lanes(frame, dispute)
    return found, len(queries)


def packed(drawing: str) -> int:
    return len(gzip.compress(drawing.encode(), 9))


@pytest.mark.parametrize(
    ("entries", "is_counted"),
    [
        (10, False),
        (60, False),
        (1_000, True),
        pytest.param(10_000, True, marks=pytest.mark.slow),
    ],
)
def test_the_figure_is_small_and_takes_two_queries(db, entries, is_counted):
    publish_many(entries)

    found, queries = read_many()

    assert queries == 2
    assert found.is_counted is is_counted
    assert packed(found.svg) < 4_000
    counted = sum(lane.count for lane in found.lanes)
    assert counted >= entries - found.undated


def test_counts_are_those_of_the_entries_one_by_one(db):
    publish_many(1_000)
    with ledger.reading() as view:
        dispute = RecordLoader(view).add([view.find("dispute", "dispute-0")])[0]
        disputes = tuple(sorted(str(uid) for uid in view.family(dispute.uid)))
        sides = Sides(view, dispute)

        counted = Counter()
        for each in read_counts(view, disputes, sides):
            counted[each.lane, each.key[:DIGITS], each.status] += each.count
        alone = Counter()
        for each in counts_of(read_entries(view, disputes), sides):
            alone[each.lane, each.key[:DIGITS], each.status] += 1

    assert counted == alone
