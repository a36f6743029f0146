"""Dates of the past that lie in the future of the desk, or very long ago, are asked about before they are published."""

from datetime import UTC, datetime, timedelta

import pytest
from support.people import change, make, uid

from factcheck import workflow
from factcheck.records import registry
from factcheck.records.publication_checks import date_warnings
from factcheck.records.publication_checks.date_warnings import FUTURE, OLD
from factcheck.workflow import Change

pytestmark = pytest.mark.django_db
NEXT_YEAR = str(datetime.now(UTC).year + 2)


def date_warnings_of(record) -> dict[str, str]:
    """The dates that are asked about, by the field that names them."""
    found = workflow.warnings([Change(record)])
    return {each.field: each.message for each in found if each.name in (FUTURE, OLD)}


def test_a_verdict_decided_in_the_future_gets_a_warning(world):
    claim = change(world.claim, verdict=world.verdict(decided_on="2206-01-01"))

    assert date_warnings_of(claim) == {
        "verdict.decided_on": "“Decided on” is 1 January 2206, which lies in the future."
    }


def test_a_claim_of_the_year_before_the_first_gets_a_warning(world):
    assert (
        "very long ago"
        in date_warnings_of(change(world.claim, claimed_on="-0001"))["claimed_on"]
    )


CHECK = {
    "publisher": "Other",
    "url": "https://other.example/",
    "label": "No",
    "language": "en",
}
REPLY = {"question": "Is it?", "asked_on": "2026-01-01"}


@pytest.mark.parametrize(
    ("part", "row", "name", "written"),
    [
        ("appearances", {"role": "asserts"}, "stated_on", NEXT_YEAR),
        ("reviews", CHECK, "reviewed_on", NEXT_YEAR),
        ("replies", REPLY, "asked_on", f"{NEXT_YEAR}-01-01"),
        ("replies", REPLY, "answered_on", f"{NEXT_YEAR}-01-01"),
    ],
)
def test_every_date_of_the_past_gets_a_warning(world, part, row, name, written):
    whose = {} if part == "reviews" else {"party": uid(world.party)}

    claim = change(world.claim, **{part: [row | whose | {name: written}]})

    assert f"{part}[0].{name}" in date_warnings_of(claim)


def test_quotes_sources_roles_positions_and_entries_too(world):
    position = {"party": uid(world.party), "statement": "Ours.", "stated_on": NEXT_YEAR}
    point = make("point", dispute=uid(world.dispute), positions=[position])

    assert "said_on" in date_warnings_of(change(world.quote, said_on=NEXT_YEAR))
    assert "published_on" in date_warnings_of(
        change(world.source, published_on=NEXT_YEAR)
    )
    assert "roles[0].held_from" in date_warnings_of(
        change(world.party, roles=[{"title": "Mayor", "held_from": NEXT_YEAR}])
    )
    assert "positions[0].stated_on" in date_warnings_of(point)
    assert "when" in date_warnings_of(change(world.entry, when=NEXT_YEAR))


@pytest.mark.parametrize("status", ["announced", "planned"])
def test_what_is_announced_may_lie_in_the_future(world, status):
    assert date_warnings_of(change(world.entry, when=NEXT_YEAR, status=status)) == {}


def test_a_deadline_may_lie_in_the_future(world):
    reply = {
        "party": uid(world.party),
        "question": "Is it?",
        "asked_on": "2026-01-01",
        "due_on": f"{NEXT_YEAR}-01-01",
    }

    assert date_warnings_of(change(world.claim, replies=[reply])) == {}


@pytest.mark.parametrize(
    "written", ["1397-06-17", "2026-01", "2026-01-14~", "[..2026-01-01]", "1951", ""]
)
def test_dates_that_are_likely_are_not(world, written):
    assert date_warnings_of(change(world.source, published_on=written)) == {}


def test_today_is_the_desk_s(world, settings, monkeypatch):
    evening = datetime(2030, 5, 1, 23, 30, tzinfo=UTC)
    monkeypatch.setattr(
        date_warnings,
        "datetime",
        type("At", (), {"now": staticmethod(lambda zone: evening)}),
    )
    claim = change(world.claim, verdict=world.verdict(decided_on="2030-05-02"))
    warnings = {}
    for zone in ("UTC", "Pacific/Auckland"):
        settings.DESK_TIME_ZONE = zone
        warnings[zone] = [
            each.name
            for each in registry.get("claim").warnings(claim)
            if each.name == FUTURE
        ]

    assert warnings == {"UTC": [FUTURE], "Pacific/Auckland": []}


def test_it_is_acknowledged_by_name_and_linked_to_its_field(desk, world):
    claim = change(world.claim, verdict=world.verdict(decided_on="2206-01-01"))

    page = (
        desk("publisher")
        .get(f"/admin/factcheck/claim/publish/?of=claim:{claim.uid}")
        .content.decode()
    )

    assert "1 January 2206, which lies in the future" in page
    assert f'value="{FUTURE}"' in page


def test_saving_it_asks_whether_it_is_meant(desk, world):
    reporter = desk("reporter")

    page = reporter.get(
        reporter.save(world.source, published_on=NEXT_YEAR).url
    ).content.decode()

    assert "lies in the future. Is that meant?" in page


def test_yesterday_is_no_future(world):
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()

    assert (
        date_warnings_of(
            change(world.claim, verdict=world.verdict(decided_on=yesterday))
        )
        == {}
    )
