"""Title, language, day and kind of a document are what it says of itself; what it does not say stays open."""

import pytest
from support import pdfs
from support.articles import PAGE, TEXT, bring, dispute, run, suggestions_of
from support.people import person, publish
from support.reviewer import accept

from factcheck import imports
from factcheck.models import Publication, Source

pytestmark = pytest.mark.django_db
DANISH = (
    "Havnen i den gamle by var stille torsdag, og ingen på kajen ville tale om det, der var blevet sagt. "
    "»Vi sælger ikke vores land,« sagde Mette Hansen den 12. januar 2026.\n"
)


def source() -> dict:
    return suggestions_of("source")[0].fields


def printed(title: str = "") -> bytes:
    words = "Ministry of Ports\nThe quay of the old town is closed, the ministry said on Wednesday."
    about = (
        b"<</Title<%s>/CreationDate(D:20260114120000Z)>>"
        % title.encode().hex().encode()
    )
    return pdfs.printed(words, about=about)


@pytest.mark.parametrize(
    ("title", "name", "called"),
    [
        ("Statement on the quay", "document.pdf", "Statement on the quay"),
        ("Statement on the quay", "ports-2026.pdf", "Statement on the quay"),
        (
            "Microsoft Word - draft3.docx",
            "Statement on ports.pdf",
            "Statement on ports",
        ),
        ("untitled", "Statement on ports.pdf", "Statement on ports"),
        ("final_v2.indd", "Statement on ports.pdf", "Statement on ports"),
        ("", "Statement on ports.pdf", "Statement on ports"),
        ("", "document.pdf", "Ministry of Ports"),
        ("Slide 1", "download (3).pdf", "Ministry of Ports"),
    ],
)
def test_a_pdf_is_called_by_its_title_where_that_is_one(title, name, called):
    bring(printed(title), "document", name)

    assert source()["title"] == called


BODY = "\n\nThe harbour office of Port Anselm said on Tuesday that the ice is too thick for the ferry.\n"
WRAPPED = "Ferry line must wait for the ice, says Foreign Minister Nils\nLokke Andersen"
PARAGRAPH = (
    "The ferry line between the two harbours of Port Anselm will not\nopen before the ice is gone, the harbour office "
    "said on\nTuesday. Nobody has asked for money, it said, and nobody\nwill."
)


def pasted(text: str) -> dict:
    run(imports.start(adapter="text", text=text, by=person("editor")))
    return source()


@pytest.mark.parametrize(
    ("beginning", "title"),
    [
        (
            "Ferry between the two harbours is put off until\nthe ice has gone",
            "the ice has gone",
        ),
        (WRAPPED, "says Foreign Minister Nils Lokke Andersen"),
        (
            "Ferry is put off\nThe ice is too thick for it, and nobody knows when it will go",
            "Ferry is put off",
        ),
        ("Ferry is put off\n\nBy Anna Holm", "Ferry is put off"),
        (PARAGRAPH, "before the ice is gone, the harbour office said on Tuesday."),
    ],
)
def test_a_pasted_text_is_called_by_the_whole_of_its_title(beginning, title):
    called = pasted(beginning + BODY)["title"]

    assert called.endswith(title)
    assert called.split()[0] == beginning.split()[0]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published on 14 January 2026", "2026-01-14"),
        ("Published: Wednesday, January 14, 2026 at 10:15 CET", "2026-01-14"),
        ("First published 2026-01-14", "2026-01-14"),
        ("Udgivet den 14. januar 2026", "2026-01-14"),
        ("Veröffentlicht am 14. Oktober 2026", "2026-10-14"),
        ("Updated 14 January 2026", ""),
        ("14 January 2026", ""),
        ("Published on 31 February 2026", ""),
    ],
)
def test_a_line_that_says_when_it_was_published_is_no_title(line, day):
    fields = pasted(f"{line}\n\nFerry is put off{BODY}")

    assert (fields["title"], fields["published_on"]) == ("Ferry is put off", day)


def test_it_is_the_day_below_the_title_too():
    fields = pasted(f"Ferry is put off\n\nPublished on 14 January 2026{BODY}")

    assert (fields["title"], fields["published_on"]) == (
        "Ferry is put off",
        "2026-01-14",
    )


def test_a_pdf_says_it_as_well():
    bring(
        pdfs.printed(
            "Ministry of Ports\nPublished on 14 January 2026\nThe quay is closed."
        ),
        "document",
        published_on="",
    )

    assert source()["published_on"] == "2026-01-14"


def test_what_the_article_tells_of_a_publication_is_not_its_day():
    fields = pasted(
        "Published on 14 January 2026, the report of the harbour office was taken back."
        + BODY
    )

    assert fields["title"].startswith("Published on 14 January 2026, the report")
    assert fields["published_on"] == ""


def test_what_the_editor_calls_it_counts_more():
    bring(
        printed("Statement on the quay"),
        "document",
        "document.pdf",
        title="The ministry's statement",
    )

    assert source()["title"] == "The ministry's statement"


def test_the_creation_day_of_a_pdf_is_not_its_publication():
    bring(printed("Statement on the quay"), "document", "a.pdf", published_on="")

    assert source()["published_on"] == ""


@pytest.mark.parametrize(
    ("data", "adapter", "name", "kind"),
    [
        (TEXT.encode(), "text", "a.txt", "article"),
        (printed(), "document", "a.pdf", "document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "document", "a.png", "document"),
        (b"a,b,c\n1,2,3\n4,5,6\n", "document", "a.csv", "dataset"),
        (b"ID3\x04" + bytes(50), "document", "a.mp3", "recording"),
    ],
)
def test_a_source_is_of_the_kind_of_its_document(data, adapter, name, kind):
    bring(data, adapter, name)

    assert source()["source_kind"] == kind


def test_a_text_in_a_language_that_nobody_reads_says_so():
    job = bring(DANISH, dispute=dispute())

    issue = job.issues.get()
    assert (job.state, job.created, issue.severity) == ("done", 1, "warning")
    assert issue.message.startswith(
        "This text is in Danish; only English is read, so nothing was looked for."
    )
    assert source()["language"] == "da"


def test_a_page_in_another_language_says_so():
    page = PAGE.replace('lang="en"', 'lang="da"').format(
        title="Havnen er stille", more=DANISH
    )
    page = page.replace(
        page[page.index("<p>The harbour") : page.index(f"<p>{DANISH}")], ""
    )

    job = bring(page, "page", "a.html")

    assert "only English is read" in job.issues.get().message
    assert source()["language"] == "da"


def test_what_a_text_repeats_of_another_language_is_read_in_its_own():
    bring(
        f"{TEXT}\n\n»Vi sælger ikke vores land,« sagde Mette Hansen.\n",
        dispute=dispute(),
    )

    assert source()["language"] == "en"
    assert {row.fields["language"] for row in suggestions_of("quote")} == {"en"}


def test_a_language_that_nobody_knows_stays_open_until_publication():
    bring("“Nej!” said Mette Hansen.", dispute=dispute())
    row = suggestions_of("source")[0]
    assert row.fields["language"] == ""

    made = accept(row)

    assert Source.objects.get().language == ""
    publish(*([made.publisher] if made.publisher else []), made)
    assert '"language":""' in Publication.objects.get(kind="source").payload


def test_an_extractor_of_one_s_own_reads_what_it_says(settings):
    settings.EXTRACTORS = ["support.danish_extractor.find"]

    job = bring(DANISH)

    assert [row.exact for row in suggestions_of("quote")] == [
        "Vi sælger ikke vores land"
    ]
    assert not job.issues.exists()
