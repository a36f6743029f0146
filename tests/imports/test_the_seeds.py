"""The Greenland dossier: brought in step by step at its own moments, wherever the run was interrupted."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from support.people import person

from factcheck import imports, ledger
from factcheck.imports import jobs
from factcheck.imports.dossier.yamlfile import TextLoader
from factcheck.management import seeding
from factcheck.models import (
    ImportedRecord,
    ImportJob,
    Publication,
    Quote,
    Revision,
    Status,
    Suggestion,
    User,
)
from factcheck.pages.figures.source_count import count_sources
from factcheck.pages.published_records import RecordLoader
from timeline.models import Entry

pytestmark = pytest.mark.django_db
SEEDS = settings.BASE_DIR / "seeds"
GREENLAND = SEEDS / "greenland"
EXACT_WORDS = {
    "fundamental disagreement",
    "totally unacceptable",
    "We will, however, continue to talk",
    "take down the temperature",
    "red lines",
}


class Stopped(Exception):
    """What interrupts a run in these tests."""


@pytest.fixture(autouse=True)
def _a_worker_that_answers_at_once(monkeypatch):
    monkeypatch.setattr(jobs, "_wake_after_commit", lambda job: imports.run(job.pk))


@pytest.fixture
def two_steps(tmp_path) -> Path:
    """The dossier with the first two steps alone."""
    folder = tmp_path / "greenland"
    shutil.copytree(GREENLAND, folder)
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan()[:2]))
    return folder


def plan() -> list[dict]:
    return read(GREENLAND / "plan.yaml")


def read(path: Path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader)


def apply(folder: Path = GREENLAND) -> list[str]:
    """What the run said, a line a step; the scale is published first."""
    said = []
    apply_scale()
    seeding.apply_steps(folder, accounts(), said.append)
    return said


def apply_scale() -> None:
    seeding.apply_steps(SEEDS / "scale", accounts(), lambda line: None)


def accounts() -> dict[str, User]:
    return {name: person(name) for name in ("editor", "publisher", "admin")}


def everything() -> tuple:
    lines = list(Publication.objects.order_by("seq").values_list("seq", "hash"))
    return (
        lines,
        Revision.objects.count(),
        ImportJob.objects.count(),
        ImportedRecord.objects.count(),
    )


@pytest.mark.slow
def test_every_step_is_live_at_its_own_moment_and_the_ledger_verifies():
    said = apply()

    assert len(said) == len(plan())
    steps = [*read(SEEDS / "scale" / "plan.yaml"), *plan()]
    moments = [datetime.fromisoformat(step["at"]).astimezone(UTC) for step in steps]
    assert (
        sorted(set(Publication.objects.values_list("published_at", flat=True)))
        == moments
    )
    assert list(ledger.verify()) == []
    for step in plan():
        for raw in read(GREENLAND / step["file"])["records"]:
            assert ledger.current().find(raw["kind"], raw["slug"]), raw["slug"]
    told = [
        ledger.payload_of(line)["notice"]
        for line in Publication.objects.exclude(kind="key")
    ]
    assert sorted(filter(None, told)) == sorted(
        c["notice"] for step in plan() for c in step.get("changes", [])
    )
    assert EXACT_WORDS <= set(Quote.objects.values_list("words", flat=True))
    assert not Entry.objects.exclude(status=Status.CLEAN).exists()
    assert not Suggestion.objects.exists()


@pytest.mark.slow
def test_what_stands_as_established_rests_on_more_than_one_report():
    apply()
    loader = RecordLoader(ledger.current())
    (dispute,) = loader.add(ledger.current().lines("dispute"))
    loader.fill(3)

    established = [
        line for line in dispute["stands"] if line["heading"] == "established"
    ]
    assert established
    for line in established:
        sources = count_sources(
            citation["source"] for citation in line["entry"]["citations"]
        )
        assert sources.primary or sources.all > 1, line["text"]


@pytest.mark.slow
def test_the_second_run_changes_nothing(two_steps):
    apply(two_steps)
    before = everything()

    assert apply(two_steps) == []
    assert everything() == before


@pytest.mark.slow
@pytest.mark.parametrize("verb", ["_review", "_publish"])
@pytest.mark.parametrize("step", [0, 1])
def test_a_run_that_was_interrupted_goes_on_and_ends_like_one_that_was_not(
    verb, step, two_steps, monkeypatch
):
    done, going = getattr(seeding, verb), []

    def stopped(*arguments):
        going.append(verb)
        if len(going) == step + 1:
            raise Stopped
        return done(*arguments)

    apply_scale()
    monkeypatch.setattr(seeding, verb, stopped)
    with pytest.raises(Stopped):
        apply(two_steps)

    assert len(apply(two_steps)) == 2 - step
    assert Publication.objects.values("published_at").distinct().count() == 3
    lines = Publication.objects.exclude(kind="key")
    assert set(lines.values_list("version", "action")) == {
        (1, "publish"),
        (2, "update"),
    }
    assert (
        Quote.objects.count()
        == len({*Quote.objects.values_list("words", flat=True)})
        == 5
    )
    assert list(ledger.verify()) == []


@pytest.mark.slow
def test_a_run_that_stopped_amid_the_reviews_goes_on(two_steps, monkeypatch):
    apply_scale()
    approve, left = seeding.workflow.approve, [7]

    def only_seven(*arguments):
        if not left[0]:
            raise Stopped
        left[0] -= 1
        return approve(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(seeding.workflow, "approve", only_seven)
        with pytest.raises(Stopped):
            apply(two_steps)

    assert len(apply(two_steps)) == 2
    assert list(ledger.verify()) == []


def test_a_step_with_a_fault_stops_the_run_and_names_it(two_steps):
    path = two_steps / "steps" / "01-the-ground.yaml"
    path.write_text(path.read_text().replace("rank: secondary", "rank: maybe", 1))

    with pytest.raises(seeding.SeedingFailed, match="rank: Select a valid choice"):
        apply(two_steps)
    assert not Publication.objects.filter(kind="source").exists()


def test_without_a_worker_the_run_says_so(two_steps, monkeypatch):
    apply_scale()
    monkeypatch.setattr(jobs, "_wake_after_commit", lambda job: None)
    monkeypatch.setattr(seeding, "PATIENCE", 0.1)

    with pytest.raises(
        seeding.SeedingFailed, match="No worker took 01-the-ground.yaml"
    ):
        apply(two_steps)
