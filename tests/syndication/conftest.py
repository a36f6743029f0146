import json

import feedparser
import pytest
from support.feeds_support import HOSTILE
from support.ledger_factory import append
from support.people import World, make, publish

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
def atom(get):
    """An Atom feed as a feed reader reads it; the test fails when the reader finds it broken."""

    def read(path: str):
        feed = feedparser.parse(
            get(path).content, sanitize_html=False, resolve_relative_uris=False
        )
        assert not feed.bozo, feed.get("bozo_exception")
        return feed

    return read


@pytest.fixture
def as_json(get):
    def read(path: str) -> dict:
        return json.loads(get(path).content)

    return read


@pytest.fixture
def entries(world):
    """A builder of published entries of the dispute: one a date, or one with other content."""

    def publish_entries(*dates: str, **content) -> list:
        made = [
            make(
                "entry",
                headline=f"On {when or 'no day'}",
                when=when,
                **world.entry_content(**content),
            )
            for when in dates
        ]
        publish(*made)
        return made

    return publish_entries


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


@pytest.fixture
def hostile(world, reworded) -> None:
    """The entry with texts that break weak writers."""
    reworded(world.entry, headline=HOSTILE, body=HOSTILE, place=HOSTILE)
