"""What is remembered of a decision does not depend on how the words are dressed."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.matching import Comparable, Matcher, normalised_words

TEXT = "Denmark's minister said: “We will – however – talk,” and left at 5.30 with 1,500 people."

DRESSED = [
    (TEXT, TEXT.replace("“", '"').replace("”", '"'), "quotation marks"),
    (TEXT, TEXT.replace("–", "-"), "dashes"),
    (TEXT, TEXT.replace(" – ", "—"), "a dash without blanks"),
    (TEXT, TEXT.rstrip(".") + ",", "a comma at the end"),
    (TEXT, TEXT.replace(" ", "\u00a0\n"), "white space"),
    (TEXT, TEXT.upper(), "case"),
    (TEXT, TEXT.replace("'", "’"), "apostrophes"),
    (TEXT, TEXT.replace("minister", "mini\u00adster"), "a soft hyphen"),
    (TEXT, TEXT.replace("1,500", "1500"), "a comma in a number"),
    ("5 per cent", "5%", "per cent"),
    ("café", "cafe\u0301", "an accent encoded otherwise"),
    ("ﬁnal", "final", "a ligature"),
]
OTHER = [
    ("13 soldiers", "15 soldiers", "a number"),
    ("1.5 million", "15 million", "a decimal point"),
    ("1,5 million", "15 million", "a decimal comma"),
    ("5 per cent", "5", "per cent"),
    ("$5", "€5", "money"),
    ("he will talk", "he will not talk", "a denial"),
    ("कि", "का", "a vowel that is a mark"),
    ("🇬🇱", "🇩🇰", "flags alone"),
]


@pytest.mark.parametrize(
    ("one", "other", "why"), DRESSED, ids=[row[-1] for row in DRESSED]
)
def test_a_rejected_text_does_not_come_back_for(one, other, why):
    assert normalised_words("claim", {"text": one}) == normalised_words(
        "claim", {"text": other}
    )


@pytest.mark.parametrize(("one", "other", "why"), OTHER, ids=[row[-1] for row in OTHER])
def test_another_text_is_offered(one, other, why):
    assert normalised_words("claim", {"text": one}) != normalised_words(
        "claim", {"text": other}
    )


@pytest.mark.parametrize(
    ("kind", "field"),
    [("quote", "words"), ("party", "name"), ("source", "title"), ("entry", "headline")],
)
def test_every_kind_is_remembered_by_what_it_is_called(kind, field):
    assert normalised_words(kind, {field: "Red  Lines!"}) == "red lines"


def test_an_entry_of_another_day_is_another_entry():
    one, other = (
        {"headline": "Talks", "when": when} for when in ("2026-01-14", "2026-01-15")
    )

    assert normalised_words("entry", one) != normalised_words("entry", other)


@given(st.text())
def test_what_is_remembered_does_not_change_when_remembered_again(text):
    once = normalised_words("claim", {"text": text})

    assert normalised_words("claim", {"text": once}) == once


WORDS = st.lists(
    st.text(alphabet=string.ascii_letters + "æøå", min_size=1, max_size=8),
    min_size=1,
    max_size=8,
)
DRESS = st.sampled_from(
    [" ", "  ", ", ", " – ", "\n", "… ", "; ", " “", "” ", " - ", "\u2009"]
)


@given(WORDS, st.data())
def test_any_punctuation_between_any_words(words, data):
    dressed = "".join(word + data.draw(DRESS) for word in words)

    assert normalised_words("claim", {"text": dressed}) == normalised_words(
        "claim", {"text": " ".join(words)}
    )


SALE = "Denmark will sell Greenland."


def test_two_records_declared_distinct_are_not_offered_again():
    matcher = Matcher(
        [Comparable("a", "claim", (SALE,))], distinct={frozenset({"a", "b"})}
    )

    assert matcher.best(Comparable("b", "claim", (SALE,))) is None
    assert matcher.best(Comparable("c", "claim", (SALE,))).uid == "a"


def test_a_text_declared_distinct_is_not_offered_again_however_it_is_dressed():
    matcher = Matcher(
        [Comparable("a", "claim", (SALE,))],
        distinct={("a", normalised_words("claim", {"text": SALE}))},
    )

    assert (
        matcher.best(Comparable("b", "claim", ("“Denmark will sell Greenland,”",)))
        is None
    )
    assert (
        matcher.best(
            Comparable("b", "claim", ("Denmark will sell all of Greenland",))
        ).uid
        == "a"
    )


def test_the_next_best_is_offered_instead():
    knowns = [
        Comparable("a", "claim", (SALE,)),
        Comparable("b", "claim", ("Denmark may sell Greenland.",)),
    ]

    match = Matcher(knowns, distinct={frozenset({"a", "new"})}).best(
        Comparable("new", "claim", (SALE,))
    )

    assert (match.uid, match.relation) == ("b", "related")
