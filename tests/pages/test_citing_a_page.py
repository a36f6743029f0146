"""A page can be cited so that it reads for ever as it did, and whoever keeps the citation can show it."""

import re
from urllib.parse import urlsplit

import pytest
from support.people import change, publish, uid

from factcheck import ledger
from factcheck.models import Publication

pytestmark = pytest.mark.django_db
PATHS = [
    "/claims/belongs/",
    "/quotes/our-bridge/",
    "/sources/report/",
    "/parties/upper-town/",
    "/entries/closing/",
]


def cited(page: str) -> str:
    return re.search(r'<input type="text" readonly value="([^"]*)">', page)[1].replace(
        "&amp;", "&"
    )


def words(page: str) -> str:
    """What the page says of its record."""
    record = (
        page.partition("<main")[2]
        .partition('<aside class="leaf__rail"')[0]
        .partition('<details class="embed"')[0]
    )
    # The end of a time axis is called "now" or "then", as a banner is.
    record = re.sub(r'<text class="[^"]*\bhere\b[^>]*>.*?</text>', "", record)
    return re.sub(r"<[^>]*>", "", record)


@pytest.mark.parametrize("path", PATHS)
def test_the_cited_address_reads_for_ever_as_the_page_did(world, read, path):
    address = urlsplit(cited(read(path)))
    then = f"{address.path}?{address.query}"
    before = words(read(path))

    for record, content in (
        (world.entry, {"body": "Other."}),
        (world.quote, {"occasion": "A speech."}),
    ):
        publish(change(record, **content), action="correct", notice="It was another.")
    publish(
        change(world.source, title="Another report"),
        action="correct",
        notice="It was another.",
    )
    publish(
        change(world.claim, text="Other."), action="correct", notice="It was another."
    )
    publish(
        change(world.party, name="Other town"),
        action="correct",
        notice="It was another.",
    )

    assert len(before) > 100
    assert words(read(then)) == before
    assert words(read(path)) != before


def test_a_citation_names_line_hash_and_moment(world, read):
    head = ledger.current()
    last = Publication.objects.get(seq=head.seq)
    page = read("/claims/belongs/")
    text = re.sub(
        r"<[^>]*>",
        "",
        re.search(r'<pre class="cite__text"[^>]*>(.*?)</pre>', page, re.S)[1],
    )

    assert text.startswith(
        "“The bridge belongs to Upper Town.”. The Record. Claim. As published on "
    )
    assert f"(line {head.seq} of the ledger, sha256 {head.hash})" in text
    assert ledger.moment_text(last.published_at) in text.replace("%3A", ":")


def test_a_citation_of_a_page_of_the_past_is_of_that_past(world, read):
    before = ledger.current()
    then = ledger.moment_text(Publication.objects.get(seq=before.seq).published_at)
    publish(
        change(world.claim, text="Other."), action="correct", notice="It was another."
    )

    page = read(f"/claims/belongs/?as_of={then}")

    citation = page.partition('<pre class="cite__text"')[2].partition("</pre>")[0]
    assert then in citation.replace("%3A", ":")
    assert f"sha256 {before.hash})" in citation


def test_citing_costs_no_question_of_its_own(
    world, client, django_assert_max_num_queries
):
    publish(change(world.claim, context="Words."), action="update")
    with django_assert_max_num_queries(17):
        client.get(f"/claims/{uid(world.claim)}/", follow=True)
