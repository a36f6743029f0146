"""What is claimed is what somebody asserts, whole, and nothing that merely stands before a verb of saying."""

import pytest

from factcheck.text import extraction


def claims(text: str) -> list[tuple[str, str]]:
    """(words, who asserts them) of each claim found."""
    found = extraction.find(text)
    return [
        (one.exact, one.fields["speaker"].full) for one in found if one.kind == "claim"
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Mette Hansen believes the harbour belongs to the town.",
            "the harbour belongs to the town",
        ),
        ("Mette Hansen insisted there was no deal at all.", "there was no deal at all"),
        (
            "On Friday, Mette Hansen argued that the ice was melting.",
            "the ice was melting",
        ),
        (
            "The ice was melting fast, Mette Hansen told reporters on Friday.",
            "The ice was melting fast",
        ),
    ],
)
def test_an_assertion_is_extracted_with_or_without_that(text, said):
    assert claims(text) == [(said, "Mette Hansen")]


@pytest.mark.parametrize(
    "text",
    [
        "At a meeting in the town hall, Mette Hansen said, “We will not sell.”",
        "Before leaving for the harbour, Mette Hansen wrote to the council about the ice and the ships in it.",
        "He has never kept their promises to the town.",
    ],
)
def test_where_and_when_somebody_spoke_is_no_claim(text):
    assert claims(text) == []
