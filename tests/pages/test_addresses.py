"""What the address of a page may hold, and what a reader is told of anything else."""

import pytest

pytestmark = pytest.mark.django_db
PATHS = ["/", "/disputes/bridge/", "/claims/", "/ledger/", "/corrections/", "/sources/report/", "/about/ratings/"]


@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_that_a_page_does_not_know_is_named_with_those_that_it_knows(world, client, path):
    response = client.get(path, {"form": "2026-01-14"})

    assert response.status_code == 400
    page = response.content.decode()
    assert "no parameter “form”" in page
    assert "<code>as_of</code>" in page
    assert f'href="{path}"' in page


def test_the_known_parameters_of_a_list_are_its_filters(world, client):
    page = client.get("/claims/?ratings=true").content.decode()

    assert "It knows <code>dispute</code>, <code>rating</code>, <code>kind</code>, <code>claimant</code>" in page


@pytest.mark.parametrize("query", ["utm_source=x&utm_medium=mail", "fbclid=IwAR0", "lang=en", "kind=&before="])
def test_what_other_sites_hang_on_a_link_does_no_harm(world, read, query):
    assert "The bridge belongs to Upper Town." in read(f"/claims/?{query}")


@pytest.mark.parametrize(
    "address",
    [
        "/claims/?after=garbage",
        "/claims/?before=1-",
        "/claims/?before=١-٢",
        "/disputes/bridge/?after=x-1",
        "/disputes/bridge/changes/?before=-1",
        "/ledger/?before=zzz",
        "/corrections/?before=٣",
        f"/ledger/?before={'9' * 30}",
    ],
)
def test_a_place_that_no_list_has_is_refused(world, client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert "is no place in this list" in response.content.decode()


@pytest.mark.parametrize("query", ["party=%00", "side=a%00b", "as_of=%00", "%00=1", "utm_%00=1", "order=%1b"])
def test_a_control_character_is_refused_and_not_repeated(world, client, query):
    response = client.get(f"/disputes/bridge/?{query}")

    assert response.status_code == 400
    assert not {"\0", "\x1b"} & set(response.content.decode())
    assert "control character" in response.content.decode()
