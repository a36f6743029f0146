"""What was retracted or merged as items of a feed, under the ids that its readers hold the texts by."""

from collections.abc import Iterable
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.retractions import Withdrawn

from .base_views import AbsoluteFrame
from .feed_items import FeedItem


def withdrawn_items(
    view: View, found: Iterable[Withdrawn], away: AbsoluteFrame
) -> list[tuple[int, FeedItem]]:
    """(line, item) of each tombstone; at most one query."""
    found = list(found)
    loader = RecordLoader(view)
    loader.fill(
        1,
        also={UUID(each.payload["into"]) for each in found if each.payload.get("into")},
    )
    return [(each.line.seq, _item(each, loader, away)) for each in found]


def _item(each: Withdrawn, loader: RecordLoader, away: AbsoluteFrame) -> FeedItem:
    """The address and what became of the record; its text stands nowhere in it."""
    payload, was = each.payload, PublishedRecord(loader, each.before)
    into = (
        loader.get(payload["into"], required_live=True) if payload.get("into") else None
    )
    shown = {
        "page": away,
        "line": each.line,
        "reason": payload.get("reason", ""),
        "into": into,
        "was": was,
    }
    return FeedItem(
        each.line.uid,
        _("Merged into another record")
        if each.line.action == "merge"
        else _("Retracted"),
        away.link(payload["path"]),
        each.line.first_published_at,
        each.line.published_at,
        render_to_string("out/withdrawn.html", shown).strip(),
        tags=(each.line.action, each.line.kind),
    )
