"""Every page of the desk, on a phone in the dark and on a desk in the light: by axe, its width, and no complaint."""

import pytest
from django.test import Client
from playwright.sync_api import Page
from support import desk_addresses
from support.browser import looked_at
from support.roles import Office, open_office, somebody

WHO = "superuser"
# Pages whose every kind of record has another form; of the others one kind shows what all look like.
EACH_KIND = ("admin/<record>/add/", "admin/<record>/<path:object_id>/change/")
FRAMED = "preview/<slug:shown>/"  # the public page itself, which is looked at elsewhere
PARTS = 3


def pages(office: Office, client: Client) -> list[str]:
    """The addresses at which whoever may do everything finds a page."""
    found: dict[tuple[str, str], str] = {}
    for row in desk_addresses.rows():
        is_page = (
            row.said.startswith("admin/")
            and not row.said.endswith(FRAMED)
            and row.expected(WHO, "GET") == "p"
        )
        if is_page:
            found.setdefault(
                (row.said, row.member if row.said in EACH_KIND else ""),
                row.address(office),
            )
    return [
        address
        for address in found.values()
        if client.get(address)["Content-Type"].startswith("text/html")
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_desk_is_accessible_and_fits(page: Page, live_site, part):
    office, client = open_office(), Client()
    client.force_login(somebody(WHO))
    page.goto("/robots.txt")
    cookie = {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": live_site,
    }
    page.context.add_cookies([cookie])

    mine = pages(office, client)[part::PARTS]
    found = [wrong for path in mine for wrong in looked_at(page, path)]

    assert len(mine) > 10
    assert not found, "\n".join(found)
