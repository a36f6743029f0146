"""The same words with other signs are the same words, and are found exactly where they stand."""

import unicodedata

import pytest
from anchoring.copies import cut
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.normalization import fold, folded
from factcheck.text.reanchoring import PassageState, relocate

CITED = "“We won't sell the co-operative – not for 40 million,” Ane Sørensen told the café owners"
OLD = f"The hall was full. {CITED} on Thursday evening. It rained all day, and nobody left before the end."

OTHER = {
    "straight marks": CITED.replace("“", '"').replace("”", '"'),
    "a curly apostrophe": CITED.replace("'", "’"),
    "guillemets": CITED.replace("“", "«\u00a0").replace("”", "\u00a0»"),
    "low-high marks": CITED.replace("“", "„").replace("”", "“"),
    "single marks": CITED.replace("“", "‘").replace("”", "’"),
    "a no-break space": CITED.replace("40 million", "40\u00a0million"),
    "a thin space": CITED.replace("40 million", "40\u2009million"),
    "a line break": CITED.replace("sell the", "sell\nthe"),
    "two blanks and a line break": CITED.replace("sell the", "sell  \r\n  the"),
    "a soft hyphen": CITED.replace("million", "mil\u00adlion"),
    "a zero width space": CITED.replace("million", "mil\u200blion"),
    "an em dash without blanks": CITED.replace(" – ", "—"),
    "a hyphen for a dash": CITED.replace("–", "-"),
    "a no-break hyphen": CITED.replace("co-op", "co\u2011op"),
    "decomposed letters": unicodedata.normalize("NFD", CITED),
    "ligatures": CITED.replace("café", "ca\ufb01".replace("\ufb01", "fé")).replace(
        "sell", "s\u0065ll"
    ),
    "full-width digits": CITED.replace("40", "４０"),
    "a mark of direction": CITED.replace("Ane", "\u200eAne\u200e"),
}
SAID_OTHERWISE = {
    "a word left out": CITED.replace("won't", "will"),
    "a number": CITED.replace("40", "45"),
    "a superscript": CITED.replace("40", "4\u2070"),
    "another letter": CITED.replace("Sørensen", "Sorensen"),
    "another case": CITED.replace("not", "NOT"),
}


@pytest.mark.parametrize("new", OTHER.values(), ids=OTHER)
def test_the_same_words_with_other_signs(new):
    text = OLD.replace(CITED, new)

    found = relocate(cut(OLD, CITED), text)

    assert found.state == (
        PassageState.OTHER_SIGNS if new != CITED else PassageState.ANCHORED
    )
    assert (found.exact, text[found.start : found.end]) == (new, new)


@pytest.mark.parametrize("new", SAID_OTHERWISE.values(), ids=SAID_OTHERWISE)
def test_other_words_are_never_taken_for_signs(new):
    assert (
        relocate(cut(OLD, CITED), OLD.replace(CITED, new)).state
        == PassageState.TEXT_CHANGED
    )


def test_a_page_whose_every_sign_changed_and_grew_keeps_its_passages():
    new = "Updated at noon.\n\n" + OLD.translate(
        str.maketrans({"“": '"', "”": '"', "–": "—", " ": "\u00a0"})
    )

    found = relocate(cut(OLD, CITED), new)

    assert found.state == PassageState.OTHER_SIGNS
    assert new[found.start : found.end] == found.exact


def test_a_passage_whose_surroundings_alone_have_other_signs_stands_to_the_letter():
    new = OLD.replace("The hall was full.", "The hall\u00a0was “full”.")

    assert relocate(cut(OLD, CITED), new).state == PassageState.MOVED


def test_ligatures_of_a_printed_page():
    old = "The final office report was filed on Monday, and the flats were sold before the summer."

    found = relocate(
        cut(old, "final office report was filed"),
        old.replace("fi", "\ufb01").replace("fl", "\ufb02"),
    )

    assert (found.state, found.exact) == (
        PassageState.OTHER_SIGNS,
        "\ufb01nal of\ufb01ce report was \ufb01led",
    )


@given(st.text(alphabet="ab '\"“”–—-\u00a0\u00ad\u200b\n1²½éé\u0301ﬁ…北", max_size=60))
def test_every_place_of_a_folded_text_leads_back(text):
    made = folded(text)

    for at in range(len(made.text)):
        start, end = made.raw_start(at), made.raw_end(at + 1)
        assert 0 <= start < end <= len(text)
        assert made.text[at] in fold(text[start:end])
