"""Export, import into an empty installation, publish, export again: the same bytes."""

from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command
from support.dossier_roundtrip import WORDS, capture, there_and_back
from support.dossiers import bring_in
from support.people import World, change, make, person, publish, published, uid

from factcheck import workflow
from factcheck.imports.dossier import export
from factcheck.models import Claim

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world() -> World:
    return World()


def test_what_goes_out_comes_back_the_same(world, tmp_path):
    first, second = there_and_back(tmp_path)

    assert list(first) == ["dossier.json"]
    assert first == second


def test_copies_that_may_be_shared_travel_with_it(world, tmp_path):
    open_source = make("source", slug="open", licence="cc-by")
    digest = capture(open_source)
    publish(open_source)
    claim = change(
        world.claim,
        evidence=[
            {
                "source": uid(open_source),
                "stance": "supports",
                "passage": {"exact": "Nobody was told."},
            }
        ],
    )
    publish(claim, action="update")

    first, second = there_and_back(tmp_path)

    assert first[f"captures/{digest}"] == WORDS.encode()
    assert first == second
    evidence = Claim.objects.get().evidence.get()
    assert (evidence.start, evidence.before, evidence.capture_sha256) == (
        31,
        "The bridge was closed at noon. ",
        digest,
    )


def test_copies_that_may_not_be_shared_stay_and_their_passages_travel(world, tmp_path):
    digest = capture(world.source)
    passage = {"exact": "Nobody was told."}
    claim = change(
        world.claim,
        evidence=[
            {"source": uid(world.source), "stance": "context", "passage": passage}
        ],
    )
    publish(claim, action="update")

    first, second = there_and_back(tmp_path)

    assert list(first) == ["dossier.json"]
    assert first == second
    assert (
        sha256(WORDS.encode()).hexdigest()
        == digest
        == Claim.objects.get().evidence.get().capture_sha256
    )


def test_what_is_not_published_is_neither_exported_nor_mentioned(world, tmp_path):
    other = make("claim", slug="secret", **world.claim_content())
    claim = change(
        world.claim, relations=[{"relation": "contradicts", "claim": uid(other)}]
    )
    entry = change(world.entry, claims=[uid(world.claim), uid(other)])
    publish(claim, entry, action="update")

    first, second = there_and_back(tmp_path)

    assert uid(other).encode() not in first["dossier.json"]
    assert first == second


def test_another_dispute_is_left_to_its_own_dossier(world, tmp_path):
    elsewhere = published("dispute", slug="tunnel")
    claim = change(world.claim, disputes=[uid(world.dispute), uid(elsewhere)])
    publish(claim, action="update")

    first, second = there_and_back(tmp_path)

    assert b"tunnel" not in first["dossier.json"]
    assert first == second


def test_what_was_merged_is_exported_once(world, tmp_path):
    double = published("party", slug="uppertown")
    entry = change(world.entry, parties=[uid(double)])
    publish(entry, action="update")
    proposal = workflow.propose_merge(
        double, world.party, person("publisher"), reason="The same."
    )
    workflow.carry_out(proposal, person("second_publisher"))

    [record] = [r for r in export.export("bridge")["records"] if r["kind"] == "entry"]

    assert record["parties"] == [uid(world.party)]
    assert "uppertown" not in export.text_of(export.export("bridge"))


def test_importing_ones_own_export_changes_nothing(world):
    job = bring_in(export.export("bridge"))

    assert (job.created, job.updated, job.duplicate, job.failed) == (0, 0, 0, 0)
    assert Claim.objects.get().status == "clean"


def test_a_dispute_that_is_not_published():
    make("dispute", slug="bridge")

    with pytest.raises(CommandError, match="There is no published dispute “bridge”"):
        call_command("export_dossier", "bridge")
