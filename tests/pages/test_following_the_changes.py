"""The changes of a dispute, narrowed to a kind of change or to what is new since a day."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from support.people import change, make, person, publish, uid

from factcheck import workflow
from timeline.pages import changes

pytestmark = pytest.mark.django_db
PAGE = "/disputes/hill/changes/"


@pytest.fixture
def hill(db):
    """A dispute with an entry, of twenty days ago, corrected ten days ago, and a quote of two hours ago."""
    then = timezone.now() - dt.timedelta(days=20)
    hill, source = (
        make("dispute", slug="hill", title="Whose hill?"),
        make("source", slug="map"),
    )
    publish(hill, source, at=then)
    cited = {"dispute": uid(hill), "citations": [{"source": uid(source)}]}
    entry = make("entry", slug="climb", headline="They climb", **cited)
    publish(entry, at=then)
    publish(
        change(entry, headline="They descend"),
        action="correct",
        notice="Down.",
        at=then + dt.timedelta(days=10),
    )
    quote = make(
        "quote",
        slug="steep",
        words="It is steep",
        disputes=[uid(hill)],
        source=uid(source),
    )
    publish(quote, at=timezone.now() - dt.timedelta(hours=2))
    return quote


def words(page: str) -> list[str]:
    return re.findall(r'<strong class="change__word">(.*?)</strong>', page)


def status(page: str) -> str:
    found = re.search(r'role="status">(.*?)</div>', page, re.S)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


def test_every_change_is_there_latest_first(hill, read):
    page = read(PAGE)

    assert words(page) == ["Added", "Corrected", "Added", "Added", "Added"]
    assert status(page) == ""


@pytest.mark.parametrize(
    ("action", "found"),
    [("correct", ["Corrected"]), ("publish", ["Added"] * 4), ("merge", [])],
)
def test_one_kind_of_change_is_shown_alone_and_counted(hill, read, action, found):
    page = read(f"{PAGE}?action={action}")

    assert words(page) == found
    assert status(page).startswith(f"{len(found)} change")
    assert f'<option value="{action}" selected>' in page


def test_a_retraction_is_a_kind_of_change(hill, read):
    workflow.retract(hill, person("publisher"), reason="Nobody said so.")

    assert words(read(f"{PAGE}?action=retract")) == ["Retracted"]


@pytest.mark.parametrize(("days", "found"), [(1, 1), (7, 1), (30, 5)])
def test_the_links_show_what_changed_lately(hill, read, days, found):
    day = (timezone.now() - dt.timedelta(days=days)).date()
    page = read(PAGE)

    assert f'href="{PAGE}?since={day}"' in page
    since = read(f"{PAGE}?since={day}")
    assert len(words(since)) == found
    assert re.match(rf"{found} changes? since \d+ \w+ \d+, 00:00 UTC", status(since))


def test_both_filters_can_be_combined(hill, read):
    day = (timezone.now() - dt.timedelta(days=7)).date()

    assert words(read(f"{PAGE}?since={day}&action=correct")) == []


def test_further_search_pages_keep_the_query(hill, read, monkeypatch):
    monkeypatch.setattr(changes, "CHANGES", 1)
    page = read(f"{PAGE}?action=publish&since=2001-01-01")
    following = re.search(r'rel="next" href="([^"]*)"', page)[1].replace("&amp;", "&")

    assert following.startswith(f"{PAGE}?since=2001-01-01&action=publish&before=")
    assert words(read(following)) == ["Added"]


def test_very_many_changes_are_not_counted_to_the_end(hill, read, monkeypatch):
    monkeypatch.setattr(changes, "COUNTED", 2)

    assert status(read(f"{PAGE}?since=2001-01-01")).startswith(
        "More than 2 changes since 1 January 2001"
    )


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "action=shout",
            "“shout” is no kind of change. Choose one of publish, correct",
        ),
        ("since=2026-02-30", "is not in the calendar"),
        ("since=9999-01-01", "lies in the future"),
        ("since=soon", "Write a day such as 2026-01-15"),
    ],
    ids=["action", "calendar", "future", "word"],
)
def test_an_unknown_filter_is_refused_with_a_remedy(hill, client, query, told):
    response = client.get(f"{PAGE}?{query}")

    assert response.status_code == 400
    assert told in response.content.decode()


@pytest.mark.slow
def test_the_changes_cost_the_same_for_one_and_for_fifty(
    world, client, django_assert_max_num_queries
):
    counts = []
    for n in range(51):
        if n in (1, 50):
            with django_assert_max_num_queries(12) as queries:
                client.get("/disputes/bridge/changes/?since=2001-01-01&action=minor")
            counts.append(len(queries.captured_queries))
        publish(change(world.entry, body=f"Version {n}."), action="update")

    assert counts[0] == counts[1]
