"""Values of a working copy in words, with the titles of the records that they name. Pure text."""

from collections.abc import Iterator, Mapping

from factcheck.ledger import UID

# Parts' own uids and the copies that passages stand in say nothing to a person.
SKIPPED_KEYS = ("uid", "capture")


def as_text(value: object, names: Mapping[str, str] | None = None) -> str:
    """A value of a working copy in words; `names` says what records the uids in it stand for."""
    text = "\n".join(_lines(value))
    return UID.sub(lambda match: (names or {}).get(match[0], match[0]), text)


def uids_in(*values: object) -> set[str]:
    """Every uid that a value mentions, a part's own left out."""
    uids: set[str] = set()
    for value in values:
        uids.update(UID.findall("\n".join(_lines(value))))
    return uids


def _lines(value: object, name: str = "") -> Iterator[str]:
    """A value line by line, each with the name of its field before it where it has one."""
    start = f"{name}: " if name else ""
    if isinstance(value, dict):
        yield start + "; ".join(_lines_of_part(value))
    elif isinstance(value, list):
        for item in value:
            for line in _lines(item):
                yield start + line
    elif isinstance(value, bool):
        yield start + ("yes" if value else "no")
    elif value not in (None, ""):
        yield f"{start}{value}"


def _lines_of_part(part: dict) -> Iterator[str]:
    # Sorted: PostgreSQL keeps the keys of what it stored in an order of its own.
    for key, item in sorted(part.items()):
        if key not in SKIPPED_KEYS:
            yield from _lines(item, key)
