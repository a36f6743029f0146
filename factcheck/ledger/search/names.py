"""The names by which one and the same is called: whoever types one of them finds what is said under the others."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..dispute_scope import live
from ..reading import View
from ..sql_parts import Sql, fetch_all, placeholders
from .folding import folded_words
from .query_text import Phrase, SearchTerms, Words

NAME = "called"
"""The facet that holds a name, folded; a kind whose records have several gives one for each."""
MOST_LETTERS = 200
MOST_WORDS = 4
"""Of a name; one of more words is found as it is typed."""
LEAST_LETTERS = 4
"""Of a name of one word that stands for the others: "US" would be looked for as "us"."""
MOST_NAMES = 100


def name_facets(*names: str) -> Iterator[tuple[str, str]]:
    """The facets by which a record is found under each of its names."""
    for name in names:
        folded = " ".join(folded_words(name))
        if folded and len(folded) <= MOST_LETTERS:
            yield NAME, folded


def with_other_names(view: View, terms: SearchTerms) -> SearchTerms:
    """The terms with the other names, as of the view, of what the words name. At most one query.

    A name is some terms one behind the other, without a choice between them; one in quotes is left as it is written.
    """
    runs = _runs(terms)
    if not runs:
        return terms
    names = _other_names(view, tuple(sorted(runs)))
    groups = [list(group) for group in terms.groups]
    for written, places in runs.items():
        for at in places:
            groups[at] += (Phrase(name) for name in names.get(written, ()))
    distinct = [tuple(dict.fromkeys(group)) for group in groups]
    return replace(terms, groups=tuple(distinct))


def _runs(terms: SearchTerms) -> dict[str, set[int]]:
    """By what may be a name, the places of the groups that it is made of."""
    runs: dict[str, set[int]] = defaultdict(set)
    for start in range(len(terms.groups)):
        words: list[str] = []
        for end in range(start, min(start + MOST_WORDS, len(terms.groups))):
            group = terms.groups[end]
            if len(group) > 1 or group[0].exact:
                break
            words += group[0].words
            runs[" ".join(words)].update(range(start, end + 1))
    return runs


@lru_cache(maxsize=256)
def _other_names(view: View, written: tuple[str, ...]) -> dict[str, list[Words]]:
    """By a name, those that records with this name have besides, as words."""
    query = Sql(
        "SELECT f.value, o.value FROM factcheck_facet AS f JOIN factcheck_facet AS o "
        "ON o.seq = f.seq AND o.name = f.name AND o.value <> f.value WHERE f.name = %s",
        (NAME,),
    )
    query += Sql(f"AND f.value IN ({placeholders(len(written))})", written)
    query += live(view, "f") + Sql("ORDER BY o.seq, o.value LIMIT %s", (MOST_NAMES,))
    names: dict[str, list[Words]] = defaultdict(list)
    for name, other in fetch_all(query):
        if len(other) >= LEAST_LETTERS:
            names[name].append(tuple(other.split()))
    return dict(names)
