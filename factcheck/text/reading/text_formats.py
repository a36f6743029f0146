"""Formats that are written in letters and are no prose: data, tables, subtitles, mail, calendars."""

import re

from ..certain_match import certain
from .formats import Format
from .tables import table_in

PASTE = "Paste the words that matter as an article text, or hand in the document that they are from."
PAGE = "Hand in the page that it is from, as its address or as a saved page (.html)."
ENTRIES = "Write its entries at the desk, or as a dossier."
FOLLOW = "Follow its RSS or Atom feed instead, under Feeds."
MESSAGE = "Paste the words of the message as an article text."

JSON, LD = "application/json", "application/ld+json"
CLAIM_REVIEW = Format(LD, "a list of fact-checks (ClaimReview, JSON)", PAGE)
TIMELINE = Format(JSON, "a timeline for TimelineJS (JSON)", ENTRIES)
JSON_FEED = Format("application/feed+json", "a JSON Feed", FOLLOW)
WIKIDATA = Format(JSON, "an item of Wikidata (JSON)", PAGE)
ANNOTATIONS = Format(LD, "a list of annotations (Web Annotation, JSON)", PASTE)
MAP = Format("application/geo+json", "a map (GeoJSON)", PASTE)
OF_JSON = (
    (
        r'"dataFeedElement"|"(?:schema:)?DataFeed(?:Item)?"|"(?:schema:)?ClaimReview"|"claimReview(?:ed)?"',
        CLAIM_REVIEW,
    ),
    (r'"https?://(?:www\.)?jsonfeed\.org/version/', JSON_FEED),
    (
        r'"start_date"\s*:|"storyjs_jsonp_data"|"startDate"\s*:\s*"\d{4},|"timeline"\s*:\s*\{\s*"',
        TIMELINE,
    ),
    (r'"entities"\s*:\s*\{\s*"[QPL]\d|"(?:Q|P)\d+"\s*:|"mainsnak"', WIKIDATA),
    (r"/ns/anno\.jsonld", ANNOTATIONS),
    (r'"FeatureCollection"', MAP),
)
DATA = Format(JSON, "data (JSON)", PASTE)
RECORDS = Format("application/x-ndjson", "data with a record a line (NDJSON)", PASTE)
OBJECT = re.compile(r'\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}\s*\Z)')
LIST = re.compile(
    r'\[\s*(?:\{\s*"|\[\s*["\d\[{\-]|"(?:[^"\\]|\\.)*"\s*[,\]]|-?\d[\d.eE+-]*\s*(?:,\s*-?\d|\]\s*\Z)|\]\s*\Z)'
)
SEVERAL = re.compile(r'\{\s*"[^\n]*\}\s*\n\s*\{\s*"')

TABLES = {
    ",": Format("text/csv", "a spreadsheet as text (CSV)", PASTE),
    ";": Format("text/csv", "a spreadsheet as text (CSV)", PASTE),
    "|": Format("text/csv", "a table as text", PASTE),
    "\t": Format("text/tab-separated-values", "a spreadsheet as text (TSV)", PASTE),
}
TIMELINE_TABLE = Format("text/csv", "a timeline for TimelineJS (CSV)", ENTRIES)
TIMELINE_HEADER = re.compile(r"(?i)\W*(?:year|start date)\W.*\bheadline\b")

BEGINNINGS = (
    (r"WEBVTT(?:\s|\Z)", Format("text/vtt", "subtitles (VTT)", PASTE)),
    (r"\d{1,6}\s*\n\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->", Format("application/x-subrip", "subtitles (SRT)", PASTE)),
    (r"\[Script Info\]", Format("text/x-ssa", "subtitles (SSA)", PASTE)),
    (r"BEGIN:VCALENDAR", Format("text/calendar", "a calendar (ICS)", ENTRIES)),
    (r"BEGIN:VCARD", Format("text/vcard", "a business card (VCF)", "Write the party at the desk.")),
    (r"\{\\rtf", Format("application/rtf", "a document in RTF", "Save it as PDF, or paste its text.")),
    (r"window\.YTD\.\w+\.part\d+\s*=", Format("text/javascript", "an archive of posts (X, JavaScript)", PASTE)),
    (r"(?:var|let|const)\s+\w+\s*=\s*[\[{]", Format("text/javascript", "data in a script (JavaScript)", PASTE)),
    (r"@(?:article|book|misc|online|techreport)\s*\{", Format("text/x-bibtex", "a list of works (BibTeX)", PASTE)),
    (r"TY  - [A-Z]+\s*\n", Format("application/x-research-info-systems", "a list of works (RIS)", PASTE)),
)  # fmt: skip

MAIL = Format("message/rfc822", "an e-mail as a file (EML)", MESSAGE)
MAILBOX = Format("application/mbox", "a mailbox", MESSAGE)
MHTML = Format(
    "multipart/related",
    "a page saved in one file (MHTML)",
    "Save the page as HTML and hand that in.",
)
FIELD = re.compile(
    r"[A-Za-z][A-Za-z0-9-]{1,60}:(?:[ \t]|\r?\n[ \t])?[^\n]*\n(?:[ \t][^\n]*\n)*"
)
OF_MACHINES = re.compile(
    r"(?im)^(?:mime-version|message-id|received|return-path|delivered-to|content-transfer-encoding|dkim-signature"
    r"|content-type|authentication-results|x-mailer|snapshot-content-location):"
)
MAILBOX_START = re.compile(r"From \S+@\S+\s")
OF_SAVED_PAGES = re.compile(r"(?i)snapshot-content-location:|multipart/related")
FEWEST_FIELDS = 3
"""Of a message. Measured by `pytest tests/reading/test_what_a_file_is.py`."""

SITEMAP = Format("application/xml", "a sitemap (XML)", PAGE)
OF_XML = {
    "opml": Format(
        "text/x-opml", "a list of feeds (OPML)", "Add each feed under Feeds."
    ),
    "urlset": SITEMAP,
    "sitemapindex": SITEMAP,
    "tt": Format("application/ttml+xml", "subtitles (TTML)", PASTE),
    "svg": Format(
        "image/svg+xml",
        "a picture (SVG)",
        "Paste the words that it shows as an article text.",
    ),
    "kml": Format("application/vnd.google-earth.kml+xml", "a map (KML)", PASTE),
}
XML = Format("application/xml", "data (XML)", PASTE)
PAGES = (
    "html",
    "head",
    "body",
    "article",
    "main",
    "div",
    "p",
    "section",
    "meta",
    "title",
    "script",
    "link",
)
"""What a page, or a piece of one, begins with."""
PROLOG = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|\s)*", re.DOTALL
)
ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)(\s[^>]*)?/?>")


def written_format(text: str) -> Format | None:
    """The format of a file whose text begins so; None for prose, and for pages and feeds."""
    text = text.lstrip("\ufeff \t\r\n")
    for pattern, begun in _BEGINNINGS:
        if pattern.match(text):
            return begun
    return _json(text) or _mail(text) or _xml(text) or _table(text)


def _json(text: str) -> Format | None:
    if not OBJECT.match(text) and not LIST.match(text):
        return None
    for pattern, of_key in _OF_JSON:
        if pattern.search(text):
            return of_key
    return RECORDS if SEVERAL.match(text) else DATA


def _mail(text: str) -> Format | None:
    """A message with the fields that machines write above it; one that somebody pasted has others."""
    is_mailbox = MAILBOX_START.match(text) is not None
    at, count = text.find("\n") + 1 if is_mailbox else 0, 0
    while mail_field := FIELD.match(text, at):
        at, count = mail_field.end(), count + 1
    head = text[:at]
    if count < FEWEST_FIELDS or not OF_MACHINES.search(head):
        return None
    if OF_SAVED_PAGES.search(head):
        return MHTML
    return MAILBOX if is_mailbox else MAIL


def _xml(text: str) -> Format | None:
    """Mark-up that no browser shows as a page: with an XML declaration, or a root that names its namespace."""
    if not text.startswith("<"):
        return None
    root = ROOT.match(text, certain(PROLOG.match(text)).end())
    if root is None or root[1].casefold() in PAGES:
        return None
    if text.startswith("<?xml") or "xmlns" in (root[2] or ""):
        return OF_XML.get(root[1].casefold(), XML)
    return None


def _table(text: str) -> Format | None:
    sign = table_in(text)
    if not sign:
        return None
    if TIMELINE_HEADER.match(text.partition("\n")[0]):
        return TIMELINE_TABLE
    return TABLES[sign]


_BEGINNINGS = [
    (re.compile(pattern, re.IGNORECASE), found) for pattern, found in BEGINNINGS
]
_OF_JSON = [(re.compile(pattern), found) for pattern, found in OF_JSON]
