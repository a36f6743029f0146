"""One press of a button makes a reader of the demonstration its editor; nobody anywhere else."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse
from support.people import World, change, person

from factcheck.workflow import submit

pytestmark = pytest.mark.django_db
OWN = {"HTTP_ORIGIN": "http://testserver"}
PAGE = "/accounts/demo-editor/"


@pytest.fixture
def demo(settings):
    settings.DEMO = settings.LOCAL = True
    person("editor")


@pytest.fixture
def world() -> World:
    return World()


def signed_in_as(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_one_press_signs_the_reader_in_as_the_editor(demo, client):
    response = client.post(PAGE, **OWN)

    assert response.status_code == 302
    assert response["Location"] == reverse("admin:index")
    assert signed_in_as(client) == str(person("editor").pk)


def test_it_leads_to_the_difference_that_waits(demo, world, client):
    claim = change(world.claim, text="The bridge was closed at one.")
    submit(claim, person("reporter"))

    page = client.post(PAGE, follow=True, **OWN).content.decode()

    assert "<del>" in page
    assert "at one" in page


@pytest.mark.parametrize("origin", [{}, {"HTTP_ORIGIN": "https://elsewhere.example"}])
def test_no_other_site_presses_the_button(demo, client, origin):
    assert client.post(PAGE, **origin).status_code == 403
    assert not signed_in_as(client)


def test_it_takes_a_press_and_no_link(demo, client):
    assert client.get(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("is_demo", "is_local"), [(False, True), (True, False), (False, False)]
)
def test_outside_the_demonstration_it_is_not_there(settings, client, is_demo, is_local):
    settings.DEMO, settings.LOCAL = is_demo, is_local
    person("editor")

    assert client.post(PAGE, **OWN).status_code == 404
    assert not signed_in_as(client)


def test_a_public_site_with_the_demonstration_on_does_not_start(settings):
    settings.DEMO, settings.LOCAL = True, False

    assert "factcheck.E025" in [problem.id for problem in run_checks()]


def test_the_first_page_offers_both_things_to_try(demo, world, client):
    page = client.get("/").content.decode()

    assert f'action="{PAGE}"' in page
    assert "as_of=2025-03-11" in page


def test_no_other_site_offers_them(world, client):
    page = client.get("/").content.decode()

    assert PAGE not in page
    assert "as_of=2025-03-11" not in page
