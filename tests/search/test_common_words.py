"""A word that stands nearly everywhere is found along the list; what is found is what looking all up would find."""

from uuid import UUID

import pytest
from support.ledger_factory import append, source_line, tombstone

from factcheck import ledger
from factcheck.ledger import ORDERS, Search, find, read_words
from factcheck.ledger.search import sql

DATES = ["", "2026-01-14", "2026-01", "1951", "-0044-03-15", "2026-01-14", ""]


@pytest.fixture
def _seventy(db):
    """Sources with a common word, dated and not, some superseded and some retracted since."""
    made = append(
        *(
            source_line(
                f"s{n}",
                title=f"Report {n}" + " rare" * (n % 9 == 0),
                published_on=DATES[n % len(DATES)],
            )
            for n in range(70)
        )
    )
    append(
        *(
            source_line(line.slug, line.uid, "correct", title="Report again")
            for line in made[::10]
        )
    )
    append(*(tombstone(line) for line in made[5::10]))


def common(monkeypatch) -> None:
    monkeypatch.setattr(sql, "CAPS", {"sqlite": 3, "postgresql": 3})


def search(words: str = "report", **asked) -> Search:
    return Search(read_words(words), ("source", "party"), **asked)


def whole(view, asked: Search, order: str, size: int = 7) -> list[int]:
    """Every page of a list, one after the other."""
    seqs, after = [], None
    while True:
        found = find(view, asked, order, after, size)
        seqs += [hit.seq for hit in found.hits]
        if not found.has_more:
            return seqs
        after = (found.hits[-1].place, found.hits[-1].seq)


@pytest.mark.usefixtures("_seventy")
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seq", [None, 73], ids=["now", "then"])
def test_both_ways_find_the_same_in_the_same_order(monkeypatch, order, seq):
    view = ledger.current() if seq is None else ledger.as_of_seq(seq)
    looked_up = whole(view, search(), order)

    common(monkeypatch)

    assert len(looked_up) == (63 if seq is None else 70)
    assert whole(view, search(), order) == looked_up


@pytest.mark.usefixtures("_seventy")
@pytest.mark.parametrize("order", ORDERS)
def test_pages_neither_lose_nor_repeat(monkeypatch, order):
    common(monkeypatch)

    seqs = whole(ledger.current(), search(), order, size=4)

    assert len(seqs) == len(set(seqs)) == 63


@pytest.mark.usefixtures("_seventy")
@pytest.mark.parametrize("is_common", [False, True], ids=["rare", "common"])
def test_counts_are_of_what_stands(monkeypatch, is_common):
    if is_common:
        common(monkeypatch)

    assert find(ledger.current(), search(), "happened", None, 5).counts == {
        "source": 63
    }
    assert (
        find(ledger.current(), search(only=("party",)), "happened", None, 5).hits == []
    )
    assert find(
        ledger.current(), search(only=("source",)), "happened", None, 5
    ).counts == {"source": 63}


@pytest.mark.usefixtures("_seventy")
@pytest.mark.parametrize("order", ORDERS)
def test_conditions_hold_on_both_ways(monkeypatch, order):
    narrow = search("report -rare", language=("en",), key_from="1" + "0" * 10)
    looked_up = whole(ledger.current(), narrow, order)

    common(monkeypatch)

    assert whole(ledger.current(), narrow, order) == looked_up
    assert 0 < len(looked_up) < 63


def test_of_a_common_word_the_latest_are_ranked(monkeypatch, db):
    made = append(*(source_line(f"s{n}", title=f"Report {n}") for n in range(12)))
    common(monkeypatch)
    monkeypatch.setattr("factcheck.ledger.search.results.RANKED_OF_COMMON", 5)

    found = find(ledger.current(), search(), "relevance", None, 20)

    assert [hit.seq for hit in found.hits] == [line.seq for line in made[:-6:-1]]
    assert (found.ranked, found.has_more) == (5, False)


def test_the_best_answer_stands_first(db):
    aside, named, titled, later = append(
        source_line(
            "aside", title="Other matters", note="A bridge, once." + " Much else." * 90
        ),
        source_line("named", title="Bridge"),
        source_line("titled", title="The bridge report"),
        source_line("later", title="Later matters", note="A bridge."),
    )

    found = find(ledger.current(), search("bridge"), "relevance", None, 20)

    assert [hit.seq for hit in found.hits] == [
        named.seq,
        titled.seq,
        later.seq,
        aside.seq,
    ]


def test_a_merged_record_is_not_found(db):
    kept, gone = append(
        source_line("kept", title="Deed"), source_line("gone", title="Deed")
    )
    append(tombstone(gone, "merge", into=UUID(str(kept.uid))))

    assert [
        hit.seq
        for hit in find(ledger.current(), search("deed"), "happened", None, 5).hits
    ] == [kept.seq]
    assert (
        len(find(ledger.as_of_seq(gone.seq), search("deed"), "happened", None, 5).hits)
        == 2
    )
