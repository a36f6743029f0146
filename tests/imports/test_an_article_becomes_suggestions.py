"""An article is archived, and what it says becomes suggestions with their place in the copy; nothing else changes."""

import pytest
from support import pdfs
from support.articles import (
    MORE,
    TEXT,
    bring,
    dispute,
    hand_in,
    page,
    run,
    suggestions_of,
)
from support.people import make, person

from factcheck import imports
from factcheck.imports import jobs, runner
from factcheck.models import (
    Capture,
    Claim,
    Party,
    Publication,
    Quote,
    Source,
    Suggestion,
    blobs,
)
from factcheck.records import article_context

pytestmark = pytest.mark.django_db
WORDS = "We will not sell our country"


def test_a_pasted_text_is_archived_letter_for_letter():
    job = imports.start(
        adapter="text", text=TEXT, by=person("editor"), options={"title": "Nuuk waits"}
    )

    assert run(job).state == "done"
    copy = Capture.objects.get()
    assert (copy.text, copy.source, copy.media_type) == (TEXT, None, "text/plain")
    assert blobs.read("captures", copy.sha256).decode() == TEXT


def test_every_suggestion_stands_where_it_says():
    bring()

    text = Capture.objects.get().text
    placed = Suggestion.objects.exclude(start=None)
    assert placed
    assert all(text[row.start : row.end] == row.exact for row in placed)


def test_a_quote_comes_with_its_speaker_and_source():
    bring()

    quote = suggestions_of("quote", exact__startswith=WORDS)[0]
    source, speaker = (
        suggestions_of("source")[0],
        suggestions_of("party", fields__name="Mette Hansen")[0],
    )
    assert quote.fields["speaker"] == str(speaker.uid)
    assert quote.fields["source"] == str(source.uid)
    assert 0 < quote.confidence < 1


def test_only_suggestions_come_of_it():
    bring(dispute=dispute())

    assert [
        model.objects.exists() for model in (Source, Quote, Claim, Party, Publication)
    ] == [False] * 5


def test_a_dated_sentence_becomes_an_entry_of_the_dispute():
    matter = dispute()

    bring(dispute=matter)

    entry = suggestions_of("entry", fields__when="2026-01-28")[0]
    assert entry.fields["dispute"] == str(matter.uid)
    assert entry.fields["status"] == "planned"
    assert entry.fields["headline"] == "The working group meets on 28 January"


def test_without_a_dispute_there_is_no_timeline_to_suggest_for():
    bring()

    assert not suggestions_of("entry")


def test_a_saved_page_gives_its_article_and_what_it_says_of_itself():
    bring(page(), "page", "nuuk.html", published_on="")

    source = suggestions_of("source")[0]
    assert source.fields["title"] == "Nuuk waits for the talks"
    assert source.fields["published_on"] == "2026-01-15"
    assert "Home News" not in Capture.objects.get().text
    assert (
        suggestions_of("party", uid=source.fields["publisher"])[0].fields["party_kind"]
        == "outlet"
    )


def test_what_the_editor_says_counts_more_than_the_page():
    bring(
        page(),
        "page",
        "nuuk.html",
        title="The quiet harbour",
        published_on="2026-01-16",
    )

    fields = suggestions_of("source")[0].fields
    assert (fields["title"], fields["published_on"]) == (
        "The quiet harbour",
        "2026-01-16",
    )


def test_a_picture_is_stored_as_a_copy_without_text():
    job = bring(b"\x89PNG\r\n\x1a\n" + bytes(100), "document", "screenshot.png")

    assert (job.state, job.created) == ("done", 1)
    assert (Capture.objects.get().text, Capture.objects.get().media_type) == (
        "",
        "image/png",
    )
    assert suggestions_of("source")[0].fields["title"] == "screenshot"


@pytest.mark.parametrize(
    ("data", "adapter", "said"),
    [
        (b"%PDF-1.7\nnot really", "document", "damaged"),
        (b"<html><body></body></html>", "page", "No article was found"),
        (b"<html><body>" + b"<div>" * 100_000, "page", "nests its tags"),
        (b"<rss version='2.0'><!ENTITY a 'b'></rss>", "feed", "entities of its own"),
        (b"<rss", "feed", "no feed"),
        (b"   \n", "text", "is empty"),
    ],
)
def test_what_cannot_be_read_fails_the_job_with_a_remedy(data, adapter, said):
    job = bring(data, adapter, "file")

    assert job.state == "failed"
    assert said in job.message


def test_the_same_file_again_brings_nothing_new():
    first, second = bring(), bring()

    assert first.created > 0
    assert (second.state, second.created, second.updated) == ("done", 0, 0)
    assert second.unchanged == first.created


def test_a_rejected_suggestion_stays_rejected_when_only_its_marks_change():
    bring(url="https://post.example/one")
    Suggestion.objects.filter(kind="quote").update(
        state="rejected", decided_by=person("editor"), decided_at="2026-01-15T00:00Z"
    )

    bring(TEXT.replace("“", '"').replace("”", '"'), url="https://post.example/one")

    assert {row.state for row in suggestions_of("quote")} == {"rejected"}


def test_a_known_speaker_is_the_speaker():
    party = make("party", slug="mette", name="Mette Hansen", party_kind="person")

    bring()

    assert suggestions_of("quote", exact__startswith=WORDS)[0].fields["speaker"] == str(
        party.uid
    )
    assert not suggestions_of("party", fields__name="Mette Hansen")


def test_a_quote_that_is_known_says_which_it_repeats():
    source = make("source", slug="report")
    matter = dispute()
    known = make(
        "quote",
        slug="sell",
        words=WORDS,
        disputes=[str(matter.uid)],
        source=str(source.uid),
    )

    bring()

    row = suggestions_of("quote", exact__startswith=WORDS)[0]
    assert (row.match_uid, row.match_relation, row.match_kind) == (
        known.uid,
        "same",
        "quote",
    )


def test_an_article_without_findings_says_so():
    job = bring("Nothing is said here and nobody says when.")

    assert (job.state, job.created) == ("done", 1)
    assert "Nothing was found in it" in job.issues.get().message


def test_a_text_in_another_encoding_is_read_with_a_notice():
    job = bring(TEXT.replace("Hansen", "Sørensen").encode("cp1252"))

    assert "was not UTF-8" in job.issues.first().message
    assert suggestions_of("party", fields__name="Mette Sørensen")


def test_nul_and_reversed_letters_stay_in_their_place():
    job = bring(TEXT.replace("country", "coun\0try \u202eevil"))

    assert job.state == "done"
    assert "coun\ufffdtry \u202eevil" in Capture.objects.get().text


def test_a_run_that_was_killed_goes_on_where_it_stopped(monkeypatch):
    monkeypatch.setattr("factcheck.imports.articles.reader.CHUNK", 1)
    job = hand_in(dispute=dispute())
    claimed = jobs.claim(job.pk, "first")
    with runner.ADAPTERS["text"].open(claimed) as reader:
        for _ in range(2):
            reader.prepare(claimed, lambda: None)
            runner.advance(claimed, "first", reader)
    jobs.release(claimed, "first", "killed")

    done = run(job)

    assert (done.state, done.created) == ("done", Suggestion.objects.count())
    assert done.unchanged == 0


def test_a_title_in_arabic_stays_as_it_is():
    bring(f"نووك تنتظر المحادثات\n\n{MORE}", title="")

    assert suggestions_of("source")[0].fields["title"] == "نووك تنتظر المحادثات"


@pytest.mark.parametrize(
    "speaker",
    [
        "More",
        "She",
        "What was said",
        "beyond the parties",
        "American concerns about security can",
    ],
)
def test_words_that_are_no_name_become_no_party(speaker):
    assert not article_context.is_name(speaker)


def test_a_speaker_with_an_office_is_suggested_with_it():
    bring(
        "“We will not sell our country,” said Lars Olsen, the foreign minister. The hall was quiet."
    )

    party = suggestions_of("party", fields__name="Lars Olsen")[0]
    assert [role["title"] for role in party.fields["roles"]] == ["foreign minister"]


def test_the_same_words_by_somebody_else_are_only_related():
    matter, other = (
        dispute(),
        make("party", slug="lars", name="Lars Olsen", party_kind="person"),
    )
    said = {
        "words": WORDS,
        "speaker": str(other.uid),
        "source": str(make("source", slug="report").uid),
    }
    make("quote", slug="sell", disputes=[str(matter.uid)], **said)

    bring()

    assert (
        suggestions_of("quote", exact__startswith=WORDS)[0].match_relation == "related"
    )


def test_what_an_editor_called_distinct_is_not_offered_again():
    matter = dispute()
    one = make(
        "claim",
        slug="one",
        text="The harbour belongs to the town.",
        disputes=[str(matter.uid)],
    )
    relations = [{"relation": "distinct-from", "claim": str(one.uid)}]
    text = "The harbour belongs to the old town."
    make(
        "claim", slug="two", text=text, disputes=[str(matter.uid)], relations=relations
    )
    Claim.objects.filter(slug="two").update(
        text="Something else altogether, about boats."
    )
    before = {row.match_uid for row in suggested_claims(text)}
    Claim.objects.filter(slug="two").update(text=text)
    Suggestion.objects.all().delete()

    after = {row.match_uid for row in suggested_claims(text)}

    assert before == {one.uid}
    assert one.uid not in after


def suggested_claims(text: str) -> list[Suggestion]:
    bring(f"Mette Hansen said that {text[0].lower()}{text[1:]}")
    return suggestions_of("claim")


WRAPPED = """Ministry of Ports                          1
The quay of the old town stays closed for another year, the
ministry said on Wednesday. Mette Hansen, the harbour minis-
ter, said: “We will not sell our country, and we will not
open the quay before the autumn.” She added that the boats
of the company"""
AND_ON = """Ministry of Ports                          2
had been told to leave the harbour. “They never
answered us,” she said."""


def test_a_printed_statement_is_read_over_its_line_ends_and_pages():
    bring(pdfs.printed(WRAPPED, AND_ON), "document", "statement.pdf", dispute=dispute())

    text = Capture.objects.get().text
    said = {row.fields["words"]: row for row in suggestions_of("quote")}
    assert set(said) == {
        "We will not sell our country, and we will not open the quay before the autumn.",
        "They never answered us",
    }
    assert all(
        text[row.start : row.end] == row.exact and "\n" in row.exact
        for row in said.values()
    )
    assert {row.fields["speaker"] for row in said.values()} == {
        str(suggestions_of("party", fields__name="Mette Hansen")[0].uid)
    }
    assert {row.fields["text"] for row in suggestions_of("claim")} == {
        "The quay of the old town stays closed for another year.",
        "The boats of the company had been told to leave the harbour.",
    }


def test_a_dated_sentence_over_line_ends_is_one_line_of_the_timeline():
    text = "The ministry waits.\n\nThe working group of the two towns meets again in the old hall\non 28 January.\n"

    bring(text, dispute=dispute())

    entry = suggestions_of("entry")[0]
    assert (
        entry.fields["body"]
        == "The working group of the two towns meets again in the old hall on 28 January."
    )
    passage = entry.fields["citations"][0]["passage"]
    assert passage["exact"] == text[passage["start"] : passage["end"]]


def test_a_person_is_private_until_somebody_says_otherwise_and_an_outlet_is_not():
    bring(page(), "page", "nuuk.html", published_on="")

    people = suggestions_of("party", fields__party_kind="person")
    assert people
    assert {person.fields["publicity"] for person in people} == {"private"}
    assert {
        "publicity" in party.fields
        for party in suggestions_of("party", fields__party_kind="outlet")
    } == {False}
