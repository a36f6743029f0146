"""The first page: a card for each dispute, what is new, which verdicts changed, and what to try."""

import gzip
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from support.people import change, make, publish, published, uid

from factcheck.ledger import moment_text
from factcheck.models import Publication


@pytest.fixture
def misleading(world):
    return published(
        "rating", slug="misleading", label="Misleading", shape="triangle", order=3
    )


@pytest.fixture
def corrected(world, misleading):
    """The claim of the dispute with another verdict than before."""
    claim = change(world.claim, verdict=world.verdict(rating=uid(misleading)))
    publish(claim, action="correct", notice="A deed was found.")
    return claim


def disputes(world, number: int) -> None:
    """So many disputes more, each with an entry."""
    new = []
    for index in range(number):
        new.append(make("dispute", slug=f"d{index}", title=f"Dispute {index}?"))
    publish(*new)
    entries = []
    for dispute in new:
        content = {
            "dispute": uid(dispute),
            "citations": [{"source": uid(world.source)}],
        }
        entries.append(make("entry", headline=f"Event of {dispute.slug}", **content))
    publish(*entries)


def titles(page: str) -> list[str]:
    return re.findall(r'<h[23] id="d-[^"]+"><a [^>]+>([^<]+)', page)


def test_a_card_says_what_happened_last_and_how_its_claims_were_judged(world, read):
    page = read("/")

    assert titles(page) == ["Who owns the bridge?"]
    assert "1 entry" in page
    assert "Last event" in page
    assert "Upper Town closes the bridge" in page
    assert 'href="/claims/?dispute=bridge&amp;rating=unproven"' in page
    assert re.search(r"<bdi[^>]*>Unproven</bdi>\s+1\s", page)


def test_a_card_draws_who_acts_when(world, read):
    page = read("/")

    assert "Who acts when, 2026: a lane for each side." in page
    assert 'href="/entries/closing/"' in page


def test_a_dispute_of_which_nothing_is_dated_has_no_picture(world, read):
    publish(change(world.entry, when=""), action="update", notice="No day is known.")

    assert "Who acts when" not in read("/")


def test_a_card_names_the_last_correction(world, corrected, read):
    page = read("/")

    assert "<dt>Correction</dt>" in page


def test_a_changed_verdict_stands_with_both_marks_and_its_reason(
    world, corrected, read
):
    page = read("/").partition('id="minds"')[2]

    assert "<del>Unproven</del>" in page
    assert ">Misleading</span>" in page
    assert "A deed was found." in page


def test_without_a_changed_verdict_the_page_says_so(world, read):
    assert "No verdict has been changed so far." in read("/")


def test_new_since_a_day_is_listed_and_its_disputes_are_marked(world, corrected, read):
    last = Publication.objects.latest("seq").published_at

    page = read(f"/?since={moment_text(last)}")

    assert page.count("The bridge belongs to Upper Town.") >= 2
    assert '<b class="is-correct">Corrected</b>' in page
    assert '<b class="is-new">New</b>' in page


def test_a_reader_who_missed_nothing_sees_that_nothing_changed(world, read):
    page = read(f"/?since={moment_text(timezone.now())}")

    assert "Nothing was published since then." in page
    assert "is-new" not in page


def test_a_draft_is_not_on_the_first_page(world, read):
    make("dispute", slug="secret", title="Canary?")
    make("entry", slug="draft", headline="Canary", **world.entry_content())

    assert "Canary" not in read("/")


def test_an_empty_record_says_what_to_do(db, read):
    page = read("/")

    assert "Nothing has been published so far." in page
    assert "add a dispute" in page
    assert 'href="/feed.atom"' in page


def test_before_the_first_line_the_page_leads_to_the_present(world, client):
    page = client.get("/?as_of=2001-01-01", follow=True).content.decode()

    assert "Who owns the bridge?" not in page


def test_four_things_to_try_are_named(world, read):
    page = read("/").partition('id="try"')[2]

    for href in (
        "/disputes/bridge/#record",
        "/disputes/bridge/compare/",
        "/corrections/?show=verdicts",
        "/ledger/verify/",
    ):
        assert f'href="{href}"' in page
    assert 'href="/feed.atom"' in page


def test_many_disputes_are_walked_page_by_page(world, read):
    disputes(world, 14)
    shown = []
    href = "/"

    while href:
        page = read(href)
        shown += titles(page)
        found = re.search(r'<a rel="next" href="([^"]+)"', page)
        href = found[1].replace("&amp;", "&") if found else ""

    assert len(shown) == 15
    assert set(shown) == {
        "Who owns the bridge?",
        *(f"Dispute {index}?" for index in range(14)),
    }


def queries_of_the_page(client) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len(queries)


def test_the_page_asks_as_often_for_one_dispute_as_for_fifty(world, client):
    client.get("/")
    one = queries_of_the_page(client)
    disputes(world, 49)
    client.get("/")

    assert queries_of_the_page(client) <= one


def test_a_page_of_twelve_disputes_stays_small(world, client):
    disputes(world, 12)

    page = client.get("/").content

    assert len(gzip.compress(page)) < 12_000
