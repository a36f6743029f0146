"""Feeds as Atom (RFC 4287), with paging as in RFC 5005, section 3."""

import re
from xml.etree import ElementTree as ET

from factcheck.ledger import minute_text

from .feed_items import FeedDocument, SyndicationItem

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
LEDGER = "urn:factcheck:ledger:1"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 has no way to say (section 2.2, Char), not even escaped.
UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

ET.register_namespace("", ATOM)
ET.register_namespace("ledger", LEDGER)


def write(feed: FeedDocument) -> bytes:
    """The feed as an Atom document."""
    root = ET.Element(f"{{{ATOM}}}feed", {LANGUAGE: feed.language})
    _add(root, "id", feed.first)
    _add(root, "title", feed.title)
    if feed.about:
        _add(root, "subtitle", feed.about)
    _add(root, "updated", minute_text(feed.updated))
    _author(root, feed.site.name, feed.site_address)
    _add(root, "icon", feed.icon)
    if feed.site.licence.name or feed.site.licence.url:
        licence = feed.site.licence
        _add(root, "rights", " ".join(filter(None, (licence.name, licence.url))))
    links = {
        "self": feed.address,
        "alternate": feed.home,
        "first": feed.first,
        "next": feed.following,
    }
    for relation, address in links.items():
        if address:
            _add(root, "link", rel=relation, href=address)
    ET.SubElement(
        root, f"{{{LEDGER}}}head", seq=str(feed.seq), hash=feed.hash, href=feed.ledger
    )
    for item in feed.items:
        _entry(root, item)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _entry(root: ET.Element, item: SyndicationItem) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.uid.urn)
    _add(entry, "title", item.title)
    _add(entry, "link", rel="alternate", href=item.address)
    _add(entry, "published", minute_text(item.published))
    _add(entry, "updated", minute_text(item.updated))
    for name in item.authors:
        _author(entry, name)
    for tag in item.tags:
        _add(entry, "category", term=tag)
    content = _add(entry, "content", item.html, type="html")
    if item.language:
        content.set(LANGUAGE, item.language)


def _author(parent: ET.Element, name: str, address: str = "") -> None:
    author = _add(parent, "author")
    _add(author, "name", name)
    if address:
        _add(author, "uri", address)


def _add(
    parent: ET.Element, name: str, text: str = "", **attributes: str
) -> ET.Element:
    element = ET.SubElement(
        parent,
        f"{{{ATOM}}}{name}",
        {key: sayable(value) for key, value in attributes.items()},
    )
    element.text = sayable(text) or None
    return element


def sayable(text: str) -> str:
    """The text without the characters that no XML document may hold."""
    return UNSAYABLE.sub("", text)
