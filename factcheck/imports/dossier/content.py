"""One record's content: the same whichever notation it came in, so that it can be compared and remembered."""

import hashlib
from typing import Any

from factcheck.ledger import canonical


def normalised(value: Any) -> Any:
    """The content with every scalar as text and everything empty left out."""
    if isinstance(value, dict):
        content = {}
        for name, item in value.items():
            item = normalised(item)
            if item not in ("", [], {}):
                content[name] = item
        return content
    if isinstance(value, list):
        return [normalised(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


DEFAULTS = {("shows", "public"), ("publicity", "public")}
"""(field, value) that is the same as a field that is left out."""
OF_NO_RECORD = ("kind", "captures")
OF_A_PLACE = ("before", "after", "start", "end", "capture")


def same(left: dict, right: dict) -> bool:
    """Whether two contents are equal; an unticked box equals one that is left out."""
    return _comparable(left) == _comparable(right)


def _comparable(content: dict) -> dict:
    """The normalised content without what does not count in a comparison, at any depth; a record's own uid counts."""
    comparable = {}
    for name, item in normalised(content).items():
        if name not in OF_NO_RECORD and _counts(name, item):
            comparable[name] = _comparable_part(item)
    return comparable


def _comparable_part(value: object) -> object:
    if isinstance(value, list):
        return [_comparable_part(item) for item in value]
    if not isinstance(value, dict):
        return value
    comparable = {}
    for name, item in value.items():
        if name != "uid" and _counts(name, item):
            comparable[name] = _comparable_part(item)
    return comparable


def _counts(name: str, item: object) -> bool:
    if item == "false" or name in OF_A_PLACE:
        return False
    return not isinstance(item, str) or (name, item) not in DEFAULTS


def sha256(content: dict) -> str:
    """What a content is remembered by between imports."""
    return hashlib.sha256(canonical(normalised(content)).encode()).hexdigest()
