"""The words of a search: what is refused, and what of them is not looked for, as sentences for readers."""

import re
from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from factcheck.ledger import (
    JOINS_NOTHING,
    MOST_TERMS,
    NO_LETTER,
    TOO_LONG,
    TOO_MANY,
    SearchTerms,
)
from factcheck.ledger.search.folding import LONGEST_WORD
from factcheck.text import invisible

NO_WORD = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f]"
)  # words may be pasted with line ends and tabs
MOST_SIGNS = 5  # that a message names
SHOWN = 40  # letters of a piece that a message repeats
REASONS = {
    NO_LETTER: ngettext_lazy(
        "There is no letter and no digit in %(pieces)s, so it is not looked for.",
        "There is no letter and no digit in %(pieces)s, so they are not looked for.",
        "number",
    ),
    JOINS_NOTHING: gettext_lazy(
        "%(pieces)s joins nothing here: it stands between two words that may each be there."
    ),
    TOO_LONG: ngettext_lazy(
        "Of %(pieces)s only the first %(most)d letters are looked for.",
        "Of each of %(pieces)s only the first %(most)d letters are looked for.",
        "number",
    ),
    TOO_MANY: ngettext_lazy(
        "A search holds %(most)d words; %(pieces)s came after those and is not looked for.",
        "A search holds %(most)d words; %(pieces)s came after those and are not looked for.",
        "number",
    ),
}
MOST = {TOO_LONG: LONGEST_WORD, TOO_MANY: MOST_TERMS}


def one_line(text: str) -> str:
    """Words as they are looked for, on one line, however they were typed or pasted."""
    return " ".join(text.split())


def control_characters(text: str) -> str:
    """Why words are refused, with each control character by its number; empty where there is none."""
    found = dict.fromkeys(NO_WORD.findall(text))
    if not found:
        return ""
    signs = ", ".join(map(number_of, list(found)[:MOST_SIGNS]))
    return (
        _(
            "The words to look for hold a control character (%s). Delete it, or type the words anew."
        )
        % signs
    )


def number_of(sign: str) -> str:
    """A character by its number: “U+001B”."""
    return f"U+{ord(sign):04X}"


def ignored_words(words: SearchTerms) -> list[str]:
    """A sentence for each reason why pieces of a search are not looked for; and one where no word is left."""
    pieces = defaultdict(list)
    for reason, written in words.unread:
        pieces[reason].append(f"“{_visible(written[:SHOWN])}”")
    sentences = [_sentence(reason, each) for reason, each in pieces.items()]
    if not words.groups:
        sentences.append(_without_words(words))
    return sentences


def _sentence(reason: str, pieces: list[str]) -> str:
    """The pieces that were left out for one reason; the same piece is named once."""
    different = list(dict.fromkeys(pieces))
    values = {
        "pieces": ", ".join(different),
        "most": MOST.get(reason, 0),
        "number": len(different),
    }
    return str(REASONS[reason] % values)


def _visible(piece: str) -> str:
    """A piece as a message repeats it: a sign that nobody sees by its number."""
    unseen = invisible.IGNORED if invisible.is_blank(piece) else invisible.UNSEEN
    return unseen.sub(
        lambda found: " " if found.group() == " " else number_of(found.group()), piece
    )


def _without_words(words: SearchTerms) -> str:
    if words.without:
        return _(
            "Only words to leave out were given. Add a word that must stand there."
        )
    return _("There is no word to look for. Type letters or digits.")
