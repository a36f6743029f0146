"""What a reader typed, as a question that either database answers without an error, whatever was typed.

A "quoted phrase" is a phrase, -word leaves out, OR stands between alternatives; everything else is letters. Words are
folded as the index is, and only letters and digits are left of them, so that no operator of a database can be said.
"""

import re
from dataclasses import dataclass

from django.db import connection

from ..dispute_scope import Sql
from .folding import has_long_word, words_of

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
class Words:
    """One phrase of each of `groups` must be there, and none of `without`. `unread` is what is not looked for."""

    groups: tuple[tuple[Phrase, ...], ...] = ()
    without: tuple[Phrase, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """Every phrase that is looked for."""
        return tuple(dict.fromkeys(phrase for group in self.groups for phrase in group))


def read_words(text: str) -> Words:
    """What is asked for by a text that a reader typed; no groups when there is no word to look for."""
    groups, without, joins = [], [], False
    terms, unread = _terms(text), _unread(text)
    for i, (sign, phrase, written) in enumerate(terms[:MOST_TERMS]):
        if (
            written == ALTERNATIVE and len(terms) > 1
        ):  # at an end it joins nothing, and is not looked for either
            joins = bool(groups) and _is_wanted(terms[i + 1 : i + 2])
            unread += [] if joins else [(JOINS_NOTHING, written)]
            continue
        if sign:
            without.append(phrase)
        elif joins:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
        joins = False
    unread += [(TOO_MANY, written) for _, _, written in terms[MOST_TERMS:]]
    return Words(tuple(tuple(group) for group in groups), tuple(without), tuple(unread))


def _terms(text: str) -> list[tuple[str, Phrase, str]]:
    """(sign, folded words, as it was written) of each term that has a word in it."""
    found = []
    for match in TERM.finditer(text):
        sign, written = (match[3], match[4]) if match[4] else (match[1], match[2])
        if phrase := tuple(words_of(written)):
            found.append((sign, phrase, match.group()))
    return found


def _unread(text: str) -> list[Unread]:
    """The pieces that have no word in them, or one that is looked at in part alone."""
    pieces = [match.group() for match in TERM.finditer(text)]
    without_words = [(NO_LETTER, piece) for piece in pieces if not words_of(piece)]
    return without_words + [
        (TOO_LONG, piece) for piece in pieces if has_long_word(piece)
    ]


def _is_wanted(terms: list[tuple[str, Phrase, str]]) -> bool:
    return bool(terms) and not terms[0][0]


def question(asked: Words) -> Sql:
    """The value that this database's index is matched against: FTS5's own text, or a tsquery."""
    return _fts5(asked) if connection.vendor == "sqlite" else _tsquery(asked)


def _fts5(asked: Words) -> Sql:
    text = " AND ".join(_any_of(group) for group in asked.groups)
    return Sql(
        "%s", (f"({text}) NOT {_any_of(asked.without)}" if asked.without else text,)
    )


def _any_of(phrases: tuple[Phrase, ...]) -> str:
    return "(" + " OR ".join(f'"{" ".join(phrase)}"' for phrase in phrases) + ")"


def _tsquery(asked: Words) -> Sql:
    one = "phraseto_tsquery('simple', %s)"
    terms = ["(" + " || ".join([one] * len(group)) + ")" for group in asked.groups]
    terms += [f"!! {one}"] * len(asked.without)
    phrases = [phrase for group in asked.groups for phrase in group] + list(
        asked.without
    )
    return Sql(" && ".join(terms), tuple(" ".join(phrase) for phrase in phrases))


def matching(asked: Words) -> Sql:
    """The lines of the index, superseded ones too, that hold the words: a SELECT of their `seq`."""
    if connection.vendor == "sqlite":
        start = "SELECT rowid AS seq FROM factcheck_searchindex WHERE factcheck_searchindex MATCH"
        return Sql(start) + question(asked)
    return (
        Sql("SELECT s.seq FROM factcheck_searchtext AS s WHERE s.words @@ (")
        + question(asked)
        + Sql(")")
    )


def match_condition(words: str) -> tuple[str, tuple] | None:
    """SQL and parameters that hold for lines `w` whose text answers what was typed; None when nothing was typed."""
    if not words.strip():
        return None
    asked = read_words(words)
    if not asked.groups:
        return "1 = 0", ()
    found = matching(asked)
    return f"w.seq IN ({found.text})", found.params
