"""What browsers and machines ask of a site beside its pages: icons, manifest, search description, security contact."""

import json
from datetime import UTC, datetime, time, timedelta
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from factcheck.ledger import View
from factcheck.records import accents

from .. import site_icons
from ..base_views import PublicPage
from ..published_site import PublishedSite
from .pictures import picture_bytes

YEAR = 365 * 24 * 3600
SECURITY_CONTACT_LASTS = timedelta(days=180)  # RFC 9116 asks for less than a year
PAPER = "#fbfaf7"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SHORT_NAME, LONG_NAME = 16, 48  # letters that OpenSearch 1.1 allows
ACCENT = (
    ":root{{--accent:{light};--link:{light}}}\n"
    "@media (prefers-color-scheme:dark){{:root{{--accent:{dark};--link:{dark}}}}}\n"
)


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def accent(request: HttpRequest, light: str, dark: str) -> HttpResponse:
    """The style sheet with an accent by day and by night: it follows from its address, and never changes."""
    colours = (f"#{light}", f"#{dark}")
    if not accents.is_readable(*colours):
        raise Http404("These are no two colours that text can be read in.")
    sheet = ACCENT.format(light=colours[0], dark=colours[1])
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


class Icon(PublicPage):
    """The icon of the site as a PNG of `size` pixels: its logo, or the mark in its accent."""

    size = 180

    def page(self, view: View) -> HttpResponse:
        site = self.frame.site
        data = self._logo(site) or site_icons.mark_png(self.size, site.accent)
        return HttpResponse(data, content_type="image/png")

    def _logo(self, site: PublishedSite) -> bytes | None:
        if site.logo is None:
            return None
        try:
            data = picture_bytes(site.logo.sha256, site.logo.media_type)
        except Http404:
            return None
        return site_icons.logo_png(self.size, data)


class Favicon(PublicPage):
    """The mark in the accent of the site, at whatever size it is shown."""

    def page(self, view: View) -> HttpResponse:
        drawing = site_icons.mark_svg(self.frame.site.accent)
        return HttpResponse(drawing, content_type="image/svg+xml")


class Manifest(PublicPage):
    """The site as a web application manifest (https://www.w3.org/TR/appmanifest/)."""

    def page(self, view: View) -> HttpResponse:
        site, page = self.frame.site, self.frame
        icons = []
        for size in (192, 512):
            address = page.link(reverse(f"icon_{size}"))
            icons.append(
                {"src": address, "sizes": f"{size}x{size}", "type": "image/png"}
            )
        manifest = {
            "name": site.name,
            "short_name": site.name[:SHORT_NAME].strip(),
            "description": site.description,
            "lang": page.language,
            "dir": page.direction,
            "id": reverse("home"),
            "start_url": page.link(reverse("home")),
            "scope": reverse("home"),
            "display": "browser",
            "background_color": PAPER,
            "theme_color": site.accent or site_icons.MARK,
            "icons": icons,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        return HttpResponse(text, content_type="application/manifest+json")


class OpenSearch(PublicPage):
    """How a browser searches the site from its address bar (OpenSearch 1.1)."""

    def page(self, view: View) -> HttpResponse:
        site, search = self.frame.site, self.frame.link(reverse("search"))
        separator = "&" if "?" in search else "?"
        template = f"{settings.SITE_URL}{search}{separator}q={{searchTerms}}"
        about = site.description or _("Search in %s") % site.name
        root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
        for name, text in (
            ("ShortName", site.name[:SHORT_NAME].strip()),
            ("LongName", site.name[:LONG_NAME].strip()),
            ("Description", about),
            ("Language", self.frame.language),
            ("InputEncoding", "UTF-8"),
            ("OutputEncoding", "UTF-8"),
        ):
            ET.SubElement(root, name).text = text
        icon = ET.SubElement(root, "Image", type="image/svg+xml")
        icon.text = settings.SITE_URL + reverse("favicon_svg")
        address = {"type": "text/html", "method": "get", "template": template}
        ET.SubElement(root, "Url", address)
        text = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        content_type = "application/opensearchdescription+xml; charset=utf-8"
        return HttpResponse(text, content_type=content_type)


class SecurityText(PublicPage):
    """Whom to tell of a weakness of the site (RFC 9116)."""

    def page(self, view: View) -> HttpResponse:
        site = self.frame.site
        moment = view.moment or timezone.now()
        expires = datetime.combine(moment.date(), time.min, UTC)
        expires += SECURITY_CONTACT_LASTS
        contact_page = settings.SITE_URL + reverse("contact")
        lines = []
        if site.contact.email:
            lines.append(f"Contact: mailto:{site.contact.email}")
        if site.contact.form_url:
            lines.append(f"Contact: {site.contact.form_url}")
        if not lines:
            lines.append(f"Contact: {contact_page}")
        lines += [
            f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
            f"Preferred-Languages: {', '.join(site.languages or (site.language,))}",
            f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
            f"Policy: {contact_page}",
        ]
        text = "".join(f"{line}\n" for line in lines)
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
