"""Every page of the desk writes a moment in one form and in the desk's zone, and people by their desk names."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from django.utils import timezone
from support.desk_addresses import Row, rows
from support.people import person
from support.roles import browser_of, open_office

from factcheck.admin import moment_display
from factcheck.models import ImportJob, Revision

pytestmark = pytest.mark.django_db

A_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
IN_OUR_FORM = re.compile(
    rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}, \d{{2}}:\d{{2}} CES?T\b(?: \([^)]*UTC\))?"
)
IN_A_REASON = re.compile(rf"For \d{{1,2}} (?:{MONTHS}) \d{{4}}, \d{{2}}:\d{{2}} UTC")
DJANGO_S = (
    r"[ap]\.m\.|\b(?:Jan|Feb|Sept|Aug|Oct|Nov|Dec)\. \d|\b[A-Z][a-z]+ \d{1,2}, \d{4}\b"
)
OLD_FORMS = re.compile(DJANGO_S + r"|\d{1,2}/\d{1,2}/\d{4}")
# The ledger's lines as they are, what people write, and help that shows how to write a moment.
NOT_OURS = {"pre", "script", "style", "textarea", "title", "datalist"}
HELP = re.compile(
    r"Write a day and a time[^<]*|15:04|\d{4}-\d\d-\d\dT\d\d:\d\dZ|In UTC\.[^<]*|16:30"
)


class Words(HTMLParser):
    """The words of a page, without what is not the desk's own."""

    def __init__(self, page: str):
        super().__init__()
        self.inside, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag in NOT_OURS or "help" in (dict(attrs).get("class") or "").split():
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)

    def __str__(self) -> str:
        return " ".join(" ".join(self.words).split())


def strange(page: str) -> list[str]:
    """Every moment of a page that is not in the one form, with the words around it."""
    text = str(Words(page))
    for known in (IN_OUR_FORM, IN_A_REASON, HELP):
        text = known.sub("", text)
    found = [*A_TIME.finditer(text), *OLD_FORMS.finditer(text)]
    return [text[max(0, each.start() - 30) : each.end() + 20] for each in found]


@pytest.fixture
def office(settings):
    """One of everything that the desk shows, each with a moment in each of its columns."""
    settings.DESK_TIME_ZONE = "Europe/Copenhagen"
    office = open_office()
    moment = datetime(2026, 7, 1, 22, 10, 30, tzinfo=UTC)
    ImportJob.objects.update(
        queued_at=moment,
        state_at=moment,
        heartbeat_at=moment,
        started_by=person("editor"),
    )
    return office


def pages(office) -> list[str]:
    """Every page of the desk and of signing in that shows something."""
    shown = [
        row
        for row in rows()
        if row.said.startswith(("admin/", "accounts/sessions")) and is_page(row)
    ]
    return sorted({row.address(office) for row in shown})


def is_page(row: Row) -> bool:
    return (
        row.expected("superuser", "GET") == "p"
        and "previewed" not in row.said
        and "shown" not in row.said
    )


def test_every_moment_is_in_one_form_and_in_the_desk_s_zone(office):
    browser, found = browser_of("superuser"), {}

    for address in pages(office):
        answer = browser.get(address)
        if "html" in answer["Content-Type"] and (
            wrong := strange(answer.content.decode())
        ):
            found[address] = wrong

    assert found == {}


@pytest.mark.parametrize(
    "address",
    [
        "/admin/factcheck/recheck/",
        "/admin/factcheck/proposal/",
        "/admin/factcheck/revision/",
        "/admin/factcheck/publication/",
        "/admin/factcheck/schedule/",
        "/admin/factcheck/report/",
        "/admin/factcheck/claim/?turn=all",
        "/admin/factcheck/importjob/",
    ],
)
def test_lists_show_moments_at_all(office, address):
    assert IN_OUR_FORM.search(
        str(Words(browser_of("superuser").get(address).content.decode()))
    )


def test_the_forms_that_were_issued_before_are_strange():
    old = [
        "Nov. 29, 2026, 10:10 p.m.",
        "29 Nov 2026, 22:10",
        "29 November 2026, 22:10 UTC",
        "11/29/2026, 9:56:16 PM",
    ]

    assert [text for text in old if not strange(f"<p>Changed {text} by</p>")] == []
    assert strange("<p>29 Nov 2026, 23:10 CET</p>") == []


def test_summer_and_winter_have_their_own_mark(settings):
    settings.DESK_TIME_ZONE = "Europe/Copenhagen"

    assert (
        moment_display.moment(datetime(2026, 7, 1, 22, 10, tzinfo=UTC))
        == "2 Jul 2026, 00:10 CEST"
    )
    assert (
        moment_display.moment(datetime(2026, 11, 29, 22, 10, tzinfo=UTC))
        == "29 Nov 2026, 23:10 CET"
    )


def test_what_readers_see_stays_in_utc(office, settings):
    browser = browser_of("superuser")

    page = browser.get(
        f"/admin/factcheck/claim/{office.claim.pk}/preview/page/"
    ).content.decode()

    assert "CET" not in page
    assert "CEST" not in page
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize(
    ("name", "called"), [("proposal", "Admin"), ("revision", "Reporter")]
)
def test_people_are_called_by_their_desk_names(office, name, called):
    text = str(
        Words(browser_of("superuser").get(f"/admin/factcheck/{name}/").content.decode())
    )

    assert called in text
    assert not re.search(r"\b(?:admin|reporter|publisher)\b", text)


def test_who_has_no_desk_name_is_called_by_the_login():
    nameless = person("nameless")
    nameless.desk_name = ""

    assert str(nameless) == "nameless"


def test_a_schedule_says_its_moment_in_the_history_alike(office):
    assert IN_A_REASON.fullmatch(
        Revision.objects.filter(verb="schedule").latest("pk").reason
    )
