"""A copy is its source's from the moment it was fetched; each look is written down; what cites lost words is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone
from fetching.internet import page as answer
from fetching.internet import running
from support.articles import TEXT, bring, dispute, page, run, suggestions_of
from support.people import change, make, person, publish

from factcheck import imports, workflow
from factcheck.imports.suggestions import accept, undo
from factcheck.models import Capture, Look, Quote, Recheck, Source, Suggestion
from factcheck.records import stale_passages

pytestmark = pytest.mark.django_db
SUM = "“The quay will cost 40 million crowns,” said Ole Dahl, the harbour master, who had waited for the whole day."
MORE = SUM.replace("40 million", "about 55 million")
LATER = page(more=MORE)


@pytest.fixture
def site(settings):
    settings.FETCH_ALLOW_LOOPBACK, settings.FETCH_PACE_SECONDS = True, 0
    with running({}) as server:
        server.pages["/news"] = answer(page(more=SUM), 'ETag: "one"', "X-Secret: no")
        yield server


def fetch(site, path: str = "/news"):
    return run(
        imports.start(
            adapter="page",
            address=f"{site.address}{path}",
            by=person("editor"),
            options={},
        )
    )


def take(kind: str, **asked):
    row = suggestions_of(kind, **asked)[0]
    return accept(row, person("editor"), version=row.lock_version)


def outcomes() -> list[str]:
    return list(Look.objects.values_list("outcome", flat=True))


def issues_of(job) -> str:
    return " ".join(job.issues.values_list("message", flat=True))


def test_a_retrieval_names_request_and_answer(site):
    job = fetch(site)

    look = Look.objects.get()
    assert (look.asked, look.address, look.status) == (
        f"{site.address}/news",
        f"{site.address}/news",
        200,
    )
    assert (
        look.key == look.document == site.address.replace("http:", "https:") + "/news"
    )
    assert (look.job, look.sha256, look.outcome) == (
        job,
        Capture.objects.get().sha256,
        "first",
    )
    assert look.headers["ETag"] == '"one"'
    assert "X-Secret" not in look.headers
    assert look.at == Capture.objects.get().captured_at


def test_the_new_copy_is_the_sources_although_nothing_was_decided(site):
    make("source", slug="news", url=f"{site.address}/news?utm_source=x")

    fetch(site)

    assert (
        Capture.objects.get().source
        == Look.objects.get().source
        == Source.objects.get()
    )


def test_every_look_is_a_row_also_when_a_page_goes_back(site):
    source = make("source", slug="news", url=f"{site.address}/news")
    first = site.pages["/news"]
    for body in (first, answer(LATER), first, first):
        site.pages["/news"] = body
        fetch(site)

    assert outcomes() == ["first", "changed", "changed", "same"]
    assert Capture.objects.filter(source=source).count() == 2
    assert "40 million" in stale_passages.newest_copy(source).text


def test_a_page_that_is_gone_is_a_look_too(site):
    source = make("source", slug="news", url=f"{site.address}/news")
    fetch(site)
    del site.pages["/news"]

    fetch(site)

    look = Look.objects.latest("pk")
    assert (look.outcome, look.status, look.source, look.sha256) == (
        "failed",
        404,
        source,
        "",
    )
    assert "404 Not Found" in look.problem
    assert stale_passages.newest_copy(source) is not None


def test_looks_wait_for_the_source_of_their_address(site):
    fetch(site)
    site.pages["/news"] = answer(LATER)
    fetch(site)
    assert list(Look.objects.values_list("source", flat=True)) == [None, None]

    source = make(
        "source",
        slug="typed",
        url=f"{site.address.replace('http:', 'https:')}/news/#top",
    )

    assert list(Look.objects.values_list("source", flat=True)) == [source.pk, source.pk]
    assert source.captures.count() == 2


def test_an_address_that_is_typed_later_claims_them_too(site):
    fetch(site)
    source = make("source", slug="typed")

    change(source, url=f"{site.address}/news")

    assert [copy.source for copy in Capture.objects.all()] == [source]


def test_a_source_that_is_accepted_has_every_copy_of_its_document(site):
    fetch(site)
    site.pages["/news"] = answer(LATER)
    fetch(site)

    source = take("source")

    assert source.captures.count() == 2
    assert set(Look.objects.values_list("source", flat=True)) == {source.pk}


def test_a_text_without_an_address_is_its_sources_once_that_is_accepted():
    bring(TEXT)

    source = take("source")

    assert (Look.objects.get().source, Capture.objects.get().source) == (source, source)


def test_undoing_the_acceptance_lets_them_wait_again(site):
    fetch(site)
    site.pages["/news"] = answer(LATER)
    fetch(site)
    take("source")
    row = suggestions_of("source")[0]

    undo(row, person("editor"), version=row.lock_version)

    assert not Source.objects.exists()
    assert set(Capture.objects.values_list("source", flat=True)) == {None}
    assert set(Look.objects.values_list("source", flat=True)) == {None}


def test_the_same_bytes_at_two_addresses_are_a_copy_for_each_source(site):
    site.pages["/other"] = site.pages["/news"]
    one, other = (
        make("source", slug=name, url=f"{site.address}/{name}")
        for name in ("news", "other")
    )

    fetch(site)
    fetch(site, "/other")

    assert sorted(Capture.objects.values_list("source", flat=True)) == sorted(
        [one.pk, other.pk]
    )
    assert len(set(Capture.objects.values_list("text", flat=True))) == 1


def test_a_source_that_was_retracted_gives_way_to_one_that_stands(site):
    gone = make("source", slug="gone", url=f"{site.address}/news")
    publish(gone)
    workflow.retract(gone, person("publisher"), reason="Typed twice.")
    standing = make("source", slug="standing", url=f"{site.address}/news")

    fetch(site)

    assert Look.objects.get().source == standing


def test_a_file_that_is_handed_in_twice_by_a_killed_worker_is_one_look(site):
    job = bring(TEXT)

    Look.objects.update(at=timezone.now() - timedelta(hours=1))
    job.state = "queued"
    job.cursor = {}
    job.save()
    run(job)

    assert Look.objects.count() == 1


@pytest.fixture
def cited(site):
    """A quote from the page, accepted with its source."""
    matter = dispute()
    fetch(site)
    row = suggestions_of("quote", exact__startswith="The quay will cost")[0]
    content = row.fields | {"disputes": [str(matter.uid)]}
    return accept(row, person("reporter"), version=row.lock_version, content=content)


def test_what_rests_on_words_that_changed_is_put_before_somebody(site, cited):
    site.pages["/news"] = answer(LATER)

    job = fetch(site)

    recheck = Recheck.objects.get()
    assert (recheck.kind, recheck.uid, recheck.cause_uid) == (
        "quote",
        cited.uid,
        cited.source.uid,
    )
    assert recheck.found == [
        {
            "words": "The quay will cost 40 million crowns",
            "state": "text changed",
            "now": "The quay will cost about 55 million crowns",
        }
    ]
    assert "records put on the list to be looked at again: 1." in issues_of(job)
    assert cited.source.title in issues_of(job)


def test_the_new_words_stand_in_a_copy_that_their_source_has(site, cited):
    site.pages["/news"] = answer(LATER)
    fetch(site)

    row = suggestions_of("quote", exact__startswith="The quay will cost about")[0]
    quote = accept(
        row,
        person("editor"),
        version=0,
        content=row.fields | {"disputes": [str(dispute_of(cited))]},
    )

    assert quote.source == cited.source
    assert quote.capture_sha256 == stale_passages.newest_copy(cited.source).sha256
    assert [
        passage.record for passage in stale_passages.in_newest_copy(cited.source)
    ] == [cited]


def dispute_of(quote):
    return quote.disputes.get().uid


def test_a_recheck_opens_once_and_not_at_every_retrieval(site, cited):
    for more in ("<!-- 1 -->", "<!-- 2 -->", ""):
        site.pages["/news"] = answer(LATER + more.encode())
        fetch(site)
    recheck = Recheck.objects.get()
    publish(cited.source, cited.speaker, dispute_record(cited), cited)
    Recheck.objects.filter(pk=recheck.pk).update(
        state="open", line=None, decided_by=None, decided_at=None
    )
    workflow.confirm(recheck, person("editor"), comment="The sum was raised later.")

    site.pages["/news"] = answer(page(more=SUM))
    fetch(site)
    site.pages["/news"] = answer(LATER + b"<!-- 3 -->")
    fetch(site)

    assert Recheck.objects.count() == 1


def dispute_record(quote):
    return quote.disputes.get()


def test_words_that_change_again_stay_in_the_row_that_waits(site, cited):
    for words in ("about 55 million", "about 70 million"):
        site.pages["/news"] = answer(page(more=SUM.replace("40 million", words)))
        fetch(site)

    assert [row["now"] for row in Recheck.objects.get().found] == [
        "The quay will cost about 70 million crowns"
    ]


def test_words_that_are_gone_are_rechecked(site, cited):
    site.pages["/news"] = answer(
        page(more="Nothing more is known of it, and nobody wanted to speak.")
    )

    fetch(site)

    assert [row["state"] for row in Recheck.objects.get().found] == ["orphaned"]


@pytest.mark.parametrize(
    "more",
    [
        SUM.replace("“", '"').replace("”", '"'),
        SUM.replace("40 million", "40&thinsp;million"),
        f"{SUM} More follows.",
    ],
)
def test_other_signs_and_other_places_alarm_nobody(site, cited, more):
    site.pages["/news"] = answer(page(more=more))

    fetch(site)

    assert outcomes()[-1] in ("changed", "same")
    assert not Recheck.objects.exists()


def test_what_is_accepted_from_an_older_copy_is_rechecked_at_once(site):
    matter = dispute()
    fetch(site)
    site.pages["/news"] = answer(LATER)
    fetch(site)
    row = suggestions_of("quote", exact__startswith="The quay will cost 40")[0]

    quote = accept(
        row,
        person("editor"),
        version=0,
        content=row.fields | {"disputes": [str(matter.uid)]},
    )

    assert Recheck.objects.get().uid == quote.uid


def test_what_was_retracted_is_rechecked_no_more(site, cited):
    publish(cited.source, cited.speaker, dispute_record(cited), cited)
    workflow.retract(Quote.objects.get(), person("publisher"), reason="Not said.")
    site.pages["/news"] = answer(LATER)

    fetch(site)

    assert not Recheck.objects.exists()


def test_a_picture_of_the_page_is_no_newer_text(site, cited):
    site.pages["/news"] = answer(b"\x89PNG\r\n\x1a\n" + bytes(100), kind="image/png")

    fetch(site)

    assert outcomes()[-1] == "unread"
    assert "40 million" in stale_passages.newest_copy(cited.source).text
    assert not Recheck.objects.exists()


def test_no_recheck_opens_for_a_text_that_nobody_cites(site):
    fetch(site)
    site.pages["/news"] = answer(LATER)

    job = fetch(site)

    assert "not what it was at the last look" in issues_of(job)
    assert (
        Recheck.objects.count(),
        Suggestion.objects.filter(job=job).count() > 0,
    ) == (0, True)
