"""Whatever is changed behind the guards, the verifier names the line."""

import io
import json
import time
from collections.abc import Callable
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from support.ledger_factory import append, source_line, tombstone
from support.people import World, change, publish
from support.redactions import redact

from factcheck import ledger
from factcheck.models import Facet, Head, Publication, PublishedSlug, Ref, SearchText

pytestmark = pytest.mark.django_db

module = import_module("factcheck.ledger.verify")  # its function has the same name


def verify(**options) -> str:
    """What the command prints; raises CommandError when something differs."""
    out = io.StringIO()
    call_command("verify_ledger", stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue().strip()


@pytest.fixture(autouse=True)
def _guards_are_down_on_purpose(monkeypatch):
    """That they are missed is tried in test_what_the_ledger_stands_on."""
    monkeypatch.setattr("factcheck.ledger.verify_tables._guards", list)


@pytest.fixture
def lines() -> list[Publication]:
    """1 the key, 2 one, 3 two on it, 4 three, 5 one again, 6 two retracted, 7 line 4 redacted, 8 four, 9 five."""
    one = append(source_line("one", published_on="2026-01-14", note="Words."))[0]
    two = append(source_line("two", derived_from=str(one.uid), note="Words."))[0]
    append(source_line("three", note="Private."))
    append(
        source_line(
            "one", one.uid, "correct", published_on="2026-01-14", note="Better words."
        )
    )
    append(tombstone(two))
    redact(4, "privacy")
    append(source_line("four", derived_from=str(one.uid)), source_line("five"))
    assert verify().startswith("verified 9 lines")
    ledger.lift_guards()
    return list(Publication.objects.order_by("seq"))


def sql(statement: str, *params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def at(seq: int):
    return Publication.objects.filter(seq=seq)


def one_byte(seq: int) -> None:
    line = at(seq).get()
    at(seq).update(payload=line.payload.replace("words", "wordz"))


def swap(a: int, b: int) -> None:
    for old, new in ((a, -1), (b, a), (-1, b)):
        sql("UPDATE factcheck_publication SET seq = %s WHERE seq = %s", new, old)


def delete(seq: int) -> None:
    at(seq).delete()


def delete_last_and_say_so() -> None:
    """The last line, its derived rows, and the head set back: all that somebody with the database could do."""
    for model in (Facet, Ref, SearchText):
        model.objects.filter(seq=9).delete()
    PublishedSlug.objects.filter(slug="five").delete()
    delete(9)
    Head.objects.update(seq=8, hash=at(8).get().hash)


TAMPERED: dict[str, tuple[Callable[[], object], int | None]] = {
    "one byte of a payload": (lambda: one_byte(5), 5),
    "a payload that is no JSON": (lambda: at(5).update(payload="]"), 5),
    "a payload with its own hash": (
        lambda: at(5).update(payload="{}", payload_root=ledger.sha256("{}")),
        5,
    ),
    "an emptied payload": (
        lambda: at(3).update(payload='{"path":"/sources/two/","slug":"two"}'),
        3,
    ),
    "a superseded moment": (
        lambda: at(2).update(superseded_at=at(2).get().published_at),
        2,
    ),
    "a superseding line": (lambda: at(2).update(superseded_seq=6), 2),
    "a line that nobody superseded": (
        lambda: at(8).update(superseded_seq=9, superseded_at="2026-01-01T00:00Z"),
        8,
    ),
    "a line current again": (lambda: current_again(2), 2),
    "a kind": (lambda: at(5).update(kind="claim"), 5),
    "an action": (lambda: at(5).update(action="minor"), 5),
    "a version": (lambda: at(5).update(version=3), 5),
    "a moment": (lambda: at(5).update(published_at="2020-01-01T00:00Z"), 2),
    "a recorded moment": (lambda: at(5).update(recorded_at="2020-01-01T00:00Z"), 5),
    "a hash": (lambda: at(5).update(hash="0" * 64), 5),
    "a hash before": (lambda: at(5).update(previous_hash="f" * 64), 5),
    "a slug": (lambda: at(5).update(slug="elsewhere"), 5),
    "a slug taken away": (lambda: at(8).update(slug=""), 8),
    "a slug and the address kept for it": (
        lambda: (at(8).update(slug="x"), rename_slug("four", "x")),
        8,
    ),
    "an address kept": (lambda: rename_slug("four", "x"), 8),
    "an address no longer kept": (
        lambda: PublishedSlug.objects.filter(slug="four").delete(),
        8,
    ),
    "an address kept for nobody": (
        lambda: PublishedSlug.objects.create(kind="source", slug="x", uid="1" * 32),
        10,
    ),
    "an order": (lambda: at(5).update(happened_key="0"), 5),
    "a language": (lambda: at(5).update(language="da"), 5),
    "a first moment": (lambda: at(5).update(first_published_at="2020-01-01T00:00Z"), 5),
    "a facet": (lambda: Facet.objects.filter(seq=5).update(value="treaty"), 5),
    "a facet's order": (
        lambda: Facet.objects.filter(seq=5).update(happened_key="0"),
        5,
    ),
    "a facet's moment": (
        lambda: Facet.objects.filter(seq=2).update(superseded_seq=None),
        2,
    ),
    "a facet added": (
        lambda: Facet.objects.create(
            seq=5, name="kind", value="x", kind="source", happened_key="0"
        ),
        5,
    ),
    "a facet removed": (lambda: Facet.objects.filter(seq=5).delete(), 5),
    "a reference removed": (lambda: Ref.objects.filter(seq=8).delete(), 8),
    "a reference added": (lambda: Ref.objects.create(seq=5, uid="0" * 32), 5),
    "a reference of no line": (lambda: Ref.objects.create(seq=13, uid="0" * 32), 13),
    "a reference before the first line": (
        lambda: Ref.objects.create(seq=0, uid="0" * 32),
        0,
    ),
    "search text": (lambda: SearchText.objects.filter(seq=5).update(text="other"), 5),
    "search text of what was redacted": (
        lambda: SearchText.objects.create(seq=4, text="Private."),
        4,
    ),
    "a line deleted": (
        lambda: delete(7),
        4,
    ),  # the redaction: now line 4 is empty for no reason
    "a superseding line deleted": (lambda: delete(5), 5),
    "the last line deleted": (lambda: delete(9), 9),
    "the last line deleted, head and all": (delete_last_and_say_so, None),
    "two lines changed places": (lambda: swap(8, 9), 8),
    "a redacted line filled again": (
        lambda: at(4).update(payload='{"uid":"x","note":"Private."}'),
        4,
    ),
    "a redacted line with something else in it": (
        lambda: at(4).update(
            payload='{"note":"Lies.","path":"/sources/three/","slug":"three"}'
        ),
        4,
    ),
    "a redacted line that leads elsewhere": (
        lambda: at(4).update(payload='{"path":"/sources/one/","slug":"three"}'),
        4,
    ),
    "a redaction that names another line": (
        lambda: at(7).update(payload=redaction_of(3)),
        3,
    ),
    "the head's number": (lambda: Head.objects.update(seq=8), 9),
    "the head's number ahead": (lambda: Head.objects.update(seq=12), 10),
    "the head's hash": (lambda: Head.objects.update(hash="0" * 64), 9),
    "no head": (lambda: Head.objects.all().delete(), 9),
}


def redaction_of(seq: int) -> str:
    return ledger.canonical(
        {"of": [{"seq": seq, "kind": "source", "disputes": []}], "ground": "privacy"}
    )


def current_again(seq: int) -> None:
    sql("DROP INDEX publication_one_current_a_record")
    sql("DROP INDEX publication_one_current_an_address")
    at(seq).update(superseded_seq=None, superseded_at=None)


def rename_slug(slug: str, other: str) -> None:
    PublishedSlug.objects.filter(slug=slug).update(slug=other)


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_changed_is_named(lines, what):
    tamper, seq = TAMPERED[what]
    heads = {line.hash for line in lines}
    tamper()

    if seq is not None:
        with pytest.raises(CommandError, match=rf"^line {seq}: \w"):
            verify()
    else:  # cut off cleanly, the rest is a true ledger: only an earlier head, kept elsewhere, tells
        assert verify().startswith("verified 8 lines")
        assert lines[-1].hash in heads
        assert lines[-1].hash not in verify()


def test_what_verifies_is_counted_with_its_head(lines):
    assert verify() == f"verified 9 lines, head {lines[-1].hash}"


def test_an_empty_ledger_verifies():
    assert verify() == f"verified 0 lines, head {'0' * 64}"


def test_every_difference_is_listed_on_request(lines):
    one_byte(5)
    at(8).update(language="da")
    error = io.StringIO()

    with pytest.raises(CommandError, match="^line 5"):
        call_command("verify_ledger", "--all", stderr=error)

    assert error.getvalue().startswith("line 8: ")
    assert len(error.getvalue().splitlines()) == 1


def test_a_superseded_moment_that_differs_is_named_as_the_moment(lines):
    at(2).update(superseded_at="2020-01-01T00:00Z")

    with pytest.raises(CommandError) as said:
        verify()

    told = ledger.moment_text(lines[4].published_at)
    assert "superseded at 2020-01-01T00:00:00.000000Z, but" in str(said.value)
    assert f"the next line is of {told} (superseded_at)." in str(said.value)


@pytest.mark.django_db(transaction=True)
def test_after_a_difference_no_reading_is_left_open_to_end_in_a_traceback():
    append(source_line("one"))
    ledger.lift_guards()
    at(2).update(payload="{}")

    with pytest.raises(CommandError) as kept:
        verify()

    with (
        transaction.atomic()
    ):  # refused where the reading's own transaction still goes on
        assert str(kept.value).startswith("line 2: ")


def test_the_whole_desk_leaves_a_ledger_that_verifies():
    world = World()
    publish(
        change(world.claim, text="The bridge is shared."),
        action="correct",
        notice="It is shared.",
    )

    assert verify().startswith("verified 9 lines")


def test_a_long_ledger_is_read_in_batches(django_assert_max_num_queries):
    """Two and a half batches: some queries each, and none a line."""
    appended = []
    for start in range(0, 2500, 500):
        appended += append(
            *(source_line(f"s{i}", note="Words.") for i in range(start, start + 500))
        )
    append(source_line("s7", appended[7].uid, "correct"))

    began = time.monotonic()
    with django_assert_max_num_queries(60):
        assert verify() == f"verified 2502 lines, head {Head.objects.get().hash}"
    assert (
        time.monotonic() - began < 30
    )  # a minute a hundred thousand lines would be too slow by far


def test_the_name_of_the_first_line_does_not_depend_on_batches(monkeypatch, lines):
    monkeypatch.setattr(module, "BATCH", 3)
    assert verify().startswith("verified 9 lines")

    one_byte(5)
    with pytest.raises(CommandError, match="^line 5"):
        verify()


def test_a_long_read_says_how_far_it_is(monkeypatch, lines):
    monkeypatch.setattr(module, "BATCH", 3)
    monkeypatch.setattr("factcheck.management.commands.verify_ledger.SAY_EVERY", 5)
    said = io.StringIO()

    call_command("verify_ledger", stdout=io.StringIO(), stderr=said)

    assert [line.split()[0] for line in said.getvalue().splitlines()] == ["6"]


def test_a_forged_payload_with_a_forged_chain_differs_from_an_earlier_head(lines):
    """Whoever rewrites every hash after a line makes a true ledger with another head."""
    kept_head = lines[-1].hash
    line = at(9).get()
    text = ledger.canonical(json.loads(line.payload) | {"edited_by": ["Somebody else"]})
    line.payload, line.payload_root = (
        text,
        ledger.payload_root(json.loads(text), secret=line.secret, sealed=[]),
    )
    line.hash = ledger.line_hash(line)
    line.save()
    Head.objects.update(hash=line.hash)

    with pytest.raises(CommandError, match="^line 9: its signature"):
        verify()
    line.signature = ledger.signer().sign(line.hash)  # whoever holds the key as well
    line.save()
    assert verify() != f"verified 9 lines, head {kept_head}"
