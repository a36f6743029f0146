"""A dispute is summed up in plain words beside its summary, where the desk wrote them."""

import pytest
from support.people import change, publish

pytestmark = pytest.mark.django_db
PLAIN = "Two towns want the same bridge."


@pytest.fixture
def _plain(world):
    publish(change(world.dispute, plain_summary=PLAIN), action="update")


@pytest.mark.usefixtures("_plain")
def test_the_page_shows_it_under_a_heading(read):
    page = read("/disputes/bridge/")

    assert "In plain words" in page
    assert PLAIN in page


@pytest.mark.usefixtures("_plain")
@pytest.mark.parametrize(
    ("language", "heading"), [("da", "I enkle ord"), ("de", "In einfachen Worten")]
)
def test_the_heading_is_in_the_language_of_the_page(read, language, heading):
    assert heading in read(f"/disputes/bridge/?lang={language}")


def test_a_dispute_without_one_has_no_such_heading(world, read):
    assert "In plain words" not in read("/disputes/bridge/")


@pytest.mark.usefixtures("_plain")
def test_it_is_searched_and_in_the_api(read, client):
    answer = client.get("/api/v1/disputes/bridge/").json()

    assert answer["plain_summary"] == PLAIN
    assert "Who owns the bridge?" in read("/search/?q=%22same+bridge%22")


def test_a_dispute_of_before_has_none(world, client):
    assert client.get("/api/v1/disputes/bridge/").json()["plain_summary"] == ""
