"""Readers find published words, and whatever they type is only words."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.ledger_factory import append, source_line, tombstone
from support.people import World, change, make, publish

from factcheck import ledger
from factcheck.ledger import Listing, count, page
from factcheck.ledger.search import folding

pytestmark = pytest.mark.django_db

TITLE = "The U.S. said on 2026-01-14 that Grønland’s co-operation (see example.org/report_2) isn't “for sale” — 30% off"


def slugs_matching(words: str, kind: str = "source") -> list[str]:
    return [
        ledger.payload_of(row)["slug"]
        for row in page(ledger.current(), Listing(kind, words=words), 50)
    ]


@pytest.fixture
def _titled():
    append(source_line("one", title=TITLE), source_line("two", title="Other matters"))


@pytest.mark.usefixtures("_titled")
@pytest.mark.parametrize(
    "words",
    [
        "said",
        "SAID",
        "said grønland",
        "U.S.",
        "u.s. said",
        "2026-01-14",
        "co-operation",
        "operation",
        "Grønland’s",
        "Grønland's",
        "example.org",
        "example.org/report_2",
        "report",
        "isn't",
        "“for sale”",
        "30%",
        "  said\n\tsale ",
        "said said",
        "gronland",
        "GRØNLAND",
        '"said on 2026"',
        "said -matters",
        "nothing OR said",
        'nothing OR "for sale" OR matters said',
        "OR said",
        "said OR",
    ],
)
def test_words_match_as_they_are_typed(words):
    assert slugs_matching(words) == ["one"]


@pytest.mark.usefixtures("_titled")
@pytest.mark.parametrize(
    "words",
    [
        "sai",
        "said matters",
        '"on said"',
        "said -sale",
        'said -"for sale"',
        "-matters",
        "OR",
        "said OR -said",
        "nothing",
        "!!!",
        '"',
        "%",
        "_",
        "\0",
        "💥",
        "()",
        "-",
        "* *",
    ],
)
def test_what_is_not_there_is_not_found(words):
    assert slugs_matching(words) == []


@pytest.mark.usefixtures("_titled")
@pytest.mark.parametrize("words", ["", " ", "\n"])
def test_no_words_ask_for_everything(words):
    assert len(slugs_matching(words)) == 2


HOSTILE = [
    '"',
    '"said',
    'said"',
    "said AND",
    "NOT said",
    "NEAR(said sale)",
    "title:said",
    "sa*",
    "^said",
    "{text}: said",
    "said - sale",
    "' OR '1'='1",
    "'; DROP TABLE factcheck_publication; --",
    "%s %(x)s %",
    "said & ! sale | (",
    "<-> said",
    "said:*",
    "said\0sale",
    "[]",
    "\\",
    "-1",
    "said " * 5000,
    "x" * 100_000,
    "ﷺ ½ ² ª İ ß",
    "\u202e\u200b\ufeff",
]


@pytest.mark.usefixtures("_titled")
@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(words):
    assert set(slugs_matching(words)) <= {"one"}
    assert count(ledger.current(), Listing("source", words=words)) <= 1
    assert count(ledger.current(), Listing("source")) == 2


def test_operators_of_the_databases_are_words_like_others():
    append(source_line("one", title="cats and dogs"), source_line("two", title="cats"))

    assert slugs_matching("cats AND dogs") == ["one"]
    assert slugs_matching("cats NOT dogs") == []
    assert slugs_matching("cats or dogs") == []


FOLDED = {
    "ø": ("Grønland", ["gronland", "GRØNLAND", "Grønland"]),
    "æ-å": ("Ærø på ny", ["aero", "ærø", "PA NY", "på"]),
    "é": ("Café", ["cafe", "CAFÉ", "cafe\u0301"]),
    "ß": ("Große Straße", ["grosse", "STRASSE", "straße"]),
    "ü": ("Für Müller", ["fur muller", "für"]),
    "ı-İ": ("İstanbul ılık", ["istanbul", "ilik"]),
    "ς": ("Οδυσσεύς", ["οδυσσευσ", "ΟΔΥΣΣΕΎΣ"]),
    "arabic-marks": ("أكّد الوزير الـسيادة", ["اكد", "الوزير", "السيادة", "أَكَّدَ"]),
    "hebrew-points": ("שָׁלוֹם", ["שלום"]),
    "cyrillic": ("Гренландия не продаётся", ["продается", "ГРЕНЛАНДИЯ"]),
    "devanagari": ("ग्रीनलैंड बिक्री", ["ग्रीनलैंड"]),
    "japanese": ("グリーンランドは売り物ではない", ["グリーンランド", "売り物"]),
    "korean": ("그린란드는 판매용", ["판매용"]),
    "wide": ("ＦＵＬＬ ﬁsh", ["full", "fish"]),
    "soft-hyphen": ("sov\u00adereignty zero\u200bwidth", ["sovereignty", "zerowidth"]),
}


@pytest.mark.parametrize("name", FOLDED)
def test_spellings_meet(name):
    title, asked = FOLDED[name]
    append(source_line("one", title=title), source_line("two", title="Other matters"))

    assert [slugs_matching(words) for words in asked] == [["one"]] * len(asked)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_all_others(text):
    assert folding.folded_words(text) == folding.folded_words(f"{text} \u2014 é")[:-1]


def test_a_text_of_any_length_is_published_and_searchable():
    many = " ".join(f"w{number}" for number in range(200_000))

    append(
        source_line("one", title="Long", note=many + "x" * 5_000),
        source_line("two", title="y" * 5_000),
    )

    assert slugs_matching("long w7") == ["one"]
    assert slugs_matching("y" * 5_000) == ["two"]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text())
def test_no_text_at_all_is_an_error(words):
    assert slugs_matching(words) == []


def test_words_of_drafts_and_old_versions_do_not_match():
    world = World()
    publish(
        change(world.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )
    make("claim", slug="canary", text="Unheard-of canary.", **world.claim_content())

    assert slugs_matching("canary", "claim") == []
    assert slugs_matching("belongs", "claim") == []
    assert slugs_matching("shared", "claim") == ["belongs"]


def test_the_words_of_a_past_moment_match_there():
    one = append(source_line("one", title="Early words"))[0]
    append(source_line("one", one.uid, "correct", title="Late words"))
    append(tombstone(one))

    then = page(ledger.as_of_seq(2), Listing("source", words="early"), 5)
    assert len(then) == 1
    assert page(ledger.as_of_seq(3), Listing("source", words="early"), 5) == []
    assert slugs_matching("late") == []


def test_words_and_filters_hold_together():
    append(
        source_line("one", title="Deed", source_kind="treaty"),
        source_line("two", title="Deed"),
    )

    listing = Listing("source", (("kind", ("treaty", "speech")),), words="deed")
    assert [row.seq for row in page(ledger.current(), listing, 5)] == [2]


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite's search has its own table"
)
@pytest.mark.usefixtures("_titled")
def test_the_search_uses_its_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT seq FROM factcheck_searchtext WHERE words @@ plainto_tsquery('simple', 'deed')"
        )
        plan = "\n".join(row for (row,) in cursor.fetchall())
    assert "searchtext_folded_words" in plan
