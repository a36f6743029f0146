"""The pages that sign the site: who publishes it, how to reach the desk, and the rules that it works by."""

from factcheck.ledger import EVERY_LINE, Content, View

from .. import published_site
from ..base_views import PublicPage
from ..published_records import RecordLoader


class SitePage(PublicPage):
    """A page of what the site's record says. A family gives `template_name`; its text is read from `site`."""

    def content(self, view: View) -> Content:
        """The site's record; before it has a line, anything may change the page."""
        uids = published_site.uids(view)
        return Content(uids) if uids else EVERY_LINE

    def content_then(self, view: View) -> Content:
        return self.content(view)

    def is_left_out(self, view: View) -> bool:
        return self.frame.site.is_left_out

    def context(self, view: View) -> dict:
        lines = published_site.standing_lines(view)
        records = RecordLoader(view).add(lines)
        return {"card": records[0] if records else None}


class AboutPage(SitePage):
    """What the site is, who publishes it, and who pays."""

    template_name = "site/about.html"


class ContactPage(SitePage):
    """How the desk can be reached."""

    template_name = "site/contact.html"


class DeskMethodPage(SitePage):
    """How the desk works: what it says of itself, and the steps that nobody gets around."""

    template_name = "site/method.html"


class PrivacyPage(SitePage):
    """What becomes of readers' data."""

    template_name = "site/privacy.html"


class AccessibilityPage(SitePage):
    """For whom the pages work, and whom to tell where they do not."""

    template_name = "site/accessibility.html"
