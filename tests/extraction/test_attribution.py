"""Quotations with their speakers, in sentences of the tests' own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import extraction
from factcheck.text.extraction import KnownParty


def quotes(text: str, **more) -> list[tuple[str, str]]:
    """(words, speaker) of each quotation found."""
    found = extraction.find(text, **more)
    return [
        (one.exact, one.fields["speaker"].full) for one in found if one.kind == "quote"
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“We will not sell our country,” said Mette Hansen on Wednesday.",
            "Mette Hansen",
        ),
        ("“We will not sell our country,” Mette Hansen said.", "Mette Hansen"),
        (
            "“We will not sell our country,” Hansen, the harbour master, told reporters.",
            "Hansen",
        ),
        ("Mette Hansen said: “We will not sell our country.”", "Mette Hansen"),
        (
            "Mette Hansen, the harbour master of Nuuk, said, “We will not sell our country.”",
            "Mette Hansen",
        ),
        ("But, said Mette Hansen, “We will not sell our country.”", "Mette Hansen"),
        (
            "According to Mette Hansen, the island “We will not sell our country” is a song.",
            "Mette Hansen",
        ),
        (
            "Mette Hansen left the hall, calling the offer “an insult to every one of us here”.",
            "Mette Hansen",
        ),
        (
            "Mette Hansen said the offer was “an insult to every one of us here”.",
            "Mette Hansen",
        ),
        (
            "Mette Hansen said she thought the offer was “an insult to every one of us”.",
            "Mette Hansen",
        ),
        (
            "The offer was met with anger, with Mette Hansen adding that “nobody asked us at all”.",
            "Mette Hansen",
        ),
        (
            "In Mette Hansen's statement “nobody asked us at all” stands twice.",
            "Mette Hansen",
        ),
    ],
)
def test_the_speaker_is_extracted_wherever_the_verb_stands(text, speaker):
    assert [name for _, name in quotes(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        '"We will not sell," said Mette Hansen.',
        "“We will not sell,” said Mette Hansen.",
        "„We will not sell“, said Mette Hansen.",
        "«We will not sell», said Mette Hansen.",
        "‘We will not sell,’ said Mette Hansen.",
    ],
)
def test_every_sort_of_marks_is_read(text):
    assert quotes(text) == [("We will not sell", "Mette Hansen")]


@pytest.mark.parametrize(
    "text",
    [
        "The “exploration mission” leaves on Thursday.",
        "They met on “Good Morning Nuuk” for an hour.",
        "It was the fishermen's 'idea' in the '90s, and the students' too.",
        'A page has <a href="https://post.example/said" class="x">links</a>.',
        "“”",
        '"',
        "",
    ],
)
def test_a_term_a_title_or_a_stray_mark_is_no_quote(text):
    assert quotes(text) == []


def test_the_words_stand_without_marks_and_without_the_sentences_comma():
    assert quotes("“It is ours,” said Lars Olsen.")[0][0] == "It is ours"


def test_words_that_go_on_after_the_speaker_are_the_same_speakers():
    text = "“It is ours,” said Lars Olsen. “It always was. Nobody else has ever lived here.”"

    assert {speaker for _, speaker in quotes(text)} == {"Lars Olsen"}


def test_a_quotation_over_two_paragraphs_has_one_speaker():
    text = "“It is ours,” said Lars Olsen. “It always was.\n\n“Nobody else has ever lived here in the winter.”"

    assert [speaker for _, speaker in quotes(text)] == ["Lars Olsen"] * 3


def test_a_pronoun_is_the_subject_named_last_and_says_so():
    text = "Mette Hansen walked home. “It was a long day,” she said."

    found = next(one for one in extraction.find(text) if one.kind == "quote")

    assert (found.fields["speaker"].full, found.fields["speaker"].resolved) == (
        "Mette Hansen",
        True,
    )


def test_half_a_name_is_the_whole_one_that_was_named_before():
    text = "“It is ours,” said Lars Olsen.\n\nThe hall was full. “We stay,” Olsen said."

    assert [speaker for _, speaker in quotes(text)] == ["Lars Olsen", "Lars Olsen"]


def test_a_party_that_the_desk_knows_comes_first():
    text = "“It is ours,” said the Harbour Council."

    known = [KnownParty("Council of the Harbour", ("The Harbour Council",))]

    assert quotes(text, parties=known)[0][1] == "Council of the Harbour"


def test_a_whole_sentence_is_direct_and_a_piece_is_partial():
    text = "Olsen said: “We stay here for good.” He called the plan “a bad joke on all of us”."

    kinds = [
        one.fields["quote_kind"] for one in extraction.find(text) if one.kind == "quote"
    ]

    assert kinds == ["direct", "partial"]


def test_names_in_other_letters_are_names():
    assert quotes("“Vi bliver her,” said Aqqaluk Ørsted.") == [
        ("Vi bliver her", "Aqqaluk Ørsted")
    ]


@pytest.mark.parametrize(
    "shape",
    [
        "“",
        "”",
        '"',
        "‘",
        "said ",
        "X said, ",
        "“a” said X. ",
        "a" * 50 + " ",
        "<",
        "\0",
        "😀",
    ],
)
def test_a_hundred_thousand_of_anything_comes_to_an_end(shape):
    assert isinstance(extraction.find(shape * (100_000 // len(shape))), list)


@given(
    st.text(
        alphabet=st.sampled_from("“”\"‘’'«»ab .,\n\u202e\0😀\ue000SaidXs"), max_size=300
    )
)
def test_every_finding_stands_where_it_says(text):
    for one in extraction.find(text):
        assert text[one.start : one.end] == one.exact != ""
        assert text[: one.start].endswith(one.prefix)
        assert text[one.end :].startswith(one.suffix)
