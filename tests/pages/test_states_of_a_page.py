"""A page has one address for each of its states, however the moment is asked for that lies in it."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils import timezone
from support.people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.ledger import moment_address, moment_text, states
from factcheck.models import Publication
from factcheck.pages.page_context import Frame

pytestmark = pytest.mark.django_db
MOMENT = dt.datetime(2026, 1, 15, tzinfo=dt.UTC)
OF_A_RECORD = (
    *(
        "/disputes/bridge/",
        "/disputes/toll/",
        "/entries/closing/",
        "/claims/belongs/",
        "/claims/toll-claim/",
    ),
    *(
        "/quotes/our-bridge/",
        "/sources/report/",
        "/sources/paper/",
        "/parties/upper-town/",
        "/parties/council/",
    ),
    *(
        "/disputes/bridge/positions/",
        "/disputes/bridge/method/",
        "/disputes/bridge/changes/",
        "/claims/belongs/embed/",
    ),
)


def moment_of(seq: int) -> str:
    return moment_text(Publication.objects.get(seq=seq).published_at)


def content_at(path: str, seq: int):
    """The page as it was made of the ledger up to a line, and what it is of then."""
    match = resolve(path)
    page = match.func.view_class(**match.func.view_initkwargs)
    page.setup(RequestFactory().get(path), **match.kwargs)
    page.theme = ""
    view = replace(ledger.as_of_seq(seq), moment=MOMENT)
    page.frame = Frame(path, "", view)
    return page, view


def text_at(path: str, seq: int) -> str:
    """What the page says of the record, without what names the line itself."""
    page, _ = content_at(path, seq)
    rendered = page._render().content.decode()
    said = re.sub(
        r'<div class="print-only print-head">.*?</div>',
        "",
        rendered.partition("<main")[2] or rendered,
        flags=re.S,
    )
    said = re.sub(r'<details class="embed">.*?</details>', "", said, flags=re.S)
    return re.sub(r"<footer.*", "", said, flags=re.S)


class BusyWorld(World):
    """Two disputes that share a source; corrections, a merge, a retraction and a restoration in either."""

    def build(self) -> None:
        super().build()
        council = published("party", slug="council", name="The Council")
        paper = published(
            "source", slug="paper", title="A paper", publisher=uid(council)
        )
        toll = published("dispute", slug="toll", title="Who pays the toll?")
        verdict = self.verdict()
        other = published(
            "claim", slug="toll-claim", text="The toll is high.", disputes=[uid(toll)], verdict=verdict,
            evidence=[{"source": uid(paper), "stance": "context", "note": "It says so."}],
        )  # fmt: skip
        publish(change(self.source, title="Report on the bridge"), action="update")
        publish(change(paper, title="Another paper"), action="update")
        publish(change(council, name="The Town Council"), action="update")
        publish(
            change(
                self.claim, relations=[{"claim": uid(other), "relation": "contradicts"}]
            ),
            action="update",
        )
        publish(change(council, name="The Council of the Town"), action="update")
        publish(change(self.entry, claims=[]), action="update")
        publish(change(other, text="The toll is too high."), action="update")
        workflow.retract(self.quote, person("publisher"), reason="It was misheard.")
        publish(change(self.rating, definition="Nobody knows."), action="update")
        twin = published("party", slug="upper", name="Upper Town (city)")
        publish(
            change(other, appearances=[{"party": uid(twin), "role": "asserts"}]),
            action="update",
        )
        proposal = workflow.propose_merge(
            twin, self.party, person("publisher"), reason="The same."
        )
        workflow.carry_out(proposal, person("second_publisher"))
        publish(change(self.claim, relations=[]), action="update")
        publish(change(paper, note="Read at the library."), action="update")


@pytest.fixture
def busy() -> BusyWorld:
    return BusyWorld()


def spans(path: str) -> list[tuple[int, int, int | None]]:
    """(line, the last line that changed the page, the next that does) of every line at which it is there."""
    found, head = [], ledger.current().seq
    for seq in range(1, head + 1):
        page, view = content_at(path, seq)
        if content := page.content_then(view):
            found.append(
                (
                    seq,
                    ledger.last_change(content, seq),
                    ledger.next_change(content, seq, head),
                )
            )
    return found


@pytest.mark.parametrize("path", OF_A_RECORD)
def test_between_two_addresses_a_page_reads_the_same(busy, path):
    found = spans(path)

    assert found
    for seq, last, _ in found:
        assert text_at(path, seq) == text_at(path, last)


@pytest.mark.parametrize("path", OF_A_RECORD)
def test_a_state_lasts_until_the_next_one_begins(busy, path):
    found = spans(path)

    begins = sorted({last for _, last, _ in found})
    for seq, _, following in found:
        assert following == next((other for other in begins if other > seq), following)
        assert following is None or following > seq
    there = {seq for seq, _, _ in found}
    assert {following for _, _, following in found} - {None} <= set(begins) | (
        set(range(1, 99)) - there
    )


@pytest.mark.parametrize("path", OF_A_RECORD)
def test_a_large_page_is_read_from_its_lines_upwards_with_the_same_answer(
    busy, path, monkeypatch
):
    downwards = spans(path)

    monkeypatch.setattr(states, "FEW", 0)

    assert spans(path) == downwards


def test_what_changes_another_dispute_alone_makes_no_address(busy):
    before = {seq: last for seq, last, _ in spans("/disputes/bridge/method/")}
    toll = published("dispute", slug="ferry", title="Who runs the ferry?")
    paper = published("source", slug="leaflet", title="A leaflet")
    published(
        "entry",
        slug="sails",
        headline="It sails",
        dispute=uid(toll),
        citations=[{"source": uid(paper)}],
    )
    after = {seq: last for seq, last, _ in spans("/disputes/bridge/method/")}

    assert set(after.values()) == set(before.values())
    assert len(set(after.values())) < len(after)


def test_any_moment_leads_to_the_address_of_the_state_it_lies_in(world, client):
    before = moment_of(ledger.current().seq)
    publish(make("dispute", slug="elsewhere"))
    asked = moment_of(ledger.current().seq)

    response = client.get(
        "/disputes/bridge/", {"party": "upper-town", "as_of": asked, "lang": "da"}
    )

    assert response.status_code == 302
    assert (
        response["Location"]
        == f"/disputes/bridge/?party=upper-town&lang=da&as_of={before}"
    )
    assert "s-maxage=0" in response["Cache-Control"]
    assert (
        '<http://127.0.0.1:8000/disputes/bridge/?lang=da>; rel="original timegate"'
        in response["Link"]
    )
    assert "Memento-Datetime" not in response
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("escaped", [True, False])
def test_an_address_that_was_cited_once_goes_on_working(world, client, escaped):
    moment = moment_of(ledger.current().seq)
    written = moment.replace(":", "%3A") if escaped else moment

    assert client.get(f"/entries/closing/?as_of={written}").status_code == 200


@pytest.mark.parametrize("written", ["now", str(timezone.now().date())])
def test_the_present_has_the_address_without_a_moment(world, client, written):
    response = client.get("/claims/", {"as_of": written, "kind": "fact"})

    assert (response.status_code, response["Location"]) == (302, "/claims/?kind=fact")


def test_a_page_of_the_past_says_from_when_until_when_it_read_so_and_leads_on(
    world, read
):
    first, then = (
        world.ground[0].published_at,
        Publication.objects.get(seq=ledger.current().seq).published_at,
    )
    publish(
        change(world.entry, headline="Upper Town opens the bridge"),
        action="correct",
        notice="It was opened.",
    )
    last = Publication.objects.get(seq=ledger.current().seq).published_at

    page = read(f"/entries/closing/?as_of={moment_text(then)}")
    banner = page.partition('<aside class="moment"')[2].partition("</aside>")[0]
    now = read(f"/entries/closing/?as_of={moment_text(last)}")

    assert (
        f"This page read like this from {moment_in_words(then)} to {moment_in_words(last)}."
        in re.sub(r"<[^>]*>", "", banner)
    )
    assert f'<a rel="next" href="?as_of={moment_address(last)}">' in banner
    assert 'rel="prev"' not in banner
    assert first < then
    assert (
        f"This page has read like this since {moment_in_words(last)}, and still does."
        in re.sub(r"<[^>]*>", "", now)
    )
    assert f'<a rel="prev" href="?as_of={moment_address(then)}">' in now


def moment_in_words(at: dt.datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def test_lines_of_one_moment_are_one_state(world, client):
    at = world.ground[0].published_at

    response = client.get("/sources/report/", {"as_of": moment_text(at)})

    assert len({line.published_at for line in world.ground}) == 1
    assert response.status_code == 200
    assert "line 5" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["/claims/belongs/", "/disputes/bridge/positions/", "/claims/belongs/embed/", "/"],
)
def test_before_its_first_line_there_is_no_page(world, client, path):
    response = client.get(path, {"as_of": "2001-01-01"})

    assert response.status_code == 404
    assert "Memento-Datetime" not in response
    assert f'<http://127.0.0.1:8000{path}>; rel="original timegate"' in response["Link"]
    first = re.search(
        r'<http://127.0.0.1:8000([^>]*)>; rel="first memento"; datetime="[^"]* GMT"',
        response["Link"],
    )
    assert client.get(first[1]).status_code == 200


def test_what_hangs_on_a_link_makes_no_other_page(world, client):
    made = client.get("/disputes/bridge/?party=upper-town&kind=action")

    for query in (
        "kind=action&party=upper-town",
        "party=upper-town&kind=action&utm_source=x&fbclid=y&q=",
    ):
        assert client.get(f"/disputes/bridge/?{query}")["ETag"] == made["ETag"]
