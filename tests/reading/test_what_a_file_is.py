"""What a file is, by its content alone: data is known by its name, and prose that looks like it stays prose."""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from factcheck.text import reading

ARTICLE = "The quay of the old town was closed on Monday. “We will not open it before autumn,” said Anna Holm.\n"


def what(data: bytes | str) -> str:
    """What the data is called; empty for what is read."""
    found = reading.format_of(data.encode() if isinstance(data, str) else data)
    return found.what if found else ""


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name in names:
            archive.writestr(name, "x" * 999)
    return file.getvalue()


def old_office(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(2000)
        + stream.encode("utf-16-le")
        + bytes(500)
    )


REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "claimReviewed": "The quay is closed.",
}
WRITTEN = {
    "ClaimReview": json.dumps(REVIEW),
    "ClaimReview, ": json.dumps(
        {
            "@type": "DataFeed",
            "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}],
        }
    ),
    " ClaimReview": json.dumps(
        {
            "claims": [
                {"text": "It is closed.", "claimReview": [{"textualRating": "True"}]}
            ]
        }
    ),
    "TimelineJS (JSON)": json.dumps(
        {"title": {}, "events": [{"start_date": {"year": 2026}, "text": {}}]}
    ),
    "JSON Feed": json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": []}
    ),
    "Wikidata": json.dumps(
        {"entities": {"Q42": {"labels": {"en": {"language": "en", "value": "A name"}}}}}
    ),
    "data (JSON)": json.dumps({"one": 1}),
    "data (JSON) ": json.dumps([1, 2, 3]),
    "NDJSON": '{"a": 1}\n{"a": 2}\n',
    "archive of posts": 'window.YTD.tweets.part0 = [ {\n  "tweet" : {} } ]',
    "(CSV)": 'claim,rating,date\nThe quay is closed.,true,2026-01-02\n"It was, she said, open.",false,2026-01-03\n',
    "(CSV) ": "claim;rating;date\nThe quay is closed;true;2026-01-02\n",
    "TimelineJS (CSV)": "Year,Month,Day,Headline,Text\n2026,1,2,Closed,It was closed.\n2026,1,3,Open,\n",
    "(TSV)": "claim\trating\nThe quay is closed.\ttrue\nIt is open.\tfalse\n",
    "VTT": "WEBVTT\n\n00:00.000 --> 00:02.000\nWe will not open it.\n",
    "SRT": "1\r\n00:00:00,000 --> 00:00:02,000\r\nWe will not open it.\r\n",
    "EML": "MIME-Version: 1.0\nFrom: <a@town.example>\nSubject: Quay\nDate: Mon, 5 Jan 2026 10:00:00 +0100\n\nNo.\n",
    "MHTML": "From: <Saved>\nSubject: Quay\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=x\n\n--",
    "ICS": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    "VCF": "BEGIN:VCARD\nFN:Anna Holm\nEND:VCARD\n",
    "RTF": r"{\rtf1\ansi\deff0 {\fonttbl {\f0 Times;}} The quay is closed.}",
    "OPML": '<?xml version="1.0"?>\n<opml version="2.0"><head/><body/></opml>',
    "sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>',
    "SVG": '<svg xmlns="http://www.w3.org/2000/svg"><text>It is closed.</text></svg>',
    "data (XML)": '<?xml version="1.0"?><votes><vote by="Anna">no</vote></votes>',
    "BibTeX": "@article{holm2026,\n  title = {The quay}\n}\n",
    "RIS": "TY  - JOUR\nTI  - The quay\nER  - \n",
}
PACKED = {
    "DOCX": zipped("[Content_Types].xml", "word/document.xml"),
    "XLSX": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "PPTX": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "EPUB": zipped("META-INF/container.xml", mimetype="application/epub+zip"),
    "ODT": zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
    "ODS": zipped(
        "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"
    ),
    "WACZ": zipped("archive/data.warc.gz", "datapackage.json"),
    "ZIP": zipped("a.txt"),
    "MSG": old_office("__properties_version1.0"),
    "(DOC)": old_office("WordDocument"),
    "(XLS)": old_office("Workbook"),
    "WARC": b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n",
    " WARC": gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n"),
    "GZ": gzip.compress(ARTICLE.encode()),
    "PNG": b"\x89PNG\r\n\x1a\n" + bytes(20),
    "WebP": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "MP4": b"\x00\x00\x00\x20ftypisom" + bytes(20),
    "MP3": b"ID3\x04" + bytes(20),
    "kind that is not known": bytes(range(1, 9)) * 50,
}


@pytest.mark.parametrize("name", WRITTEN)
def test_data_that_is_written_is_known_by_its_name(name):
    data = WRITTEN[name]

    assert name.strip(" ,") in what(data)
    assert reading.format_of(data.encode()).is_text


@pytest.mark.parametrize("name", ["(CSV)", "ClaimReview", "VTT", "(TSV)"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_the_encoding_hides_nothing(name, encoding):
    data = WRITTEN[name].encode(encoding)

    if encoding != "utf-16-le" or name in (
        "ClaimReview",
        "VTT",
    ):  # without a mark, by its first letter alone
        assert name in what(data)


@pytest.mark.parametrize("name", PACKED)
def test_what_is_packed_is_known_by_its_name(name):
    assert name.strip() in what(PACKED[name])
    assert not reading.format_of(PACKED[name]).is_text


TABLE = "Town\tBoats\tYear\nUpper Town\t12\t2024\nLower Town\t7\t2025\n"
XHTML = b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'
ATOM = (
    '<?xml version="1.0" encoding="utf-32"?><feed xmlns="http://www.w3.org/2005/Atom"/>'
)
PROSE = {
    "an article": ARTICLE,
    "an article with a table in it": f"{ARTICLE}\n{TABLE}\nThe mayor spoke again on Tuesday.\n",
    "an article with a table at its end": f"{ARTICLE}{ARTICLE}{ARTICLE}\n{TABLE}",
    "a poem": "The harbour sleeps at night, alone,\nThe boats are tied, and still,\nThe lamp, it seems, is dark,\n",
    "a poem of halves": "We waited long, and so\nthe boats came home, and then\nthe lamp went out, alone\n",
    "an editor's note": "[Editor's note: this was written in 1951.]\nThe quay was closed.\n",
    "a footnote": "[1] See the report of 2024, page 12.\n[2] See there.\n",
    "words in square brackets": "[“We will not,” she said.] And left.",
    "braces": "{We will not open it}, she wrote, in braces. {Nor will they}, he answered.\n",
    "a list with tabs": "1.\tWe waited.\n2.\tThe boats came home.\n\nThen we left, and nobody spoke.\n",
    "lines with semicolons": "She came; she saw the quay.\nHe left; he saw nothing.\nThey waited; nobody spoke.\n",
    "numbers with commas": "Prices rose by 3,5 per cent\nWages rose by 2,5 per cent\nRents rose by 1,5 per cent\n",
    "a mail that somebody pasted": "From: Anna Holm\nTo: Ole Dahl\nSubject: The quay\nSent: Monday\n\nIt is closed.\n",
    "a transcript": "ANNA HOLM: We will not open it.\nOLE DAHL: Why?\nANNA HOLM: It is broken.\n",
    "a chat": "<Anna> We will not open it.\n<Ole> Why?\n",
    "a text about JSON": 'In JSON one writes {"a": 1}, she said.\n',
    "a text about PDF": "A PDF begins with %PDF-1.7, she said, and ends with a mark.\n",
    "a dateline": "NUUK, Jan 14 (Post) - The quay is closed, the mayor said.\nIt opens in May, she said, or June.\n",
    "a timetable": "10:00 Opening\n11:30 Talks\n13:00 Lunch\n",
    "Markdown": "# The quay\n\n| town | boats |\n| --- | --- |\n| Upper Town | 12 |\n\nIt is closed.\n",
    "a letter": "Dear Anna: I write to you on the quay.\nPlease: come soon.\nYours: Ole\n",
}  # fmt: skip


@pytest.mark.parametrize("name", PROSE)
def test_prose_stays_prose(name):
    assert what(PROSE[name]) == ""
    assert reading.media_type_of(PROSE[name].encode()) == reading.PLAIN


@pytest.mark.parametrize(
    "path", sorted(Path("bench/quality/data").rglob("*.jsonl")), ids=str
)
def test_every_annotated_article_is_prose(path):
    for line in path.read_text().splitlines():
        assert what(json.loads(line)["text"]) == ""


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<!doctype html><html><body><p>It is closed.</p></body></html>", reading.HTML),
        (XHTML, reading.HTML),
        (b'<script type="application/ld+json">{"@type": "ClaimReview"}</script><p>It is closed.</p>', reading.HTML),
        (b"%PDF-1.7\n1 0 obj", reading.PDF),
        (b"\0" * 300 + b"@PJL ENTER\r\n%PDF-1.4\n1 0 obj", reading.PDF),
        (b"<rss version='2.0'><channel/></rss>", reading.FEED),
        ('<?xml version="1.0" encoding="utf-16"?><rss version="2.0"/>'.encode("utf-16"), reading.FEED),
        ('<?xml version="1.0" encoding="utf-16"?><feed/>'.encode("utf-16-be"), reading.FEED),
        (ATOM.encode("utf-32"), reading.FEED),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', reading.FEED),
    ],
)  # fmt: skip
def test_pages_feeds_and_pdf_files_are_read(data, media_type):
    assert reading.media_type_of(data) == media_type
    assert what(data) == ""
