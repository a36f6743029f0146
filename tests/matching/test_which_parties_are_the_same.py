import pytest
from matching.best_match import best_match, relation

from factcheck.text.matching import Comparable, Matcher, folded_name

PAIRS = [
    ("Lars Løkke Rasmussen", "Lars Lokke Rasmussen", "same", "accents folded"),
    ("Lars Løkke Rasmussen", "Rasmussen, Lars Løkke", "same", "last name first"),
    (
        "Lars Løkke Rasmussen",
        "Foreign Minister Lars Løkke Rasmussen",
        "same",
        "a title",
    ),
    ("Lars Løkke Rasmussen", "Løkke Rasmussen Lars", "same", "parts in another order"),
    ("JD Vance", "J.D. Vance", "same", "dots in the initials"),
    ("JD Vance", "Vice President J. D. Vance", "same", "a title and blanks"),
    ("James David Vance", "J.D. Vance", "same", "two initials"),
    ("Donald Trump", "President Donald J. Trump", "same", "one more initial"),
    ("NATO", "North Atlantic Treaty Organization", "same", "an acronym"),
    ("North Atlantic Treaty Organization", "N.A.T.O.", "same", "an acronym with dots"),
    (("United States", "USA", "US"), "U.S.", "same", "an alias with dots"),
    (("Kingdom of Denmark", "Denmark"), "Denmark", "same", "an alias"),
    ("Prime Minister", "prime minister", "same", "nothing but a title"),
    ("Lars Løkke Rasmussen", "Anders Fogh Rasmussen", "related", "a shared surname"),
    ("Lars Løkke Rasmussen", "Rasmussen", "related", "a surname alone"),
    ("Lars Løkke Rasmussen", "Mr Rasmussen", "related", "a title and a surname"),
    ("Donald Trump", "D. Trump", "related", "one initial: Don, or Diana"),
    ("Donald Trump", "Donald Trump Jr.", "related", "the son"),
    ("Donald Trump", "Melania Trump", "related", "the wife"),
    ("Marco Rubio", "Marco Rubbio", "related", "a typing error, for a person to judge"),
    ("Denmark", "Sweden", "nothing", "another country"),
    (
        "Danish Ministry of Defence",
        "Danish Ministry of Culture",
        "nothing",
        "another ministry",
    ),
    ("Group of 7", "Group of 20", "related", "another number"),
    ("Marco Rubio", "Jens Stoltenberg", "nothing", "somebody else"),
]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "why"), PAIRS, ids=[row[-1] for row in PAIRS]
)
def test_what_two_names_are_to_each_other(ours, theirs, expected, why):
    match = best_match("party", ours, theirs)

    assert relation(match) == expected
    assert match is None or bool(match.reasons) == (expected == "related")


def test_a_ministry_and_a_person_of_one_name_are_not_the_same():
    assert (
        best_match(
            "party",
            "Vance",
            "Vance",
            {"party_kind": "person"},
            {"party_kind": "outlet"},
        ).relation
        == "related"
    )


def test_when_two_are_called_so_a_person_must_choose():
    known = [
        Comparable("one", "party", ("Peter Hansen",)),
        Comparable("other", "party", ("Hansen, Peter",)),
    ]

    match = Matcher(known).best(Comparable("new", "party", ("Peter Hansen",)))

    assert (match.relation, match.reasons) == (
        "related",
        ("more than one known party is called so",),
    )


def test_a_name_is_looked_up_by_its_letters():
    assert folded_name("  Lars  LØKKE-Rasmussen ") == folded_name(
        "lars lokke rasmussen"
    )
    assert folded_name("Rasmussen, Lars") == "lars rasmussen"
    assert folded_name("President Trump") != folded_name("Trump")
