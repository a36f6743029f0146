"""One publisher holds a record with one reason; the desk shows it until a second person has decided."""

from datetime import timedelta

import pytest
from django.utils import timezone
from support.people import person

from factcheck import workflow
from factcheck.models import Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(world):
    workflow.hold(world.claim, person("publisher"), reason="A lawyer wrote.")
    return world.claim


def page(browser, record) -> str:
    return browser.get(f"/admin/factcheck/claim/{record.pk}/change/").content.decode()


def test_one_reason_and_it_is_held(desk, world, client):
    response = desk("publisher").do(world.claim, "hold", reason="A lawyer wrote.")

    assert response.status_code == 302
    assert client.get("/claims/belongs/").status_code == 410


def test_without_a_reason_nothing_is_held(desk, world, client):
    desk("publisher").do(world.claim, "hold", reason=" ")

    assert client.get("/claims/belongs/").status_code == 200


def test_from_the_list_it_is_one_click_to_the_reason(desk, world):
    response = desk("publisher").act_on_list("hold_chosen", world.claim)

    assert (
        response.redirect_chain[-1][0]
        == f"/admin/factcheck/claim/{world.claim.pk}/do/hold/"
    )


def test_the_record_says_that_it_is_held_by_whom_and_why(desk, held):
    said = page(desk("second_publisher"), held)

    assert "This record is held" in said
    assert "Held by Publisher" in said
    assert "A lawyer wrote." in said
    assert "Release…" in said


def test_what_cannot_be_done_meanwhile_says_why(desk, held):
    assert page(desk("publisher"), held).count("It is held; release it first.") >= 2


def test_a_second_person_confirms_or_goes_to_the_release(desk, held):
    proposal = Proposal.objects.get(verb="hold")
    url = f"/admin/factcheck/proposal/{proposal.pk}/change/"

    said = desk("second_publisher").get(url).content.decode()

    assert "Confirm: it stays held" in said
    assert f"/admin/factcheck/claim/{held.pk}/do/release/" in said
    assert 'value="Refuse"' not in said
    assert 'value="Withdraw"' not in desk("publisher").get(url).content.decode()


def test_it_is_released_with_a_reason(desk, held, client):
    desk("second_publisher").do(held, "release", reason="It was right.")

    assert client.get("/claims/belongs/").status_code == 200
    assert "This record is held" not in page(desk("publisher"), held)


@pytest.mark.parametrize("name", ["publisher", "second_publisher", "admin"])
def test_after_three_days_it_stands_first_on_every_publishers_desk(desk, held, name):
    Proposal.objects.filter(verb="hold").update(
        asked_at=timezone.now() - timedelta(hours=73)
    )

    said = desk(name).get("/admin/").content.decode()

    first = said.index("Held for more than 72 hours")
    assert first < min(
        said.index(other) for other in ("For your review", "Waits for a second person")
    )


def test_what_is_held_and_confirmed_stands_on_the_desk_until_it_is_released(desk, held):
    workflow.carry_out(Proposal.objects.get(verb="hold"), person("second_publisher"))

    assert (
        "confirmed by Second Publisher"
        in desk("publisher").get("/admin/").content.decode()
    )


def test_an_editor_is_not_bothered(desk, held):
    assert "Held for more" not in desk("editor").get("/admin/").content.decode()
