"""What readers are told of people who are not public: initials, or a description, in place of the name.

A content is a party's in the shape of its public form; what is told of it goes into the ledger, so that no page, feed
or API has to hide anything.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from factcheck.ledger import folded_words

PUBLIC, PRIVATE, MINOR = "public", "private", "minor"
NOBODY_NAMED = "a minor"
SHORT = 3  # letters below which one word of a name is too common to tell it by
HIDDEN = {"aliases": [], "wikidata_id": "", "roles": []}


def initials(name: str) -> str:
    """“Anna Maria Berg” as “A. M. B.”: the first letter of each word with a capital, titles left out."""
    words = [word.lstrip("(\"'“„‘") for word in name.split()]
    words = [
        word
        for word in words
        if word[:1].isalpha() and not (word.endswith(".") and len(word) > 2)
    ]
    capitals = [word for word in words if not word[0].islower()]
    return " ".join(f"{word[0].upper()}." for word in capitals or words) or "N. N."


def is_hidden(content: dict) -> bool:
    """Whether readers are not told the party's name."""
    publicity = content.get("publicity", PUBLIC)
    return publicity == MINOR or (
        publicity == PRIVATE and not content.get("show_full_name")
    )


def is_private(content: dict) -> bool:
    """Whether the party is a private person or a minor: it has no page, and stands in no list."""
    return content.get("publicity", PUBLIC) != PUBLIC


def told(content: dict) -> dict:
    """The content as readers get it: of a private person the initials, of a minor the description, and no more."""
    if not is_private(content):
        return content | {"shown_as": "", "show_full_name": False}
    if not is_hidden(content):
        return content | {"shown_as": ""}
    shown_as = content.get("shown_as") or ""
    known_by = (
        NOBODY_NAMED if content["publicity"] == MINOR else initials(content["name"])
    )
    return content | HIDDEN | {"name": shown_as or known_by, "show_full_name": False}


def names_of(content: dict) -> list[tuple[str, ...]]:
    """The names that nobody may read, each as its folded words; what readers are told is none of them."""
    shown = {
        tuple(folded_words(text))
        for text in (content.get("shown_as") or "", told(content)["name"])
    }
    names = (
        tuple(folded_words(name))
        for name in (content["name"], *content.get("aliases", ()))
    )
    return [name for name in names if name and name not in shown]


def says(text: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether a text holds one of the names whole, whatever its case, accents and punctuation."""
    words = folded_words(text)
    return any(
        name == tuple(words[at : at + len(name)])
        for name in names
        for at in range(len(words))
    )


def slug_says(slug: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether an address holds a name, or a word of it that is long enough to tell it by."""
    names = list(names)
    telling = {word for name in names for word in name if len(word) >= SHORT}
    return says(slug, names) or not telling.isdisjoint(folded_words(slug))


def neutral_slug(uid: UUID) -> str:
    """An address that tells nothing of who is meant."""
    return f"person-{uid.hex[:8]}"


def texts_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """(path, text) of every text in a content, parts included, as blockers name them: `evidence[1].note`."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from texts_of(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from texts_of(item, f"{path}[{i}]")
