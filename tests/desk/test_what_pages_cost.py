"""A list and a form cost the same number of queries for one row and for fifty."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from support.people import change, make, person, uid

from factcheck.models import Claim

pytestmark = pytest.mark.django_db
LIST, FORM, ROWS = 12, 25, 30


def cost(browser, url: str) -> int:
    browser.get(
        "/admin/"
    )  # what is remembered from one request to the next is remembered
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "kind", ["claim", "quote", "source", "party", "entry", "rating", "dispute"]
)
def test_a_list_costs_the_same_for_one_row_and_for_fifty(desk, world, kind):
    editor = desk("editor")
    app = "timeline" if kind == "entry" else "factcheck"
    url = f"/admin/{app}/{kind}/?turn=all"
    one = cost(editor, url)
    content = {"claim": world.claim_content, "entry": world.entry_content}.get(
        kind, dict
    )()
    if kind == "quote":
        content = {"disputes": [uid(world.dispute)], "source": uid(world.source)}
    for i in range(50):
        make(kind, slug=f"row-{i}", **content)

    fifty = cost(editor, url)

    assert fifty == one
    assert fifty <= LIST


def test_a_claim_with_thirty_rows_of_each_part_costs_the_same(desk, world):
    editor = desk("editor")
    url = f"/admin/factcheck/claim/{world.claim.pk}/change/"
    one = cost(editor, url)
    sources = [
        make("source", slug=f"source-{i}", title=f"Source {i}") for i in range(ROWS)
    ]
    others = [
        make("claim", slug=f"other-{i}", **world.claim_content()) for i in range(ROWS)
    ]
    change(
        world.claim,
        evidence=[{"source": uid(source), "stance": "context"} for source in sources],
        appearances=[
            {"party": uid(world.party), "role": "asserts", "source": uid(source)}
            for source in sources
        ],
        relations=[{"relation": "repeats", "claim": uid(other)} for other in others],
    )

    many = cost(editor, url)

    assert one <= FORM
    assert many <= FORM


def test_an_entry_with_thirty_citations_costs_the_same(desk, world):
    editor = desk("editor")
    url = f"/admin/timeline/entry/{world.entry.pk}/change/"
    one = cost(editor, url)
    sources = [
        make("source", slug=f"source-{i}", title=f"Source {i}") for i in range(ROWS)
    ]
    change(world.entry, citations=[{"source": uid(source)} for source in sources])

    many = cost(editor, url)

    assert one <= FORM
    assert many <= FORM


def test_a_dispute_with_thirty_sides_costs_the_same(desk, world):
    editor = desk("editor")
    url = f"/admin/factcheck/dispute/{world.dispute.pk}/change/"
    sides = [
        {"slug": f"side-{i}", "name": f"Side {i}", "parties": [uid(world.party)]}
        for i in range(ROWS)
    ]
    change(world.dispute, sides=sides)

    assert cost(editor, url) <= FORM


@pytest.mark.slow
def test_lists_and_forms_cost_the_same_over_a_hundred_thousand_rows(desk, world):
    editor, author = desk("editor"), person("editor")
    asked = [
        "",
        "?turn=all",
        "?turn=all&status__exact=draft&p=150",
        "?turn=all&q=toll+77",
    ]
    urls = [f"/admin/factcheck/claim/{query}" for query in asked]
    form = f"/admin/factcheck/claim/{world.claim.pk}/change/"
    counted = "/admin/factcheck/claim/?turn=all&_facets=True"
    rows = (
        Claim(
            slug=f"toll-{i}",
            text=f"The toll {i} was paid.",
            claim_kind="fact",
            changed_by=author,
        )
        for i in range(100_000)
    )
    made = Claim.objects.bulk_create(rows, batch_size=5_000)
    through = Claim.disputes.through
    links = (through(claim_id=claim.pk, dispute_id=world.dispute.pk) for claim in made)
    through.objects.bulk_create(links, batch_size=5_000)

    assert max(cost(editor, url) for url in urls) <= LIST
    # counts beside the filters are asked for by hand, and cost up to two more for each
    assert cost(editor, counted) <= LIST + 2 * len(
        admin.site.get_model_admin(Claim).list_filter
    )
    assert cost(editor, form) <= FORM
    assert "10,000+ claims" in editor.get(urls[1]).content.decode()
