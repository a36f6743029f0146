"""The dispute's entries as slides; that TimelineJS itself shows them is tried in the browser."""

import pytest
from support.feeds_support import ODD_DATES
from support.people import change, person, publish, published, uid

from factcheck import workflow

ADDRESS = "/disputes/bridge/timeline.json"


@pytest.fixture
def slide(entries, as_json):
    """The slide of one entry with this date and content."""

    def read(when: str, **content) -> dict:
        entries(when, **content)
        return next(
            each
            for each in as_json(ADDRESS)["events"]
            if each["text"]["headline"] == f"On {when}"
        )

    return read


def test_the_dispute_is_the_title_and_every_dated_entry_a_slide(
    world, entries, as_json
):
    entries("2026-01-20", "1951")

    read = as_json(ADDRESS)

    assert read["title"]["text"]["headline"] == "Who owns the bridge?"
    assert [each["text"]["headline"] for each in read["events"]] == [
        "On 1951",
        "Upper Town closes the bridge",
        "On 2026-01-20",
    ]
    assert read["events"][1]["unique_id"] == "closing"
    assert read["_left_out"] == 0


def test_a_date_that_is_open_on_both_sides_has_no_slide_and_the_rest_has(
    entries, as_json
):
    entries("[..1760,1762..]", "1951")

    read = as_json(ADDRESS)

    assert [each["text"]["headline"] for each in read["events"]] == [
        "On 1951",
        "Upper Town closes the bridge",
    ]
    assert read["_left_out"] == 1


DATES = {
    "1951": ({"year": 1951}, None, None),
    "2026-01": ({"year": 2026, "month": 1}, None, None),
    "2026-01-14": ({"year": 2026, "month": 1, "day": 14}, None, None),
    "1951/1953": ({"year": 1951}, {"year": 1953}, None),
    "2026-01-15/2026-01-17": (
        {"year": 2026, "month": 1, "day": 15},
        {"year": 2026, "month": 1, "day": 17},
        None,
    ),
    "2026-01~": ({"year": 2026, "month": 1}, None, "about January 2026"),
    "2026-01-14?": (
        {"year": 2026, "month": 1, "day": 14},
        None,
        "probably 14 January 2026",
    ),
    "2026-01-XX": ({"year": 2026, "month": 1}, None, "some day in January 2026"),
    "[..2026-01-12]": (
        {"year": 2026, "month": 1, "day": 12},
        None,
        "on or before 12 January 2026",
    ),
    "[2026-01-12..2026-01-15]": (
        {"year": 2026, "month": 1, "day": 12},
        None,
        "between 12 and 15 January 2026",
    ),
    "2026-01-12/..": (
        {"year": 2026, "month": 1, "day": 12},
        None,
        "since 12 January 2026",
    ),
    "2026-21": ({"year": 2026, "month": 3}, None, "spring 2026"),
    "195X": ({"year": 1950}, None, "the 1950s"),
    "-0044": ({"year": -44}, None, "45 BC"),
    "Y17000": ({"year": 17000}, None, None),
}


@pytest.mark.parametrize(("when", "said"), DATES.items(), ids=DATES)
def test_a_date_has_the_parts_that_are_known_and_words_for_the_rest(slide, when, said):
    found = slide(when)

    assert (
        found["start_date"],
        found.get("end_date"),
        found.get("display_date"),
    ) == said


def test_a_time_is_that_of_the_place_with_its_zone_in_words(slide):
    found = slide("2026-01-14", time="16:30", zone="America/Nuuk")

    assert found["start_date"] == {
        "year": 2026,
        "month": 1,
        "day": 14,
        "hour": 16,
        "minute": 30,
    }
    assert found["display_date"] == "14 January 2026, 16:30 Nuuk time (18:30 UTC)"


def test_a_slide_holds_body_verdict_quote_and_sources(world, as_json):
    html = as_json(ADDRESS)["events"][0]["text"]["text"]

    for told in (
        "It was closed at noon.",
        ">Unproven</strong>",
        "<blockquote",
        "Bridge report",
    ):
        assert told in html
    assert 'href="/' not in html


def test_slides_are_grouped_by_side_else_by_party(world, entries, as_json):
    lower = published("party", slug="lower-town", name="Lower & Town")
    entries("1951", parties=[uid(lower)])
    entries("1952", parties=[])
    sides = [
        {
            "slug": "up",
            "name": "Up the hill",
            "line": "Ours.",
            "parties": [uid(world.party)],
        }
    ]
    publish(change(world.dispute, sides=sides), action="update")

    groups = [each.get("group") for each in as_json(ADDRESS)["events"]]

    assert groups == ["Lower &amp; Town", None, "Up the hill"]


def test_what_has_no_date_is_left_out_and_counted(world, entries, as_json):
    entries(*ODD_DATES)

    read = as_json(ADDRESS)

    assert (len(read["events"]), read["_left_out"]) == (len(ODD_DATES), 1)
    assert all(isinstance(each["start_date"]["year"], int) for each in read["events"])


def test_hostile_text_does_nothing(world, hostile, as_json):
    text = as_json(ADDRESS)["events"][0]["text"]

    assert text["headline"].startswith(
        "]]&gt; &lt;script&gt;alert(1)&lt;/script&gt; &amp;"
    )
    assert "<script" not in text["text"]


def test_what_was_retracted_is_no_slide(world, entries, as_json):
    entries("1951")
    workflow.retract(world.entry, person("publisher"), reason="It stayed open.")

    assert [each["text"]["headline"] for each in as_json(ADDRESS)["events"]] == [
        "On 1951"
    ]


def test_an_empty_dispute_has_a_title_and_no_slides(world, as_json):
    published("dispute", slug="empty", title="Nothing yet")

    read = as_json("/disputes/empty/timeline.json")

    assert (read["events"], read["title"]["text"]["headline"]) == ([], "Nothing yet")


def test_pages_of_any_site_may_load_the_slides(world, client):
    response = client.get(ADDRESS)

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
