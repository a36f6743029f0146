import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from django.conf import settings
from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction

from bench.content import Author, Scale
from bench.writing import make_room
from factcheck import ledger
from factcheck.api.publications import line_text
from factcheck.models import Publication

VERIFIER = Path(settings.BASE_DIR) / "static" / "verify" / "verify_record.py"
appending = import_module("factcheck.ledger.append")
verifying = import_module("factcheck.ledger.verify")


class Command(BaseCommand):
    help = "Lines a second: appended one a transaction, verified by verify_ledger, and by the public verifier."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("form", choices=["first", "today"])
        parser.add_argument("lines", type=int)

    def handle(self, *, form: str, lines: int, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        make_room()
        ledger.ensure_key_file()
        wanted = list(Author(Scale(lines)).lines())[:lines]
        with first_form() if form == "first" else nullcontext():
            found = {"append": len(wanted) / timed(lambda: append(wanted))}
            found["verify"] = len(wanted) / timed(verify)
        if form == "today":
            found |= public(len(wanted))
        self.stdout.write(json.dumps(found))


def timed(act) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def append(lines: list[ledger.PendingLine]) -> None:
    for line in lines:
        with transaction.atomic():
            ledger.append([line])


def verify() -> None:
    if found := next(ledger.verify(), None):
        raise RuntimeError(str(found))


def public(count: int) -> dict:
    """Lines a second of the verifier that strangers run, without signatures and with."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.ndjson"
        path.write_text(
            "".join(
                f"{line_text(line)}\n" for line in Publication.objects.order_by("seq")
            )
        )
        order = [sys.executable, "-I", "-S", str(VERIFIER), str(path)]
        plain = timed(
            lambda: subprocess.run(
                [*order, "--no-signatures"], check=True, capture_output=True
            )
        )
        signed = timed(lambda: subprocess.run(order, check=True, capture_output=True))
    return {"public": count / plain, "signed": count / signed}


@contextmanager
def first_form() -> Iterator[None]:
    """A line as it was before: one sha256 over its payload, no leaves and no signature."""
    one_hash = patch.object(
        appending,
        "payload_root",
        lambda payload, **_: ledger.sha256(ledger.canonical(payload)),
    )
    no_key = patch.object(ledger.Signer, "sign", lambda self, line_hash: "")
    unread = patch.object(appending, "_refuse_bad_head", lambda *_: None)
    same = patch.object(verifying._Lines, "fault", plain_fault)
    with one_hash, no_key, unread, same:
        yield


def plain_fault(_self, line: Publication) -> str:
    is_whole = (
        ledger.sha256(line.payload) == line.payload_root
        and ledger.line_hash(line) == line.hash
    )
    return "" if is_whole else "is not the one that was hashed."
