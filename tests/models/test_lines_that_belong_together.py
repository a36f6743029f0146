"""What reads as one paragraph is one, and what its author put on lines of its own stays there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.text.reflow import flow

PROSE = (
    "The quay of the old town was closed by the ministry after a\n"
    "long talk with the company that owns the boats. Nobody on the\n"
    "quay wanted to speak about it. The mayor, who came late, had\n"
    "brought a letter of eleven pages.\n"
)


def test_wrapped_prose_is_read_on_one_line():
    assert flow(PROSE).text == PROSE.rstrip().replace("\n", " ") + "\n"


@pytest.mark.parametrize(
    "text",
    [
        "The harbour sleeps at night,\nThe boats are tied and still,\nThe lamp has lost its light,\nThe fog is low.",
        "What we need\n- rope of twelve metres\n- oil and a lamp\n- bread",
        "Agenda\n1. The quay\n2. The ferry\n3. The lamp",
        "Quay closed\nThe quay of the old town was closed on Monday by the ministry after long talks with the company "
        "that owns it and its boats.\nThe mayor spoke.",
        "Town        Boats   Year\nUpper Town  12      2024\nLower Town  7       2025",
        "Anna Holm\nHarbour Street 4\nUpper Town",
        "apples\npears\nplums",
        "It was late.\nNobody spoke.",
        "Anna Holm, Prime Minister\nOle Dahl, Foreign Minister\nEva Lund, Mayor of Anselm",
        "Anna Holm, mayor of Anselm\nOle Dahl, mayor of Sandvik\nEva Lund, mayor of Nordby.",
        "Statement by President Tarp\nMinisters told reporters in Port Anselm that the ferry line will not open.",
        "Ferry line put off by Port Anselm\nMinisters said on Monday that the line is not to open in May.",
        "Quay closed by Mayor Anna Holm\nThe quay of the old town was closed on Monday by the ministry after talks.",
        "Report of the Harbour Director\nAnna Holm was asked to write about the quay and what it costs a year.",
        "Members of the harbour board\nAnna Holm\nOle Dahl\nEva Lund",
        "Minutes of the Harbour Council\nUpper Town, 4 May 2026\nPresent: Anna Holm and Ole Dahl",
        "I met a man from Port Anselm\nHarbours were all he ever knew\nMornings he sailed out\nNights he sang",
        "“We asked twice.\n“They never answered,” she said.",
    ],
)
def test_verse_lists_headings_and_tables_keep_their_lines(text):
    assert flow(text).text == text


def test_a_list_between_wrapped_paragraphs_keeps_its_lines():
    text = f"{PROSE}\n- rope of twelve metres\n- oil and a lamp\n\n{PROSE}"

    assert "- rope of twelve metres\n- oil and a lamp\n" in flow(text).text


def test_a_paragraph_that_shows_by_its_indentation_begins_anew():
    text = (
        PROSE
        + "   Another day began on the quay of the old town, which was as\nquiet as before, and nobody spoke.\n"
    )

    assert "eleven pages.\n   Another day" in flow(text).text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("They will re-\nopen it.", "They will reopen it."),
        ("It is a long-\nterm plan.", "It is a long-term plan."),
        ("Sea-floor maps of the sea-\nfloor.", "Sea-floor maps of the sea-floor."),
        ("They met Anna-\nMaria.", "They met Anna-Maria."),
        ("twenty years of re\u00ad\nsearch", "twenty years of research"),
    ],
)
def test_a_word_that_a_line_end_broke_is_put_together(text, read):
    assert flow(text).text == read


LINES = st.lists(st.text('ab A.“”"-1>\u00ad\t', max_size=12), max_size=12)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\f"])


@settings(deadline=None)
@given(
    LINES.flatmap(
        lambda lines: st.tuples(*(st.tuples(st.just(line), ENDS) for line in lines))
    )
)
def test_every_letter_that_is_read_leads_to_its_own_place(lines):
    text = "".join(line + end for line, end in lines)
    read = flow(text)

    for place, letter in enumerate(read.text):
        start, end = read.there(place, place + 1)
        assert text[start:end] == letter or (letter == " " and text[start].isspace())
        assert read.here(start, end)[0] == place
