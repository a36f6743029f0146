"""Two moments with no line between them are one answer: the same body, tag and place in the cache, at each address."""

import datetime as dt

import pytest
from django.test import Client
from support.ledger_factory import append, source_line
from support.redactions import redact

from factcheck import ledger

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 1, 15, 12, tzinfo=dt.UTC)
PATHS = [
    "/api/v1/sources/?page_size=1",
    "/api/v1/sources/one/?",
    "/api/v1/publications/?limit=1",
]


@pytest.fixture
def three():
    """Three sources, published a day after one another."""
    return [
        append(source_line(slug), at=DAY + dt.timedelta(days=n))[0]
        for n, slug in enumerate(("one", "two", "three"))
    ]


def ask(path: str, moment: dt.datetime):
    return Client().get(f"{path}&as_of={ledger.moment_text(moment)}")


@pytest.mark.parametrize("path", PATHS)
def test_moments_with_no_line_between_them_share_body_and_tag(
    three, path, django_assert_max_num_queries
):
    first = ask(path, DAY + dt.timedelta(days=1, hours=1))
    with django_assert_max_num_queries(2):  # the head, and the line of the moment
        second = ask(path, DAY + dt.timedelta(days=1, hours=7))

    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert (
        first["Memento-Datetime"]
        == second["Memento-Datetime"]
        == "Fri, 16 Jan 2026 12:00:00 GMT"
    )


@pytest.mark.parametrize("path", PATHS)
def test_a_line_between_them_makes_another(three, path):
    assert ask(path, DAY)["ETag"] != ask(path, DAY + dt.timedelta(days=1))["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_a_copy_of_the_past_is_good_after_later_lines(three, path):
    tag = ask(path, DAY + dt.timedelta(days=1))["ETag"]
    append(source_line("four"))

    again = Client().get(
        f"{path}&as_of={ledger.moment_text(DAY + dt.timedelta(days=1, hours=3))}",
        headers={"If-None-Match": tag},
    )

    assert again.status_code == 304


def test_a_redaction_makes_the_past_new(three):
    path = "/api/v1/sources/?page_size=5"
    before = ask(path, DAY + dt.timedelta(days=1))
    redact(three[1].seq, "privacy")

    after = ask(path, DAY + dt.timedelta(days=1))

    assert b'"two"' in before.content
    assert b'"two"' not in after.content
    assert before["ETag"] != after["ETag"]


def test_further_pages_of_a_moment_hold_whichever_way_it_was_written(three):
    moment = DAY + dt.timedelta(days=1, hours=1)
    first = ask("/api/v1/sources/?page_size=1", moment).json()

    following = Client().get(first["next"].removeprefix("http://testserver")).json()
    with_cursor = Client().get(
        "/api/v1/sources/",
        {
            "page_size": 1,
            "as_of": "2026-01-16",
            "cursor": first["next"].rpartition("=")[2],
        },
    )

    assert first["as_of"]["moment"] == "2026-01-16T12:00:00.000000Z"
    assert [each["slug"] for each in (*first["results"], *following["results"])] == [
        "two",
        "one",
    ]
    assert with_cursor.status_code == 200
