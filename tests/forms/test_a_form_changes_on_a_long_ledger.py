"""The forms change on a ledger of many lines: how long it takes to migrate, and that readers have it all afterwards.

100,000 lines by `make test-nightly`, 2,000 by `make test-slow`; FORM_LINES=n says otherwise. `-s` shows what each step
took. The public verifier checks a few hundred signatures a second, so that of very many lines it looks at hashes alone;
`verify_ledger` looks at them all.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from forms.earlier import Earlier, change_forms, use_earlier_forms
from forms.frozen import faults
from support.rounds import rounds
from verifier.conftest import run_program

from factcheck import ledger, workflow
from factcheck.imports.dossier import export
from factcheck.ledger.append import append
from factcheck.models import Publication
from factcheck.records import registry

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.nightly]
LINES = int(os.environ.get("FORM_LINES", 0)) or rounds(2_000, 100_000)
BATCH, CORRECTED, MOST_SIGNED = 500, 10, 10_000
ENVELOPE = ("action", "version", "published_at", "first_published_at")
TEXTS = {"claim": "sentence", "entry": "heading"}


@contextmanager
def timed(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.1f} s")  # noqa: T201


@pytest.fixture
def world(monkeypatch) -> Earlier:
    """Claims and entries in the earlier form, every tenth of them corrected, under the release that changed both."""
    use_earlier_forms(monkeypatch)
    world = Earlier()
    with timed(f"append {LINES:,} lines"):
        lengthen(world)
    change_forms(monkeypatch)
    return world


def lengthen(world: Earlier) -> None:
    models = {
        record.kind: ledger.original_of(workflow.current_line(record))
        for record in (world.claim, world.entry)
    }
    number = Publication.objects.count()
    while number < LINES:
        batch = [_line(models, number + at) for at in range(BATCH)]
        again = [_corrected(line) for line in batch[::CORRECTED]]
        with transaction.atomic():
            append(batch)
            append(again)
        number += len(batch) + len(again)


def _line(models: dict[str, dict], number: int) -> ledger.PendingLine:
    kind = "entry" if number % 4 == 3 else "claim"
    uid, slug = uuid4(), f"{kind}-{number}"
    body = {name: value for name, value in models[kind].items() if name not in ENVELOPE}
    said = {TEXTS[kind]: f"It is number {number} of the quarrel."}
    path = f"/{registry.get(kind).plural}/{slug}/"
    body |= said | {"uid": str(uid), "slug": slug, "path": path}
    return ledger.PendingLine(uid, kind, "publish", body)


def _corrected(line: ledger.PendingLine) -> ledger.PendingLine:
    text = {TEXTS[line.kind]: f"{line.body[TEXTS[line.kind]]} It was miscounted."}
    body = line.body | text | {"notice": "It was miscounted."}
    return ledger.PendingLine(line.uid, line.kind, "correct", body)


def test_readers_have_todays_form_of_it_all_and_it_verifies(world, client, tmp_path):
    def read(path: str) -> str:
        with timed(path.partition("as_of=")[0]):
            response = client.get(path)
            text = b"".join(response).decode()
        assert response.status_code == 200, (path, text)
        return text

    middle = Publication.objects.get(seq=LINES // 2)
    moment = ledger.moment_text(middle.published_at)
    with timed("migrate"):
        call_command("migrate", verbosity=0, skip_checks=True)
    assert ledger.outdated() == set()
    old = Publication.objects.filter(kind__in=TEXTS)
    assert not old.filter(current_form="").exists()

    with timed("verify_ledger"):
        call_command("verify_ledger")
    (tmp_path / "lines.ndjson").write_text(read("/ledger/lines.ndjson"))
    without = ["--no-signatures"] if LINES > MOST_SIGNED else []
    with timed(f"the public verifier {' '.join(without)}"):
        code, said = run_program("lines.ndjson", *without, cwd=tmp_path)
    assert code == 0, said
    assert said.startswith(f"verified {Publication.objects.count()} lines")

    for kind, name in (("claim", "claims"), ("entry", "entries")):
        listed = json.loads(read(f"/api/v1/{name}/?page_size=200"))["results"]
        assert len(listed) == 200
        form = registry.get(kind).serializer
        assert [list(faults(form, each)) for each in listed] == [[]] * 200
    then = json.loads(read(f"/api/v1/claims/?page_size=200&as_of={moment}"))["results"]
    assert all("sentence" not in claim and claim["text"] for claim in then)
    assert "of the quarrel" in read(f"/claims/?as_of={moment}")
    assert "of the quarrel" in read("/disputes/bridge/")
    assert "miscounted" in read(f"/disputes/bridge/compare/?from={moment}&to=now")
    assert "miscounted" in read("/feeds/corrections.atom")
    for path in ("feed.atom", "feed.json", "timeline.json"):
        assert "of the quarrel" in read(f"/disputes/bridge/{path}")
    with timed("the dossier"):
        dossier = export.export("bridge")
    assert not any({"sentence", "heading"} & each.keys() for each in dossier["records"])
