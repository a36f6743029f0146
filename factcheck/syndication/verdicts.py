"""Verdicts that changed, as items of a feed."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from factcheck.models.site_paths import site_path
from factcheck.pages.figures.verdict_changes import VerdictChange
from factcheck.pages.labels.bylines import names

from .base_views import AbsoluteFrame
from .feed_items import SyndicationItem, line_item


def verdict_item(change: VerdictChange, away: AbsoluteFrame) -> SyndicationItem:
    none = _("No verdict")
    old, new = (
        (each.title if each else "") or none for each in (change.old, change.new)
    )
    title = _("From “%(old)s” to “%(new)s”: %(claim)s") % {
        "old": old,
        "new": new,
        "claim": change.payload["text"],
    }
    html = render_to_string(
        "syndication/verdict.html",
        {"page": away, "change": change, "old": old, "new": new},
    )
    return line_item(
        change.line,
        title,
        away.link(site_path(change.payload["path"])),
        html,
        names(change.payload, "edited_by"),
    )
