"""A guest's token at every address of the site and by every method: one record, its answers, nothing else.

The addresses come from the URL configuration; what nobody in particular may do at them stands in `who_may_do_what.txt`.
"""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from support.desk_addresses import rows
from support.guest_links import address, in_review, invite
from support.http_matrix import sent, undone
from support.public_addresses import addresses, public_patterns, publish_world
from support.roles import Office, open_office

from factcheck.models import GuestLink, Revision

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def bearer(token: str) -> Client:
    """A browser that offers the token in every way that one is offered."""
    return Client(
        HTTP_AUTHORIZATION=f"Bearer {token}",
        HTTP_COOKIE=f"sessionid={token}; csrftoken={token}; guest={token}",
        HTTP_REFERER=f"http://testserver/guest/{token}/",
        HTTP_X_GUEST=token,
    )


def desk_rows():
    return [row for row in rows() if not row.said.startswith("guest/")]


@pytest.mark.parametrize("method", METHODS)
def test_at_the_desk_at_signing_in_and_at_the_api_it_is_nobodys(undrawn, method):
    office: Office = open_office()
    browser, found = bearer(office.token), []

    for row in desk_rows():
        expected, path = row.expected("nobody", method), row.address(office)
        with undone(browser):
            got = sent(browser, method, path, {})
        if got != expected:
            found.append(f"{method} {path}: {got}, not {expected}")

    assert found == []


@pytest.mark.parametrize("method", METHODS)
def test_on_public_pages_it_changes_nothing(method):
    world = publish_world()
    record = in_review()
    _link, token = invite(record)
    table = {
        route: paths
        for route, paths in addresses(world, []).items()
        if route in public_patterns()
    }
    found = []

    for paths in table.values():
        for path in paths:
            if path.startswith(("/guest/", "/accounts/", "/readyz")):
                continue
            with undone(Client()):
                plain = Client().generic(method, path)
                offered = bearer(token).generic(method, path)
            if plain.status_code != offered.status_code or "Lower Town" in text_of(
                offered
            ):
                found.append(path)

    assert found == []
    assert GuestLink.objects.get().used_at is None


def text_of(response) -> str:
    body = (
        b"".join(response.streaming_content) if response.streaming else response.content
    )
    return body.decode("utf-8", "replace")


@pytest.mark.parametrize("method", METHODS)
def test_at_its_own_address_it_is_read_and_answered_alone(method):
    path = address(in_review())
    lines = Revision.objects.count()

    status = Client().generic(method, path).status_code

    assert status == {"GET": 200, "HEAD": 200, "POST": 400}.get(method, 405)
    assert (Revision.objects.count(), GuestLink.objects.get().used_at) == (lines, None)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "tail",
    ["approve/", "change/", "json", "../admin/", "embed/", "preview/", "history/"],
)
def test_below_its_own_address_is_nothing(method, tail):
    path = address(in_review())

    response = Client().generic(method, path + tail)

    assert response.status_code == 404
    assert "Lower Town" not in response.text
    assert response["Cache-Control"] == "private, no-store"


def test_one_link_opens_one_record():
    one, other = in_review(), in_review(slug="third-town", name="Third Town")
    path = address(one)
    address(other)

    page = Client().get(path).text

    assert "Lower Town" in page
    assert "Third Town" not in page


def test_nobody_is_signed_in_by_it():
    client = Client()
    path = address(in_review())

    client.get(path)
    client.post(path, {"decision": "approve"})

    assert not client.cookies
    assert not Session.objects.exists()
    assert client.get("/admin/").status_code == 302
    cache.clear()


def test_who_is_signed_in_answers_as_the_guest_all_the_same():
    record = in_review()
    path = address(record, "admin")
    client = Client()
    client.force_login(record.changed_by)

    assert client.post(path, {"decision": "approve"}).status_code == 302
    assert Revision.objects.latest("pk").by is None


@pytest.mark.parametrize("wrong", ["", "x", "A" * 43, "../", "%00", "é", "A" * 5_000])
def test_what_is_no_token_opens_nothing(wrong):
    address(in_review())

    assert Client().get(f"/guest/{wrong}/").status_code == 404
