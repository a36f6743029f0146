from anchoring.copies import cut_at
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.reanchoring import PassageState, relocate

LETTERS = st.text(alphabet="ab .,\n\x00é\u0301øو\u064e北🧊𝔊", max_size=120)
ANY = st.text(max_size=80)


@st.composite
def passages(draw):
    text = draw(st.one_of(LETTERS, ANY))
    start, end = sorted(
        (draw(st.integers(0, len(text))), draw(st.integers(0, len(text))))
    )
    return text, cut_at(text, start, end)


@given(passages(), st.one_of(LETTERS, ANY))
def test_a_place_is_where_its_words_are(old, new):
    found = relocate(old[1], new)

    assert (found.start is None) == (found.exact == "")
    assert found.start is None or new[found.start : found.end] == found.exact != ""


@given(passages(), LETTERS, LETTERS)
def test_an_edited_copy_keeps_places_and_words_together(old, before, inside):
    text, passage = old
    new = before + text[: passage.end] + inside + text[passage.end :]

    found = relocate(passage, new)

    assert found.start is None or new[found.start : found.end] == found.exact
    assert (len(found.places) > 1) == (found.state == PassageState.AMBIGUOUS)


@given(passages())
def test_in_an_unchanged_text_every_passage_stays(old):
    text, passage = old

    found = relocate(passage, text)

    assert found.state == (
        PassageState.ANCHORED if passage.exact else PassageState.ORPHANED
    )
    assert found.start == (passage.start if passage.exact else None)
