"""Every address of the desk, of signing in and of the API is tried by every role and in every way, against one table.

The table is `who_may_do_what.txt`. An address that has no row there fails the first test here, so that whoever adds it
says who may do what at it. What a page looks like is tried elsewhere: none is drawn here.
"""

import pytest
from support.desk_addresses import Row, acts, is_row_of, patterns, rows
from support.http_matrix import sent, undone
from support.roles import ROLES, Office, browser_of, open_office

from factcheck.admin.imports import jobs
from factcheck.admin.review.actions import ACTS as REVIEWED
from factcheck.admin.verbs import pages, proposals
from factcheck.models import User

pytestmark = pytest.mark.django_db

ARTICLE = {"text": "The bridge was closed on Wednesday."}
FEED = {
    "name": "Other",
    "address": "https://other.example/feed",
    "rhythm": "1h",
    "active": "on",
}
PARTY = {"name": "Ada Lund", "slug": "ada-lund", "party_kind": "person"}
NEW_PASSWORD = {
    "password1": "a bridge over the stream",
    "password2": "a bridge over the stream",
}

GUEST = {"name": "Ada Berg", "role": "lawyer, Berg & Co", "days": 3}

# What is posted, so that whoever may really does it; everywhere else an empty form.
POSTED = {
    "admin/auth/group/add/": {"name": "Day desk"},
    "admin/auth/group/<path:object_id>/change/": {"name": "Day desk"},
    "admin/auth/group/<path:object_id>/delete/": {"post": "yes"},
    "admin/factcheck/feed/add/": FEED,
    "admin/factcheck/feed/<path:object_id>/change/": FEED,
    "admin/factcheck/feed/<path:object_id>/delete/": {"post": "yes"},
    "admin/factcheck/importjob/add/": ARTICLE,
    "admin/factcheck/importjob/<int:pk>/review/many/": {"reason": "other"},
    "admin/factcheck/importjob/<int:pk>/review/selected/": {"reason": "other"},
    "admin/factcheck/importjob/<int:pk>/review/<int:suggestion>/edit/": PARTY
    | {"version": 0},
    "admin/factcheck/importjob/<int:pk>/review/<int:suggestion>/do/accept/": {
        "version": 0
    },
    "admin/factcheck/importjob/<int:pk>/review/<int:suggestion>/do/defer/": {
        "version": 0
    },
    "admin/factcheck/importjob/<int:pk>/review/<int:suggestion>/do/reject/": {
        "version": 0,
        "reason": "other",
    },
    "admin/factcheck/importjob/<int:pk>/review/<int:suggestion>/do/public/": {
        "version": 0
    },
    "admin/factcheck/proposal/<int:pk>/guests/": GUEST,
    "admin/factcheck/proposal/<int:pk>/do/refuse/": {"comment": "No ground."},
    "admin/factcheck/recheck/<int:pk>/change/": {"comment": "It holds."},
    "admin/factcheck/recheck/<path:object_id>/change/": {"comment": "It holds."},
    "admin/factcheck/report/<int:pk>/change/": {"comment": "It was the 14th."},
    "admin/factcheck/report/<path:object_id>/change/": {"comment": "It was the 14th."},
    "admin/factcheck/user/add/": {"username": "newcomer", "usable_password": "true"}
    | NEW_PASSWORD,
    "admin/factcheck/user/<path:object_id>/change/": {
        "username": "clerk",
        "desk_name": "A clerk",
    },
    "guest/<str:token>/": {"decision": "comment", "words": "Seen."},
    "admin/factcheck/user/<id>/password/": {"usable_password": "true"} | NEW_PASSWORD,
}
OFTEN = ("GET", "POST")
SELDOM = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
FIRST_KIND = "factcheck/claim"


@pytest.fixture
def office(undrawn) -> Office:
    return open_office()


def posted(row: Row, office: Office) -> dict:
    data = POSTED.get(row.said, {})
    if data is FEED:
        return data | {"dispute": office.dispute.pk}
    return data | (
        {"selected": f"{office.suggestion.pk}:0"}
        if row.said.endswith("selected/")
        else {}
    )


def differences(office: Office, role: str, methods: tuple[str, ...], which) -> str:
    """Where what happens is not what the table says, one a line."""
    browser, found = browser_of(role), []
    for row in filter(which, rows()):
        for method in methods:
            expected, address = row.expected(role, method), row.address(office)
            with undone(browser):
                got = sent(
                    browser,
                    method,
                    address,
                    posted(row, office) if method == "POST" else {},
                )
            if got != expected:
                found.append(
                    f"{role}: {method} {address} gives {got}, the table says {expected} ({row.said})"
                )
    return "\n".join(found)


def is_first_of_its_kind(row: Row) -> bool:
    return "<record>" not in row.said or row.member == FIRST_KIND


def test_every_address_has_a_row():
    routes = {row.route for row in rows()}

    missing = [
        pattern
        for pattern in patterns()
        if not any(is_row_of(route, pattern) for route in routes)
    ]

    assert not missing, (
        f"Say who may do what at these: add a row for each to who_may_do_what.txt. {missing}"
    )


def test_every_row_has_an_address():
    known = set(patterns())

    stale = [
        row.route
        for row in rows()
        if not any(is_row_of(row.route, pattern) for pattern in known)
    ]

    assert not stale, (
        f"There is no such address; take these rows out of who_may_do_what.txt. {stale}"
    )


def test_every_act_has_a_row():
    assert acts("admin/<record>/<path:object_id>/do/") == {
        *pages.ACTS,
        "invite",
        "publish",
        "emergency",
    }
    assert acts("admin/factcheck/importjob/<int:pk>/do/") == set(jobs.ACTS)
    assert acts(
        "admin/factcheck/importjob/<int:pk>/review/<int:suggestion>/do/"
    ) == set(REVIEWED)
    assert acts("admin/factcheck/proposal/<int:pk>/do/") == set(proposals.DONE)


def test_every_row_says_something_of_everybody():
    uneven = [
        row.said
        for row in rows()
        if [len(column) for column in row.columns] != [len(ROLES)] * 5
    ]

    assert uneven == []


@pytest.mark.parametrize("role", ROLES)
def test_who_reads_and_who_does(office, role):
    assert differences(office, role, OFTEN, is_first_of_its_kind) == ""


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_whatever_else_is_sent(office, role):
    assert differences(office, role, SELDOM, is_first_of_its_kind) == ""


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_the_other_kinds_of_records_are_alike(office, role):
    assert (
        differences(office, role, OFTEN, lambda row: not is_first_of_its_kind(row))
        == ""
    )


def test_who_may_not_is_refused_for_every_kind(office):
    def is_refusal(row: Row) -> bool:
        return (
            not is_first_of_its_kind(row) and row.expected("read-only", "POST") == "n"
        )

    assert differences(office, "read-only", ("POST",), is_refusal) == ""


def test_who_is_signed_in_but_not_of_the_desk_is_let_in_nowhere(office):
    browser = browser_of("reporter")
    User.objects.update(is_staff=False)

    let_in = [
        row.said
        for row in rows()
        if row.said.startswith("admin/") and not is_shut(browser, row, office)
    ]

    assert let_in == ["admin/logout/"]


def is_shut(browser, row: Row, office: Office) -> bool:
    with undone(browser):
        return all(
            sent(browser, method, row.address(office), {}) in ("l", "n")
            for method in OFTEN
        )
