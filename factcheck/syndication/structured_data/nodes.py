"""What every record's linked data is made of: addresses, the desk, parties, works, corrections, dates."""

from collections.abc import Iterable
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from factcheck.ledger import View, moment_text
from factcheck.pages.published_records import PublishedRecord
from factcheck.pages.published_site import PublishedSite, site_at
from factcheck.text import edtf

WIKIDATA = "https://www.wikidata.org/wiki/"


def address(path: str) -> str:
    """The address of a page as it stands now."""
    return settings.SITE_URL + quote(path)


def node_id(card: PublishedRecord, name: str) -> dict[str, str]:
    """The lasting name of a thing that the page of a record tells of: the page's address with a fragment."""
    return {"@id": f"{address(card.path)}#{name}"}


def desk(view: View) -> dict:
    """Whose record this is as of a view, with its policies."""
    site = site_at(view)
    home = address(reverse("home"))
    about = address(reverse("about"))
    method = address(reverse("about_method"))
    return {
        "@type": "NewsMediaOrganization",
        "@id": desk_id(),
        "name": site.name,
        "legalName": site.publisher,
        "description": site.description,
        "url": home,
        "logo": _logo(site),
        "publishingPrinciples": method,
        "ethicsPolicy": method,
        "correctionsPolicy": f"{about}#corrections",
        "ownershipFundingInfo": f"{about}#who-pays" if site.who_pays else "",
        "verificationFactCheckingPolicy": address(reverse("ratings")),
        "contactPoint": _contact(site),
    }


def desk_id() -> str:
    """The lasting name of whose record this is."""
    return f"{address(reverse('home'))}#desk"


def _logo(site: PublishedSite) -> dict | None:
    if site.logo is None:
        return None
    return {
        "@type": "ImageObject",
        "url": address(site.logo.url),
        "width": site.logo.width,
        "height": site.logo.height,
    }


def _contact(site: PublishedSite) -> dict | None:
    contact = site.contact
    if not (contact.email or contact.phone or contact.form_url):
        return None
    return {
        "@type": "ContactPoint",
        "email": contact.email,
        "telephone": contact.phone,
        "url": contact.form_url or address(reverse("contact")),
    }


def about_desk(view: View) -> dict:
    """The page that tells of the desk."""
    about = address(reverse("about"))
    return {
        "@type": "AboutPage",
        "@id": f"{about}#page",
        "url": about,
        "mainEntity": desk(view),
    }


def party(card: PublishedRecord | None) -> dict | None:
    """Who spoke, claimed or published; None for nobody, for one that does not stand any more or is not public."""
    if not card or card.gone or card.is_unlisted:
        return None
    kind = "Person" if card["party_kind"] == "person" else "Organization"
    wikidata = card["wikidata_id"]
    same = WIKIDATA + quote(wikidata) if wikidata else ""
    return {
        "@type": kind,
        **node_id(card, "party"),
        "name": card.title,
        "url": address(card.path),
        "sameAs": same,
    }


def work(card: PublishedRecord | None) -> dict | None:
    """A source as the work that it is; `url` is the work's own, where it has one."""
    if not card or card.gone:
        return None
    return {
        "@type": "CreativeWork",
        **node_id(card, "work"),
        "name": card.title,
        "url": card["url"],
    }


def works(cards: Iterable[PublishedRecord | None]) -> list[dict]:
    """Each work once, in order."""
    nodes: dict[UUID, dict] = {}
    for card in cards:
        if card and (node := work(card)):
            nodes.setdefault(card.uid, node)
    return list(nodes.values())


def corrections_of(card: PublishedRecord) -> list[dict]:
    """The corrections and clarifications of the record up to the moment, newest first."""
    comments = []
    for notice in card.notices:
        if notice.corrects:
            comments.append(
                {
                    "@type": "CorrectionComment",
                    **node_id(card, f"version-{notice.version}"),
                    "text": notice.text,
                    "datePublished": moment_text(notice.published_at),
                }
            )
    return comments


def about_page(card: PublishedRecord) -> dict:
    """The page that is mainly about a thing, of whatever type: where it is, when it was published, and by whom."""
    page = {
        "@type": "WebPage",
        "@id": address(card.path),
        "url": address(card.path),
        "datePublished": card["first_published_at"],
        "publisher": desk(card.loader.view),
    }
    return {"mainEntityOfPage": page}


def any_record(card: PublishedRecord) -> dict:
    """A record of a kind that no module here knows better."""
    return {
        "@type": "CreativeWork",
        **node_id(card, card.kind),
        "name": card.title,
        **about_page(card),
    }


def day(written: str) -> str:
    """A date of the world as ISO 8601 has it, as precise as it is known; empty where it cannot be said so."""
    return edtf.time_attribute(written) or "" if written else ""
