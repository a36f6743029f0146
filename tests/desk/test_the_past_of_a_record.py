"""The history of a record: narrowed, any two versions compared, an earlier one taken up again."""

import pytest
from support.people import change, make, person, publish, uid

from factcheck import workflow
from factcheck.models import Claim, Publication, Status
from factcheck.records import registry

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/factcheck/claim/{}/history/{}"


def text_of(response) -> str:
    return response.content.decode()


def last(record):
    return workflow.revisions(record).first()


@pytest.fixture
def claim(world):
    """A draft that was written by the reporter and then changed by the editor."""
    made = make(
        "claim", slug="toll", text="The toll was paid in gold.", **world.claim_content()
    )
    change(
        made,
        by=person("editor"),
        text="The toll was paid in silver.",
        context="For the crossing.",
    )
    return made


def test_the_history_is_narrowed_to_a_person_an_act_and_a_field(desk, claim):
    browser = desk("reporter")

    by = text_of(browser.get(ADDRESS.format(claim.pk, "?by=reporter")))
    field = text_of(browser.get(ADDRESS.format(claim.pk, "?field=context")))
    verb = text_of(browser.get(ADDRESS.format(claim.pk, "?verb=approve")))

    assert ("line-1" in by, "line-2" in by) == (True, False)
    assert "For the crossing." in field
    assert "No line of the history is of that sort" in verb


def test_administrators_open_the_names_that_lines_keep_sealed_until_they_are_erased(
    desk, world
):
    address = ADDRESS.format(world.claim.pk, "?verb=publish")
    opened = text_of(desk("admin").get(address))
    closed = text_of(desk("publisher").get(address))
    workflow.erase_name(person("reporter"))

    after = text_of(desk("admin").get(address))

    assert "Edited by Reporter; Approved by Editor" in opened
    assert "Sealed in line" not in closed
    assert "Edited by" not in after
    assert "Approved by Editor" in after


def test_an_address_that_asks_nonsense_shows_all_of_it(desk, claim):
    page = text_of(
        desk("reporter").get(ADDRESS.format(claim.pk, "?by=nobody&field=%00&p=x"))
    )

    assert page.count('class="module step"') == 2


@pytest.mark.parametrize(
    "asked", ["one=1&other=2", "one=2&other=1"], ids=["forwards", "backwards"]
)
def test_two_versions_are_compared_word_by_word(desk, claim, asked):
    page = text_of(
        desk("reporter").get(ADDRESS.format(claim.pk, f"compare/?{asked}&view=inline"))
    )

    assert "The toll was paid in <del>gold</del><ins>silver</ins>." in page


def test_side_by_side_each_version_is_whole(desk, claim):
    page = text_of(
        desk("reporter").get(ADDRESS.format(claim.pk, "compare/?one=1&other=2"))
    )

    assert "The toll was paid in <del>gold</del>." in page
    assert "The toll was paid in <ins>silver</ins>." in page


def test_versions_far_apart_are_compared_over_all_that_lies_between(desk, claim):
    change(claim, text="The toll was never paid.")
    change(claim, by=person("editor"), text="The toll was paid in gold.")

    page = text_of(
        desk("reporter").get(
            ADDRESS.format(claim.pk, f"compare/?one=1&other={last(claim).number}")
        )
    )

    assert "For the crossing." in page
    assert "<h2>Text</h2>" not in page  # it says again what it said at first


@pytest.mark.parametrize(
    "asked", ["", "one=1", "one=1&other=99", "one=1&other=x", "one=1&other=²"]
)
def test_a_version_that_is_none_is_not_found(desk, claim, asked):
    assert (
        desk("reporter").get(ADDRESS.format(claim.pk, f"compare/?{asked}")).status_code
        == 404
    )


def test_an_earlier_version_becomes_the_draft_and_a_line_of_its_own(desk, claim):
    url = ADDRESS.format(claim.pk, "take-up/1/")
    browser = desk("reporter")
    asked = text_of(browser.get(url))

    browser.post(url, browser.form(url, "revert") | {"reason": "Gold it was."})

    fresh = Claim.objects.get(pk=claim.pk)
    assert "paid in <del>silver</del><ins>gold</ins>" in asked
    assert (fresh.text, fresh.context, fresh.status) == (
        "The toll was paid in gold.",
        "",
        Status.DRAFT,
    )
    assert (last(fresh).by, last(fresh).reason) == (
        person("reporter"),
        "Back to line 1. Gold it was.",
    )


def test_taking_up_an_earlier_version_voids_an_approval_and_publishes_nothing(
    desk, world
):
    change(world.claim, text="The bridge is shared.")
    number = last(world.claim).number
    publish(world.claim, action="update")
    change(world.claim, text="The bridge is closed.")
    workflow.submit(Claim.objects.get(pk=world.claim.pk), person("reporter"))
    workflow.approve(Claim.objects.get(pk=world.claim.pk), person("editor"))
    lines, url = (
        Publication.objects.count(),
        ADDRESS.format(world.claim.pk, f"take-up/{number}/"),
    )
    browser = desk("reporter")

    browser.post(url, browser.form(url, "revert"))

    fresh = Claim.objects.get(pk=world.claim.pk)
    assert (fresh.text, fresh.status, list(fresh.approvals)) == (
        "The bridge is shared.",
        Status.DRAFT,
        [],
    )
    assert Publication.objects.count() == lines


def test_what_somebody_saved_meanwhile_is_not_overwritten(desk, claim):
    url = ADDRESS.format(claim.pk, "take-up/1/")
    browser = desk("reporter")
    opened = browser.form(url, "revert")
    change(claim, by=person("editor"), text="The toll was paid in salt.")

    response = browser.post(url, opened)

    assert response.status_code == 409
    assert Claim.objects.get(pk=claim.pk).text == "The toll was paid in salt."


def test_rows_come_back_as_they_were(desk, world):
    before = registry.of(world.claim).content(world.claim)["evidence"]
    number = last(world.claim).number
    change(world.claim, evidence=[])
    url = ADDRESS.format(world.claim.pk, f"take-up/{number}/")
    browser = desk("reporter")

    browser.post(url, browser.form(url, "revert"))

    assert (
        registry.of(world.claim).content(Claim.objects.get(pk=world.claim.pk))[
            "evidence"
        ]
        == before
    )


def test_what_todays_form_refuses_of_an_earlier_version_is_named_with_its_field(
    desk, world
):
    source = make("source", slug="lost", title="Lost letters")
    claim = make(
        "claim", slug="lost", text="Letters were lost.", **world.claim_content()
    )
    evidence = [{"source": uid(source), "stance": "supports", "note": "Page 3."}]
    change(claim, evidence=evidence)
    number = last(claim).number
    change(claim, evidence=[])
    workflow.discard(source, person("editor"), reason="It does not exist.")
    url = ADDRESS.format(claim.pk, f"take-up/{number}/")
    browser = desk("reporter")

    response = browser.post(url, browser.form(url, "revert"))

    assert response.status_code == 409
    assert "evidence[0].source" in text_of(response)


def test_whoever_may_only_read_takes_up_nothing(desk, claim):
    url = ADDRESS.format(claim.pk, "take-up/1/")
    reader = desk("reader")

    assert reader.client.get(url).status_code == 403
    assert reader.client.post(url).status_code == 403


def test_a_publication_leads_to_what_readers_saw(desk, world):
    publish(change(world.claim, text="The bridge is closed."), action="update")
    line = workflow.current_line(world.claim)

    page = text_of(desk("reporter").get(ADDRESS.format(world.claim.pk, "")))

    link = next(
        each for each in page.split('"') if f"{world.claim.slug}/?as_of=" in each
    )
    assert f'action="{world.claim.get_absolute_url()}"' in page
    assert "The bridge is closed." in text_of(
        desk("reporter").get(link.replace("&amp;", "&"))
    )
    assert f"{line.published_at:%H%%3A%M%%3A%S}" in link


def test_the_page_asks_no_more_the_longer_the_history_is(
    desk, claim, django_assert_max_num_queries
):
    for number in range(60):
        change(claim, text=f"The toll was paid {number} times.")
    browser = desk("reporter")
    browser.get(ADDRESS.format(claim.pk, ""))

    with django_assert_max_num_queries(20):
        page = text_of(browser.get(ADDRESS.format(claim.pk, "")))

    assert page.count('class="module step"') == 50
