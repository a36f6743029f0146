"""A quotation, a name or a that-clause is found wherever a page or a mail program broke its lines."""

import datetime
import json
import re
import textwrap
from pathlib import Path

import pytest

from factcheck.text import extraction
from factcheck.text.reflow import flow

ARTICLES = sorted(Path("bench/quality/data/quotes").glob("*.jsonl"))


def words_of(text: str, kind: str) -> list[str]:
    """The words of each finding, as they read."""
    read = flow(text)
    return [
        read.words(one.start, one.end)
        for one in extraction.find(text)
        if one.kind == kind
    ]


def speakers(text: str) -> list[str]:
    return [
        one.fields["speaker"].full
        for one in extraction.find(text)
        if one.kind == "quote"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Anna Holm said: "We will not\nopen the quay before the autumn."',
        "Anna Holm said: “We will not\nopen the quay before the autumn.”",
        "“We will not open the quay\nbefore the autumn,” said Anna\nHolm on the quay of the\nold town.",
        "Anna Holm said: “We will\nnot open the quay\nbefore the autumn.”",
        "Anna Holm said: “We will not\r\nopen the quay before the autumn.”",
        "Anna Holm said: “We will not\n   open the quay before the autumn.”",
        "> Anna Holm said: “We will not\n> open the quay before the autumn.”",
        "Anna Holm said: “We will not open the quay be-\nfore the autumn.”",
        "Anna Holm said: “We will not open the quay be\u00ad\nfore the autumn.”",
    ],
)
def test_a_quotation_over_line_ends_is_extracted(text):
    assert [words.rstrip(".") for words in words_of(text, "quote")] == [
        "We will not open the quay before the autumn"
    ]


def test_its_place_is_counted_in_the_text_as_it_stands():
    text = "On Monday Anna Holm said: “We will not\nopen the quay be-\nfore the autumn.” 🌉"

    quote = next(one for one in extraction.find(text) if one.kind == "quote")

    assert (
        quote.exact
        == text[quote.start : quote.end]
        == "We will not\nopen the quay be-\nfore the autumn."
    )
    assert text[slice(*quote.fields["outer"])] == f"“{quote.exact}”"
    assert (
        text[quote.fields["speaker"].start : quote.fields["speaker"].end]
        == quote.fields["speaker"].text
    )
    assert text.startswith(
        quote.prefix[-10:] + quote.exact + quote.suffix, quote.start - 10
    )


def test_a_name_over_a_line_end_is_one_name():
    text = (
        "The plan for the quay was shown by the minister. “We will open it in the spring,” Anna\n"
        "Holm said in the old hall of the town on the day before the boats were to leave for the\nwinter.\n"
    )

    assert speakers(text) == ["Anna Holm"]


CUT = [
    ("President Ronald\nTarp said that {}.", "Ronald Tarp"),
    ("Foreign Minister Nils\nLokke Andersen said that {}.", "Nils Lokke Andersen"),
    ("Foreign Minister Nils Lokke\nAndersen said that {}.", "Nils Lokke Andersen"),
    ("Karl-Erik\nNielson said that {}.", "Karl-Erik Nielson"),
    ("Vice President AB\nVance said that {}.", "AB Vance"),
    ("Prime Minister Marta\nFrandsen said that {}.", "Marta Frandsen"),
    ("Prime Minister\nMarta Frandsen said that {}.", "Marta Frandsen"),
    ("It was late. Prime Minister Marta\nFrandsen said that {}.", "Marta Frandsen"),
]


@pytest.mark.parametrize(("text", "name"), CUT)
def test_the_speaker_is_whole_where_a_first_name_ends_a_line(text, name):
    claim = next(
        one
        for one in extraction.find(text.format("the quay is closed"))
        if one.kind == "claim"
    )

    assert (claim.exact, claim.fields["speaker"].full) == ("the quay is closed", name)


SENTENCES = [
    "“We will not sell the quay,” President Ronald Tarp said on Wednesday.",
    "The harbour is not for sale, Foreign Minister Nils Lokke Andersen told reporters in Port Anselm.",
    "“We will not sell it,” said Karl-Erik Nielson on Monday.",
    "“We need the quay,” Vice President AB Vance said in Port Anselm. Nobody answered.",
    "The talks will go on, Prime Minister Marta Frandsen said after the meeting.",
    "Greenport Prime Minister Jens-Fredrik Nielson met Secretary of State Marco Rubin on Tuesday.",
    "The statement of Foreign Minister Nils Lokke Andersen and Finance Minister Viva Motzel was read in Port Anselm.",
]


@pytest.mark.parametrize("width", [24, 28, 32, 36, 40, 45, 50, 60, 72])
@pytest.mark.parametrize(
    "text", [*SENTENCES, "\n\n".join(SENTENCES), " ".join(SENTENCES[:2])]
)
def test_names_in_short_and_narrow_blocks_are_whole(text, width):
    wrapped = "\n\n".join(textwrap.fill(each, width) for each in text.split("\n\n"))

    assert flow(wrapped).text == text


def test_a_name_that_begins_two_paragraphs_is_no_head_of_a_page():
    text = "Prime Minister Marta\nFrandsen said that the quay\nis closed.\n\n"

    assert flow(text + text).text.count("Marta Frandsen said") == 2


def test_a_clause_over_line_ends_is_a_claim():
    text = (
        "Anna Holm said that the quay of the old town had\nbeen closed for twelve years and that nobody had\n"
        "asked for it."
    )

    assert words_of(text, "claim") == [
        "the quay of the old town had been closed for twelve years and that nobody had asked for it"
    ]


def test_a_date_over_a_line_end_is_one_date():
    text = "The quay of the old town was closed by the ministry on 14\nJanuary 2026."

    assert [
        one.fields["edtf"] for one in extraction.find(text) if one.kind == "date"
    ] == ["2026-01-14"]


@pytest.mark.parametrize(
    "between",
    [
        "\n\nMinistry of Ports, page 2\n",
        "\n2\n\n",
        "\nMinistry of Ports, page 1\n\n",
        "\nStatement of 4 May\n1\n\nMinistry of Ports, page 2\n",
        "\f",
        "\n\fMinistry of Ports, page 2\n\n",
    ],
)
def test_a_quotation_goes_on_behind_the_head_and_foot_of_a_page(between):
    text = (
        "Ministry of Ports, page 1\n\nAnna Holm spoke on the quay of the old town. She said: “We will not"
        f"{between}open the quay before the autumn of next year.”\n\nMinistry of Ports, page 3\n\nThe end.\n"
        "Statement of 4 May\n3"
    )

    quote = next(one for one in extraction.find(text) if one.kind == "quote")

    assert words_of(text, "quote") == [
        "We will not open the quay before the autumn of next year."
    ]
    assert quote.exact == text[quote.start : quote.end]


@pytest.mark.parametrize("width", [40, 60, 72, 90])
@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_real_articles_give_the_same_quotes_when_they_are_wrapped(article, width):
    for line in article.read_text().splitlines():
        paragraphs = [
            " ".join(each.split())
            for each in re.split(r"\n+", json.loads(line)["text"])
            if each.strip()
        ]
        fill = textwrap.TextWrapper(
            width, break_long_words=False, break_on_hyphens=False
        ).fill
        plain, wrapped = "\n\n".join(paragraphs), "\n\n".join(map(fill, paragraphs))

        assert speakers_and_words(wrapped) == speakers_and_words(plain)


def speakers_and_words(text: str) -> list[tuple[str, str]]:
    read = flow(text)
    quotes = (
        one
        for one in extraction.find(text, published_on=datetime.date(2020, 1, 2))
        if one.kind == "quote"
    )
    return [
        (read.words(one.start, one.end), one.fields["speaker"].full) for one in quotes
    ]
