"""What every record's linked data is made of: addresses, the desk, parties, works, corrections, dates."""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from factcheck import dates
from factcheck.pages.cards import Card

WIKIDATA = "https://www.wikidata.org/wiki/"


def address(path: str) -> str:
    """The address of a page as it stands now."""
    return settings.SITE_URL + quote(path)


def node_id(card: Card, name: str) -> dict[str, str]:
    """The lasting name of a thing that the page of a record tells of: the page's address with a fragment."""
    return {"@id": f"{address(card.path)}#{name}"}


def desk() -> dict:
    """Whose record this is, with its policies."""
    site = f"{settings.SITE_URL}/"
    return {
        "@type": "Organization",
        "@id": f"{site}#desk",
        "name": _("The Record"),
        "url": site,
        "correctionsPolicy": f"{site}corrections/",
        "verificationFactCheckingPolicy": f"{site}about/ratings/",
    }


def party(card: Card | None) -> dict | None:
    """Who spoke, claimed or published; None for nobody, and for one that does not stand any more."""
    if not card or card.gone:
        return None
    kind = "Person" if card["party_kind"] == "person" else "Organization"
    wikidata = card["wikidata_id"]
    same = WIKIDATA + quote(wikidata) if wikidata else ""
    return {"@type": kind, **node_id(card, "party"), "name": card.title, "url": address(card.path), "sameAs": same}


def work(card: Card | None) -> dict | None:
    """A source as the work that it is; `url` is the work's own, where it has one."""
    if not card or card.gone:
        return None
    return {"@type": "CreativeWork", **node_id(card, "work"), "name": card.title, "url": card["url"]}


def works(cards) -> list[dict]:
    """Each work once, in order."""
    named = {card.uid: card for card in cards if card}
    return [made for card in named.values() if (made := work(card))]


def correction(card: Card) -> dict | None:
    """The correction that made the record what it is, if one did."""
    if card["action"] != "correct":
        return None
    name = node_id(card, f"version-{card['version']}")
    return {"@type": "CorrectionComment", **name, "text": card["notice"], "datePublished": card["published_at"]}


def about_page(card: Card) -> dict:
    """What a page says of itself: where it is, when it was published and changed, and by whom."""
    return {
        "mainEntityOfPage": address(card.path),
        "sdPublisher": desk(),
        "sdDatePublished": card["published_at"][:10],
    }


def day(written: str) -> str:
    """A date of the world as ISO 8601 has it, as precise as it is known; empty where it cannot be said so."""
    return dates.time_attribute(written) or "" if written else ""
