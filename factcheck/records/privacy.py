"""People who are not public: readers get initials, or a description, in place of the name.

A content is a party's in the shape of its public form. Only its `public_content` goes into the ledger, so that no page,
feed or API has to hide anything.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from factcheck.ledger import folded_words
from factcheck.models import Party

PUBLIC = Party.Publicity.PUBLIC
PRIVATE = Party.Publicity.PRIVATE
MINOR = Party.Publicity.MINOR
NOBODY_NAMED = "a minor"
SHORT = 3  # letters below which one word of a name is too common to tell it by
HIDDEN = {"aliases": [], "wikidata_id": "", "roles": []}


def initials(name: str) -> str:
    """“Anna Maria Berg” as “A. M. B.”: the first letter of each word with a capital, titles left out."""
    words = []
    for part in name.split():
        word = part.lstrip("(\"'“„‘")
        is_title = word.endswith(".") and len(word) > 2  # "Dr.", but not "A."
        if word[:1].isalpha() and not is_title:
            words.append(word)
    capitals = [word for word in words if not word[0].islower()]
    return " ".join(f"{word[0].upper()}." for word in capitals or words) or "N. N."


def is_hidden(content: dict[str, Any]) -> bool:
    """Whether the party's name is withheld from readers."""
    publicity = content.get("publicity", PUBLIC)
    return publicity == MINOR or (
        publicity == PRIVATE and not content.get("show_full_name")
    )


def is_private(content: dict[str, Any]) -> bool:
    """Whether the party is a private person or a minor: it has no page, and stands in no list."""
    return bool(content.get("publicity", PUBLIC) != PUBLIC)


def public_content(content: dict[str, Any]) -> dict[str, Any]:
    """The content as readers get it: of a private person the initials, of a minor the description, and no more."""
    if not is_private(content):
        return content | {"shown_as": "", "show_full_name": False}
    if not is_hidden(content):
        return content | {"shown_as": ""}
    if content.get("shown_as"):
        name = content["shown_as"]
    elif content["publicity"] == MINOR:
        name = NOBODY_NAMED
    else:
        name = initials(content["name"])
    return content | HIDDEN | {"name": name, "show_full_name": False}


def names_of(content: dict[str, Any]) -> list[tuple[str, ...]]:
    """The names that nobody may read, each as its folded words; the name that readers get is none of them."""
    shown = (content.get("shown_as") or "", public_content(content)["name"])
    public = {tuple(folded_words(text)) for text in shown}
    names = []
    for text in (content["name"], *content.get("aliases", ())):
        name = tuple(folded_words(text))
        if name and name not in public:
            names.append(name)
    return names


def says(text: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether a text holds one of the names whole, whatever its case, accents and punctuation."""
    words = tuple(folded_words(text))
    for name in names:
        for at in range(len(words)):
            if words[at : at + len(name)] == name:
                return True
    return False


def slug_says(slug: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether an address holds a name, or a word of it that is long enough to tell it by."""
    names = list(names)
    if says(slug, names):
        return True
    in_slug = set(folded_words(slug))
    return any(len(word) >= SHORT and word in in_slug for word in chain(*names))


def neutral_slug(uid: UUID) -> str:
    """A slug that does not identify the person."""
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
