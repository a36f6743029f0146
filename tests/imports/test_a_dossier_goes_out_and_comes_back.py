"""Export, import into an empty installation, publish, export again: the same bytes."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from dossiers import bring_in, messages
from people import World, change, make, person, publish, published, uid

from factcheck import blobs, imports, kinds, ledger, workflow
from factcheck.imports.dossier import export
from factcheck.models import Capture, Claim, ImportJob, Publication, PublishedSlug, Source

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "The bridge was closed at noon. Nobody was told. It is our bridge, said the mayor."


@pytest.fixture
def world() -> World:
    return World()


def capture(source: Source, text: str = WORDS) -> str:
    digest = blobs.keep("captures", text.encode())
    Capture.objects.create(
        source=source,
        sha256=digest,
        media_type="text/plain",
        byte_count=len(text.encode()),
        text=text,
        extractor="text 1",
        captured_at="2026-01-15T08:30:00Z",
    )
    return digest


def empty_the_installation() -> None:
    ledger.lift_guards()
    for kind in reversed(kinds.all_kinds()):
        for part in kind.parts:
            part.model.objects.all().delete()
    Capture.objects.all().delete()
    for kind in reversed(kinds.all_kinds()):
        kind.model.objects.all().delete()
    Publication.objects.all().delete()
    PublishedSlug.objects.all().delete()
    call_command("flush", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)


def publish_all() -> None:
    records = [record for kind in kinds.all_kinds() for record in kind.model.objects.all()]
    for record in records:
        workflow.submit(record, person("editor"))
        workflow.approve(record, person("publisher"))
    workflow.publish([workflow.Change(record) for record in records], person("publisher"))


def out(folder: Path) -> dict[str, bytes]:
    call_command("export_dossier", "bridge", to=folder, verbosity=0)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def there_and_back(tmp_path: Path) -> tuple[dict, dict]:
    first = out(tmp_path / "first")
    empty_the_installation()
    person("editor")
    call_command("import_file", tmp_path / "first" / "dossier.json", "--as", "editor")
    job = ImportJob.objects.get()
    imports.run(job.pk)
    assert (messages(job), ImportJob.objects.get().state) == ([], "done")
    publish_all()
    return first, out(tmp_path / "second")


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
        evidence=[{"source": uid(open_source), "stance": "supports", "passage": {"exact": "Nobody was told."}}],
    )
    publish(claim, action="update")

    first, second = there_and_back(tmp_path)

    assert first[f"captures/{digest}"] == WORDS.encode()
    assert first == second
    evidence = Claim.objects.get().evidence.get()
    assert (evidence.start, evidence.before, evidence.capture_sha256) == (31, "The bridge was closed at noon. ", digest)


def test_copies_that_may_not_be_shared_stay_and_their_passages_travel(world, tmp_path):
    digest = capture(world.source)
    passage = {"exact": "Nobody was told."}
    claim = change(world.claim, evidence=[{"source": uid(world.source), "stance": "context", "passage": passage}])
    publish(claim, action="update")

    first, second = there_and_back(tmp_path)

    assert list(first) == ["dossier.json"]
    assert first == second
    assert sha256(WORDS.encode()).hexdigest() == digest == Claim.objects.get().evidence.get().capture_sha256


def test_what_is_not_published_is_neither_told_nor_mentioned(world, tmp_path):
    other = make("claim", slug="secret", **world.claim_content())
    claim = change(world.claim, relations=[{"relation": "contradicts", "claim": uid(other)}])
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


def test_what_was_merged_is_told_once(world, tmp_path):
    double = published("party", slug="uppertown")
    entry = change(world.entry, parties=[uid(double)])
    publish(entry, action="update")
    proposal = workflow.propose_merge(double, world.party, person("publisher"), reason="The same.")
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
