"""Who is meant: half a name, letters, pronouns and offices lead to the name that the text writes out."""

import pytest

from factcheck.text import extraction
from factcheck.text.extraction import KnownParty


def speakers(text: str, **more) -> list[tuple[str, bool]]:
    """(full name, traced back) of each speaker."""
    found = [
        one.fields["speaker"]
        for one in extraction.find(text, **more)
        if one.kind == "quote"
    ]
    return [(speaker.full, speaker.resolved) for speaker in found]


def offices(text: str) -> dict[str, list[str]]:
    return {
        one.fields["name"]: one.fields["roles"]
        for one in extraction.find(text)
        if one.kind == "party"
    }


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Prime Minister Mette Hansen", "Mette Hansen"),
        ("Greenland's Minister of Finance Mette Hansen", "Mette Hansen"),
        ("Secretary of State Mette Hansen", "Mette Hansen"),
        ("harbour researcher Mette Hansen", "Mette Hansen"),
        ("Mette Hansen of the Harbour Council", "Mette Hansen"),
        ("Mette Hansen (Nuuk)", "Mette Hansen"),
        ("harbour researcher Mette Hansen of Sisimiut", "Mette Hansen"),
        ("Mette Hansen, chair of the council", "Mette Hansen"),
        ("Yusuf al-Amin", "Yusuf al-Amin"),
        ("Bjørn Åge Ødegård", "Bjørn Åge Ødegård"),
        ("the president of the council", "the president of the council"),
    ],
)
def test_the_name_is_read_out_of_what_somebody_is_called(written, name):
    assert speakers(f"“We will not sell our country,” said {written}.")[0][0] == name


@pytest.mark.parametrize(
    "text",
    [
        "Mette Hansen came late. “We will not sell,” Hansen said.",
        "Mette Hansen came late. “We will not sell,” Minister Hansen said.",
        "“We will not sell,” Hansen said. The hall applauded Mette Hansen.",
        "Mette Hansen came late. The council did not. “We will not sell,” she said.",
    ],
)
def test_somebody_called_by_less_is_traced_to_the_full_name_and_says_so(text):
    assert speakers(text) == [("Mette Hansen", True)]


def test_letters_are_traced_to_what_they_stand_for():
    text = "The Nuuk Harbour Council (NHC) met on Monday. “We will not sell,” NHC said."

    assert speakers(text) == [("Nuuk Harbour Council", True)]


def test_it_is_an_organisation_and_she_is_none():
    text = "The Harbour Council met Mette Hansen. “We stay,” it said. Mette Hansen left. “So do I,” she said."

    assert [name for name, _ in speakers(text)] == ["Harbour Council", "Mette Hansen"]


def test_a_party_that_the_desk_knows_by_another_name_comes_first():
    known = [KnownParty("Mette K. Hansen", ("Mette Hansen",))]

    text = "Mette Hansen came late. “We will not sell,” Hansen said."

    assert speakers(text, parties=known) == [("Mette K. Hansen", True)]


def test_who_is_named_with_an_office_is_one_party_with_all_of_them():
    text = (
        "Prime Minister Mette Hansen left. Mette Hansen, the chair of the council, came back. Ole Bak slept. "
        "So did Prime Minister Mette Hansen."
    )

    assert offices(text) == {"Mette Hansen": ["Prime Minister", "chair of the council"]}


def test_what_follows_a_name_without_an_office_is_none():
    assert (
        offices(
            "Ole Bak, the son of a fine boat, slept. Ole Bak, met by the minister of finance, woke."
        )
        == {}
    )
