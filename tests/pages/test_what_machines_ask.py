from urllib.robotparser import RobotFileParser

import pytest


@pytest.mark.django_db
def test_the_icon_at_its_old_address_is_the_mark_of_the_site(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    icon = client.get(response["Location"])
    assert icon.status_code == 200
    assert icon["Content-Type"].startswith("image/svg+xml")
    assert not response.cookies


def test_crawlers_may_read_what_is_published_and_not_the_desk(client):
    response = client.get("/robots.txt")
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())

    assert response["Content-Type"].startswith("text/plain")
    assert rules.can_fetch("*", "/disputes/greenland/?as_of=2026-01-16")
    assert not rules.can_fetch("*", "/admin/login/")
    assert not rules.can_fetch("*", "/accounts/login/")
