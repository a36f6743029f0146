"""A list opens with what is one's own to do; the first page says what waits, since when, and what went out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from support.people import approve, change, make, person, publish

from factcheck import workflow
from factcheck.admin.records.columns import CappedPaginator
from factcheck.models import Claim, Party, Revision

pytestmark = pytest.mark.django_db

CLAIMS = "/admin/factcheck/claim/"


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def claims(world):
    """A claim in each state, told by its text; all are the reporter's."""
    made = {
        state: make(
            "claim", slug=state, text=f"It is {state}.", **world.claim_content()
        )
        for state in ("drafted", "waiting", "allowed")
    }
    workflow.submit(made["waiting"], person("reporter"))
    approve(made["allowed"])
    return made


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("reporter", {"drafted"}),
        ("editor", {"waiting"}),
        ("publisher", {"waiting", "allowed"}),
        ("reader", set()),
    ],
)
def test_a_list_opens_with_what_is_ones_own_to_do(desk, claims, who, shown):
    page = text_of(desk(who).get(CLAIMS))

    assert {state for state in claims if f"It is {state}." in page} == shown


@pytest.mark.parametrize(
    "asked", ["?turn=all", "?q=It+is", "?status__exact=draft&turn=all", "?live=never"]
)
def test_whoever_asks_for_something_gets_it_whoever_it_belongs_to(desk, claims, asked):
    assert "It is drafted." in text_of(desk("publisher").get(CLAIMS + asked))


def test_counting_and_sorting_ask_for_nothing_else(desk, claims):
    page = text_of(desk("editor").get(CLAIMS + "?o=2&_facets=True"))

    assert "It is waiting." in page
    assert "It is drafted." not in page
    assert "My work (1)" in page


def test_an_empty_list_says_what_it_shows_and_where_the_rest_is(desk, claims):
    mine = text_of(desk("reader").get(CLAIMS))
    none = text_of(desk("reporter").get(CLAIMS + "?q=nothing+like+it"))

    assert "Nothing here waits for you." in mine
    assert '<a href="?turn=all">Show all claims</a>' in mine
    assert "/claim/add/" not in mine
    assert "No claim is of that sort." in none
    assert "/claim/add/" in none


def test_the_chips_count_every_status_and_lead_to_it(desk, claims):
    page = text_of(desk("reader").get(CLAIMS))

    for status, count in (
        ("draft", 1),
        ("in_review", 1),
        ("approved", 1),
        ("clean", 1),
    ):
        assert f'href="?status__exact={status}&amp;turn=all"' in page
        assert f"</span> {count}</a>" in page


def test_a_row_says_whose_turn_it_is_and_for_how_long(desk, claims):
    Claim.objects.filter(slug="waiting").update(
        changed_at=timezone.now() - timedelta(hours=3)
    )

    page = text_of(desk("editor").get(CLAIMS)).replace("\xa0", " ")

    assert "an editor, 3 hours" in page


def test_a_list_counts_to_its_cap_and_no_further():
    Party.objects.bulk_create(
        Party(name=f"Party {i}", slug=f"party-{i}", party_kind="group")
        for i in range(30)
    )
    paginator = CappedPaginator(Party.objects.order_by("pk"), 10)
    paginator.MOST = 20

    assert (paginator.count, paginator.num_pages, paginator.count_label) == (
        20,
        2,
        "20+",
    )


def test_actions_apply_to_what_was_chosen_whoever_it_belongs_to(desk, claims):
    desk("editor").act_on_list("submit_chosen", claims["drafted"])

    assert Claim.objects.get(slug="drafted").status == "in_review"


def test_what_is_to_be_checked_again_stands_on_the_first_page(desk, world):
    today = timezone.now().date()
    make(
        "entry",
        slug="soon",
        headline="They will meet",
        **world.entry_content(check_again_on=str(today)),
    )
    make(
        "entry",
        slug="late",
        headline="They will part",
        **world.entry_content(check_again_on=str(today + timedelta(2))),
    )
    Claim.objects.filter(pk=world.claim.pk).update(
        text="The bridge will fall.", check_again_on=today - timedelta(9)
    )

    page = text_of(desk("reporter").get("/admin/"))
    block = page[page.index("To check again today") :].partition("</ul>")[0]

    assert block.index("The bridge will fall.") < block.index("They will meet")
    assert "They will part" not in block


def test_when_a_claim_is_checked_again_stays_in_its_history_and_is_shown_to_no_reader(
    desk, world
):
    desk("reporter").save(
        world.claim, check_again_on="2026-02-01", text="The bridge will fall."
    )

    [line] = [
        line
        for line in workflow.revisions(world.claim)
        if "check_again_on" in line.changed
    ][:1]
    publish(Claim.objects.get(pk=world.claim.pk), action="update")

    assert line.changed["check_again_on"] == [None, "2026-02-01"]
    assert "check_again_on" not in workflow.current_line(world.claim).payload
    assert "check_again_on" not in text_of(
        desk("reporter").get(f"/api/v1/claims/{world.claim.uid}/")
    )


def test_what_went_out_last_stands_on_the_first_page(desk, world):
    publish(change(world.claim, text="The bridge is closed."), action="update")

    page = text_of(desk("reader").get("/admin/"))

    line = workflow.current_line(world.claim)
    assert "Last publications" in page
    assert f"line {line.seq}, update" in page


def test_what_waits_for_review_says_for_how_long(desk, claims):
    Claim.objects.filter(slug="waiting").update(
        changed_at=timezone.now() - timedelta(days=2)
    )

    page = text_of(desk("editor").get("/admin/")).replace("\xa0", " ")

    assert "claim, Reporter, 2 days ago" in page
    assert Revision.objects.filter(uid=claims["waiting"].uid, verb="submit").exists()
