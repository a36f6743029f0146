"""Whatever is typed gets an answer: results, or a kind word about what cannot be looked for."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lines import append, source_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_three")]

HOSTILE = {
    "quote-mark": '"',
    "open-phrase": '"bridge',
    "stray-quotes": '""" "" "',
    "curly": "“bridge”",
    "and": "bridge AND",
    "or": "OR",
    "ors": "OR OR OR bridge OR",
    "not": "NOT bridge",
    "near": "NEAR(bridge noon, 2)",
    "column": "text:bridge",
    "columns": "{text seq}: bridge",
    "caret": "^bridge",
    "star": "bri*",
    "plus": "bridge + noon",
    "tsquery": "bridge & !noon | (",
    "distance": "<-> bridge <2>",
    "weight": "bridge:*A",
    "minus": "-",
    "minuses": "---bridge --noon",
    "only-excluded": "-bridge",
    "minus-quote": '-"',
    "sql": "'; DROP TABLE factcheck_publication; --",
    "comment": "/* bridge */ --",
    "format": "%s %(x)s %% %d {0} {{ form }}",
    "template": "{% debug %}",
    "backslash": "\\ \\' \\u0000",
    "emoji": "💥👩‍👩‍👧",
    "punctuation": "?!.,;:…",
    "stop-words": "the of and",
    "space": "   ",
    "line-ends": "bridge\nnoon\r\n\tclosed",
    "letters": "x" * 5_000,
    "words": "bridge " * 900,
    "excluded-words": "bridge " + "-x " * 900,
    "bidi": "\u202ebridge\u200b\ufeff",
    "joined": "ﷺ ½ ² ª İ ß ŉ",
    "tag": "xkindxentry",
    "private": "\ue000\uf8ff\U0010ffff",
    "unassigned": "\u0378\u0379",
    "combining": "\u0301\u0302" * 50,
}


@pytest.fixture
def _three(db):
    append(*(source_line(slug, title=f"The bridge {slug}", note="Closed at noon.") for slug in ("one", "two", "three")))


@pytest.mark.parametrize("name", HOSTILE)
def test_typed(ask, name):
    assert ask(HOSTILE[name]).status == 200
    assert ask(HOSTILE[name], ordering="happened").status == 200


@pytest.mark.parametrize("code", [0, 1, 27, 127], ids=["nul", "soh", "escape", "delete"])
def test_a_control_character_is_a_space(ask, code):
    found = ask(f"bridge{chr(code)}noon")

    assert found.status == 200
    assert found.hits[:2] == ["bridge", "noon"]


def test_bytes_that_are_no_text_are_answered(client):
    assert client.get("/search/?q=%ff%fe%80bridge").status_code == 200


def test_line_ends_and_tabs_are_spaces(ask):
    assert ask("bridge\n\tnoon").hits[:2] == ["bridge", "noon"]


def test_too_much_is_cut_with_a_word_about_it(ask):
    found = ask("bridge " + "bridge " * 900)

    assert len(found.paths) == 3
    assert "only the first 20 words, and 200 letters" in found.text


def test_an_unknown_parameter_is_named(ask):
    found = ask("bridge", speaker="upper-town")

    assert found.status == 400
    assert "“speaker”" in found.text


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=60), order=st.sampled_from(["relevance", "-happened", "happened", "-published"]))
def test_no_text_at_all_is_an_error(client, q, order):
    answer = client.get(f"/search/?q={quote('bridge ' + q)}&ordering={order}")

    assert answer.status_code in (200, 400)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='"-“” OR|&!*:()abc', max_size=30))
def test_no_signs_at_all_are_an_error(client, q):
    assert client.get(f"/search/?q={quote(q)}").status_code == 200
