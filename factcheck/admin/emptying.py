"""What a redaction takes out of the ledger, shown to whoever decides on it."""

from factcheck import kinds, ledger
from factcheck.models import Publication
from factcheck.public import ENVELOPE

from . import diffs, names

OF_PEOPLE = ("notice", "edited_by", "approved_by", "reason")
ADDRESS = ("path", "slug")


def rows(line: Publication, ground: str) -> list[tuple[str, str]]:
    """(field, text) of everything readable that is emptied: content first, then what was said around it.

    The address goes only where it is itself the ground.
    """
    payload = ledger.payload_of(line)
    content = [name for name in payload if name not in ENVELOPE and name not in (*OF_PEOPLE, "into")]
    around = [*OF_PEOPLE, *(ADDRESS if ground == "address" else ())]
    titles = names.titles(diffs.uids_in(*(payload[name] for name in content)))
    texts = [(name, diffs.written(payload.get(name), titles)) for name in (*content, *around)]
    return [(name.replace("_", " "), text) for name, text in texts if text]


def files(line: Publication) -> int:
    """How many stored pictures the line names; each goes with it unless another line names it too."""
    payload = ledger.payload_of(line)
    is_full = line.action in ledger.PUBLISHING and "uid" in payload
    return len(set(kinds.get(line.kind).files(payload))) if is_full else 0
