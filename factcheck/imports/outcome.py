"""What an adapter hands back: counters and issues, typed, so that a step's outcome is never a message to parse."""

import reprlib
from dataclasses import dataclass, field

SHOWN = 400
SHORT = reprlib.Repr()  # bounded in depth and breadth, whatever a file nests
SHORT.maxlevel, SHORT.maxdict, SHORT.maxlist = 4, 20, 20
SHORT.maxstring, SHORT.maxother = 200, 200


@dataclass(frozen=True)
class Issue:
    """Something that could not be taken as it is: where, which field, what was given, and the remedy."""

    place: str
    message: str
    field: str = ""
    value: object = ""
    raw: str = ""
    severity: str = "error"


@dataclass
class ChunkOutcome:
    """What one chunk did. `cursor` is where the next one starts; `finished` says that there is none.

    `message` is what to know of the result, of the last chunk.
    """

    cursor: dict
    finished: bool = False
    total: int | None = None
    done: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    failed: int = 0
    message: str = ""
    issues: list[Issue] = field(default_factory=list)

    def count(self, what: str) -> None:
        """Count one record as created, updated, unchanged, duplicate or failed."""
        setattr(self, what, getattr(self, what) + 1)


def shown(value: object, length: int = SHOWN) -> str:
    """A value as it is shown in an issue: short, and without what no database keeps: NUL and halves of letters."""
    text = value if isinstance(value, str) else SHORT.repr(value)
    text = text[: length + 1].replace("\0", "\N{SYMBOL FOR NULL}")
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= length else f"{text[:length]}…"
