"""What a reader typed, as a question that either database answers without an error, whatever was typed.

A "quoted phrase" is a phrase, -word leaves out, OR stands between alternatives; everything else is letters. Words are
folded as the index is, and only letters and digits are left of them, so that no operator of a database can be said.
"""

import re
from dataclasses import dataclass

from django.db import connection

from ..sql_parts import Sql, SqlValue
from .folding import folded_words, has_long_word

TERM = re.compile(r'(-?)["“”„]([^"“”„]*)["“”„]?|(-?)(\S+)')
ALTERNATIVE = "OR"
MOST_TERMS = 20
# Why a piece of what was typed is not looked for, or only in part.
TOO_MANY, NO_LETTER, JOINS_NOTHING, TOO_LONG = (
    "too-many",
    "no-letter",
    "joins-nothing",
    "too-long",
)

Phrase = tuple[str, ...]
Unread = tuple[str, str]
"""(why, as it was written)"""


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
        if phrase := tuple(folded_words(written)):
            terms.append((sign, phrase, match.group()))
    return terms


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
    return "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases) + ")"


def _tsquery(terms: SearchTerms) -> Sql:
    one = "phraseto_tsquery('simple', %s)"
    conditions: list[str] = []
    phrases: list[Phrase] = []
    for group in terms.groups:
        conditions.append("(" + " || ".join([one] * len(group)) + ")")
        phrases += group
    conditions += [f"!! {one}"] * len(terms.without)
    phrases += terms.without
    return Sql(" && ".join(conditions), tuple(" ".join(phrase) for phrase in phrases))


def matching(terms: SearchTerms) -> Sql:
    """The lines of the index, superseded ones too, that hold the words: a SELECT of their `seq`."""
    if connection.vendor == "sqlite":
        start = "SELECT rowid AS seq FROM factcheck_searchindex WHERE factcheck_searchindex MATCH"
        return Sql(start) + index_query(terms)
    start = "SELECT s.seq FROM factcheck_searchtext AS s WHERE s.words @@ ("
    return Sql(start) + index_query(terms) + Sql(")")


def match_condition(words: str) -> tuple[str, tuple[SqlValue, ...]] | None:
    """SQL and parameters that hold for lines `w` whose text answers what was typed; None when nothing was typed."""
    if not words.strip():
        return None
    terms = read_words(words)
    if not terms.groups:
        return "1 = 0", ()
    found = matching(terms)
    return f"w.seq IN ({found.text})", found.params
