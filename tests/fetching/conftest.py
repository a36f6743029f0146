import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from django.core.cache import cache
from fetching.internet import Internet, Server, running


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    """The network as this test lays it out; who connects to what is written down."""
    made = Internet()
    monkeypatch.setattr(socket, "getaddrinfo", made.getaddrinfo)
    monkeypatch.setattr(
        socket.socket,
        "connect",
        lambda connection, place: made.connect(connection, place),
    )
    return made


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    with ExitStack() as stack:
        yield lambda *pages: stack.enter_context(running(*pages))


@pytest.fixture(autouse=True)
def _a_new_day(settings: object, db: None) -> None:
    """No rules are remembered, nobody has been asked, and nobody needs to wait."""
    cache.clear()
    settings.FETCH_PACE_SECONDS = 0
    settings.FETCH_ALLOW_LOOPBACK = False
