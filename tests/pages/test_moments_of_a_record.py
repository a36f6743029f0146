"""Where a record's moments are listed for archives and machines (RFC 7089)."""

import re

import pytest
from support.people import change, make, person, publish, published
from support.redactions import redact

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db
TIMEMAP = (
    '<http://127.0.0.1:8000{}timemap>; rel="timemap"; type="application/link-format"'
)
PATHS = [
    *(
        "/disputes/bridge/",
        "/entries/closing/",
        "/claims/belongs/",
        "/quotes/our-bridge/",
    ),
    *("/sources/report/", "/parties/upper-town/"),
]


def moment_of(seq: int) -> str:
    return ledger.moment_text(Publication.objects.get(seq=seq).published_at)


@pytest.fixture
def timemap(read):
    """The links of a time map: [(address, rel, attributes)]."""

    def links(path: str) -> list[tuple[str, str, str]]:
        return re.findall(r'<([^>]*)>; rel="([^"]*)"(.*?)(?:,\n|\n$)', read(path))

    return links


@pytest.mark.parametrize("path", PATHS)
def test_a_record_page_leads_to_its_time_map(world, client, path):
    now = client.get(path)
    then = client.get(path, {"as_of": moment_of(ledger.current().seq)})

    gate = f'<http://127.0.0.1:8000{path}>; rel="original timegate"'
    assert now["Link"] == f"{gate}, {TIMEMAP.format(path)}"
    assert then["Link"].startswith(f"{gate}, {TIMEMAP.format(path)}")
    assert client.get(f"{path}timemap")["Content-Type"] == "application/link-format"


def test_a_page_that_the_client_has_leads_there_as_well(world, client):
    tag = client.get("/claims/belongs/")["ETag"]

    response = client.get("/claims/belongs/", headers={"If-None-Match": tag})

    assert response.status_code == 304
    assert TIMEMAP.format("/claims/belongs/") in response["Link"]


@pytest.mark.parametrize(
    "path",
    ["/", "/claims/", "/disputes/bridge/positions/", "/disputes/bridge/changes/"],
)
def test_a_page_of_no_one_record_leads_to_none(world, client, path):
    assert "timemap" not in client.get(path).get("Link", "")


def test_every_version_is_a_memento_with_its_moment(world, client, timemap):
    publish(
        change(world.claim, text="It is ours."),
        action="correct",
        notice="In their words.",
    )
    publish(change(world.entry, body="Other."), action="update")

    links = timemap("/claims/belongs/timemap")

    assert [rel for _, rel, _ in links] == [
        "original",
        "self",
        "first memento",
        "last memento",
    ]
    assert links[0][0] == "http://127.0.0.1:8000/claims/belongs/"
    assert links[1][0] == "http://127.0.0.1:8000/claims/belongs/timemap"
    first, last = (
        client.get(address.removeprefix("http://127.0.0.1:8000"))
        for address, _, _ in links[2:]
    )
    assert "The bridge belongs to Upper Town." in first.content.decode()
    assert "It is ours." in last.content.decode()
    for response, (_, _, said) in zip((first, last), links[2:], strict=True):
        assert said == f'; datetime="{response["Memento-Datetime"]}"'


def test_a_dispute_has_a_memento_a_moment_of_its_records(world, timemap):
    elsewhere = make("dispute", slug="elsewhere")
    publish(elsewhere)
    publish(change(world.source, note="A copy was found."), action="update")

    mementos = [
        link for link in timemap("/disputes/bridge/timemap") if "memento" in link[1]
    ]

    assert (
        len(mementos) == 5
    )  # the ground together, a quote, a claim, an entry, and the source's note


def test_the_past_of_what_was_retracted_is_still_listed(world, client, timemap):
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    gone = client.get("/claims/belongs/")
    links = timemap("/claims/belongs/timemap")

    assert gone.status_code == 410
    assert gone["Link"].endswith(TIMEMAP.format("/claims/belongs/"))
    assert [rel for _, rel, _ in links] == ["original", "self", "first last memento"]


def test_a_text_that_was_redacted_has_no_memento(world, timemap):
    publish(
        change(world.claim, text="It is ours."),
        action="correct",
        notice="In their words.",
    )
    redact(Publication.objects.get(kind="claim", version=1).seq, "privacy")

    assert [rel for _, rel, _ in timemap("/claims/belongs/timemap")][2:] == [
        "first last memento"
    ]


def test_a_long_time_map_leads_to_the_one_before(world, client, timemap, monkeypatch):
    monkeypatch.setattr("factcheck.syndication.timemap.SIZE", 2)
    for n in range(2):
        publish(change(world.claim, text=f"Version {n}."), action="update")

    newest = timemap("/claims/belongs/timemap")
    (older,) = (address for address, rel, _ in newest if rel == "timemap")
    oldest = timemap(older.removeprefix("http://127.0.0.1:8000"))

    assert [rel for _, rel, _ in newest] == [
        "original",
        "self",
        "timemap",
        "memento",
        "last memento",
    ]
    assert [rel for _, rel, _ in oldest] == ["original", "self", "first memento"]


@pytest.mark.parametrize(
    "path", ["/claims/unheard-of/timemap", "/claims/secret/timemap"]
)
def test_what_is_not_published_has_no_time_map(world, client, path):
    make("claim", slug="secret", **world.claim_content())

    assert client.get(path).status_code == 404


def test_a_merged_record_leads_to_the_time_map_of_where_it_went(world, client):
    other = published("party", slug="upper-council", name="Upper Council")
    proposal = workflow.propose_merge(
        other, world.party, person("publisher"), reason="The same."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    response = client.get("/parties/upper-council/timemap")

    assert (response.status_code, response["Location"]) == (
        302,
        "/parties/upper-town/timemap",
    )
