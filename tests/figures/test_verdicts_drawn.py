"""Verdicts as figures: the track of a claim, the marks of a party's claims, bars, and what rests on one origin."""

import gzip
import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from factcheck.pages.figures.drawing import svg
from factcheck.pages.figures.drawing.count_bars import SideCount, draw_counts
from factcheck.pages.figures.drawing.lane_bed import LaneName
from factcheck.pages.figures.drawing.provenance import (
    TreeNode,
    draw_provenance,
    in_order,
)
from factcheck.pages.figures.drawing.verdict_bar import Segment, draw_bar
from factcheck.pages.figures.drawing.verdict_row import RatedClaim, draw_row
from factcheck.pages.figures.drawing.verdict_track import (
    Level,
    TrackEvidence,
    TrackStep,
    draw_track,
)
from factcheck.pages.labels.dates_and_numbers import short_date

DAY = date(2026, 1, 14).toordinal()
LEVELS = [Level("5", "True"), Level("3", "Mixed"), Level("1", "False")]
HOSTILE = """</title><script>"'&"""
WORDS = st.text(max_size=60)
ISOLATES = {0x2068: None, 0x2069: None}
PRINTED = st.text(max_size=60).filter(str.isprintable)


def track(steps, pieces=(), rtl=False) -> str:
    return draw_track(
        steps,
        pieces,
        levels=LEVELS,
        off_scale=Level("", "Off the scale"),
        evidence_name="Evidence",
        now=DAY + 20,
        now_word="now",
        title=HOSTILE,
        say=short_date,
        rtl=rtl,
    )


def step(first: int, last: int | None, level: str = "5", **changes) -> TrackStep:
    plain = TrackStep(
        DAY + first,
        None if last is None else DAY + last,
        level,
        "disc",
        "pos",
        "words",
        "14 Jan 2026",
        "#verdict-1",
    )
    return plain._replace(**changes)


def test_a_verdict_runs_on_its_line_until_the_next_one():
    drawing = ElementTree.fromstring(track([step(0, 6), step(6, None, "1")]))

    runs = [each for each in drawing.iter("line") if "run" in each.get("class")]
    levels = [each for each in drawing.iter("line") if each.get("class") == "level"]
    assert [run.get("class") for run in runs] == ["run pos was", "run pos"]
    assert [run.get("y1") for run in runs] == [levels[0].get("y1"), levels[2].get("y1")]
    assert runs[0].get("x2") == runs[1].get("x1")
    assert drawing.find(".//line[@class='turn']").get("x1") == runs[1].get("x1")


def test_a_rating_off_the_scale_stands_on_the_lowest_line():
    drawing = ElementTree.fromstring(track([step(0, None, "no such")]))

    levels = [each for each in drawing.iter("line") if each.get("class") == "level"]
    run = next(each for each in drawing.iter("line") if "run" in each.get("class"))
    assert run.get("y1") == levels[-1].get("y1")


def test_evidence_that_was_taken_out_is_crossed_on_that_day():
    piece = TrackEvidence(DAY, DAY + 5, "supports", "A report", "/sources/report/")

    drawing = ElementTree.fromstring(track([step(0, None)], [piece]))

    link = drawing.findall(".//a")[-1]
    came, went = link.findall("use")
    assert came.get("class") == "ev past"
    assert went.get("href").endswith("#mark-cross")
    assert float(went.get("x")[:-1]) > float(came.get("x")[:-1])


def test_evidence_of_one_day_stands_side_by_side():
    pieces = [TrackEvidence(DAY, None, "context", "x") for _ in range(4)]

    drawing = ElementTree.fromstring(track([step(0, None)], pieces))

    uses = [each for each in drawing.iter("use") if each.get("class") == "ev"]
    assert len({each.get("transform") for each in uses}) == 4


def test_there_is_no_track_without_a_verdict():
    assert track([]) == ""


STEPS = st.lists(
    st.builds(
        lambda first, length, level: step(first, length and first + length, level),
        st.integers(-9_000, 9_000),
        st.none() | st.integers(1, 900),
        st.sampled_from(["5", "3", "1", "", "gone"]),
    ),
    min_size=1,
    max_size=12,
)
PIECES = st.lists(
    st.builds(
        TrackEvidence,
        st.integers(DAY - 900, DAY + 900),
        st.none() | st.integers(DAY, DAY + 900),
        st.sampled_from(["supports", "refutes", "qualifies", "context"]),
        WORDS,
        WORDS,
    ),
    max_size=30,
)


@given(STEPS, PIECES, st.booleans())
def test_any_track_is_sound(steps, pieces, rtl):
    drawing = track(steps, pieces, rtl)

    root = ElementTree.fromstring(drawing)
    assert root.find(".//script") is None
    assert not any("style" in each.attrib for each in root.iter())
    assert drawing == track(steps, pieces, rtl)


@given(
    st.lists(
        st.builds(RatedClaim, WORDS, PRINTED, st.just("disc"), st.just("pos")),
        max_size=50,
    )
)
def test_every_claim_has_a_mark_of_its_own(claims):
    root = ElementTree.fromstring(draw_row(claims, title=HOSTILE) or "<svg/>")

    places = [(each.get("x"), each.get("y")) for each in root.iter("use")]
    assert len(set(places)) == len(claims)
    titles = [each.text or "" for each in root.findall("g[2]/*/title")]
    assert [title.translate(ISOLATES) for title in titles] == [
        claim.words.translate(ISOLATES) for claim in claims
    ]
    assert int(root.get("width", "0")) <= svg.NARROW


@given(st.lists(st.integers(0, 90), max_size=8), st.integers(1, 900), st.booleans())
def test_one_claim_is_as_wide_in_every_bar(numbers, more, rtl):
    base = sum(numbers) + more
    segments = [Segment(number, HOSTILE) for number in numbers]

    root = ElementTree.fromstring(
        draw_bar(segments, of=base, title="x", rtl=rtl) or "<svg/>"
    )

    shown = [number for number in numbers if number]
    widths = [each.get("width") for each in root.iter("rect")]
    assert widths == [svg.percent(number / base * 100) for number in shown]


def test_a_bar_without_a_claim_is_not_drawn():
    assert draw_bar([Segment(0, "x")], of=12, title="x") == ""
    assert draw_bar([], of=0, title="x") == ""
    assert draw_counts([], of=9, title="x") == ""


def test_a_side_that_is_counted_nowhere_has_a_name_and_no_bar():
    counts = [
        SideCount(LaneName(1, "Upper"), 3, "3 of 6"),
        SideCount(LaneName(2, "Lower"), 0, "0 of 6"),
    ]

    root = ElementTree.fromstring(draw_counts(counts, of=6, title="x"))

    bars = [each for each in root.iter("rect") if each.get("class").startswith("bar")]
    assert [each.get("width") for each in bars] == ["50%"]
    assert [each.text for each in root.iter("text")] == ["Upper", "Lower"]


def node(key: str, repeats: str = "", **changes) -> TreeNode:
    plain = TreeNode(key, f"Source {key}", f"/sources/{key}/", False, repeats)
    return plain._replace(**changes)


def test_a_source_stands_under_the_one_that_it_repeats():
    nodes = [node("c", "b"), node("a", is_primary=True), node("b", "a"), node("d")]

    order = [(each.key, depth) for each, depth, _parent in in_order(nodes)]

    assert order == [("a", 0), ("b", 1), ("c", 2), ("d", 0)]
    drawing = draw_provenance(nodes, title="x")
    assert drawing.count('class="branch"') == 2
    assert drawing.count('class="node primary"') == 1


def test_there_is_no_tree_where_nothing_repeats_anything():
    assert draw_provenance([node("a"), node("b", "elsewhere")], title="x") == ""


KEYS = st.sampled_from("abcdefgh")


@given(st.lists(st.builds(node, KEYS, KEYS | st.just("")), max_size=12), st.booleans())
def test_every_source_stands_in_the_tree_once_even_in_a_circle(nodes, rtl):
    unique = list({each.key: each for each in nodes}.values())

    order = [each.key for each, _depth, _parent in in_order(unique)]

    assert sorted(order) == sorted(each.key for each in unique)
    if drawing := draw_provenance(unique, title=HOSTILE, rtl=rtl):
        root = ElementTree.fromstring(drawing)
        assert len(root.findall(".//a")) == len(unique)


def test_figures_of_verdicts_are_small():
    claims = [
        RatedClaim(f"/claims/claim-{n}/", f"True: claim number {n}") for n in range(120)
    ]
    days = [step(n * 9, n * 9 + 9, str(n % 5)) for n in range(20)]
    pieces = [
        TrackEvidence(DAY + n, None, "supports", f"report {n}", f"/sources/{n}/")
        for n in range(60)
    ]
    nodes = [node(str(n), str(n // 2) if n else "") for n in range(60)]

    for drawing in (
        draw_row(claims, title="x"),
        track(days, pieces),
        draw_provenance(nodes, title="x"),
    ):
        assert len(gzip.compress(drawing.encode(), 9)) < 4_000
        assert not re.search(r"\sstyle=|\son\w+=", drawing)
