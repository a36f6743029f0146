"""What the address of a page may hold, and what a reader is told of anything else."""

import pytest

from factcheck.records import registry

pytestmark = pytest.mark.django_db
PATHS = [
    "/",
    "/disputes/bridge/",
    "/claims/",
    "/ledger/",
    "/corrections/",
    "/sources/report/",
    "/about/ratings/",
]


@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_that_a_page_does_not_know_is_named_with_those_that_it_knows(
    world, client, path
):
    response = client.get(path, {"form": "2026-01-14"})

    assert response.status_code == 400
    page = response.content.decode()
    assert "no parameter “form”" in page
    assert "<code>as_of</code>" in page
    assert f'href="{path}"' in page


def test_the_known_parameters_of_a_list_are_its_filters(world, client):
    page = client.get("/claims/?ratings=true").content.decode()

    known = page.partition("It knows")[2].partition("</p>")[0]
    for name in (*registry.get("claim").list_filters, "after", "before", "lang"):
        assert f"<code>{name}</code>" in known


@pytest.mark.parametrize(
    "query",
    ["utm_source=x&utm_medium=mail", "fbclid=IwAR0", "lang=en", "kind=&before="],
)
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


@pytest.mark.parametrize(
    "query", ["party=%00", "side=a%00b", "as_of=%00", "%00=1", "utm_%00=1", "order=%1b"]
)
def test_a_control_character_is_refused_and_not_repeated(world, client, query):
    response = client.get(f"/disputes/bridge/?{query}")

    assert response.status_code == 400
    assert not {"\0", "\x1b"} & set(response.content.decode())
    assert "control character" in response.content.decode()


@pytest.mark.parametrize("path", ["", "feed.atom", "timeline.json"])
def test_a_control_character_in_the_words_is_refused_by_its_number(world, client, path):
    response = client.get(f"/disputes/bridge/{path}?q=ice%01%1b")

    assert response.status_code == 400
    assert "(U+0001, U+001B)" in response.content.decode()


def test_words_may_be_pasted_with_line_ends_and_tabs(world, client):
    page = client.get("/disputes/bridge/?q=closed%0d%0a%09noon").content.decode()

    assert 'value="closed noon"' in page


ONCE = ["q", "as_of", "ordering", "happened_after", "after", "since", "lang"]


@pytest.mark.parametrize("name", ONCE)
def test_a_parameter_that_takes_one_value_is_refused_when_it_is_given_twice(
    world, client, name
):
    value = {
        "as_of": "now",
        "lang": "en",
        "ordering": "happened",
        "happened_after": "2026",
    }.get(name, "")

    response = client.get(f"/disputes/bridge/?{name}={value}&{name}={value}")

    assert response.status_code == 400
    assert f"The address gives “{name}” more than once." in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/disputes/bridge/feed.atom?before=9&before=8",
        "/disputes/bridge/feed.atom?q=a&q=b",
        "/ledger/lines.ndjson?after=1&after=2",
        "/feeds/claimreview.json?modified_since=2026-01-01&modified_since=2026-01-02",
        "/claims/belongs/embed/?theme=dark&theme=light",
        "/oembed?url=a&url=b",
        "/search/?q=a&q=b",
        "/corrections/?show=all&show=all",
    ],
)
def test_so_it_is_in_every_format(world, client, address):
    response = client.get(address)

    assert response.status_code == 400
    assert "more than once. Give it once." in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/disputes/bridge/?party=upper-town&party=upper-town",
        "/disputes/bridge/feed.atom?party=upper-town&party=upper-town",
        "/claims/?rating=unproven&rating=unproven",
        "/search/?q=bridge&kind=claim&kind=entry",
        "/disputes/bridge/?utm_source=a&utm_source=b",
    ],
)
def test_filters_take_several_values(world, client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/ledger/lines.ndjson?after=x", "after"),
        ("/disputes/bridge/feed.atom?at=x", "at"),
        ("/corrections/?before=x", "before"),
        ("/claims/?after=x", "after"),
    ],
)
def test_a_place_that_is_none_is_refused_by_its_parameter_with_the_remedy(
    world, client, address, name
):
    said = client.get(address).content.decode()

    assert f"“x”, given as “{name}”, is no place in this list." in said
    assert f"leave “{name}” out" in said
