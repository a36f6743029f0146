import pytest
from support.people import World


@pytest.fixture
def world(db) -> World:
    return World()
