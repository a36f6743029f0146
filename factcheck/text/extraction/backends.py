"""The extractors that a desk runs, by name; whatever one finds must stand where it says."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from types import ModuleType
from typing import Protocol

from .findings import Finding, KnownParty

RULES = "factcheck.text.extraction.rules.find"


class Extractor(Protocol):
    """A function that finds things in a text, called as `rules.find` is."""

    def __call__(
        self,
        text: str,
        *,
        published_on: datetime.date | None,
        parties: Iterable[KnownParty],
    ) -> Iterable[Finding]: ...


def find(
    text: str,
    *,
    published_on: datetime.date | None = None,
    parties: Iterable[KnownParty] = (),
    extractors: Sequence[str] = (RULES,),
    language: str = "",
    guard: Callable[[str], AbstractContextManager[object]] = nullcontext,
) -> list[Finding]:
    """What the extractors find, in the order of the text.

    An extractor is named by module and function, and is called as `rules.find` is. A finding whose words do not stand
    at its place is dropped, so that none can invent; of two at one place the first extractor's is kept. One that does
    not read the `language` of the text (BCP 47; empty where nobody knows it) is left out. Each extractor
    runs inside `guard(name)`; where that holds back an exception, what the extractor had found by then is kept.
    """
    parties = list(parties)
    kept: dict[tuple[str, int, int], Finding] = {}
    for name in readers(extractors, language):
        with guard(name):
            for one in _extractor(name)(
                text, published_on=published_on, parties=parties
            ):
                if one.exact and text[one.start : one.end] == one.exact:
                    kept.setdefault((one.kind, one.start, one.end), one)
    return sorted(kept.values(), key=lambda one: (one.start, one.end))


def readers(extractors: Sequence[str], language: str) -> list[str]:
    """Those of the extractors that read a language: what its module's LANGUAGES names, all where it has none."""
    primary = language.partition("-")[0].casefold()
    if not primary:
        return list(extractors)
    chosen = []
    for name in extractors:
        known = languages([name])
        if not known or primary in known:
            chosen.append(name)
    return chosen


def languages(extractors: Sequence[str]) -> frozenset[str]:
    """The languages that extractors say they read, as ISO 639 names them; empty for one that says nothing."""
    known: set[str] = set()
    for name in extractors:
        known.update(getattr(_module(name), "LANGUAGES", ()))
    return frozenset(known)


def _module(name: str) -> ModuleType | None:
    """The module of an extractor; one that cannot be loaded is named when it is run."""
    try:
        return import_module(name.rpartition(".")[0])
    except (ImportError, ValueError):
        return None


def _extractor(name: str) -> Extractor:
    module, _, function = name.rpartition(".")
    extractor: Extractor = getattr(import_module(module), function)
    return extractor


def problem_of(name: str) -> str:
    """Why an extractor of this name cannot be used; empty for one that can."""
    try:
        return "" if callable(_extractor(name)) else "it is no function"
    except (ImportError, AttributeError, ValueError) as error:
        return str(error) or "it is not there"
