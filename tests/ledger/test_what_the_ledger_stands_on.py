"""What somebody with the database alone might do around the lines, and who notices: verify_ledger names each."""

import io
from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings
from support.people import World, change, publish
from support.redactions import agree

from factcheck import ledger
from factcheck.models import (
    Capture,
    DerivedBy,
    Head,
    LedgerGate,
    Proposal,
    Publication,
    Revision,
    SealedLeaf,
)
from factcheck.records import captures
from factcheck.text.reading import Read

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def verified(*options: str) -> str:
    out = io.StringIO()
    call_command("verify_ledger", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.fixture
def world() -> World:
    """A small published dispute with a correction and a redaction; all of it verifies."""
    made = World()
    publish(
        change(made.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )
    with transaction.atomic():
        seq = Publication.objects.filter(kind="claim").first().seq
        agree([ledger.Strike(seq, is_whole=True)])
        ledger.redact(seq, "privacy")
    assert "verified" in verified()
    return made


def hollow_trigger() -> None:
    name = "ledger_publication_update"
    if connection.vendor == "sqlite":
        run(f"DROP TRIGGER {name}")
        run(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON factcheck_publication BEGIN SELECT 1; END"
        )
    else:
        run(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        )


def emptied_index() -> None:
    if connection.vendor == "sqlite":
        run(
            "INSERT INTO factcheck_searchindex(factcheck_searchindex) VALUES ('delete-all')"
        )
    else:
        run("DROP INDEX searchtext_folded_words")


def forged_line() -> None:
    """A line by INSERT, with triggers up and no key: numbered, chained and hashed as it should be."""
    last = Publication.objects.order_by("-seq").first()
    forged = Publication.objects.get(seq=2)
    forged.seq, forged.previous_hash, forged.version = last.seq + 1, last.hash, 1
    forged.uid, forged.slug = UUID("7" * 32), ""
    forged.hash = ledger.line_hash(forged)
    Publication.objects.bulk_create([forged])
    Head.objects.update(seq=forged.seq, hash=forged.hash)


def rewritten_and_derived_anew() -> None:
    """The attack that used to pass: a text rewritten, the chain computed again, and migrate deriving from it."""
    ledger.lift_guards()
    for line in Publication.objects.filter(seq__gte=3).order_by("seq"):
        line.payload = line.payload.replace("Upper", "Lower")
        line.previous_hash = Publication.objects.get(seq=line.seq - 1).hash
        line.hash = ledger.line_hash(line)
        line.save()
    Head.objects.update(hash=Publication.objects.order_by("-seq").first().hash)
    DerivedBy.objects.update(number=0)
    ledger.install_guards()
    ledger.rebuild_outdated()


ATTACKS = {
    "a hollow trigger of the same name": (
        hollow_trigger,
        "ledger_publication_update does not do",
    ),
    "triggers dropped": (ledger.lift_guards, "is missing; manage.py migrate"),
    "an emptied search index": (emptied_index, "search"),
    "a gate left open": (
        lambda: LedgerGate.objects.create(name="rebuild"),
        "stands open",
    ),
    "a number of derivation set back": (
        lambda: DerivedBy.objects.update(number=0),
        "made by an earlier release",
    ),
    "a number of a later release": (
        lambda: DerivedBy.objects.update(number=99),
        "made by a later release than this",
    ),
    "a line of the history gone": (
        lambda: Revision.objects.filter(number=1).delete(),
        "lines are missing",
    ),
    "all of the history gone": (
        lambda: Revision.objects.all().delete(),
        "no history at all",
    ),
    "a redaction without proposal": (
        lambda: Proposal.objects.all().delete(),
        "no approved proposal names that",
    ),
    "a forged line": (forged_line, "its signature is not one of the ledger’s key"),
    "a text rewritten and derived anew": (rewritten_and_derived_anew, "(payload_root)"),
    "a sealed name changed": (
        lambda: SealedLeaf.objects.update(value="Somebody"),
        "does not lead to its hash",
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_who_looks_notices(world, attack):
    act, told = ATTACKS[attack]
    act()

    with pytest.raises(CommandError) as found:
        verified()
    assert told in str(found.value)


def test_what_only_rises_is_not_set_back(world):
    Head.objects.update(operations_seq=5)

    for back in ({"operations_seq": 4}, {"seq": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Head.objects.update(**back)


def test_a_redaction_in_a_shell_is_refused(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.redact(3, "privacy")


def test_what_was_proposed_and_not_approved_is_not_struck(world):
    refused = agree([ledger.Strike(3, is_whole=True)])
    Proposal.objects.filter(pk=refused.pk).update(state="refused")

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.redact(3, "privacy")


@pytest.fixture
def copy(tmp_path, world):
    with override_settings(MEDIA_ROOT=tmp_path):
        yield captures.keep(
            b"<p>What they said.</p>",
            Read("What they said.", extractor="test"),
            "text/html",
        )


def test_an_archive_as_it_was_verifies(copy):
    assert "verified" in verified("--archive")


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (
            lambda copy: Capture.objects.update(text="What nobody said."),
            "its text was altered",
        ),
        (lambda copy: rewrite(copy, b"other"), "its bytes were altered"),
        (
            lambda copy: default_storage.delete(stored_as(copy)),
            "its bytes are not there",
        ),
    ],
    ids=["text", "bytes", "gone"],
)
def test_an_altered_archive_is_detected(copy, alter, told):
    alter(copy)

    with pytest.raises(CommandError, match=told):
        verified("--archive")
    assert "verified" in verified()


def stored_as(copy: Capture) -> str:
    return f"captures/{copy.sha256[:2]}/{copy.sha256}"


def rewrite(copy: Capture, data: bytes) -> None:
    default_storage.delete(stored_as(copy))
    default_storage.save(stored_as(copy), ContentFile(data))


def test_all_that_is_wrong_is_listed(world):
    LedgerGate.objects.create(name="rebuild")
    Revision.objects.filter(number=1).delete()
    error = io.StringIO()

    with pytest.raises(CommandError, match="stands open"):
        call_command("verify_ledger", "--all", stderr=error)
    assert "lines are missing" in error.getvalue()
