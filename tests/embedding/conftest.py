import pytest
from support.ledger_factory import append
from support.people import World

from factcheck import ledger
from factcheck.ledger import PendingLine
from factcheck.models import Publication


@pytest.fixture
def world(db) -> World:
    """A small published dispute."""
    return World()


@pytest.fixture
def get(client):
    """The answer under an address; the test fails when it is not there."""

    def answer(path: str):
        response = client.get(path)
        assert response.status_code == 200, response.content.decode()
        return response

    return answer


@pytest.fixture
def reworded(db):
    """Gives a published record content that no form would let in, as a line that stands in the ledger."""

    def append_line(record, **content) -> None:
        payload = (
            ledger.payload_of(
                Publication.objects.get(uid=record.uid, superseded_seq=None)
            )
            | content
        )
        for name in ("version", "published_at", "first_published_at", "action"):
            payload.pop(name)
        append(PendingLine(record.uid, payload["kind"], "update", payload))

    return append_line
