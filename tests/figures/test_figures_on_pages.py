"""Figures on the pages of claims, sources and parties, and on the method page."""

import re

import pytest
from support.people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def read(client):
    def page(path: str) -> str:
        response = client.get(path)
        assert response.status_code == 200, response.content.decode()
        return response.content.decode()

    return page


def figure_of(page: str, kind: str) -> str:
    """The drawing of a kind on a page; empty without one."""
    found = re.search(rf'<svg class="fig {kind}".*?</g></svg>', page, re.S)
    return found[0] if found else ""


@pytest.fixture
def true(world):
    return published(
        "rating", slug="true", label="True", order=1, numeric=5, polarity="positive"
    )


def test_a_changed_verdict_is_drawn_on_the_page_of_its_claim(world, true, read):
    verdict = world.verdict(rating=uid(true), rationale="A deed was found.")
    publish(change(world.claim, verdict=verdict), action="correct", notice="We erred.")

    page = read("/claims/belongs/")

    drawing = figure_of(page, "track")
    assert drawing.count('class="level__name"') == 3  # True, Unproven, evidence
    assert re.findall(r'<a href="([^"]+)"', drawing)[:2] == ["#verdict-1", "#verdict-2"]
    assert 'id="verdict-1"' in page
    assert 'id="verdict-2"' in page
    assert ": True</title>" in drawing


def test_a_past_page_draws_what_was_known_then(world, true, read):
    before = ledger.moment_text(ledger.current().lines("entry")[0].published_at)
    verdict = world.verdict(rating=uid(true), rationale="A deed was found.")
    publish(change(world.claim, verdict=verdict), action="correct", notice="We erred.")

    drawing = figure_of(read(f"/claims/belongs/?as_of={before}"), "track")

    assert ": Unproven" in drawing
    assert ": True</title>" not in drawing
    assert f"as_of={before}" in drawing


def test_evidence_that_was_taken_out_is_crossed(world, read):
    letter = published("source", slug="letter", title="A letter")
    pieces = [{"source": uid(letter), "stance": "supports"}]
    publish(change(world.claim, evidence=pieces), action="update")

    page = read("/claims/belongs/")

    drawing = figure_of(page, "track")
    assert "taken out" in drawing
    assert "mark-cross" in drawing
    assert "A letter" in drawing


def test_a_retracted_source_is_crossed(world, read):
    workflow.retract(world.source, person("publisher"), reason="A forgery.")

    assert "mark-cross" in figure_of(read("/claims/belongs/"), "track")


def test_two_sources_of_one_origin_are_drawn_as_a_tree(world, read):
    echo = published(
        "source", slug="echo", title="An echo", derived_from=uid(world.source)
    )
    pieces = [
        {"source": uid(each), "stance": "supports"} for each in (world.source, echo)
    ]
    publish(change(world.claim, evidence=pieces), action="update")

    for path in ("/claims/belongs/", "/sources/report/", "/sources/echo/"):
        page = read(path)
        assert "2 sources, 1 origin." in page, path
        drawing = figure_of(page, "tree")
        assert re.findall(r'<a href="([^"]+)"', drawing) == [
            "/sources/report/",
            "/sources/echo/",
        ]


def test_sources_that_repeat_nothing_are_no_tree(world, read):
    assert "fig tree" not in read("/claims/belongs/")
    assert "fig tree" not in read("/sources/report/")


def test_each_claim_of_a_party_has_a_mark(world, true, read):
    second = world.claim_content(verdict=world.verdict(rating=uid(true)))
    published("claim", slug="toll", text='It is a "toll" <bridge>.', **second)

    drawing = figure_of(read("/parties/upper-town/"), "row")

    assert re.findall(r'<a href="([^"]+)"', drawing) == [
        "/claims/toll/",
        "/claims/belongs/",
    ]
    assert "True: It is a &quot;toll&quot; &lt;bridge&gt;." in drawing


def test_a_claim_that_a_party_denies_is_no_mark_of_it(world, read):
    lower = published("party", slug="lower-town", name="Lower Town")
    denied = [{"party": uid(lower), "role": "denies"}]
    published("claim", slug="toll", **world.claim_content(appearances=denied))

    assert "fig row" not in read("/parties/lower-town/")


@pytest.mark.slow
def test_a_person_has_marks_where_an_organization_has_a_bar(world, read):
    mayor = published("party", slug="mayor", name="Mayor", party_kind="person")
    for number in range(31):
        both = [
            {"party": uid(party), "role": "asserts"} for party in (world.party, mayor)
        ]
        content = world.claim_content(appearances=both)
        published("claim", slug=f"claim-{number}", text=f"Claim {number}.", **content)

    assert "fig stack" in read("/parties/upper-town/")
    page = read("/parties/mayor/")
    assert "fig stack" not in page
    assert figure_of(page, "row").count("<a ") == 31


def with_sides(world: World) -> None:
    sides = [{"slug": "upper", "name": "Upstream", "parties": [uid(world.party)]}]
    publish(change(world.dispute, sides=sides), action="update")


def test_the_desk_s_own_balance_is_drawn_with_its_base(world, read):
    with_sides(world)

    page = read("/disputes/bridge/method/")

    assert page.count('<svg class="fig counts"') == 3
    assert "Upstream: 1 of 1." in figure_of(page, "counts")
    assert "Unproven: 1 of 1" in figure_of(page, "stack")


def test_a_person_has_no_bar_on_the_method_page(world, read):
    mayor = published("party", slug="mayor", name="The mayor", party_kind="person")
    said = [{"party": uid(mayor), "role": "asserts"}]
    published("claim", slug="toll", **world.claim_content(appearances=said))

    page = read("/disputes/bridge/method/")

    assert "claims of Upper Town" in page
    assert "claims of The mayor" not in page


@pytest.mark.parametrize(
    "path", ["/claims/belongs/", "/parties/upper-town/", "/sources/report/"]
)
def test_a_figure_shows_nothing_of_a_draft(world, true, read, path):
    verdict = world.verdict(rating=uid(true), rationale="Not yet.")
    change(world.claim, verdict=verdict)
    make("source", slug="echo", title="Not yet", derived_from=uid(world.source))

    page = read(path)

    assert "Not yet" not in page
    assert "fig tree" not in page
    assert ": True</title>" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/claims/belongs/",
        "/parties/upper-town/",
        "/sources/report/",
        "/disputes/bridge/method/",
    ],
)
def test_pages_with_figures_hold_no_style_and_no_script_of_their_own(world, read, path):
    with_sides(world)

    for drawing in re.findall(r"<svg class=\"fig.*?</g></svg>", read(path), re.S):
        assert not re.search(r"\sstyle=|<script|<style|\son\w+=", drawing)
