"""Words a reader typed, as a condition that either database answers without an error, whatever was typed."""

import re

from django.db import connection

from .sql import WORDS_POSTGRESQL

WORD = re.compile(r"\w+", re.UNICODE)
MOST_WORDS = 20


def match_condition(words: str) -> tuple[str, tuple] | None:
    """SQL and parameters that hold for lines whose search text has every word; None when no word was typed.

    Each word is quoted, so that operators of the databases' own query languages are only letters here.
    """
    if not words.strip():
        return None
    tokens = WORD.findall(words.replace("\0", " "))[:MOST_WORDS]
    if not tokens:
        return "1 = 0", ()
    if connection.vendor == "sqlite":
        query = " ".join(f'"{token}"' for token in tokens)
        return "w.seq IN (SELECT rowid FROM factcheck_searchindex WHERE factcheck_searchindex MATCH %s)", (query,)
    return (
        "w.seq IN (SELECT s.seq FROM factcheck_searchtext AS s "
        f"WHERE {WORDS_POSTGRESQL.replace('%', '%%')} @@ plainto_tsquery('simple', %s))",
        (" ".join(tokens),),
    )
