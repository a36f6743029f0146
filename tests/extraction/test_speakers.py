"""The right one of several who could be speaking, and nobody where nobody does."""

import pytest

from factcheck.text import extraction


def speakers(text: str) -> list[str]:
    return [
        one.fields["speaker"].full
        for one in extraction.find(text)
        if one.kind == "quote"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mette Hansen on Friday called the plan “a bad joke on all of us”.",
        "Mette Hansen, who had come from Sisimiut, late on Friday called the plan “a bad joke on all of us”.",
        "On Friday, Mette Hansen called the plan “a bad joke on all of us”.",
        "Two hours later, Mette Hansen left, calling the plan “a bad joke on all of us”.",
        "NUUK, Jan. 14 — Mette Hansen left the hall, calling the plan “a bad joke on all of us”.",
        "Like Lars Olsen, Mette Hansen left early, calling the plan “a bad joke on all of us”.",
    ],
)
def test_neither_a_day_nor_a_place_nor_a_bystander_speaks(text):
    assert speakers(text) == ["Mette Hansen"]


@pytest.mark.parametrize(
    "text",
    [
        "Mette Hansen said Lars Olsen wanted to know if the island was “still for sale to anybody”.",
        "Mette Hansen said any minister who wants the harbour “owes it to the town to ask”.",
        "Mette Hansen left the hall and said allies wanted to know if it was “still for sale”.",
        "Calling the plan “a bad joke,” Mette Hansen left the hall.",
    ],
)
def test_whose_words_they_are_decides_not_who_stands_nearest(text):
    assert speakers(text) == ["Mette Hansen"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We will not sell,” Mette Hansen trilled.", "Mette Hansen"),
        (
            "“We will not sell our country, not now and not ever.”\n\n- Mette Hansen",
            "Mette Hansen",
        ),
        (
            "“We will not sell our country, not now and not ever.”\n― Mette Hansen",
            "Mette Hansen",
        ),
        ("Mette Hansen: “We will not sell our country.”", "Mette Hansen"),
        ("Gov. Mette Hansen left early, saying, “We will not sell.”", "Mette Hansen"),
        ("Mette Hansen (Nuuk) said in a letter: “We will not sell.”", "Mette Hansen"),
        (
            "It was a gift, as Mette Hansen put it, “from nobody to nobody at all”.",
            "Mette Hansen",
        ),
        ("“It was a gift,” the letter reads.", "the letter"),
        ("“It was a gift,” police say.", "police"),
    ],
)
def test_speakers_are_named_in_many_ways(text, speaker):
    assert speakers(text) == [speaker]


def test_the_second_of_two_speakers_in_a_sentence_has_the_second_words():
    text = (
        "When Lars Olsen shouted, “Enough,” Mette Hansen replied, “Not yet, my friend.”"
    )

    assert speakers(text) == ["Lars Olsen", "Mette Hansen"]


@pytest.mark.parametrize(
    "text",
    [
        "Mette Hansen sang in a choir called “Northern Lights”.",
        "Mette Hansen said so on “Good Morning Nuuk.”",
        "Mette Hansen wrote so in her memoir, “Harbour and Home.”",
        "The states of the union are not “sold”.",
    ],
)
def test_the_name_of_a_thing_is_not_what_somebody_says(text):
    assert speakers(text) == []


def test_words_that_a_sentence_carries_on_are_the_last_speakers():
    text = "“It is ours,” Mette Hansen said. “There were some who doubted it here” among the fishermen."

    assert speakers(text) == ["Mette Hansen", "Mette Hansen"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "shape",
    [
        "he said that ",
        "that said ",
        "he said, adding, ",
        "“a” ",
        "‘a “b” c’ ",
        "“It is ours,” said Anna Berg, ",
        'a" b',
    ],
)
def test_a_line_of_a_million_characters_without_a_full_stop_comes_to_an_end(shape):
    assert isinstance(extraction.find(shape * (1_000_000 // len(shape) // 4)), list)


@pytest.mark.parametrize(
    "text",
    [
        "The ice moved, Mette Hansen said on Monday, adding, “We will not sell.”",
        "Speaking at a hall in Nuuk, Greenland, Mette Hansen left no doubt, saying, “We will not sell.”",
        "Nuuk (AP) – Mette Hansen left no doubt, saying, “We will not sell.”",
        "Mette Hansen trilled, “We will not sell.”",
        "Mette Hansen has a new message: “We will not sell.”",
        "Two weeks ago Mette Hansen said: “We will not sell.”",
        "Mette Hansen said the United States “will not sell” the island.",
        "Mette Hansen told the hall that people don’t say “yes to all of it”.",
        "A good year for the harbour - Mette Hansen: “We will not sell.”",
        "Mette Hansen said he’s certain the harbour will be called “a bad joke on all of us”.",
        "The ice moved, Mette Hansen said, including her “good old friends of the harbour”.",
    ],
)
def test_the_speaker_stands_further_away_or_behind_more(text):
    assert speakers(text) == ["Mette Hansen"]


def test_what_is_called_something_by_nobody_has_no_speaker():
    assert (
        speakers("The plan is often described as a “riveting piece of theatre”.") == []
    )
