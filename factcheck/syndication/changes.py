"""Changes of the record as items of a feed."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.pages.diff.changes import LedgerChange
from factcheck.pages.labels.bylines import names

from .base_views import AbsoluteFrame
from .feed_items import SyndicationItem, line_item


def change_item(change: LedgerChange, away: AbsoluteFrame) -> SyndicationItem:
    """One line of the ledger: what was done to which record, why, and what differs."""
    title = change.title or change.path or _("A record whose address was taken out")
    address = (
        away.link(change.path)
        if change.path
        else away.link(reverse("ledger"), before=change.after)
    )
    html = render_to_string("syndication/change.html", {"page": away, "change": change})
    authors = names(change.payload, "edited_by")
    return line_item(change.line, f"{change.word}: {title}", address, html, authors)
