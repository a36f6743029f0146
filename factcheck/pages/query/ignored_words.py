"""What of the words that were typed is not looked for, in words for whoever typed them."""

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

from .params import number_of

SHOWN = 40  # letters of a piece that a message repeats
SAID = {
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


def unread(words: SearchTerms) -> list[str]:
    """A sentence for each reason, with the pieces that it left out; and one where no word is left to look for."""
    pieces = defaultdict(list)
    for why, written in words.unread:
        pieces[why].append(f"“{_visible(written[:SHOWN])}”")
    said = [_sentence(why, named) for why, named in pieces.items()]
    return said + ([] if words.groups else [_without_words(words)])


def _sentence(why: str, named: list[str]) -> str:
    """What is said of the pieces that were left out for one reason; the same piece is named once."""
    different = list(dict.fromkeys(named))
    values = {
        "pieces": ", ".join(different),
        "most": MOST.get(why, 0),
        "number": len(different),
    }
    return str(SAID[why] % values)


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
