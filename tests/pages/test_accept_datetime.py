"""A page is asked for as of a moment by the header of RFC 7089, and every answer leads to its other moments."""

import datetime as dt
import re

import pytest
from django.utils.http import http_date, parse_http_date
from support.people import change, make, person, publish

from factcheck import workflow

pytestmark = pytest.mark.django_db
DAYS = [dt.datetime(2026, 1, day, 12, tzinfo=dt.UTC) for day in (10, 12, 14, 16)]
PAGES = ["/", "/disputes/bridge/", "/disputes/bridge/changes/", "/parties/council/"]


@pytest.fixture
def record():
    """A dispute of 10 January, a party of 12 January that is renamed on the 14th and described on the 16th."""
    publish(make("dispute", slug="bridge", title="Who owns it?"), at=DAYS[0])
    party = make("party", slug="council", name="Council")
    publish(party, at=DAYS[1])
    publish(change(party, name="Old Council"), action="update", at=DAYS[2])
    publish(change(party, description="Of old."), action="update", at=DAYS[3])
    return party


@pytest.fixture
def negotiate(client):
    def ask(path: str, moment: dt.datetime | str, **query: str):
        written = moment if isinstance(moment, str) else http_date(moment.timestamp())
        return client.get(path, query, headers={"Accept-Datetime": written})

    return ask


def links_of(response) -> dict[str, tuple[str, str]]:
    """The links of an answer: {relation: (address, moment)}."""
    found = re.findall(
        r'<([^>]*)>; rel="([^"]*)"(?:; datetime="([^"]*)")?', response["Link"]
    )
    return {
        relation: (address, at)
        for address, relations, at in found
        for relation in relations.split()
    }


def test_a_moment_leads_to_the_page_as_it_stood_then(record, negotiate, client):
    response = negotiate("/parties/council/", DAYS[2] + dt.timedelta(hours=5))

    assert response.status_code == 302
    then = client.get(response["Location"])
    assert then["Memento-Datetime"] == http_date(DAYS[2].timestamp())
    assert "Old Council" in then.content.decode()
    assert "Of old." not in then.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_the_address_answers_at_once(record, negotiate, client, path):
    response = negotiate(path, DAYS[3])

    assert client.get(response["Location"]).status_code == 200


def test_before_its_first_line_a_page_leads_to_its_first_state(record, negotiate):
    response = negotiate("/parties/council/", dt.datetime(1999, 1, 1, tzinfo=dt.UTC))

    assert response.status_code == 302
    assert "as_of=2026-01-12T12" in response["Location"]


def test_the_future_leads_to_the_newest_state(record, negotiate):
    response = negotiate("/parties/council/", dt.datetime(2999, 1, 1, tzinfo=dt.UTC))

    assert "as_of=2026-01-16T12" in response["Location"]


def test_filters_and_language_stay_in_the_address(record, negotiate):
    response = negotiate("/disputes/bridge/", DAYS[3], lang="da", party="council")

    assert "lang=da&party=council&as_of=2026" in response["Location"]


def test_an_address_with_a_moment_of_its_own_wins(record, negotiate):
    response = negotiate("/parties/council/", DAYS[3], as_of="2026-01-12")

    assert "as_of=2026-01-12T12" in response["Location"]


@pytest.mark.parametrize("written", ["yesterday", "2026-01-15", "Thu, 99 Jan 2026"])
def test_what_is_no_date_is_refused_with_an_example(record, negotiate, written):
    response = negotiate("/parties/council/", written)

    assert response.status_code == 400
    assert written in response.content.decode()
    assert "Thu, 15 Jan 2026 12:00:00 GMT" in response.content.decode()


def test_a_page_that_never_was_stays_not_there(record, negotiate):
    assert negotiate("/parties/nobody/", DAYS[3]).status_code == 404


def test_what_was_taken_down_says_so_at_the_moment(record, negotiate, client):
    workflow.retract(record, person("publisher"), reason="It was not theirs.")

    now = negotiate("/parties/council/", dt.datetime(2999, 1, 1, tzinfo=dt.UTC))
    before = negotiate("/parties/council/", DAYS[3])

    assert client.get(now["Location"]).status_code == 410
    assert client.get(before["Location"]).status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_varies_by_the_header_and_names_its_gate(record, client, path):
    now = client.get(path)
    then = client.get(path, {"as_of": "2026-01-12"}, follow=True)
    unchanged = client.get(path, headers={"If-None-Match": now["ETag"]})

    for response in (now, then, unchanged):
        assert "accept-datetime" in response["Vary"].lower()
        assert links_of(response)["timegate"][0] == f"http://127.0.0.1:8000{path}"
    assert unchanged.status_code == 304


def test_a_state_names_those_around_it(record, client):
    response = client.get("/parties/council/", {"as_of": "2026-01-14"}, follow=True)

    links = links_of(response)
    moments = {
        relation: dt.datetime.fromtimestamp(parse_http_date(links[relation][1]), dt.UTC)
        for relation in ("first", "prev", "next", "last")
    }
    assert moments == {
        "first": DAYS[1],
        "prev": DAYS[1],
        "next": DAYS[3],
        "last": DAYS[3],
    }
    for relation in moments:
        address = links[relation][0].removeprefix("http://127.0.0.1:8000")
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Memento-Datetime"] == links[relation][1]


def test_the_last_state_before_a_page_was_taken_down_is_named(record, client):
    workflow.retract(record, person("publisher"), reason="It was not theirs.")

    response = client.get("/parties/council/", {"as_of": "2026-01-12"}, follow=True)

    assert links_of(response)["last"][1] == http_date(DAYS[3].timestamp())


def test_a_search_as_of_a_moment_is_negotiated_too(record, negotiate):
    response = negotiate("/search/", DAYS[3], q="council")

    assert response.status_code == 302
    assert "q=council&as_of=2026-01-16" in response["Location"]
