"""Indirect speech becomes claims, with who asserts them and what sort they are."""

import pytest

from factcheck.text import extraction


def claims(text: str) -> list:
    return [one for one in extraction.find(text) if one.kind == "claim"]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        (
            "Mette Hansen said that the harbour belongs to the town.",
            "the harbour belongs to the town",
            "Mette Hansen",
        ),
        (
            "Mette Hansen said the harbour belongs to the town.",
            "the harbour belongs to the town",
            "Mette Hansen",
        ),
        (
            "The council told reporters that the talks had failed.",
            "the talks had failed",
            "The council",
        ),
        (
            "The harbour belongs to the town, Mette Hansen said.",
            "The harbour belongs to the town",
            "Mette Hansen",
        ),
        (
            "The harbour belongs to the town, said Mette Hansen.",
            "The harbour belongs to the town",
            "Mette Hansen",
        ),
        (
            "The harbour is old, said the mayor of Nuuk.",
            "The harbour is old",
            "the mayor of Nuuk",
        ),
        (
            "P.C. Olsen, head of the port, said 500 boats entered it.",
            "500 boats entered it",
            "P.C. Olsen",
        ),
    ],
)
def test_reported_speech_is_a_claim(text, said, speaker):
    assert [(one.exact, one.fields["speaker"].full) for one in claims(text)] == [
        (said, speaker)
    ]


def test_a_threat_is_a_forecast():
    found = claims("The president threatened to close the harbour by force.")

    assert [one.fields["claim_kind"] for one in found] == ["forecast"]
    assert found[0].exact == "The president threatened to close the harbour by force"


def test_a_denial_is_one():
    assert (
        claims("Lars Olsen denied that the ship was ever sold.")[0].fields["role"]
        == "denies"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The harbour belongs to the town.",
        "She said so.",
        "“It is ours and will stay ours,” said Lars Olsen.",
        "That said,",
    ],
)
def test_what_nobody_asserts_or_what_is_quoted_is_none(text):
    assert claims(text) == []
