"""A list holds what is asked for: any of several values, all of several filters, at any moment, page after page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from support.ledger_factory import append, source_line, tombstone
from support.people import World, change, make, publish, published, uid

from factcheck import ledger
from factcheck.ledger import After, Listing, count, page
from factcheck.text import edtf

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 1, 15, tzinfo=UTC)


def slugs(
    listing: Listing, view: ledger.View | None = None, size: int = 50
) -> list[str]:
    rows = page(view or ledger.current(), listing, size)
    assert (
        count(view or ledger.current(), listing) == len(rows)
        or listing.after
        or len(rows) == size
    )
    return [ledger.payload_of(row)["slug"] for row in rows]


def sources(*facets, **options) -> Listing:
    return Listing("source", facets=facets, **{"ascending": True, **options})


@pytest.fixture
def kinds_of_source() -> list:
    return append(
        source_line(
            "a",
            source_kind="article",
            published_on="2026-01-01",
            publisher=str(uuid4()),
        ),
        source_line(
            "b", source_kind="treaty", published_on="1951-04-27", language="da"
        ),
        source_line(
            "c", source_kind="speech", published_on="2026-01-03", language="kl"
        ),
        source_line("d", source_kind="article", published_on=""),
    )


@pytest.mark.usefixtures("kinds_of_source")
@pytest.mark.parametrize(
    ("listing", "found"),
    [
        (sources(), "bacd"),
        (sources(ascending=False), "dcab"),
        (sources(("kind", ("article",))), "ad"),
        (sources(("kind", ("article", "treaty"))), "bad"),
        (sources(("kind", ("article", "treaty")), ascending=False), "dab"),
        (sources(("kind", ("article", "article"))), "ad"),
        (sources(("kind", ("novel",))), ""),
        (sources(("kind", ())), ""),
        (sources(("kind", ("article",)), ("publisher", ())), ""),
        (sources(("kind", ("\0",))), ""),
        (sources(("kind", ("\0", "treaty"))), "b"),
        (sources(("unheard-of", ("x",))), ""),
        (sources(("kind", ("' OR 1=1 --", "%s"))), ""),
        (sources(language=("da",)), "b"),
        (sources(language=("da", "kl")), "bc"),
        (sources(("kind", ("treaty", "speech")), language=("kl",)), "c"),
        (sources(language=("\0",)), ""),
        (sources(key_from=edtf.sort_key(edtf.parse("2026"))), "ac"),
        (sources(key_before=edtf.sort_key(edtf.parse("2026"))), "b"),
        (
            sources(
                key_from=edtf.sort_key(edtf.parse("1951")),
                key_before=edtf.sort_key(edtf.parse("2026-01-02")),
            ),
            "ba",
        ),
    ],
    ids=str,
)
def test_a_list_holds_what_its_filters_say(listing, found):
    assert "".join(slugs(listing)) == found


def test_what_is_not_dated_is_not_known_to_be_after_anything(kinds_of_source):
    assert "d" not in slugs(sources(key_from=edtf.sort_key(edtf.parse("2000"))))


def test_two_filters_must_both_hold(kinds_of_source):
    publisher = ledger.payload_of(kinds_of_source[0])["publisher"]

    assert slugs(sources(("kind", ("article",)), ("publisher", (publisher,)))) == ["a"]
    assert (
        slugs(sources(("kind", ("treaty", "speech")), ("publisher", (publisher, "x"))))
        == []
    )


def test_the_same_filter_twice_means_both():
    world = World()
    other = published("party", slug="lower-town")
    both = [{"party": uid(party), "role": "asserts"} for party in (world.party, other)]
    published("claim", slug="both", **world.claim_content(appearances=both))

    listing = Listing(
        "claim", (("party", (uid(world.party),)), ("party", (uid(other),)))
    )
    assert slugs(listing) == ["both"]


def test_a_list_is_counted_up_to_its_cap(kinds_of_source):
    everything = sources(("kind", ("article", "treaty", "speech")))

    assert [count(ledger.current(), everything, cap) for cap in (None, 2, 9)] == [
        4,
        2,
        4,
    ]
    assert count(ledger.current(), sources(), 3) == 3


def test_pages_follow_each_other_without_a_gap(kinds_of_source):
    for listing in (
        sources(),
        sources(("kind", ("article", "treaty"))),
        sources(ascending=False),
    ):
        whole, seen, after = slugs(listing), [], None
        while rows := page(
            ledger.current(), Listing(**{**listing.__dict__, "after": after}), 1
        ):
            seen += [ledger.payload_of(row)["slug"] for row in rows]
            after = After(rows[-1].happened_key, rows[-1].seq)
        assert seen == whole


@pytest.mark.usefixtures("kinds_of_source")
def test_what_is_not_dated_can_stand_last_in_a_list_that_descends():
    append(source_line("e", published_on=""))
    listing = sources(ascending=False, undated_last=True)

    assert slugs(listing) == ["c", "a", "b", "e", "d"]
    assert slugs(
        sources(("kind", ("article", "treaty")), ascending=False, undated_last=True)
    ) == ["a", "b", "e", "d"]


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("undated_last", [True, False])
@pytest.mark.usefixtures("kinds_of_source")
def test_a_list_is_the_same_from_either_end(ascending, undated_last):
    append(source_line("e", published_on=""))
    listing = sources(ascending=ascending, undated_last=undated_last)
    rows = page(ledger.current(), listing, 9)

    for place, row in enumerate(rows):
        after = replace(listing, after=After(row.happened_key, row.seq))
        assert page(ledger.current(), after, 9) == rows[place + 1 :]
        assert (
            page(ledger.current(), replace(after, backwards=True), 9)
            == rows[:place][::-1]
        )


def test_further_pages_stand_still_while_others_publish(kinds_of_source):
    view = ledger.current()
    first = page(view, sources(), 2)
    append(
        source_line("between", published_on="2026-01-02"), tombstone(kinds_of_source[2])
    )

    after = After(first[-1].happened_key, first[-1].seq)
    assert slugs(sources(after=after), ledger.as_of_seq(view.seq)) == ["c", "d"]
    assert slugs(sources(after=after)) == ["between", "d"]


def test_a_list_as_of_a_moment_is_the_list_of_that_moment(kinds_of_source):
    seq = ledger.current().seq
    append(
        source_line("a", kinds_of_source[0].uid, "correct", source_kind="treaty"),
        tombstone(kinds_of_source[1]),
    )

    then, now, treaties = (
        ledger.as_of_seq(seq),
        ledger.current(),
        sources(("kind", ("treaty",))),
    )
    assert (slugs(treaties, then), slugs(treaties, now)) == (["b"], ["a"])
    assert (slugs(sources(), then), slugs(sources(), now)) == (
        ["b", "a", "c", "d"],
        ["c", "a", "d"],
    )


@pytest.mark.parametrize("zone", [UTC, datetime.strptime("-03:00", "%z").tzinfo])
def test_publication_moments_cut_a_list_to_the_microsecond(zone):
    moments = [DAY, DAY + timedelta(microseconds=1), DAY + timedelta(seconds=1)]
    for slug, moment in zip("abc", moments, strict=True):
        append(source_line(slug), at=moment)

    asked = [moment.astimezone(zone) for moment in moments]
    assert slugs(sources(published_after=asked[0])) == ["a", "b", "c"]
    assert slugs(sources(published_after=asked[1])) == ["b", "c"]
    assert slugs(sources(published_before=asked[1])) == ["a"]
    assert slugs(sources(published_after=asked[1], published_before=asked[2])) == ["b"]


@pytest.fixture
def world() -> World:
    return World()


def in_dispute(kind: str, dispute, view=None) -> list[str]:
    return slugs(Listing(kind, in_dispute=dispute.uid, ascending=True), view)


def test_a_source_belongs_to_the_dispute_that_cites_it(world):
    published("source", slug="elsewhere")
    other = published("dispute", slug="tunnel")

    assert in_dispute("source", world.dispute) == ["report"]
    assert in_dispute("party", world.dispute) == ["upper-town"]
    assert in_dispute("rating", world.dispute) == ["unproven"]
    assert in_dispute("source", other) == []


def test_a_source_answers_to_any_of_several_disputes(world):
    other = published("dispute", slug="tunnel")

    assert slugs(Listing("source", in_dispute=(other.uid, world.dispute.uid))) == [
        "report"
    ]
    assert slugs(Listing("source", in_dispute=(other.uid,))) == []


def test_a_source_belongs_no_more_when_nothing_live_cites_it(world):
    seq = ledger.current().seq
    stones = []
    for kind, record in (
        ("quote", world.quote),
        ("claim", world.claim),
        ("entry", world.entry),
    ):
        stones.append(tombstone(ledger.current().find(kind, record.slug)))
    append(*stones)

    assert in_dispute("source", world.dispute) == []
    assert in_dispute("source", world.dispute, ledger.as_of_seq(seq)) == ["report"]


def test_a_source_takes_over_the_citations_of_what_went_into_it(world):
    seq = ledger.current().seq
    step = published("source", slug="step")
    target = published("source", slug="target")
    view = ledger.current()
    append(tombstone(view.find("source", "report"), "merge", into=step.uid))
    append(tombstone(view.find("source", "step"), "merge", into=target.uid))

    assert in_dispute("source", world.dispute) == ["target"]
    assert in_dispute("source", world.dispute, ledger.as_of_seq(seq)) == ["report"]


def test_a_dispute_stands_for_what_went_into_it(world):
    other = published("dispute", slug="tunnel")
    append(
        tombstone(ledger.current().find("dispute", "bridge"), "merge", into=other.uid)
    )

    assert in_dispute("source", other) == ["report"]


def test_a_retracted_claim_is_under_no_filter(world):
    publish(change(world.claim, claim_kind="fact"), action="update")
    append(tombstone(ledger.current().find("claim", "belongs")))

    assert slugs(Listing("claim", (("dispute", (uid(world.dispute),)),))) == []
    assert make("claim", slug="draft", **world.claim_content()) is not None
    assert slugs(Listing("claim", (("dispute", (uid(world.dispute),)),))) == []
