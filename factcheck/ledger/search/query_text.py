"""What a reader typed, as a question that either database answers without an error, whatever was typed.

A "quoted phrase" is a phrase, -word leaves out, OR stands between alternatives; everything else is letters. Words are
folded as the index is, and only letters and digits are left of them, so that no operator of a database can be said. A
word is found by its stem too, in every language whose endings are known; in quotes it is found as it is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from ..sql_parts import Sql
from .folding import folded_words, has_long_word
from .stems import stems

TERM = re.compile(r'(-?)["“”„]([^"“”„]*)["“”„]?|(-?)(\S+)')
GENITIVE = re.compile(r"['’][sS]\W*$")
ALTERNATIVE = "OR"
MOST_TERMS = 20
# Why a piece of what was typed is not looked for, or only in part.
TOO_MANY, NO_LETTER, JOINS_NOTHING, TOO_LONG = (
    "too-many",
    "no-letter",
    "joins-nothing",
    "too-long",
)

Words = tuple[str, ...]
Unread = tuple[str, str]
"""(why, as it was written)"""


class Phrase(NamedTuple):
    """Folded words that stand one behind the other; a single word that is not `exact` is found by its stem too."""

    words: Words
    exact: bool = True

    @property
    def stems(self) -> Words:
        """What the index calls the stems of the word; none of a phrase."""
        return () if self.exact or len(self.words) > 1 else stems(self.words[0])

    @property
    def forms(self) -> tuple[Words, ...]:
        """What is looked for in the index, any of it."""
        return (self.words, *((stem,) for stem in self.stems))

    def length_at(self, words: Sequence[str], at: int) -> int:
        """How many of the folded words of a text, from one on, are this phrase; 0 for none."""
        length = len(self.words)
        if tuple(words[at : at + length]) == self.words:
            return length
        own_stems = self.stems
        return int(any(stem in own_stems for stem in stems(words[at])))


@dataclass(frozen=True)
class SearchTerms:
    """One phrase of each of `groups` must be there, and none of `without`. `unread` is what is not looked for."""

    groups: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[Phrase, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """Every phrase that is looked for."""
        phrases: dict[Phrase, None] = {}
        for group in self.groups:
            phrases |= dict.fromkeys(group)
        return tuple(phrases)


def read_words(text: str) -> SearchTerms:
    """What is asked for by a text that a reader typed; no groups when there is no word to look for."""
    terms, unread = _terms(text), _unread(text)
    groups: list[list[Phrase]] = []
    without: list[Phrase] = []
    is_alternative = False
    for i, (sign, phrase, written) in enumerate(terms[:MOST_TERMS]):
        if written == ALTERNATIVE and len(terms) > 1:
            # at an end it joins nothing, and is not looked for either
            is_alternative = bool(groups) and _is_wanted(terms[i + 1 : i + 2])
            if not is_alternative:
                unread.append((JOINS_NOTHING, written))
            continue
        if sign:
            without.append(phrase)
        elif is_alternative:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
        is_alternative = False
    for _sign, _phrase, written in terms[MOST_TERMS:]:
        unread.append((TOO_MANY, written))
    return SearchTerms(
        tuple(tuple(group) for group in groups), tuple(without), tuple(unread)
    )


def _terms(text: str) -> list[tuple[str, Phrase, str]]:
    """(sign, folded words, as it was written) of each term that has a word in it."""
    terms = []
    for match in TERM.finditer(text):
        sign, written = (match[3], match[4]) if match[4] else (match[1], match[2])
        if phrase := _phrase(written, is_quoted=not match[4]):
            terms.append((sign, phrase, match.group()))
    return terms


def _phrase(written: str, *, is_quoted: bool) -> Phrase | None:
    """The phrase that was typed; a genitive's s is an ending unless it is in quotes. None without a word."""
    text = written if is_quoted else GENITIVE.sub("", written)
    words = tuple(folded_words(text))
    return Phrase(words, exact=is_quoted) if words else None


def _unread(text: str) -> list[Unread]:
    """The pieces that have no word in them, or one that is looked at in part alone."""
    pieces = [match.group() for match in TERM.finditer(text)]
    without_words = [(NO_LETTER, piece) for piece in pieces if not folded_words(piece)]
    too_long = [(TOO_LONG, piece) for piece in pieces if has_long_word(piece)]
    return without_words + too_long


def _is_wanted(terms: list[tuple[str, Phrase, str]]) -> bool:
    return bool(terms) and not terms[0][0]


def index_query(terms: SearchTerms) -> Sql:
    """The value that this database's index is matched against: FTS5's own text, or a tsquery."""
    return _fts5(terms) if connection.vendor == "sqlite" else _tsquery(terms)


def _fts5(terms: SearchTerms) -> Sql:
    text = " AND ".join(_any_of(group) for group in terms.groups)
    if terms.without:
        text = f"({text}) NOT {_any_of(terms.without)}"
    return Sql("%s", (text,))


def _any_of(phrases: tuple[Phrase, ...]) -> str:
    forms = [f'"{" ".join(form)}"' for form in _forms(phrases)]
    return "(" + " OR ".join(forms) + ")"


def _forms(phrases: tuple[Phrase, ...]) -> list[Words]:
    """What is looked for in the index, any of it, each once."""
    forms: dict[Words, None] = {}
    for phrase in phrases:
        forms |= dict.fromkeys(phrase.forms)
    return list(forms)


def _tsquery(terms: SearchTerms) -> Sql:
    conditions = []
    params: list[str] = []
    for group in terms.groups:
        forms = _forms(group)
        conditions.append(_any_form(len(forms)))
        params += (" ".join(form) for form in forms)
    if terms.without:
        forms = _forms(terms.without)
        conditions.append(f"!! {_any_form(len(forms))}")
        params += (" ".join(form) for form in forms)
    return Sql(" && ".join(conditions), tuple(params))


def _any_form(count: int) -> str:
    return "(" + " || ".join(["phraseto_tsquery('simple', %s)"] * count) + ")"


def matching(terms: SearchTerms) -> Sql:
    """The lines of the index, superseded ones too, that hold the words: a SELECT of their `seq`."""
    if connection.vendor == "sqlite":
        start = "SELECT rowid AS seq FROM factcheck_searchindex WHERE factcheck_searchindex MATCH"
        return Sql(start) + index_query(terms)
    start = "SELECT s.seq FROM factcheck_searchtext AS s WHERE s.words @@ ("
    return Sql(start) + index_query(terms) + Sql(")")
