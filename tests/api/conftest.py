import pytest
from django.test import Client
from support.people import World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def ask():
    """A GET by a client that nobody knows; the JSON of the answer, whose status is checked."""

    def get(address: str, status: int = 200) -> dict:
        response = Client().get(address)
        assert response.status_code == status, response.content
        return response.json()

    return get


@pytest.fixture
def slugs(ask):
    """The slugs of a list, in its order."""

    def get(address: str) -> list[str]:
        return [record["slug"] for record in ask(address)["results"]]

    return get
