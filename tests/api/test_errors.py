"""Bad input gets a problem that names the place and the remedy; nothing that a client sends is our failure."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from support.people import World

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"


def test_an_unknown_parameter_is_refused_by_name_with_the_valid_ones(ask):
    problem = ask("/api/v1/claims/?ratng=false", 400)

    assert (problem["status"], problem["title"]) == (400, "Bad Request")
    assert problem["errors"][0]["field"] == "ratng"
    assert "rating" in problem["errors"][0]["message"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("rating=never-published", "rating"),
        ("rating=", "rating"),
        ("kind=novel", "kind"),
        ("happened_after=31/01/2026", "happened_after"),
        ("happened_after=../2026", "happened_after"),
        ("happened_before=2026/..", "happened_before"),
        ("published_after=2026-02-31", "published_after"),
        ("published_after=0001-01-01T00:00:00%2B14:00", "published_after"),
        ("page_size=0", "page_size"),
        ("page_size=201", "page_size"),
        ("page_size=1_0", "page_size"),
        ("page_size=" + "9" * 4000, "page_size"),
        ("page_size=2&page_size=3", "page_size"),
        ("cursor=x", "cursor"),
        ("cursor=1.2.3.f~AAAA", "cursor"),
        ("ordering=slug", "ordering"),
        ("count=yes", "count"),
        ("as_of=2999-01-01", "as_of"),
        ("as_of=2026-02-31", "as_of"),
        ("as_of=nonsense", "as_of"),
        ("as_of=0001-01-01T00:00:00%2B14:00", "as_of"),
        ("q=" + "x" * 5000, "q"),
        ("q=%00", "q"),
        ("q=ice%01", "q"),
        ("rating=%00", "rating"),
        ("rating=' OR 1=1 --", "rating"),
        ("language=d%00", "language"),
        ("side=none", "side"),
        ("%00=1", "\0"),
        ("&".join(f"kind=fact{i}" for i in range(30)), "kind"),
    ],
    ids=lambda value: value[:40],
)
def test_a_wrong_value_names_its_parameter(query, field):
    World()

    response = Client().get(f"/api/v1/claims/?{query}")

    assert response.status_code == 400
    assert response.headers["Content-Type"] == PROBLEM
    assert response.json()["errors"][0]["field"] == field
    assert response.json()["errors"][0]["message"]


def test_every_error_comes_at_once(ask):
    errors = ask("/api/v1/claims/?page_size=0&ordering=slug&ratng=1", 400)["errors"]

    assert [error["field"] for error in errors] == ["page_size", "ordering", "ratng"]


@pytest.mark.parametrize("q", ["%25", "NEAR(a b)", "a:b", "اسم"])
def test_any_words_can_be_searched_for(q):
    World()

    assert Client().get("/api/v1/claims/", {"q": q}).status_code == 200


@pytest.mark.parametrize(
    "q", ["-1", "'\"", "[]", "a OR", "🌉", "*", "^", "(", "'; DROP TABLE x; --"]
)
def test_what_would_be_passed_over_in_a_search_is_refused_by_name(ask, q):
    World()

    errors = ask("/api/v1/claims/?" + urlencode({"q": q}), 400)["errors"]

    assert {error["field"] for error in errors} == {"q"}


@pytest.mark.parametrize(
    "address",
    ["/api/v1/nothing/", "/api/v1/claims/a/b/", "/api/v1/claims/%00/", "/api/v1/🌉/"],
)
def test_what_is_not_there_is_a_problem_document(address):
    response = Client().get(address)

    assert response.status_code == 404
    assert response.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    "key",
    [
        "x" * 5000,
        "🌉",
        "..",
        "'; DROP",
        "00000000-0000-0000-0000-000000000000",
        "%FF",
        "a b",
    ],
)
def test_a_strange_address_is_not_found(key):
    assert Client().get(f"/api/v1/claims/{key}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize(
    "address",
    ["/api/v1/claims/", "/api/v1/claims/x/", "/api/v1/publications/", "/api/v1/"],
)
def test_nothing_can_be_written(method, address):
    response = getattr(Client(), method)(address)

    assert response.status_code == 405
    assert response.headers["Content-Type"] == PROBLEM
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/json", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("application/*", 200),
        ("text/html", 406),
        ("nonsense", 406),
    ],
)
def test_the_answer_is_json_or_a_problem(accept, status):
    response = Client().get("/api/v1/claims/", headers={"Accept": accept})

    assert response.status_code == status
    assert response.headers["Content-Type"] == (
        "application/json" if status == 200 else PROBLEM
    )


def test_thousands_of_parameters_are_too_many():
    response = Client().get(
        "/api/v1/claims/?" + "&".join(f"a{i}=1" for i in range(3000))
    )

    assert response.status_code == 400
    assert response.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize(
    "address",
    ["/api/v1/claims/?page_size=0", "/api/v1/nothing/", "/api/v1/claims/absent/"],
)
def test_pages_of_other_sites_may_read_problems_too(address):
    assert Client().get(address).headers["Access-Control-Allow-Origin"] == "*"


def test_a_control_character_in_the_words_is_named_by_its_number(ask):
    errors = ask("/api/v1/claims/?q=ice%1b", 400)["errors"]

    assert "(U+001B)" in errors[0]["message"]
