"""What must not take the product of two lengths: these end at once, or never."""

import pytest
from anchoring.copies import OLD, cut, cut_at

from factcheck.text.normalization import folded
from factcheck.text.reanchoring import Passage, PassageState, relocate

HALF = "".join(
    f"Line {n}: the ship {n * 7 % 1013} sailed to Nuuk in the morning.\n"
    for n in range(9_000)
)
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("middle", "state"),
    [
        (OLD, PassageState.MOVED),
        (OLD.replace("disagreement", "rift"), PassageState.TEXT_CHANGED),
        ("", PassageState.ORPHANED),
    ],
)
def test_a_needle_in_a_megabyte(middle, state):
    assert (
        relocate(
            cut(OLD, "a fundamental disagreement remains"), HALF + middle + HALF
        ).state
        == state
    )


def test_a_chapter_of_which_one_line_changed():
    passage = cut_at(HALF, 1_000, 400_000)

    found = relocate(passage, HALF.replace("Line 700:", "Row 700:"))

    assert (found.state, found.start, found.end) == (
        PassageState.TEXT_CHANGED,
        1_000,
        399_999,
    )


@pytest.mark.parametrize("length", [1, 2, 300, 400_000])
def test_one_letter_a_million_times(length):
    passage = Passage("a" * length, "b" * 64, "c" * 64, 9, 9 + length, MILLION)

    assert relocate(passage, "a" * MILLION).state == PassageState.AMBIGUOUS


def test_among_thousands_of_equal_words_the_surroundings_tell():
    text = "ice " * 20_000 + "the ice of Greenland" + " ice" * 20_000
    passage = cut_at(text, 80_004, 80_007)

    found = relocate(passage, "snow " + text)

    assert (found.state, found.start) == (PassageState.MOVED, 80_009)


def test_of_many_passages_a_text_is_folded_once():
    old, new = (
        HALF.replace("the ship", "the “ship”"),
        HALF.replace("the ship", "the 'ship'"),
    )
    folded.cache_clear()

    for line in range(10, 40):
        start = old.index(f"Line {line}:")
        assert (
            relocate(cut_at(old, start, start + 40), new, old).state
            == PassageState.OTHER_SIGNS
        )

    assert folded.cache_info().misses == len({old, new})
