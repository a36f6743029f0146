"""A look-alike about something else is not what a passage became; and what was only changed is not gone."""

import pytest
from anchoring.copies import cut

from factcheck.text.reanchoring import PassageState, relocate

TEAMS = ["Alder", "Birch", "Cedar", "Dogwood"]
FOUND = "Team {} reported on Monday that it had found traces of oil in no port of the northern district."
LIST = " ".join(FOUND.format(team) for team in TEAMS)
STORY = (
    "The council met on Tuesday evening in the old school. The mayor, Ane Berg, opened the session at eight. "
    "The harbour company will pay 40 million crowns for the quay before the summer. Nobody spoke against it. "
    "The next session is planned for the spring, when the drawings are ready to be shown."
)
PAYS = "The harbour company will pay 40 million crowns for the quay before the summer."

GONE = [
    (
        LIST,
        FOUND.format("Alder"),
        LIST.replace(FOUND.format("Alder") + " ", ""),
        "the first of a list",
    ),
    (
        LIST,
        FOUND.format("Birch"),
        LIST.replace(FOUND.format("Birch") + " ", ""),
        "one within a list",
    ),
    (
        LIST,
        FOUND.format("Dogwood"),
        LIST.replace(" " + FOUND.format("Dogwood"), ""),
        "the last of a list",
    ),
    (STORY, PAYS, STORY.replace(PAYS + " ", ""), "no look-alike at all"),
    (
        STORY,
        PAYS,
        "Another day, another town: in Lund nobody wants a quay. "
        "The Nordvik company will pay 90 million crowns for the bridge before the summer. Boats lie idle.",
        "another payer and another sum elsewhere",
    ),
    (
        STORY,
        "will pay 40 million crowns for the quay before the summer",
        "From Lund: the parish of Nordvik will pay 12 million crowns for the quay before the summer, they said.",
        "the words alone, of somebody else",
    ),
]
CHANGED = [
    (
        STORY,
        PAYS,
        STORY.replace("40 million", "about 55 million"),
        "will pay about 55 million",
        "a number in its place",
    ),
    (
        STORY,
        PAYS,
        STORY.replace("harbour company", "Nordvik company"),
        "The Nordvik company",
        "a name in its place",
    ),
    (
        STORY,
        PAYS,
        STORY.replace("will pay", "has paid"),
        "has paid 40 million",
        "a verb",
    ),
    (
        STORY,
        PAYS,
        "Updated on Friday. "
        + PAYS.replace("before the summer", "before the autumn")
        + " More follows later today.",
        "before the autumn",
        "moved to the top, and a word changed",
    ),
    (
        LIST,
        FOUND.format("Birch"),
        LIST.replace(
            FOUND.format("Birch"), FOUND.format("Birch").replace("no port", "one port")
        ),
        "Team Birch reported on Monday that it had found traces of oil in one port",
        "one of a list, changed in its place",
    ),
]


ALIKE_TO_THE_LAST = "the last of a list"
"""What stood around it is the same for every item, so that only the old text tells them apart."""


@pytest.mark.parametrize(
    "knows_the_old", [True, False], ids=["with the old text", "without"]
)
@pytest.mark.parametrize(
    ("old", "exact", "new", "why"), GONE, ids=[row[-1] for row in GONE]
)
def test_it_is_gone(old, exact, new, why, knows_the_old):
    if why == ALIKE_TO_THE_LAST and not knows_the_old:
        return
    assert (
        relocate(cut(old, exact), new, old if knows_the_old else "").state
        == PassageState.ORPHANED
    )


@pytest.mark.parametrize(
    "knows_the_old", [True, False], ids=["with the old text", "without"]
)
@pytest.mark.parametrize(
    ("old", "exact", "new", "now", "why"), CHANGED, ids=[row[-1] for row in CHANGED]
)
def test_it_is_changed(old, exact, new, now, why, knows_the_old):
    found = relocate(cut(old, exact), new, old if knows_the_old else "")

    assert found.state == PassageState.TEXT_CHANGED
    assert now in found.exact


def test_the_same_words_of_another_are_not_the_cited_ones():
    exact = "found traces of oil in no port of the northern district"
    new = LIST.replace(FOUND.format("Birch") + " ", "")

    assert relocate(cut(LIST, exact, nth=1), new, LIST).state != PassageState.MOVED


def test_of_a_list_that_lost_another_item_the_cited_one_moved():
    new = LIST.replace(FOUND.format("Alder") + " ", "")

    found = relocate(cut(LIST, FOUND.format("Cedar")), new, LIST)

    assert (found.state, found.exact) == (PassageState.MOVED, FOUND.format("Cedar"))


WHOLE = [
    (
        "It is our harbour",
        "“It is our harbour,” she said. Her brother",
        "is our",
        "is their",
        "It is their harbour",
    ),
    (
        "It is our harbour",
        "“It is our harbour,” she said. Her brother",
        "our harbour",
        "their old harbour",
        "It is their old harbour",
    ),
    (
        "A working group will convene within weeks.",
        "They spoke. A working group will convene within weeks. Germany has sent a team.",
        "within weeks",
        "before the end of the month of May",
        "A working group will convene before the end of the month of May.",
    ),
    (
        "A working group will convene within weeks.",
        "They spoke. A working group will convene within weeks. Germany has sent a team.",
        "A working group",
        "Two groups of officials",
        "Two groups of officials will convene within weeks.",
    ),
]


@pytest.mark.parametrize(("exact", "old", "was", "now", "words"), WHOLE)
@pytest.mark.parametrize("where", ["", "A line before it all. Another line. "])
def test_changed_words_are_neither_cut_nor_run_over(exact, old, was, now, words, where):
    found = relocate(cut(old, exact), where + old.replace(was, now), old)

    assert (found.state, found.exact) == (PassageState.TEXT_CHANGED, words)
