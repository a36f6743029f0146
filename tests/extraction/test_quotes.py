"""Which words are quoted, in whatever marks, and which are only called something."""

import pytest

from factcheck.text import extraction


def words(text: str) -> list[str]:
    return [one.exact for one in extraction.find(text) if one.kind == "quote"]


def kinds(text: str) -> list[str]:
    return [
        one.fields["quote_kind"] for one in extraction.find(text) if one.kind == "quote"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("»Vi bliver her,« said Mette Hansen.", "Vi bliver her"),
        ("'We won't sell our land,' said Mette Hansen.", "We won't sell our land"),
        (
            "Mette Hansen said: 'It is the students' idea, not ours.'",
            "It is the students' idea, not ours.",
        ),
        (
            "‘It is the students’ idea, not ours,’ said Mette Hansen.",
            "It is the students’ idea, not ours",
        ),
        (
            "‘We stayed in the ’90s and we won’t go now,’ said Mette Hansen.",
            "We stayed in the ’90s and we won’t go now",
        ),
        (
            "“He said ‘never again’ and left,” said Mette Hansen.",
            "He said ‘never again’ and left",
        ),
        (
            "\"He said 'never again' and left,\" said Mette Hansen.",
            "He said 'never again' and left",
        ),
        (
            "‘He said “never again” and left,’ said Mette Hansen.",
            "He said “never again” and left",
        ),
        ("\u202e“We will not sell,” said Mette Hansen.\u202c", "We will not sell"),
        ("😀 “We will 😀 not sell,” said Mette Hansen.", "We will 😀 not sell"),
        ("“We will\0not sell,” said Mette Hansen.", "We will\0not sell"),
        ("“لن نبيع الجزيرة” said Khaled al-Amin.", "لن نبيع الجزيرة"),
    ],
)
def test_the_quoted_words_are_extracted(text, said):
    assert words(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "It was rock 'n' roll of the '90s, said Mette Hansen.",
        "The fishermen's boats are the students' idea, said Mette Hansen.",
        "The 6'2\" sailor said so.",
        "“ ” « » „ “ ‘ ’",
        "“““",
    ],
)
def test_apostrophes_inches_and_bare_marks_are_no_quotes(text):
    assert words(text) == []


def test_a_quotation_cut_in_two_by_its_speaker_is_two_of_the_same():
    text = "“We will never sell,” said Mette Hansen, “not now.”"

    assert words(text) == ["We will never sell", "not now."]


def test_each_paragraph_that_goes_on_is_quoted_until_the_last_mark():
    text = "“It is ours,” said Ole Bak. “It was.\n\n“Nobody else has lived here.\n\n“And nobody will,” he added."

    assert words(text) == [
        "It is ours",
        "It was.",
        "Nobody else has lived here.",
        "And nobody will",
    ]


def test_direct_is_a_sentence_and_partial_is_a_piece_of_one():
    assert kinds(
        "Mette Hansen said: “لن نبيع”. She called it “a joke on all of us”."
    ) == ["direct", "partial"]


def test_the_marks_stand_beside_the_words():
    text = "So “it is ours,” said Ole Bak."

    found = next(one for one in extraction.find(text) if one.kind == "quote")

    assert (text[slice(*found.fields["outer"])], found.exact) == (
        "“it is ours,”",
        "it is ours",
    )
