import pytest
from support.people import World


@pytest.fixture
def world(db) -> World:
    """A small published dispute."""
    return World()


@pytest.fixture
def read(client):
    """The text of a page; the test fails when it is not there."""

    def page(path: str) -> str:
        response = client.get(path, follow=True)
        assert response.status_code == 200, response.content.decode()
        return response.content.decode()

    return page
