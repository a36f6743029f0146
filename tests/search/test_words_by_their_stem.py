"""A word is found with any ending of its language, with or without accents, and in quotes only as it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.ledger_factory import append, source_line, tombstone
from support.people import change, make, publish
from support.redactions import redact

from factcheck import ledger
from factcheck.ledger import Listing, page
from factcheck.ledger.search import folding, stems
from factcheck.models import SearchText

ENGLISH = (
    "Danish soldiers were selling the organization’s islands to Greenland’s friends"
)
DANISH = "Grønlands læger købte øernes skibe, og soldaterne sejlede"
GERMAN = "Die Soldaten verkauften grönländische Häuser an Dänemarks Könige"
QUESTIONS = [
    ("en", ENGLISH, "soldier", True),
    ("en", ENGLISH, "SOLDIERS", True),
    ("en", ENGLISH, "sell", True),
    ("en", ENGLISH, "sells island", True),
    ("en", ENGLISH, "organizations", True),
    ("en", ENGLISH, "Greenland", True),
    ("en", ENGLISH, "friend's", True),
    ("en", ENGLISH, "Danes", False),
    ("en", ENGLISH, "soldering", False),
    ("en", ENGLISH, '"soldier"', False),
    ("en", ENGLISH, '"soldiers"', True),
    ("en", ENGLISH, '"soldiers were selling"', True),
    ("en", ENGLISH, '"soldier were sell"', False),
    ("en", ENGLISH, "danish -soldier", False),
    ("en", ENGLISH, "nothing OR soldier", True),
    ("en", ENGLISH, "xenxsoldier", True),
    ("da", DANISH, "Grønland", True),
    ("da", DANISH, "Gronland", True),
    ("da", DANISH, "læge", True),
    ("da", DANISH, "soldat", True),
    ("da", DANISH, "soldaternes", True),
    ("da", DANISH, "skib", True),
    ("da", DANISH, "skibene", True),
    ("da", DANISH, "sal", False),
    ("da", DANISH, '"Grønland"', False),
    ("de", GERMAN, "Soldat", True),
    ("de", GERMAN, "Haus", True),
    ("de", GERMAN, "Hauser", True),
    ("de", GERMAN, "verkaufte", True),
    ("de", GERMAN, "König", True),
    ("de", GERMAN, "Dänemark", True),
    ("de", GERMAN, "Hausierer", False),
    ("de", GERMAN, '"Soldat"', False),
    ("de-AT", GERMAN, "Soldat", True),
    ("fr", "Les soldats vendaient", "soldats", True),
    ("kl", "Kalaallit Nunaat", "nunaat", True),
]


@pytest.mark.parametrize(("language", "title", "question", "is_found"), QUESTIONS)
@pytest.mark.django_db
def test_a_word_matches_whatever_its_end(language, title, question, is_found):
    append(source_line("one", title=title, language=language))

    rows = page(ledger.current(), Listing("source", words=question), 5)

    assert bool(rows) is is_found


def test_an_ending_of_another_language_is_not_taken_off():
    assert ledger.search_text("fin", languages=ledger.languages_of("en")) == (
        "fin\nxenxfin"
    )
    assert ledger.languages_of("da-DK") == ("da",)
    assert ledger.languages_of("fr") == ()
    assert ledger.languages_of("") == ("en", "da", "de")


@given(st.text())
def test_a_word_with_and_without_accents_has_one_stem(text):
    folded = folding.folded_words(text)

    again = folding.folded_words(" ".join(folded))

    assert again == folded
    assert [stems.stems(word) for word in again] == [
        stems.stems(word) for word in folded
    ]


@given(st.text(alphabet="abcdeinrst", min_size=1, max_size=12))
def test_every_word_finds_itself(word):
    for language in stems.LANGUAGES:
        text = ledger.search_text(word, languages=[language])
        asked = ledger.read_words(word).wanted[0]

        assert asked.words == (word,)
        assert not asked.stems or set(asked.stems) & set(text.split())


def test_the_page_marks_words_in_another_form(world, ask):
    found = ask("bridges belonging")

    assert "/claims/belongs/" in found.paths
    assert {"bridge", "belongs"} <= {hit.lower() for hit in found.hits}


def test_what_says_the_word_more_often_stands_before_what_says_it_once(world, ask):
    append(
        source_line("aside", title="Ships", note="A soldier." + " Much else." * 90),
        source_line("titled", title="The soldiers"),
    )

    assert ask("soldier").paths == ["/sources/titled/", "/sources/aside/"]


@pytest.mark.django_db
def test_a_past_moment_has_the_stems_of_then():
    one = append(source_line("one", title="Selling islands"))[0]
    append(source_line("one", one.uid, "correct", title="Buying ships"))
    append(tombstone(one))

    def slugs(seq: int, words: str) -> list[int]:
        rows = page(ledger.as_of_seq(seq), Listing("source", words=words), 5)
        return [row.seq for row in rows]

    assert slugs(one.seq, "sell island") == [one.seq]
    assert slugs(one.seq + 1, "sell island") == []
    assert slugs(one.seq + 1, "buys ship") == [one.seq + 1]
    assert slugs(one.seq + 2, "buys ship") == []


@pytest.mark.django_db
def test_no_stem_of_a_draft_or_an_old_version_matches(world, ask):
    publish(
        change(world.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )
    make("claim", slug="canary", text="Canaries singing.", **world.claim_content())

    assert ask("canary").paths == []
    assert "/claims/belongs/" not in ask("belonging").paths


@pytest.mark.django_db
def test_a_redaction_takes_the_stems_with_the_words():
    line = append(source_line("one", title="Selling islands"))[0]

    redact(line.seq, "court-order")

    assert not SearchText.objects.filter(seq=line.seq).exists()
    assert list(ledger.verify()) == []
