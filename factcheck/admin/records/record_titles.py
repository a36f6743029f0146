"""What records are called, by uid, in one query a kind; and where they stand at the desk."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from factcheck.models import Record
from factcheck.records import registry

MOST_NAMED = 12  # records that a message names; the rest is counted
NAMED = 90  # characters of a title in a message


def records(uids: Iterable) -> dict[str, Record]:
    """The working records of these uids, whatever their kind."""
    wanted = {str(uid) for uid in uids}
    records: dict[str, Record] = {}
    for kind in registry.all_kinds():
        if missing := wanted - records.keys():
            records |= {
                str(record.uid): record
                for record in kind.model.objects.filter(uid__in=missing)
            }
    return records


def records_of(pairs: Iterable[tuple[str, object]]) -> dict[str, Record]:
    """The working records of (kind, uid) pairs."""
    by_kind: dict[str, set] = {}
    for kind, uid in pairs:
        by_kind.setdefault(kind, set()).add(uid)
    known = {kind.name for kind in registry.all_kinds()}
    return {
        str(record.uid): record
        for kind, uids in by_kind.items()
        if kind in known
        for record in registry.get(kind).model.objects.filter(uid__in=uids)
    }


def titles(uids: Iterable) -> dict[str, str]:
    """Uid to title."""
    return {uid: str(record) for uid, record in records(uids).items()}


def link(
    record: Record | None, missing: str = "a record that is gone"
) -> SafeString | str:
    """The record's name as it stands in a message, leading to its form."""
    if record is None:
        return missing
    return format_html(
        '“<a href="{}">{}</a>”', change_url(record), Truncator(str(record)).chars(NAMED)
    )


def links(records: Sequence[Record]) -> SafeString:
    """Several records as they stand in a message: the first by name, the rest by number."""
    listed = format_html_join(
        ", ", "{}", ((link(record),) for record in records[:MOST_NAMED])
    )
    rest = len(records) - MOST_NAMED
    return format_html("{} and {} more", listed, rest) if rest > 0 else listed


def change_url(record: Record | None) -> str:
    """The address of a record's form; empty for one that is gone."""
    if record is None:
        return ""
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_change",
        args=[record.pk],
    )
