"""A reader says what is wrong with a published record; the desk gets it, and nobody else."""

import pytest
from django.core.cache import cache
from django.test import Client
from support.people import World, change, make, person, publish

from factcheck import workflow
from factcheck.models import Publication, Report
from factcheck.workflow import reader_reports

pytestmark = pytest.mark.django_db

WRONG = {"text": "It was closed on the 15th, see the register."}


@pytest.fixture
def world():
    return World()


def address(record, path="") -> str:
    return f"/report/{path}?record={record.uid}"


def send(record, client=None, **data):
    headers = data.pop("headers", {})
    return (client or Client()).post(address(record), WRONG | data, headers=headers)


@pytest.mark.parametrize(
    "kind", ["dispute", "entry", "claim", "quote", "source", "party"]
)
def test_every_record_s_page_leads_to_it(client, world, kind):
    record = getattr(world, kind)

    page = client.get(record.get_absolute_url()).content.decode()

    assert f'href="{address(record)}" rel="nofollow"' in page
    assert str(record).strip("“”") in client.get(address(record)).content.decode()


def test_what_is_sent_waits_at_the_desk(world):
    response = send(world.entry, contact="me@example.org")

    assert (response.status_code, response["Location"]) == (
        302,
        address(world.entry, "thanks/"),
    )
    report = Report.objects.get()
    assert (report.kind, report.uid, report.state) == ("entry", world.entry.uid, "open")
    assert (report.text, report.contact) == (WRONG["text"], "me@example.org")


def test_the_reader_learns_what_happens_next(client, world):
    page = client.get(address(world.entry, "thanks/")).content.decode()

    assert "What happens next" in page
    assert 'href="/corrections/"' in page


def test_the_line_is_the_one_that_the_reader_saw(client, world):
    seen = workflow.current_line(world.entry).seq
    assert (
        f'name="line" value="{seen}"'
        in client.get(address(world.entry)).content.decode()
    )
    publish(change(world.entry, body="It was closed at two."), action="update")

    send(world.entry, line=seen)

    assert Report.objects.get().line == seen


def test_a_line_of_another_record_is_not_believed(world):
    send(world.entry, line=1)

    assert Report.objects.get().line == workflow.current_line(world.entry).seq


def test_no_cookie_is_set_and_no_search_engine_lists_it(client, world):
    answers = [
        client.get(address(world.entry)),
        client.get(address(world.entry, "thanks/")),
        send(world.entry),
    ]

    assert not any(answer.cookies for answer in answers)
    assert {answer["X-Robots-Tag"] for answer in answers} == {"noindex"}


def test_nothing_of_the_reader_s_device_is_stored(world):
    send(
        world.entry,
        Client(REMOTE_ADDR="203.0.113.77"),
        headers={"User-Agent": "Testbrowser"},
    )

    kept = str(Report.objects.values().get()) + str(cache._cache)
    assert "203.0.113.77" not in kept
    assert "Testbrowser" not in kept


@pytest.mark.parametrize(
    "text", ["", " \n ", "x" * 2001, "nul\0"], ids=["empty", "blank", "too long", "nul"]
)
def test_errors_are_shown_and_nothing_is_lost(world, text):
    response = send(world.entry, text=text, contact="me@example.org")

    assert response.status_code == 400
    assert 'class="filters__error"' in response.content.decode()
    assert 'value="me@example.org"' in response.content.decode()
    assert not Report.objects.exists()


def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(world):
    response = send(world.entry, website="https://spam.example")

    assert response.status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=["another site", "a hidden site", "as browsers say"],
)
def test_another_site_cannot_send_for_its_visitors(world, headers):
    response = send(world.entry, headers=headers)

    assert response.status_code == 403
    assert not Report.objects.exists()


def test_a_browser_on_our_own_page_can(world):
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}

    assert send(world.entry, headers=headers).status_code == 302


def test_it_needs_no_token(world):
    assert send(world.entry, Client(enforce_csrf_checks=True)).status_code == 302


def test_the_sixth_in_an_hour_is_refused_and_its_text_stays(world):
    answers = [send(world.entry) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "many reports in one hour" in answers[-1].content.decode()
    assert WRONG["text"] in answers[-1].content.decode()
    assert int(answers[-1]["Retry-After"]) > 0
    assert Report.objects.count() == 5


def test_somebody_else_may_still_send(world):
    for _ in range(6):
        send(world.entry)

    assert send(world.entry, Client(REMOTE_ADDR="203.0.113.8")).status_code == 302


def test_one_household_of_the_long_addresses_counts_as_one(world):
    for i in range(5):
        send(world.entry, Client(REMOTE_ADDR=f"2001:db8::{i}"))

    assert send(world.entry, Client(REMOTE_ADDR="2001:db8::ffff")).status_code == 429
    assert send(world.entry, Client(REMOTE_ADDR="2001:db8:1::1")).status_code == 302


@pytest.mark.parametrize("bound", ["MOST_OF_ONE", "MOST_WAITING"])
def test_a_flood_from_many_addresses_ends_at_a_bound(world, monkeypatch, bound):
    monkeypatch.setattr(reader_reports, bound, 1)
    send(world.entry)

    response = send(world.entry)

    assert response.status_code == 429
    assert "Many reports wait already" in response.content.decode()
    assert Report.objects.count() == 1


def test_what_was_decided_makes_room(world, monkeypatch):
    monkeypatch.setattr(reader_reports, "MOST_OF_ONE", 1)
    send(world.entry)
    workflow.close(Report.objects.get(), person("editor"), comment="It was the 14th.")

    assert send(world.entry).status_code == 302


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_is_none_about_a_draft(client, world, method):
    draft = make("claim", slug="deed", **world.claim_content())

    assert client.generic(method, address(draft), "text=Wrong").status_code == 404
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?record=", "?record=nobody", "?record=%00", "?of=1"]
)
def test_an_odd_address_gets_a_clear_answer(client, world, query):
    assert client.get(f"/report/{query}").status_code in (400, 404)
    assert client.post(f"/report/{query}", WRONG).status_code in (400, 404)


@pytest.mark.parametrize(
    ("language", "said"), [("da", "Meld en fejl"), ("de", "Fehler melden")]
)
def test_it_speaks_the_reader_s_language(client, world, language, said):
    url = f"{address(world.entry)}&lang={language}"

    response = client.post(url, WRONG)

    assert said in client.get(url).content.decode()
    assert f"lang={language}" in response["Location"]


def test_the_ledger_is_left_alone(world):
    before = Publication.objects.count()

    send(world.entry)

    assert Publication.objects.count() == before
