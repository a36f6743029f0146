import pytest
from matching.best_match import best_match, relation

TALK = "We will, however, continue to talk"
LONG = "The ice is our road, the sea is our larder, and nobody sells a road."

PAIRS = [
    (
        TALK,
        "“We will, however, continue to talk,”",
        "same",
        "quotation marks and a comma",
    ),
    (TALK, "we will however continue to talk", "same", "case and commas"),
    (TALK, "We will, however,\n continue  to talk", "same", "white space"),
    (TALK, "… We will, however, continue to talk …", "same", "ellipses around"),
    (
        "We don't sell – not now",
        "We don’t sell -- not now.",
        "same",
        "apostrophes and dashes",
    ),
    (
        LONG,
        "The ice is our road … and nobody sells a road.",
        "related",
        "an ellipsis in the midst",
    ),
    (
        LONG,
        "The ice is our road [...] nobody sells a road",
        "related",
        "an ellipsis in brackets",
    ),
    (LONG, "the sea is our larder", "related", "a part"),
    ("our larder, and nobody sells", LONG, "related", "the known one is a part"),
    (
        "totally unacceptable",
        "This is totally unacceptable",
        "related",
        "two words of four",
    ),
    (
        LONG,
        "The ice was our road, the sea was our larder, and nobody sells a road.",
        "related",
        "a word changed",
    ),
    (TALK, "We will, however, not continue to talk", "related", "a denial"),
    ("a team of 13", "a team of 15", "related", "a number"),
    (
        LONG,
        "nobody sells a road … the ice is our road",
        "related",
        "parts in another order",
    ),
    ("red lines", LONG, "nothing", "no word in common"),
    ("a road", LONG, "nothing", "two words of a long one"),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "why"), PAIRS, ids=[row[-1] for row in PAIRS]
)
def test_what_two_quotes_are_to_each_other(ours, theirs, expected, why):
    assert relation(best_match("quote", ours, theirs)) == expected


def test_a_part_says_so():
    assert best_match("quote", LONG, "the sea is our larder").reasons == (
        "a part of the known words",
    )
    assert best_match("quote", "the sea is our larder", LONG).reasons == (
        "the known words are a part of these",
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (["Lars Løkke Rasmussen"], ["Foreign Minister Lars Lokke Rasmussen"], "same"),
        (["Lars Løkke Rasmussen"], [], "same"),
        (["Lars Løkke Rasmussen"], ["Mette Frederiksen"], "related"),
    ],
)
def test_the_same_words_of_somebody_else_are_another_quote(ours, theirs, expected):
    assert (
        best_match(
            "quote", TALK, TALK, {"speakers": ours}, {"speakers": theirs}
        ).relation
        == expected
    )
