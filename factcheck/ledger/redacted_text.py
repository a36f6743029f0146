"""A line as readers get it where words of it were struck: what is missing is said in its place, with the ground."""

import re
from typing import Any, overload

from .leaves import STRUCK

RUN = re.compile(rf"{STRUCK}(?:[ \t\n\r]+{STRUCK})*")
ADDRESSES = ("path", "slug")
LINKS = ("url", "archives")


def removed(ground: str) -> str:
    """What stands for struck words."""
    return f"[removed: {ground}]"


@overload
def readable(value: dict[str, Any], ground: str, key: str = "") -> dict[str, Any]: ...
@overload
def readable(value: object, ground: str, key: str = "") -> object: ...
def readable(value: object, ground: str, key: str = "") -> object:
    """A payload whose struck words are told by their ground; a struck link is empty, and null stays null."""
    if isinstance(value, dict):
        return {
            name: item if name in ADDRESSES else readable(item, ground, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [readable(item, ground, key) for item in value]
    if not isinstance(value, str) or STRUCK not in value:
        return value
    return "" if key in LINKS else RUN.sub(removed(ground), value)
