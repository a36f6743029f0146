"""Quick conditions that rule out what cannot hold a phrase: rows by the database, files by their bytes.

Soft hyphens and their like stand between letters where nobody sees them, so what holds one may hold any phrase.
"""

from collections.abc import Iterable

from django.db.models import Q

from factcheck.text.invisible import IDLE

ESCAPED = tuple(f"\\u{ord(sign):04x}" for sign in IDLE)
"""As JSON may have them."""
ENTITIES = (
    "&shy;",
    "&#173;",
    "&#xad;",
    "&#8203;",
    "&#x200b;",
    "&zerowidthspace;",
    "&nobreak;",
    "&#8288;",
    "&#x2060;",
)
IN_BYTES = tuple(sign.encode() for sign in (*IDLE, *ESCAPED, *ENTITIES))


def may_hold(names: Iterable[str], run: str) -> Q:
    """Whether one of these columns holds a run of letters, or something unseen that may part it."""
    conditions = []
    for name in names:
        for text in (run, *IDLE, *ESCAPED):
            conditions.append(Q(**{f"{name}__icontains": text}))
    return Q(*conditions, _connector=Q.OR)


def bytes_may_hold(data: bytes, runs: Iterable[bytes]) -> bool:
    """Whether bytes, in small letters, hold all of these runs, or something unseen that may part them."""
    if all(run in data for run in runs):
        return True
    return any(sign in data for sign in IN_BYTES)
