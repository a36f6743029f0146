"""What was retracted or merged as items of a feed, under the ids that its readers hold the texts by."""

from collections.abc import Iterable
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from factcheck.ledger import View
from factcheck.models import Publication
from factcheck.models.site_paths import site_path
from factcheck.pages.published_records import PublishedRecord, RecordLoader
from factcheck.pages.retractions import Withdrawn

from .base_views import AbsoluteFrame
from .feed_items import SyndicationItem


def withdrawn_items(
    view: View, found: Iterable[Withdrawn], away: AbsoluteFrame
) -> list[tuple[int, SyndicationItem]]:
    """(line, item) of each tombstone; at most one query."""
    found = list(found)
    loader = RecordLoader(view)
    targets = [each.payload.get("into") for each in found]
    loader.fill(1, also={UUID(target) for target in targets if target})
    return [(each.line.seq, _item(each, loader, away)) for each in found]


def _item(
    each: Withdrawn, loader: RecordLoader, away: AbsoluteFrame
) -> SyndicationItem:
    """The address and what became of the record; its text stands nowhere in it."""
    payload, was = each.payload, PublishedRecord(loader, each.before)
    into = None
    if payload.get("into"):
        into = loader.get(payload["into"], required_live=True)
    is_merged = each.line.action == Publication.Action.MERGE
    context = {
        "page": away,
        "line": each.line,
        "reason": payload.get("reason", ""),
        "into": into,
        "was": was,
    }
    return SyndicationItem(
        each.line.uid,
        _("Merged into another record") if is_merged else _("Retracted"),
        away.link(site_path(payload["path"])),
        each.line.first_published_at,
        each.line.published_at,
        render_to_string("syndication/withdrawn.html", context).strip(),
        tags=(each.line.action, each.line.kind),
    )
