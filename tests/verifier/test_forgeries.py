"""What somebody might forge who knows the rule: both verifiers, and the Python in docs/api.md, say no."""

import json
from uuid import uuid4

import pytest
from django.db import transaction
from support.people import World
from support.redactions import strike

from factcheck import ledger
from factcheck.ledger import find_phrase, strikes_of
from factcheck.ledger.append import append_under, lock_head
from factcheck.ledger.keys import new_signer
from factcheck.ledger.leaves import leaf_hash, leaves_of, salts_of
from factcheck.models import Publication

from .test_the_rule_in_the_docs import lines, rule  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def written(rows: list[dict]) -> bytes:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def without_a_word(line: dict) -> dict:
    """A line of which a word was taken out in silence: its hash listed as sealed, its secret kept."""
    found = list(leaves_of(line["payload"]))
    at, leaf = next(
        (at, leaf) for at, leaf in enumerate(found) if leaf.path == ("title",)
    )
    salt = salts_of(line["secret"], len(found))[at]
    sealed = [[list(leaf.path), leaf.word, leaf_hash(salt, *leaf)]]
    rest = leaf.value[len(leaf.value.rstrip()) :] and "█ " or "█"
    title = rest + line["payload"]["title"][len(leaf.value) :]
    return line | {
        "payload": line["payload"] | {"title": title},
        "sealed": [*line["sealed"], *sealed],
    }


def test_a_word_that_nobody_struck_does_not_vanish(verify, rule):  # noqa: F811
    World()
    rows = lines()
    at = next(at for at, row in enumerate(rows) if row["kind"] == "source")
    rows[at]["sealed"] = []
    rows[at] = without_a_word(rows[at])

    assert "lists a leaf as sealed while nothing was struck" in verify(written(rows))[1]
    with pytest.raises(AssertionError):
        rule["root"](rows[at])
    ledger.lift_guards()
    forged = {
        "payload": ledger.canonical(rows[at]["payload"]),
        "sealed": rows[at]["sealed"],
    }
    Publication.objects.filter(seq=at + 1).update(**forged)
    assert at + 1 in [found.seq for found in ledger.verify()]


def test_no_salt_stands_beside_what_was_struck(verify, rule):  # noqa: F811
    World()
    strike(strikes_of(find_phrase("bridge")))
    rows = lines()
    at = next(
        at
        for at, row in enumerate(rows)
        if row["secret"] is None and None in row["salts"]
    )
    rows[at]["salts"] = [salt or "0" * 32 for salt in rows[at]["salts"]]

    assert "has a salt beside a sealed leaf" in verify(written(rows))[1]
    with pytest.raises(AssertionError):
        rule["root"](rows[at])
    ledger.lift_guards()
    Publication.objects.filter(seq=at + 1).update(salts=rows[at]["salts"])
    assert at + 1 in [found.seq for found in ledger.verify()]


@pytest.mark.parametrize("reason", ["first", "carried-over", "whatever", "lost"])
def test_a_key_does_not_vouch_for_itself(verify, reason):
    World()
    forged = new_signer("record.example/ledger")
    with transaction.atomic():
        lock_head()
        now = Publication.objects.latest("seq").recorded_at
        body = ledger.key_body(forged.verifier, reason)
        line = append_under(
            [ledger.PendingLine(uuid4(), "key", "key", body)], (now, now), forged
        )[0]

    code, said = verify(written(lines()))

    assert code == 1
    assert f"line {line.seq} " in said
    assert [found.seq for found in ledger.verify()] == [line.seq]


def test_more_words_than_were_agreed_on_are_missed():
    World()
    strike(strikes_of(find_phrase("bridge")))
    assert list(ledger.faults_around()) == []
    ledger.lift_guards()
    line = Publication.objects.filter(secret="").exclude(kind="key").first()
    extra = [*line.sealed, [["notice"], None, "0" * 64]]
    Publication.objects.filter(seq=line.seq).update(sealed=extra)
    ledger.install_guards()

    assert f"of line {line.seq} other words are struck" in " ".join(
        ledger.faults_around()
    )
