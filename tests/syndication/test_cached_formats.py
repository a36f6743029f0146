"""Slides, calendar, time map, sitemap and feeds are made once for all who ask; the lines are read in kept parts."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from support.people import change, publish
from support.redactions import redact

from factcheck import ledger
from factcheck.api.publications import line_text
from factcheck.models import Publication

pytestmark = pytest.mark.django_db
FORMATS = [
    *(
        "/disputes/bridge/timeline.json",
        "/disputes/bridge/timeline.ics",
        "/disputes/bridge/timemap",
    ),
    *(
        "/disputes/bridge/feed.atom",
        "/disputes/bridge/feed.json",
        "/disputes/bridge/changes.atom",
        "/sitemap.xml",
    ),
    *(
        "/sitemap-entry-0.xml",
        "/feeds/corrections.atom",
        "/parties/upper-town/feed.json",
        "/claims/belongs/timemap",
    ),
]


@pytest.mark.parametrize("path", FORMATS)
def test_what_was_rendered_for_one_is_sent_to_the_next(
    world, client, path, django_assert_max_num_queries
):
    made = client.get(path)

    with django_assert_max_num_queries(1):  # the head
        again = client.get(path)

    assert made.status_code == 200
    assert again.content == made.content
    assert {**again.headers, "X-Request-ID": ""} == {**made.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("path", FORMATS)
def test_a_cached_feed_is_rendered_anew_after_a_publication(world, client, path):
    before = client.get(path)
    publish(change(world.claim, context="More."), action="update")

    assert client.get(path)["ETag"] != before["ETag"]


@pytest.mark.parametrize("path", FORMATS)
def test_moments_with_no_line_between_them_share_a_format(
    world, client, path, django_assert_max_num_queries
):
    last = Publication.objects.get(seq=ledger.current().seq).published_at
    moments = [last, min(last + dt.timedelta(microseconds=500), timezone.now())]

    first = client.get(path, {"as_of": ledger.moment_text(moments[0])})
    with django_assert_max_num_queries(2):  # the head, and the line of the moment
        second = client.get(path, {"as_of": ledger.moment_text(moments[1])})

    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


def lines(client, query: str = "") -> list[dict]:
    answer = client.get(f"/ledger/lines.ndjson{query}")
    return [
        json.loads(line) for line in b"".join(answer.streaming_content).splitlines()
    ]


def test_whole_parts_of_the_ledger_are_written_once(world, client, monkeypatch):
    monkeypatch.setattr("factcheck.syndication.ledger_lines.BATCH", 3)
    first, written = lines(client), []
    monkeypatch.setattr(
        "factcheck.syndication.ledger_lines.line_text",
        lambda line: written.append(line.seq) or line_text(line),
    )

    again = lines(client)

    assert [line["seq"] for line in first] == list(range(1, 9))
    assert again == first
    assert written == [7, 8]


def test_a_part_is_read_anew_where_a_line_of_it_was_emptied(world, client, monkeypatch):
    monkeypatch.setattr("factcheck.syndication.ledger_lines.BATCH", 3)
    before = lines(client)
    redact(world.ground[0].seq, "privacy")

    after = lines(client)

    assert before[1]["payload"] != after[1]["payload"]
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    ("after", "found"), [(0, 8), (2, 6), (3, 5), (6, 2), (7, 1), (8, 0), (99, 0)]
)
def test_the_lines_after_one_are_there_wherever_a_part_begins(
    world, client, monkeypatch, after, found
):
    monkeypatch.setattr("factcheck.syndication.ledger_lines.BATCH", 3)
    lines(client)

    assert [line["seq"] for line in lines(client, f"?after={after}")] == list(
        range(after + 1, 9)
    )[:found]


def test_the_lines_of_a_moment_end_there(world, client, monkeypatch):
    monkeypatch.setattr("factcheck.syndication.ledger_lines.BATCH", 3)
    moment = ledger.moment_text(world.ground[0].published_at)

    assert [line["seq"] for line in lines(client, f"?as_of={moment}")] == [
        1,
        2,
        3,
        4,
        5,
    ]
