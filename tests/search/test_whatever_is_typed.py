"""Whatever is typed gets an answer: results, or a kind word about what cannot be looked for."""

import html
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.ledger_factory import append, source_line

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
    append(
        *(
            source_line(slug, title=f"The bridge {slug}", note="Closed at noon.")
            for slug in ("one", "two", "three")
        )
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_typed(ask, name):
    assert ask(HOSTILE[name]).status == 200
    assert ask(HOSTILE[name], ordering="happened").status == 200


@pytest.mark.parametrize(
    "code", [0, 1, 27, 127], ids=["nul", "soh", "escape", "delete"]
)
def test_a_control_character_is_refused_by_its_number(ask, code):
    found = ask(f"bridge{chr(code)}noon")

    assert found.status == 400
    assert f"hold a control character (U+{code:04X})" in found.text


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2060", "\u200d"])
def test_a_sign_that_nobody_sees_is_named_by_its_number(ask, sign):
    assert (
        f"no digit in “U+{ord(sign):04X}”, so it is not looked for"
        in ask(f"bridge {sign}").text
    )


def test_several_pieces_are_spoken_of_in_the_plural_and_each_is_named_once(ask):
    assert (
        "no digit in “!”, “?”, so they are not looked for" in ask("bridge ! ? !").text
    )
    assert "no digit in “!”, so it is not looked for" in ask("bridge ! !").text
    assert (
        "came after those and are not looked for"
        in ask(" ".join(f"w{n}" for n in range(22))).text
    )


def test_bytes_that_are_no_text_are_answered(client):
    assert client.get("/search/?q=%ff%fe%80bridge").status_code == 200


def test_line_ends_and_tabs_are_spaces(ask):
    assert ask("bridge\n\tnoon").hits[:2] == ["bridge", "noon"]


def test_too_much_is_cut_with_a_word_about_it(ask):
    found = ask("bridge " + "bridge " * 900)

    assert len(found.paths) == 3
    assert "Only the first 200 letters are looked for." in found.text
    assert "A search holds 20 words;" in found.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bridge &amp; noon", "There is no letter and no digit in “&amp;”"),
        ("bridge OR", "“OR” joins nothing here"),
        ("bridge " + "x" * 70, "only the first 64 letters are looked for"),
    ],
)
def test_ignored_words_are_named(ask, words, said):
    assert said in ask(html.unescape(words)).html


def test_what_is_looked_for_whole_is_answered_without_a_remark(ask):
    assert "looked for" not in ask("bridge OR noon").text


@pytest.mark.parametrize("written", ["EN", "en"])
def test_language_tags_have_no_case(ask, written):
    assert ask("bridge", language=written).paths


def test_what_is_no_language_tag_is_refused(ask):
    found = ask("bridge", language="en_GB")

    assert found.status == 400
    assert "“en_GB” is no language tag" in found.text


def test_an_unknown_parameter_is_named(ask):
    found = ask("bridge", speakers="upper-town")

    assert found.status == 400
    assert "“speakers”" in found.text


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    q=st.text(max_size=60),
    order=st.sampled_from(["relevance", "-happened", "happened", "-published"]),
)
def test_no_text_at_all_is_an_error(client, q, order):
    answer = client.get(f"/search/?q={quote('bridge ' + q)}&ordering={order}")

    assert answer.status_code in (200, 400)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(alphabet='"-“” OR|&!*:()abc', max_size=30))
def test_no_signs_at_all_are_an_error(client, q):
    assert client.get(f"/search/?q={quote(q)}").status_code == 200
