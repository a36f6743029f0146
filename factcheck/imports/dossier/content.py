"""One record's content: the same whichever notation it came in, so that it can be compared and remembered."""

import hashlib

from factcheck.ledger import canonical


def normalised(value):
    """The content with every scalar as text and everything empty left out."""
    if isinstance(value, dict):
        made = {name: normalised(item) for name, item in value.items()}
        return {name: item for name, item in made.items() if item not in ("", [], {})}
    if isinstance(value, list):
        return [normalised(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


UNSAID = {("shows", "public"), ("publicity", "public")}  # says the same as nothing


def same(left: dict, right: dict) -> bool:
    """Whether two contents say the same; an unticked box says the same as none."""
    return _comparable(left) == _comparable(right)


def _comparable(content: dict) -> dict:
    return _without_part_uids(
        {k: v for k, v in normalised(content).items() if k not in ("kind", "captures")}
    )


def _without_part_uids(value, top: bool = True):
    if isinstance(value, dict):
        return {
            name: _without_part_uids(item, False)
            for name, item in value.items()
            if (top or name != "uid")
            and item != "false"
            and not _is_unsaid(name, item)
            and name not in ("before", "after", "start", "end", "capture")
        }
    return (
        [_without_part_uids(item, False) for item in value]
        if isinstance(value, list)
        else value
    )


def _is_unsaid(name: str, item: object) -> bool:
    return isinstance(item, str) and (name, item) in UNSAID


def sha256(content: dict) -> str:
    """What a content is remembered by between imports."""
    return hashlib.sha256(canonical(normalised(content)).encode()).hexdigest()
