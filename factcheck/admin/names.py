"""What records are called, by uid, in one query a kind."""

from collections.abc import Iterable

from factcheck import kinds
from factcheck.models import Record


def records(uids: Iterable) -> dict[str, Record]:
    """The working records of these uids, whatever their kind."""
    wanted, found = {str(uid) for uid in uids}, {}
    for kind in kinds.all_kinds():
        if missing := wanted - found.keys():
            found |= {str(record.uid): record for record in kind.model.objects.filter(uid__in=missing)}
    return found


def records_of(pairs: Iterable[tuple[str, object]]) -> dict[str, Record]:
    """The working records of (kind, uid) pairs."""
    by_kind: dict[str, set] = {}
    for kind, uid in pairs:
        by_kind.setdefault(kind, set()).add(uid)
    known = {kind.name for kind in kinds.all_kinds()}
    return {
        str(record.uid): record
        for kind, uids in by_kind.items()
        if kind in known
        for record in kinds.get(kind).model.objects.filter(uid__in=uids)
    }


def titles(uids: Iterable) -> dict[str, str]:
    """Uid to title."""
    return {uid: str(record) for uid, record in records(uids).items()}
