"""A cited passage is found in the archived copy, and where it cannot be found that is said."""

import pytest
from django.utils import timezone
from support.people import make, uid

from factcheck.models import Capture
from factcheck.records import registry
from factcheck.records.publication_checks import blockers
from factcheck.text import passages

pytestmark = pytest.mark.django_db

TEXT = "One. Two. Three. 🌉 It is ours. It is ours? Four! Five. Six."
COPY = "a" * 64


@pytest.fixture
def source():
    source = make("source")
    keep(source, TEXT)
    return source


def keep(source, text: str, sha256: str = COPY) -> None:
    Capture.objects.create(
        source=source,
        sha256=sha256,
        media_type="text/plain",
        byte_count=1,
        text=text,
        captured_at=timezone.now(),
    )


def cited(source, **passage) -> dict | None:
    """The passage of a citation as it was kept."""
    dispute = make("dispute")
    entry = make(
        "entry",
        dispute=uid(dispute),
        citations=[{"source": uid(source), "passage": passage}],
    )
    return registry.of(entry).content(entry)["citations"][0]["passage"]


def blocked(source, **passage) -> list[str]:
    dispute = make("dispute")
    entry = make(
        "entry",
        dispute=uid(dispute),
        citations=[{"source": uid(source), "passage": passage}],
    )
    return [
        block.message for block in blockers.of_passage(entry.citations.get(), "passage")
    ]


def test_words_that_stand_once_come_with_two_sentences_around(source):
    found = cited(source, exact="Four!")

    assert found == {
        "exact": "Four!",
        "start": TEXT.index("Four!"),
        "end": TEXT.index("Four!") + 5,
        "before": "🌉 It is ours. It is ours? ",
        "after": " Five. Six.",
        "capture": COPY,
    }


def test_places_are_counted_in_code_points(source):
    found = cited(source, exact="🌉")

    assert (found["start"], found["end"]) == (17, 18)


def test_words_that_stand_twice_need_a_choice(source):
    assert cited(source, exact="It is ours")["start"] is None
    assert "stands there 2 times" in blocked(source, exact="It is ours")[0]


@pytest.mark.parametrize("start", passages.find_all(TEXT, "It is ours"))
def test_the_place_that_was_chosen_stays(source, start):
    assert cited(source, exact="It is ours", start=start)["start"] == start
    assert blocked(source, exact="It is ours", start=start) == []


def test_a_wrong_place_is_no_choice(source):
    assert cited(source, exact="It is ours", start=3)["start"] is None


def test_a_wrong_place_of_words_that_stand_once_is_mended(source):
    assert cited(source, exact="Four!", start=3)["start"] == TEXT.index("Four!")


def test_words_that_are_not_there_stay_without_a_place(source):
    found = cited(source, exact="Never said", capture=COPY)

    assert (found["start"], found["end"], found["capture"]) == (None, None, COPY)
    assert (
        "does not stand in the archived copy"
        in blocked(source, exact="Never said", capture=COPY)[0]
    )


def test_words_of_a_source_without_a_copy_claim_no_place():
    found = cited(make("source"), exact="Some words")

    assert (found["exact"], found["start"], found["capture"]) == (
        "Some words",
        None,
        "",
    )


def test_the_copy_that_was_named_is_the_one_that_is_cited(source):
    keep(source, f"A newer copy. {TEXT}", "b" * 64)

    assert cited(source, exact="Four!", capture=COPY)["capture"] == COPY
    assert (
        cited(source, exact="Four!", capture="b" * 64)["start"]
        == TEXT.index("Four!") + 14
    )


def test_a_copy_that_is_not_held_here_keeps_its_description(source):
    told = {
        "exact": "Far away",
        "start": 7,
        "end": 15,
        "before": "So ",
        "after": " it is.",
        "capture": "c" * 64,
    }

    assert cited(source, **told) == told
    assert blocked(source, **told) == []


def test_no_words_are_no_passage(source):
    assert cited(source, exact="", start=3, capture=COPY) is None


def test_a_quotes_own_words_are_its_passage(source):
    dispute = make("dispute")
    quote = make("quote", words="Four!", disputes=[uid(dispute)], source=uid(source))

    assert registry.of(quote).content(quote)["passage"]["start"] == TEXT.index("Four!")


@pytest.mark.parametrize(
    ("text", "exact", "places"),
    [
        ("aaa", "aa", [0, 1]),
        ("abc", "", []),
        ("", "a", []),
        ("é", "e", []),
        ("a\nb", "a b", []),
    ],
)
def test_every_place_matches_and_no_other(text, exact, places):
    assert passages.find_all(text, exact) == places


BROKEN = "She said: “We will not\nre-\nopen the quay.” It is late.\n\nIt is late."


@pytest.fixture
def printed(source):
    keep(source, BROKEN, "d" * 64)
    return source


@pytest.mark.parametrize(
    "typed",
    [
        "We will not reopen the quay.",
        "We will not\nre-\nopen the quay.",
        "We will not\r\nre-\r\nopen the quay.",
    ],
)
def test_a_passage_over_line_ends_matches_however_it_is_typed(printed, typed):
    found = cited(printed, exact=typed)

    assert (
        found["exact"]
        == BROKEN[found["start"] : found["end"]]
        == "We will not\nre-\nopen the quay."
    )
    assert found["capture"] == "d" * 64
    assert blocked(printed, exact=typed) == []


def test_a_quotes_words_over_line_ends_are_its_passage(printed):
    quote = make(
        "quote",
        words="We will not reopen the quay.",
        disputes=[uid(make("dispute"))],
        source=uid(printed),
    )

    passage = registry.of(quote).content(quote)["passage"]
    assert quote.words == "We will not reopen the quay."
    assert (
        BROKEN[passage["start"] : passage["end"]] == "We will not\nre-\nopen the quay."
    )


def test_words_that_stand_twice_also_over_a_line_end_need_a_choice(source):
    keep(source, "It is\nlate. Yes. It  is late.", "d" * 64)

    assert [passages.places("It is\nlate. Yes. It  is late.", "It is late")] == [
        [(0, 10), (17, 28)]
    ]
    assert cited(source, exact="It is late", start=17)["exact"] == "It  is late"
