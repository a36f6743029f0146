"""Data is refused by its name wherever it is handed in; a file that is only kept says what it is."""

import io
import zipfile

import pytest
from django.core.cache import cache
from fetching.internet import page as answer
from fetching.internet import running
from support import pdfs
from support.articles import TEXT, bring, run, suggestions_of
from support.people import person

from factcheck import imports
from factcheck.models import Capture, Suggestion

pytestmark = pytest.mark.django_db(transaction=True)

CSV = "claim,rating,date\nThe quay is closed,true,2026-01-02\nIt is open,false,2026-01-03\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\n“We will not sell our country,” said Mette Hansen on Wednesday.\n"
JSON = '{"@type": "ClaimReview", "claimReviewed": "The quay is closed."}'
MAIL = "MIME-Version: 1.0\nFrom: <a@town.example>\nSubject: The quay\n\n“We will not,” said Mette Hansen.\n"
DATA = {
    "spreadsheet as text (CSV)": CSV,
    "subtitles (VTT)": VTT,
    "(ClaimReview, JSON)": JSON,
    "an e-mail": MAIL,
}


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return file.getvalue()


@pytest.fixture
def fetched(settings):
    """A job for an address that answers so."""
    cache.clear()
    settings.FETCH_ALLOW_LOOPBACK, settings.FETCH_PACE_SECONDS = True, 0

    def fetch(data: bytes, kind: str):
        with running({"/it": answer(data, kind=kind)}) as server:
            return run(
                imports.start(
                    adapter="page", address=f"{server.address}/it", by=person("editor")
                )
            )

    return fetch


@pytest.mark.parametrize("name", DATA)
def test_a_file_of_data_is_not_taken_for_an_article(name):
    for named in ("auto", "text", "page"):
        with pytest.raises(imports.ImportProblem) as refusal:
            imports.recognise("quay.txt", DATA[name].encode(), named)

        assert name in str(refusal.value)
        assert "cannot be imported yet" in str(refusal.value)


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("adapter", ["text", "page"])
def test_a_job_for_data_fails_and_says_what_it_is(name, adapter):
    job = bring(DATA[name], adapter, "quay.txt")

    assert job.state == "failed"
    assert name in job.message
    assert not Suggestion.objects.exists()


def test_pasted_data_is_refused():
    job = run(imports.start(adapter="text", text=CSV, by=person("editor")))

    assert job.state == "failed"
    assert job.message.startswith("This is a spreadsheet as text (CSV)")


def test_a_pasted_article_with_a_table_in_it_is_read():
    job = bring(
        f"{TEXT}\nTown\tBoats\tYear\nUpper Town\t12\t2024\nLower Town\t7\t2025\n\nNobody spoke.\n"
    )

    assert job.state == "done"
    assert suggestions_of("quote")


@pytest.mark.parametrize("name", DATA)
def test_an_address_that_answers_with_data_is_refused(fetched, name):
    job = fetched(DATA[name].encode(), "text/html")

    assert job.state == "failed"
    assert name in job.message


def test_an_address_that_answers_with_a_document_keeps_it_and_says_so(fetched):
    job = fetched(docx(), "application/octet-stream")

    assert job.state == "done"
    assert job.issues.get().message.startswith(
        "Kept, not read: this is a Word document (DOCX)."
    )
    assert Capture.objects.get().media_type.endswith("wordprocessingml.document")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (docx(), "speech.docx", "this is a Word document (DOCX). Save it as PDF"),
        (
            b"\x89PNG\r\n\x1a\n" + bytes(100),
            "screenshot.png",
            "this is a picture (PNG). Paste the words",
        ),
        (CSV.encode(), "votes.csv", "this is a spreadsheet as text (CSV)"),
        (
            bytes(range(1, 9)) * 50,
            "thing.bin",
            "this is a file of a kind that is not known here",
        ),
        (
            b"WARC/1.1\r\nWARC-Type: warcinfo\r\n\r\n",
            "site.warc",
            "this is an archive of web pages (WARC)",
        ),
    ],
)
def test_a_file_without_readable_text_says_what_it_is(data, name, said):
    job = bring(data, "document", name)

    issue = job.issues.get()
    assert (job.state, job.created, issue.severity) == ("done", 1, "warning")
    assert issue.message.startswith("Kept, not read: ")
    assert said in issue.message
    assert Capture.objects.get().text == ""


def test_a_pdf_with_something_before_its_header_is_read():
    words = "Mette Hansen said: “We will not sell our country, and nobody\nwill open the quay before autumn.”"
    data = b"\0\1@PJL SET COPIES=1\r\n" * 30 + pdfs.printed(words)

    assert imports.recognise("ticket.pdf", data[: imports.HEAD]) == "document"
    job = bring(data, "document", "ticket.pdf")

    assert job.state == "done"
    assert Capture.objects.get().media_type == "application/pdf"
    assert [row.fields["words"] for row in suggestions_of("quote")] == [
        "We will not sell our country, and nobody will open the quay before autumn."
    ]


def test_a_spreadsheet_as_the_page_of_a_feed_item_ends_no_feed(settings):
    cache.clear()
    settings.FETCH_ALLOW_LOOPBACK, settings.FETCH_PACE_SECONDS = True, 0
    item = "<item><title>{0}</title><link>{1}/{0}</link></item>"
    with running(
        {"/a": answer(CSV.encode()), "/b": answer(TEXT.encode(), kind="text/plain")}
    ) as server:
        items = item.format("a", server.address) + item.format("b", server.address)
        job = bring(
            f"<rss version='2.0'><channel>{items}</channel></rss>", "feed", "feed.xml"
        )

    assert (job.state, job.done) == ("done", 2)
    assert "spreadsheet" in job.issues.first().message
    assert suggestions_of("quote")
