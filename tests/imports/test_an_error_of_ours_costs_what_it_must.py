"""An error of the program in one finding, document, item or record costs that alone, at once, and says where."""

import errno
import sys
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, OperationalError
from support import suggestion_factory
from support.articles import bring, dispute, hand_in, run, suggestions_of
from support.dossiers import bring_in, dossier, ground, party
from support.people import World, make, person
from support.reviewer import fresh as reread

from factcheck import imports
from factcheck.imports import jobs
from factcheck.imports.adapters import text
from factcheck.imports.articles import bulk_insert, record_index
from factcheck.imports.articles.record_index import RecordIndex
from factcheck.imports.bulk_start import start_bulk
from factcheck.imports.dossier.importer import RecordImporter
from factcheck.imports.feeds import reader as feed_reader
from factcheck.imports.outcome import ChunkOutcome
from factcheck.imports.suggestions import SuggestionFilter, bulk_decisions
from factcheck.models import Capture, ImportIssue, ImportJob, Party, Suggestion
from factcheck.records import registry
from factcheck.text import reading
from factcheck.text.extraction import rules
from factcheck.text.matching import Matcher
from factcheck.text.reading import subprocess_reader

pytestmark = pytest.mark.django_db
TEXT = """The ferry waits for the talks

“We will not sell our boats,” said Mette Hansen. “The talks were frank,” said Lars Olsen, a fisherman.

The working group meets on 28 January.
"""
ITEM = "<item><title>{0}</title><guid>{0}</guid><description>{1}</description></item>"
RULES = "factcheck.text.extraction.rules.find"
OURS = "An error in this program, not in what was handed in"


class Mistake(Exception):
    """An error that nobody foresaw."""


@pytest.fixture
def crashes(monkeypatch) -> list[type[Exception]]:
    """What was logged with its traceback."""
    logged = []
    monkeypatch.setattr(
        imports.crashes.log,
        "exception",
        lambda *args, **more: logged.append(sys.exc_info()[0]),
    )
    return logged


def falls(
    monkeypatch,
    owner,
    name: str,
    is_hit=lambda *args: True,
    problem: Exception | None = None,
) -> None:
    """From now on the function raises wherever its arguments are hit."""
    before = getattr(owner, name)

    def fallen(*args, **more):
        if is_hit(*args):
            raise problem or Mistake("out of step")
        return before(*args, **more)

    monkeypatch.setattr(owner, name, fallen)


def finds(
    monkeypatch, kind: str, of: str, problem: Exception | None = None, in_text: str = ""
) -> None:
    """What makes content of this kind out of a finding raises, for findings with these words."""
    table = registry.get(kind).suggestion_builders
    before = table[of]

    def fallen(finding, article):
        if in_text in finding.exact:
            raise problem or Mistake("out of step")
        return before(finding, article)

    monkeypatch.setitem(table, of, fallen)


def only_issue(job: ImportJob) -> ImportIssue:
    assert job.issue_count == 1
    return job.issues.get()


DATED = [
    "They stay until 31 January 2026.",
    "He must leave by Friday.",
    "The quay opens before Christmas.",
    "The inquiry ends by the end of March, it was said.",
    "Nothing moves since 12 January 2026.",
]


@pytest.mark.parametrize("sentence", DATED)
@pytest.mark.parametrize(
    "published_on",
    ["2026-01-20", "2026-01", "[..2026-01-20]", "2026-01-20/..", "2026-01-20~"],
)
def test_a_date_that_is_open_on_one_side_stops_no_article(sentence, published_on):
    job = bring(f"{TEXT}\n\n{sentence}\n", published_on=published_on, dispute=dispute())

    assert (job.state, job.failed, job.issue_count, job.attempts) == ("done", 0, 0, 1)
    assert suggestions_of("quote", exact__startswith="We will not sell")


def test_a_finding_costs_itself_and_its_place_is_named(monkeypatch, crashes):
    finds(monkeypatch, "quote", "quote", in_text="sell our boats")

    job = bring(TEXT, dispute=dispute())

    issue = only_issue(job)
    assert (job.state, job.failed) == ("done", 1)
    assert issue.place == "article.txt, characters 32 to 58"
    assert issue.value == "We will not sell our boats"
    assert issue.message.startswith(
        f"What was found here is not suggested. {OURS} (Mistake: out of step)."
    )
    assert [row.exact for row in suggestions_of("quote")] == ["The talks were frank"]
    assert suggestions_of("entry")
    assert crashes == [Mistake]


def test_an_extractor_costs_all_its_later_findings(settings):
    settings.EXTRACTORS = ["support.troubled_extractors.falling", RULES]

    job = bring(TEXT, dispute=dispute())

    assert (job.state, job.attempts) == ("done", 1)
    assert (
        "What support.troubled_extractors.falling finds is missing"
        in only_issue(job).message
    )
    assert {row.exact for row in suggestions_of("quote")} >= {
        "The ferry",
        "We will not sell our boats",
    }


def test_an_extractor_that_falls_alone_leaves_the_source_and_the_copy(settings):
    settings.EXTRACTORS = ["support.troubled_extractors.nowhere"]

    job = bring(TEXT, dispute=dispute())

    assert (job.state, [row.kind for row in Suggestion.objects.all()]) == (
        "done",
        ["source"],
    )
    assert Capture.objects.get().text == TEXT
    assert "Nothing was found" not in only_issue(job).message


def test_the_findings_of_the_rules_before_they_fell_stay(monkeypatch):
    falls(monkeypatch, rules, "_dates")

    job = bring(TEXT, dispute=dispute())

    assert (job.state, job.issue_count) == ("done", 1)
    assert len(suggestions_of("quote")) == 2
    assert not suggestions_of("entry")


def test_a_comparison_costs_the_comparison_and_the_suggestion_stays(monkeypatch):
    make("party", slug="mette", name="Mette Hansen", party_kind="person")
    falls(monkeypatch, Matcher, "best", lambda _, asked: asked.kind == "quote")

    job = bring(TEXT, dispute=dispute())

    assert (job.state, job.failed, len(suggestions_of("quote"))) == ("done", 0, 2)
    assert {issue.severity for issue in job.issues.all()} == {"warning"}
    assert all(
        "Whether this repeats what is on record" in issue.message
        for issue in job.issues.all()
    )


def test_what_is_on_record_and_cannot_be_read_is_named_once(monkeypatch):
    falls(monkeypatch, record_index, "rows", lambda k: k == "quote")

    job = bring(TEXT, dispute=dispute())

    assert (job.state, job.issue_count, len(suggestions_of("quote"))) == ("done", 1, 2)


def test_of_very_many_the_first_are_named_and_the_rest_are_counted(monkeypatch):
    finds(monkeypatch, "quote", "quote")
    said = " ".join(
        f"“We will not sell boat {i},” said Mette Hansen." for i in range(70)
    )

    job = bring(said, dispute=dispute())

    assert job.issue_count == 51
    assert job.issues.last().message.startswith("20 more findings")


def test_a_suggestion_that_the_database_refuses_costs_itself(monkeypatch):
    before = bulk_insert.values_of

    def too_large(suggested):
        values = before(suggested)
        return values | (
            {"start": 2**70}
            if suggested.kind == "quote" and "frank" in values["exact"]
            else {}
        )

    monkeypatch.setattr(bulk_insert, "values_of", too_large)

    job = bring(TEXT, dispute=dispute())

    assert (job.state, job.failed, job.created) == (
        "done",
        1,
        Suggestion.objects.count(),
    )
    assert only_issue(job).value == "The talks were frank"
    assert [row.exact for row in suggestions_of("quote")] == [
        "We will not sell our boats"
    ]


def test_a_finding_that_breaks_a_query_leaves_the_transaction_whole(monkeypatch):
    def broken(finding, article):
        ImportJob.objects.update(state="no such state")

    monkeypatch.setitem(registry.get("quote").suggestion_builders, "quote", broken)

    job = bring(TEXT, dispute=dispute())

    assert (job.state, job.failed, bool(suggestions_of("entry"))) == ("done", 2, True)


@pytest.mark.parametrize(
    "problem", [OperationalError("gone"), OSError(errno.ENOSPC, "no space")]
)
def test_what_may_pass_is_tried_again_and_costs_nothing(monkeypatch, problem):
    finds(monkeypatch, "quote", "quote", problem)

    job = run(hand_in(TEXT, dispute=dispute()))

    assert (job.state, job.issue_count) == ("queued", 0)
    monkeypatch.undo()
    assert run(job).state in ("done", "queued")


def test_a_document_costs_its_job_at_once_and_the_copy_stays(monkeypatch):
    falls(monkeypatch, RecordIndex, "party_uid")

    job = bring(TEXT, dispute=dispute(), publisher="Harbour Post")

    assert (job.state, job.attempts) == ("failed", 1)
    assert only_issue(job).place == "article.txt"
    assert job.message == only_issue(job).message
    assert Capture.objects.get().text == TEXT


def test_a_reader_that_falls_is_not_blamed_on_memory_and_the_copy_stays(
    monkeypatch,
):
    half_asked = SimpleNamespace(dumps=lambda question: '{"what": "feed"}')
    monkeypatch.setattr(subprocess_reader, "json", half_asked)

    job = bring(TEXT)

    assert (job.state, job.attempts) == ("failed", 1)
    assert "ReaderCrash: KeyError: 'address'" in only_issue(job).message
    assert "memory" not in job.message
    assert Capture.objects.count() == 1


def test_a_format_that_cannot_be_opened_costs_its_job_at_once(monkeypatch):
    falls(monkeypatch, text, "bytes_of")

    job = bring(TEXT)

    assert (job.state, job.attempts) == ("failed", 1)
    assert only_issue(job).message.startswith("The job was stopped.")


def feed_job(*titles: str, **more) -> ImportJob:
    items = "".join(
        ITEM.format(title, f"&lt;p&gt;{TEXT} {title}.&lt;/p&gt;" * 3)
        for title in titles
    )
    data = f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>".encode()
    return hand_in(data, "feed", "feed.xml", **more)


def test_an_item_of_a_feed_costs_itself(monkeypatch):
    falls(monkeypatch, reading, "read", lambda data, _: b"two." in data)

    job = run(feed_job("one", "two", "three"))

    assert (job.state, job.done, job.total, job.failed) == ("done", 3, 3, 1)
    assert only_issue(job).place == "two"
    assert {row.fields["title"] for row in suggestions_of("source")} == {"one", "three"}


def test_an_item_that_fell_is_read_when_the_error_is_mended(monkeypatch):
    first = feed_job("one", "two")
    with monkeypatch.context() as broken:
        falls(broken, reading, "read", lambda data, _: b"two." in data)
        run(first)

    again = run(feed_job("one", "two"))

    assert (again.state, again.failed) == ("done", 0)
    assert {row.fields["title"] for row in suggestions_of("source")} == {"one", "two"}


def is_suggested(title: str) -> bool:
    return Suggestion.objects.filter(kind="source", fields__title=title).exists()


def test_an_item_that_cannot_be_stored_does_not_end_its_feed(monkeypatch):
    falls(
        monkeypatch,
        feed_reader,
        "asdict",
        lambda item: item.key == "two" and is_suggested("two"),
        DatabaseError(),
    )

    job = run(feed_job("one", "two", "three"))

    assert (job.state, job.done, job.failed) == ("done", 3, 1)
    assert (is_suggested("one"), is_suggested("two"), is_suggested("three")) == (
        True,
        False,
        True,
    )


def test_a_record_of_a_dossier_costs_itself(monkeypatch):
    falls(
        monkeypatch,
        RecordImporter,
        "_remember",
        lambda _, staged, *more: staged.slug == "lost",
    )

    job = bring_in(dossier(*ground(), party("lost"), party("kept")))

    assert (job.state, job.failed, job.done, job.created) == (
        "done",
        1,
        job.total,
        job.total - 1,
    )
    assert not Party.objects.filter(slug="lost").exists()
    assert Party.objects.filter(slug="kept").exists()
    assert only_issue(job).message.startswith("This record could not be taken")


def test_a_record_that_fell_is_tried_again_like_any_that_failed(monkeypatch):
    with monkeypatch.context() as broken:
        falls(
            broken,
            RecordImporter,
            "_remember",
            lambda _, staged, *more: staged.slug == "lost",
        )
        job = bring_in(dossier(party("lost"), party("kept")))

    imports.retry_failed(job, person("editor"))
    imports.run(job.pk)

    assert Party.objects.filter(slug="lost").exists()
    assert ImportJob.objects.get(pk=job.pk).failed == 0


def test_a_decision_of_many_costs_itself(monkeypatch):
    world = World()
    job = suggestion_factory.job(dispute=world.dispute)
    one, two = (
        suggestion_factory.party(job, "One"),
        suggestion_factory.party(job, "Two"),
    )
    falls(
        monkeypatch,
        bulk_decisions,
        "accept",
        lambda suggestion, by: suggestion.pk == one.pk,
    )

    done = run(
        start_bulk(
            SuggestionFilter(job=job.pk, kind="party"), "accept", person("editor")
        )
    )

    assert (done.state, done.updated, done.failed) == ("done", 1, 1)
    assert (reread(one).state, reread(two).state) == ("pending", "accepted")
    assert only_issue(done).place == f"suggestion {one.pk}"


def lost_again(job: ImportJob, times: int) -> None:
    for _ in range(times):
        assert jobs.claim(job.pk, "a worker")
        ImportJob.objects.filter(pk=job.pk).update(lease_until="2020-01-01T00:00Z")


def test_a_job_that_kills_its_workers_leaves_an_issue_that_says_where():
    job = hand_in(TEXT)
    lost_again(job, 5)

    assert imports.run(job.pk) == "busy"
    failed = ImportJob.objects.get(pk=job.pk)
    assert (failed.state, failed.attempts_in_all) == ("failed", 5)
    assert failed.message.startswith(
        "It was begun 5 times and never came to an end. Each time its worker stopped at its"
    )
    assert "last issue" not in failed.message
    assert only_issue(failed).place == "article.txt, at its beginning"


def test_a_job_that_gets_on_and_kills_a_worker_each_time_ends_after_fifty():
    job = hand_in(TEXT)
    for _ in range(50):
        lost_again(job, 1)
        ImportJob.objects.filter(pk=job.pk).update(attempts=1, done=7)

    assert jobs.claim(job.pk, "one more") is None
    failed = ImportJob.objects.get(pk=job.pk)
    assert failed.message.startswith("It was begun 50 times and never came to an end.")
    assert only_issue(failed).place == "article.txt, after 7 of it were read"


def test_a_chunk_that_was_settled_counts_the_attempts_at_its_place_anew_and_not_those_in_all(
    settings,
):
    job = hand_in(TEXT)
    lost_again(job, 3)
    claimed = jobs.claim(job.pk, "last")

    jobs.settle(claimed, "last", ChunkOutcome(cursor={"document": 1}, done=1))

    kept = ImportJob.objects.get(pk=job.pk)
    assert (kept.attempts, kept.attempts_in_all) == (1, 4)


def test_trying_a_job_again_counts_both_anew():
    job = hand_in(TEXT)
    lost_again(job, 5)
    imports.run(job.pk)

    imports.retry(ImportJob.objects.get(pk=job.pk), person("editor"))

    again = ImportJob.objects.get(pk=job.pk)
    assert (again.attempts, again.attempts_in_all, run(again).state) == (0, 0, "done")
