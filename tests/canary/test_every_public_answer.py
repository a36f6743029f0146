"""Every public address answers all readers alike, whatever their browser sends: cookies, other sites, compression."""

import gzip
import io
import json
import secrets

import pytest
from django.http import HttpResponseBase
from django.test import Client
from support.people import change, person, publish, published
from support.public_addresses import CANARY, addresses, publish_world

from factcheck import workflow

pytestmark = pytest.mark.django_db

HOSTILE = {
    "HTTP_COOKIE": "sessionid=1; csrftoken=x; messages=zz; django_language=da; usersessions=1",
    "HTTP_ORIGIN": "https://else.example",
}
READABLE = {"ETag", "Link", "Memento-Datetime", "X-Request-ID", "Retry-After"}
OF_THE_DESK = ("/admin/", "/accounts/", "/guest/")  # what no page of another site reads


@pytest.fixture
def world():
    return publish_world()


def public(world) -> list[str]:
    """Every public address, some that are refused and some where nothing stands."""
    found = [path for samples in addresses(world, []).values() for path in samples]
    refused = [f"{path}?{CANARY}=1" for path in found if "?" not in path]
    nowhere = [
        "/nowhere/",
        "/nowhere",
        "/api/v1/nowhere/",
        "/claims",
        "/claims/?as_of=2999-01-01",
        "/administrator",
    ]
    return [
        path
        for path in [*found, *refused, *nowhere]
        if not path.startswith(OF_THE_DESK)
    ]


def ask(path: str, method: str = "get", **headers) -> HttpResponseBase:
    return getattr(Client(enforce_csrf_checks=True), method)(
        path, **{**HOSTILE, **headers}
    )


def body(response: HttpResponseBase) -> bytes:
    return (
        b"".join(response.streaming_content) if response.streaming else response.content
    )


def is_picture(response: HttpResponseBase) -> bool:
    """Whether its bytes are packed by their own format."""
    return response["Content-Type"] == "image/png"


def faults(world, check) -> list[str]:
    """The addresses whose answer `check` complains of, with the complaint."""
    told = [(path, check(path)) for path in public(world)]
    return [f"{path}: {said}" for path, said in told if said]


def test_no_answer_sets_a_cookie_or_varies_by_one(world):
    def check(path):
        response = ask(path)
        if response.cookies or "Cookie" in response.get("Vary", ""):
            return dict(response.headers)

    assert faults(world, check) == []


def test_what_stands_at_an_address_does_not_depend_on_a_cookie(world):
    client = Client()
    client.force_login(person("publisher"))
    cookie = "; ".join(
        f"{name}={morsel.value}" for name, morsel in client.cookies.items()
    )

    def check(path):
        if path.startswith("/readyz"):
            return None  # seconds pass
        plain, signed_in = (body(ask(path, HTTP_COOKIE=sent)) for sent in ("", cookie))
        return plain != signed_in

    assert faults(world, check) == []


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put"])
def test_the_pages_of_any_site_may_read_every_answer(world, method):
    def check(path):
        response = ask(path, method)
        exposed = set(response.get("Access-Control-Expose-Headers", "").split(", "))
        if (
            response.get("Access-Control-Allow-Origin") != "*"
            or not exposed >= READABLE
        ):
            return response.status_code, dict(response.headers)
        if "Access-Control-Allow-Credentials" in response.headers:
            return "credentials"

    assert faults(world, check) == []


def test_every_address_answers_a_preflight(world):
    def check(path):
        response = ask(path, "options", HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET")
        allowed = response.get("Access-Control-Allow-Headers", "")
        if response.status_code != 204 or "If-None-Match" not in allowed:
            return response.status_code
        if response.get("Access-Control-Allow-Methods") != "GET, HEAD, OPTIONS":
            return dict(response.headers)

    assert faults(world, check) == []


@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/login/",
        "/admin/factcheck/claim/",
        "/accounts/login/",
        "/admin",
    ],
)
@pytest.mark.parametrize("method", ["get", "options", "post"])
def test_no_other_site_reads_the_desk(world, path, method):
    response = ask(path, method)

    assert not [name for name in response.headers if name.startswith("Access-Control")]
    assert (
        "Content-Encoding" not in ask(path, method, HTTP_ACCEPT_ENCODING="gzip").headers
    )


def test_every_text_is_sent_packed_to_who_unpacks_it(world):
    def check(path):
        response, packed = ask(path), ask(path, HTTP_ACCEPT_ENCODING="br, gzip;q=0.8")
        plain, sent = body(response), body(packed)
        is_packed_already = is_picture(response)
        if (
            "no-store" in response["Cache-Control"]
            or is_packed_already
            or not (len(plain) >= 200 or response.streaming)
        ):
            return "packed" if packed.has_header("Content-Encoding") else None
        if packed.get("Content-Encoding") != "gzip" or response.has_header(
            "Content-Encoding"
        ):
            return dict(packed.headers)
        if not all(
            "Accept-Encoding" in each.get("Vary", "") for each in (response, packed)
        ):
            return "Vary", packed.get("Vary")
        if gzip.decompress(sent) != plain:
            return "another text"
        if packed.has_header("ETag") and not packed["ETag"].startswith("W/"):
            return packed["ETag"]

    assert faults(world, check) == []


def test_who_unpacks_nothing_is_sent_nothing_packed(world):
    def check(path):
        for accepted in ("", "identity", "gzip;q=0", "gzip; q=0.0", "br"):
            if ask(path, HTTP_ACCEPT_ENCODING=accepted).has_header("Content-Encoding"):
                return accepted

    assert faults(world, check) == []


def test_shared_caches_store_200_and_nothing_else(world):
    def check(path):
        response = ask(path)
        said = response.get("Cache-Control", "")
        if response.status_code >= 300 and said != "public, max-age=0, s-maxage=0":
            return response.status_code, said
        if response.status_code == 200 and not said:
            return "nothing said"

    assert faults(world, check) == []


def test_a_cached_answer_is_not_sent_again_to_who_holds_it(world):
    def check(path):
        for accepted in ("", "gzip"):
            response = ask(path, HTTP_ACCEPT_ENCODING=accepted)
            if response.status_code != 200 or not response.has_header("ETag"):
                continue
            tag = response["ETag"]
            for offered in (
                tag,
                f"W/{tag.removeprefix('W/')}",
                f'"other", {tag.removeprefix("W/")}',
                "*",
            ):
                again = ask(
                    path, HTTP_ACCEPT_ENCODING=accepted, HTTP_IF_NONE_MATCH=offered
                )
                if (again.status_code, body(again)) != (304, b"") or again.get(
                    "ETag"
                ) != tag:
                    return offered, again.status_code, again.get("ETag"), tag
                if not is_picture(response) and again["Vary"] != response["Vary"]:
                    return "Vary"

    assert faults(world, check) == []


def test_nothing_is_cached_of_a_404(world):
    def check(path):
        status = ask(path).status_code
        if status != 200:
            return ask(path, HTTP_IF_NONE_MATCH="*").status_code != status

    assert faults(world, check) == []


def test_no_public_page_holds_a_token(world):
    def check(path):
        return b"csrfmiddlewaretoken" in body(ask(path))

    assert faults(world, check) == []


LOWER = [
    "/parties/lower-town/",
    "/parties/lower-town/feed.json",
    "/parties/lower-town/timemap",
]


@pytest.mark.parametrize("path", [*LOWER, "/api/v1/parties/lower-town/"])
def test_a_merge_can_be_undone_so_no_cache_keeps_it(world, path):
    lower = published("party", slug="lower-town")
    proposal = workflow.propose_merge(
        lower, world.party, person("publisher"), reason="One town."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    response = ask(path)

    assert response.status_code == 302
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=0"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path", ["/claims/belongs/", "/claims/belongs/embed/", "/api/v1/claims/belongs/"]
)
def test_what_was_retracted_may_be_restored_so_no_cache_keeps_it(world, path):
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    response = ask(path)

    assert response.status_code == 410
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=0"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_an_error_of_ours_may_be_read_too(world, monkeypatch):
    monkeypatch.setattr("factcheck.ledger.reading", lambda *_: 1 / 0)
    client = Client(raise_request_exception=False)

    for path in (
        "/claims/?kind=fact",
        "/api/v1/claims/?count=true",
        "/feeds/claimreview.json",
    ):
        response = client.get(path, **HOSTILE)
        assert response.status_code == 500
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Cache-Control"] == "public, max-age=0, s-maxage=0"


def test_the_ledger_is_packed_piece_by_piece(world, monkeypatch):
    monkeypatch.setattr("factcheck.syndication.ledger_lines.BATCH", 1)
    for n in range(5):
        publish(
            change(world.claim, context=f"Version {n}. {secrets.token_hex(20_000)}"),
            action="update",
        )
    response = ask("/ledger/lines.ndjson", HTTP_ACCEPT_ENCODING="gzip")

    pieces = list(response.streaming_content)

    assert len(pieces) > 3
    assert max(map(len, pieces)) < 60_000
    lines = gzip.GzipFile(fileobj=io.BytesIO(b"".join(pieces))).read().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))


def test_a_request_keeps_the_id_that_its_client_gave_it(world):
    for path in ("/claims/", "/api/v1/claims/", "/nowhere/"):
        assert ask(path, HTTP_X_REQUEST_ID="run-7")["X-Request-ID"] == "run-7"
