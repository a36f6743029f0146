"""The figures of `make quality` mean what they say."""

import pytest

from bench.quality import dates, quotes
from bench.quality.sets import SHIPPED, sets_of

TEXT = "“We will not sell,” said Mette Hansen. “It is ours,” she said. The “bridge” is old."
GOLD = [
    {
        "start": 0,
        "end": 19,
        "speaker": "Mette Hansen",
        "speaker_spans": [[25, 37]],
        "kind": "direct",
    },
    {
        "start": 39,
        "end": 52,
        "speaker": "she",
        "speaker_spans": [[53, 56]],
        "kind": "mixed",
    },
]
FIRST = {"start": 1, "end": 17, "speaker": "Hansen", "step": "verb after"}
SECOND = {"start": 39, "end": 52, "speaker": "Lars Olsen", "step": "continuation"}
TERM = {"start": 66, "end": 74, "speaker": "nobody", "step": "noun"}


def judged(*found: dict, kind: str = "") -> quotes.Tally:
    tally = quotes.Tally()
    quotes.judge(tally, TEXT, GOLD, found, kind)
    return tally


def test_marks_and_stops_at_the_ends_do_not_count():
    assert judged(FIRST).right == 1


def test_right_words_with_the_wrong_speaker_are_wrong():
    tally = judged(FIRST, SECOND)

    assert (tally.covered, tally.right) == (2, 1)
    assert tally.shares()["f1"] == 50.0


def test_a_term_that_nobody_says_costs_precision():
    assert judged(FIRST, TERM).shares()["precision"] == 50.0


def test_each_step_is_counted_by_itself():
    assert judged(FIRST, SECOND).steps == {"verb after": [1, 1], "continuation": [1, 0]}


def test_of_one_kind_alone_the_others_cost_nothing():
    tally = judged(FIRST, SECOND, kind="mixed")

    assert (tally.gold, tally.found, tally.covered) == (1, 1, 1)


def test_one_quotation_counts_once():
    assert judged(FIRST, FIRST).covered == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-01-15", "2026-01-15", True),
        ("2013-W11", "2013-03-11/2013-03-17", True),
        ("2026-01", "2026-01-01/2026-01-31", True),
        ("2026-01", "2026-01-15", False),
        ("198X", "198", True),
        ("PRESENT_REF", "PRESENT_REF", True),
        (None, None, False),
        ("2026-02-30", "2026-02-28", False),
    ],
)
def test_values_are_the_same_when_they_mean_the_same_days(one, other, same):
    assert dates.is_same(one, other) is same


def test_calendar_recall_counts_only_what_has_a_calendar_value():
    tally = dates.Tally()
    gold = [
        {"start": 0, "end": 5, "type": "DATE", "value": "2026-01-15"},
        {"start": 9, "end": 12, "type": "DATE", "value": "PRESENT_REF"},
    ]

    dates.judge(
        tally,
        gold,
        [{"start": 0, "end": 5, "type": "DATE", "value": "2026-01-15", "step": "iso"}],
    )

    assert (tally.calendar, tally.shares()["calendar recall"]) == (1, 100.0)


def test_the_shipped_sets_are_there():
    assert {(one.task, one.name) for one in sets_of(SHIPPED)} >= {
        ("quotes", "gum_dev"),
        ("time", "wikiwars_dev"),
    }
