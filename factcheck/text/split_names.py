"""Names that a line end cuts in two, as in “Foreign Minister Nils” and “Lokke Andersen said”. Pure text."""

import re

OFFICE = (
    r"(?:(?:Prime|Foreign|Finance|Defence|Defense|Interior|Justice|Vice|Deputy|Former)[ -])*"
    r"(?:President|Minister|Premier|Chancellor|Secretary(?: of State| General)?|Secretary-General|Senator|Governor"
    r"|Mayor|King|Queen|Prince|Princess|Pope|Bishop|Archbishop|Ambassador|Judge|Justice|Speaker|Commissioner"
    r"|Chairman|Chairwoman|Director|Professor|Spokesman|Spokeswoman|Captain|Colonel|Admiral"
    r"|Representative|Congressman|Congresswoman|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Prof)\.?"
)
GIVEN = r"[^\W\d_a-zà-ÿ](?:[\w.’'-]*)"
ENDS_IN_OFFICE = re.compile(
    rf"\b{OFFICE}(?: {GIVEN}){{0,2}}$|(?:^|\s)\w+-[^\W\d_a-zà-ÿ]\w*$"
)
"""An office, with a first name or two or without; or a double first name."""
ENDS_AN_ENTRY = re.compile(rf"[^\W\d_a-zà-ÿ]\w*, {OFFICE}$")
"""“Anna Holm, Prime Minister” is a line of its own."""
ENDS_A_HEADING = re.compile(rf"[^\W\d_] {OFFICE}$")
"""“Report of the Harbour Director” may be all there is to a line."""
LONGEST = 100
"""Characters at the end of a line that are looked at for an office. No office is longer."""
GOES_ON = re.compile(
    rf"{GIVEN}(?: {GIVEN}){{0,2}}(?:,|’s|'s)? "
    r"(?:said|says|told|tells|added|adds|wrote|writes|asked|asks|announced|warned|replied|answered|explained|insisted"
    r"|argued|called|calls|did|does|has|had|is|was|will|would|met|who|and)\b"
)
"""A name, and what somebody does."""
BEGINS_ANEW = frozenset(
    (
        "A", "An", "The", "This", "That", "These", "Those", "There", "Here", "He", "She",
        "It", "They", "We", "You", "I", "His", "Her", "Its", "Their", "Our", "My", "Who",
        "What", "When", "Where", "Which", "Why", "How", "If", "As", "In", "On", "At",
        "By", "For", "From", "To", "With", "After", "Before", "But", "And", "Or", "So",
        "Yet", "No", "Not", "All", "Some", "Many", "Most", "Both", "Each", "One", "Two",
        "Three", "While", "Since", "Although", "Now", "Then", "Thank", "Yes", "Ministers",
        "Officials", "Reporters", "Police", "Experts", "Critics", "Lawmakers",
        "Residents", "Leaders", "Photo", "Image", "Source", "Published", "Updated", "By:",
        "Read", "See", "Share",
    )
)  # fmt: skip
"""What begins a sentence and goes on with no name."""
CAPITAL, SMALL = re.compile(r"[^\W\d_a-zà-ÿ]"), re.compile(r"(?<![\w’'.-])[a-zà-ÿ]{2}")
ENTRY = re.compile(rf"{GIVEN}(?: {GIVEN}){{0,3}}(?:[,:(]|\s[-–—(])")
"""How a line of a list of people begins."""


def cuts_a_name(one: str, other: str) -> bool:
    """Whether capitals meet over a line end within prose: a name may go on in the next line."""
    last_word = one.rpartition(" ")[2]
    if not one[-1].isalnum() or not CAPITAL.match(last_word):
        return False
    if not CAPITAL.match(other) or not _is_name(other):
        return False
    if not SMALL.search(one) and not ENDS_IN_OFFICE.search(one[-LONGEST:]):
        return False
    return other[-1] in ".!?" or SMALL.search(other) is not None


def ends_before_a_name(one: str, other: str) -> bool:
    """Whether the line stops at an office, or behind it and a first name, and the next one has the name to it."""
    end = one[-LONGEST:]
    if not ENDS_IN_OFFICE.search(end) or ENDS_AN_ENTRY.search(end):
        return False
    return cuts_a_name(one, other)


def surely_cuts_a_name(one: str, other: str) -> bool:
    """The same, where the next line also says what the person does: that is so however short the lines are."""
    if not GOES_ON.match(other) or not ends_before_a_name(one, other):
        return False
    return not ENDS_A_HEADING.search(one[-LONGEST:])


def is_entry(line: str) -> bool:
    """Whether a line begins as one of a list of people does, with a whole name and a comma or a colon."""
    return ENTRY.match(line) is not None


def _is_name(other: str) -> bool:
    return other.partition(" ")[0].rstrip(",.") not in BEGINS_ANEW
