"""The extractors that a desk runs, by name; whatever one finds must stand where it says."""

import datetime
from collections.abc import Iterable, Sequence
from importlib import import_module

from .findings import Finding, KnownParty

RULES = "factcheck.extraction.rules.find"


def find(
    text: str,
    *,
    published_on: datetime.date | None = None,
    parties: Iterable[KnownParty] = (),
    extractors: Sequence[str] = (RULES,),
) -> list[Finding]:
    """What the extractors find, in the order of the text.

    An extractor is named by module and function, and is called as `rules.find` is. A finding whose words do not stand
    at its place is dropped, so that none can invent; of two at one place the first extractor's is kept.
    """
    parties = list(parties)
    kept: dict[tuple, Finding] = {}
    for name in extractors:
        for one in _extractor(name)(text, published_on=published_on, parties=parties):
            if one.exact and text[one.start : one.end] == one.exact:
                kept.setdefault((one.kind, one.start, one.end), one)
    return sorted(kept.values(), key=lambda one: (one.start, one.end))


def _extractor(name: str):
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def problem_of(name: str) -> str:
    """Why an extractor of this name cannot be used; empty for one that can."""
    try:
        return "" if callable(_extractor(name)) else "it is no function"
    except (ImportError, AttributeError, ValueError) as error:
        return str(error) or "it is not there"
