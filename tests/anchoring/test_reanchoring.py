import pytest
from anchoring.copies import OLD, cut

from factcheck.text.reanchoring import PassageState, relocate

ANCHORED, SIGNS, MOVED, CHANGED, AMBIGUOUS, ORPHANED = PassageState
REMAINS = "a fundamental disagreement remains"
GROUP = "A working group will convene within weeks."

# What was cited, what became of the text, what is said of it, and the words that stand there now.
COPIES = [
    (REMAINS, OLD, ANCHORED, REMAINS, "nothing changed"),
    (REMAINS, OLD + " More follows.", ANCHORED, REMAINS, "only the end grew"),
    (
        REMAINS,
        OLD.replace("13", "15"),
        ANCHORED,
        REMAINS,
        "a change elsewhere, as long as before",
    ),
    (REMAINS, "Updated. " + OLD, MOVED, REMAINS, "a line before it"),
    (
        GROUP,
        GROUP + " " + OLD.replace(GROUP + " ", ""),
        MOVED,
        GROUP,
        "the sentence became the first",
    ),
    (
        "13",
        OLD.replace("The ministers", "All 13 ministers"),
        MOVED,
        "13",
        "the number stands twice, one place fits",
    ),
    (
        "disagreement",
        "A disagreement? " + OLD,
        MOVED,
        "disagreement",
        "the word stands twice, one place fits",
    ),
    (
        REMAINS,
        OLD.replace("remains", "persists"),
        CHANGED,
        "a fundamental disagreement persists",
        "one word changed",
    ),
    (
        REMAINS,
        OLD.replace(REMAINS, "a deep and fundamental disagreement remained"),
        CHANGED,
        "a deep and fundamental disagreement remained",
        "words added within",
    ),
    (
        GROUP,
        OLD.replace("within weeks", "within months"),
        CHANGED,
        GROUP.replace("weeks", "months"),
        "the end changed",
    ),
    (
        "a team of 13",
        OLD.replace("13", "15"),
        CHANGED,
        "a team of 15",
        "the number changed",
    ),
    (
        "Lars Løkke Rasmussen",
        OLD.replace("ø", "o"),
        CHANGED,
        "Lars Lokke Rasmussen",
        "an accent lost",
    ),
    (
        "totally unacceptable",
        OLD.replace("totally unacceptable", "“totally  unacceptable”"),
        SIGNS,
        "totally  unacceptable",
        "quotation marks and a blank",
    ),
    (
        "Danish officials said that " + REMAINS,
        "Update. "
        + OLD.replace("Danish officials said that " + REMAINS, "")
        + " Danish officials said that a basic disagreement remains",
        CHANGED,
        "Danish officials said that a basic disagreement remains",
        "moved, and one word changed",
    ),
    (
        GROUP,
        OLD.replace("within weeks", "within months") + " That was last week. " + GROUP,
        CHANGED,
        GROUP.replace("weeks", "months"),
        "changed in its place, and repeated elsewhere",
    ),
    (REMAINS, OLD + " " + OLD, AMBIGUOUS, "", "the whole text stands twice"),
    (
        REMAINS,
        f"{REMAINS}. {REMAINS}.",
        AMBIGUOUS,
        "",
        "twice, and nothing around is left",
    ),
    (
        REMAINS,
        (OLD + "\n").replace("remains", "persists") * 2,
        AMBIGUOUS,
        "",
        "changed, and the changed words stand twice",
    ),
    (REMAINS, OLD.replace(REMAINS, ""), ORPHANED, "", "cut out"),
    (REMAINS, "The fishing season opened in Ilulissat.", ORPHANED, "", "another text"),
    (REMAINS, "", ORPHANED, "", "an empty text"),
    (
        "13",
        "A storm with gusts of 13 metres a second closed the airport.",
        ORPHANED,
        "",
        "a short word of something else",
    ),
    (
        REMAINS,
        OLD.replace(REMAINS, "nothing was settled"),
        ORPHANED,
        "",
        "other words in its place",
    ),
]


@pytest.mark.parametrize(
    ("exact", "new", "state", "words", "why"), COPIES, ids=[row[-1] for row in COPIES]
)
def test_what_became_of_a_passage(exact, new, state, words, why):
    found = relocate(cut(OLD, exact), new)

    assert (found.state, found.exact) == (state, words)
    assert found.start is None or new[found.start : found.end] == words


def test_of_two_equal_lines_the_cited_one_stays_cited_while_nothing_changes():
    text = "No comment.\n" * 20

    assert relocate(cut(text, "No comment.", nth=7), text).start == 7 * len(
        "No comment.\n"
    )


def test_an_ambiguous_passage_says_where_it_may_be():
    assert relocate(cut(OLD, "Nuuk"), f"{OLD} {OLD}").places == (
        OLD.index("Nuuk"),
        OLD.index("Nuuk") + len(OLD) + 1,
    )


def test_changed_words_say_how_much_they_changed():
    little = relocate(cut(OLD, GROUP), OLD.replace("weeks", "a week"))
    more = relocate(
        cut(OLD, GROUP),
        OLD.replace("convene within weeks", "meet before the end of the month"),
    )

    assert 1 > little.similarity > more.similarity > 0
    assert relocate(cut(OLD, GROUP), OLD).similarity == 1


def test_an_accent_belongs_to_its_letter():
    old = "He said it in the cafe, by the harbour of Nuuk."

    found = relocate(cut(old, "cafe"), old.replace("cafe", "cafe\u0301"))

    assert (found.state, found.exact) == (CHANGED, "cafe\u0301")


@pytest.mark.parametrize(
    "letters",
    ["\x00\x00", "وزير", "نَرفُض", "𝔊𝔯", "🇬🇱🧊", "e\u0301\u0323", "คณะ", "北極"],
)
def test_any_letters_are_counted_as_code_points(letters):
    old = f"{letters} before, {letters}we will talk{letters}, and {letters} after"

    found = relocate(
        cut(old, f"{letters}we will talk{letters}"), f"{letters}{letters} " + old
    )

    assert found.state == MOVED
    assert found.start == len(letters) * 4 + len(" ") + len(" before, ") - len(letters)
