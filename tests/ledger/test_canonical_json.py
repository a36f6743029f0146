"""Canonical JSON: one text for one value, and nothing that two libraries would write differently."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.ledger import canonical, sha256

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(values)
def test_any_value_comes_back_as_it_was(value):
    assert json.loads(canonical(value)) == value


@pytest.mark.slow
@given(st.dictionaries(texts, values, min_size=2))
def test_the_order_of_writing_does_not_matter(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(values)
def test_reading_and_writing_again_gives_the_same_bytes(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(values)
def test_every_text_can_be_hashed(value):
    assert len(sha256(canonical(value))) == 64


def test_keys_are_sorted_and_nothing_is_escaped_that_need_not_be():
    assert (
        canonical({"ø": [1, True, None], "a": "“Ærø”", "B": {}})
        == '{"B":{},"a":"“Ærø”","ø":[1,true,null]}'
    )


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        Decimal("1.5"),
        b"x",
        {1: "a"},
        {None: "a"},
        {1, 2},
        b"bytes",
        ["a", {"b": 0.5}],
        "\ud83c",
    ],
    ids=repr,
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)
