"""The dispute that is made up for the demonstration: it shows all that a record can hold."""

from collections import Counter

import pytest
from django.conf import settings
from support import row_snapshots
from support.people import person

from factcheck import imports, ledger
from factcheck.imports import jobs
from factcheck.management import seeding
from factcheck.models import Proposal, Publication

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEEDS = settings.BASE_DIR / "seeds"


@pytest.fixture
def published(monkeypatch) -> dict[str, list[dict]]:
    """What readers get of the dispute at its end, by kind."""
    monkeypatch.setattr(jobs, "_wake_after_commit", lambda job: imports.run(job.pk))
    return row_snapshots.build_once("the invented dispute", whole_dispute)


def whole_dispute() -> dict[str, list[dict]]:
    accounts = {name: person(name) for name in ("editor", "publisher", "admin")}
    for name in ("site", "scale", "vestvik"):
        seeding.apply_steps(SEEDS / name, accounts, lambda line: None)
    view = ledger.current()
    records = {}
    for kind in (
        "site",
        "rating",
        "source",
        "dispute",
        "quote",
        "claim",
        "entry",
        "point",
    ):
        records[kind] = [ledger.payload_of(line) for line in view.lines(kind)]
    return records


def parts(records: list[dict], name: str) -> list[dict]:
    return [part for record in records for part in record[name]]


def test_it_uses_all_that_a_record_can_hold(published):
    entries, claims = published["entry"], published["claim"]
    ratings = {rating["uid"]: rating["slug"] for rating in published["rating"]}
    used = {ratings[claim["verdict"]["rating"]] for claim in claims}
    replies = parts(claims, "replies")
    days = Counter(entry["when"] for entry in entries)
    points = {point["slug"]: point["positions"] for point in published["point"]}

    assert used == set(ratings.values())
    assert {entry["status"] for entry in entries} == {
        "announced",
        "planned",
        "reported",
        "happened",
        "cancelled",
    }
    assert [entry for entry in entries if entry["time"] and entry["zone"]]
    assert [entry for entry in entries if entry["latitude"]]
    assert all(entry["short_name"] for entry in entries)
    assert days["2025-03-04"] == 6
    assert {
        entry["position_in_day"] for entry in entries if entry["when"] == "2025-03-04"
    } == {1, 2, 3, 4, 5, 6}
    assert [picture["alt"] for picture in parts(entries, "pictures")]
    assert [quote for quote in published["quote"] if quote["translation"]]
    assert parts(claims, "reviews")
    assert [reply for reply in replies if reply["answered_on"]]
    assert [reply for reply in replies if not reply["answered_on"]]
    assert len(points["is-the-quay-safe"]) == 2
    assert len(points["who-may-shut-it"]) == 3


def test_four_sources_of_a_claim_have_one_origin(published):
    sources = {source["uid"]: source for source in published["source"]}
    (claim,) = [c for c in published["claim"] if c["slug"] == "crane-on-the-quay"]

    cited = [sources[row["source"]] for row in claim["evidence"]]

    origins = set()
    for source in cited:
        while source["derived_from"]:
            source = sources[source["derived_from"]]
        origins.add(source["slug"])
    assert len(cited) == 4
    assert origins == {"pile-survey"}


def test_its_summary_names_it_as_invented(published):
    (dispute,) = published["dispute"]

    assert "invented" in dispute["title"].lower()
    assert dispute["summary"].startswith("A fictional case")


def test_the_site_says_that_nobody_publishes_it(published):
    (site,) = published["site"]

    assert site["publisher"].startswith("Nobody. This is a demonstration")


def test_what_was_changed_and_taken_down_stands_in_the_ledger(published):
    actions = Counter(Publication.objects.values_list("action", flat=True))

    assert {"correct", "clarify", "update", "retract", "merge"} <= set(actions)
    assert actions["retract"] == 2
    assert not Proposal.objects.filter(state=Proposal.State.OPEN).exists()
    assert list(ledger.verify()) == []
