"""The form of a suggestion loses nothing: what it is opened with and saved as is the same, for every kind and part."""

from uuid import uuid4

import pytest
from django.utils import timezone
from support import suggestion_factory
from support.people import World, change, uid
from support.record_contents import TEXT, full
from support.review_screen import review

from factcheck.models import Capture, Record, Suggestion
from factcheck.records import registry

pytestmark = pytest.mark.django_db
KINDS = ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"]


@pytest.fixture
def to() -> dict[str, str]:
    """The uids of one record of each kind that others point to."""
    world = World()
    at = {"captured_at": timezone.now(), "media_type": "text/plain", "byte_count": 9}
    Capture.objects.create(source=world.source, sha256="a" * 64, text=TEXT, **at)
    side = {
        "slug": "upper",
        "name": "Upper",
        "line": "Ours.",
        "parties": [],
        "uid": str(uuid4()),
    }
    change(world.dispute, sides=[side])
    records = {
        name: getattr(world, name)
        for name in ("party", "dispute", "rating", "source", "quote", "claim")
    }
    return {name: uid(record) for name, record in records.items()} | {
        "side": side["uid"]
    }


def accepted(browser, row: Suggestion, **typed) -> Record:
    """The draft that the form of the suggestion makes, sent as it was opened."""
    url = review(row, f"{row.pk}/edit/")
    response = browser.post(url, browser.form(url, "edit") | typed)
    assert response.status_code == 302
    return registry.find_record(row.kind, Suggestion.objects.get(pk=row.pk).became)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_sent_as_it_was_opened_is_the_suggestion(desk, to, kind):
    content = full(kind, to)
    row = suggestion_factory.suggest(suggestion_factory.job(), kind, content)

    made = accepted(desk("reporter"), row)

    assert registry.of(made).content(made) == content


@pytest.mark.parametrize("kind", KINDS)
def test_the_suggestion_reads_in_words(desk, to, kind):
    row = suggestion_factory.suggest(suggestion_factory.job(), kind, full(kind, to))

    response = desk("reporter").get(review(row))

    assert response.status_code == 200
    assert "{&#x27;" not in response.content.decode()
    assert to["party"] not in response.content.decode()
