"""What is appended is numbered, chained, kept as it was written, and follows the one before."""

import hashlib
import json
import re
from uuid import uuid4

import pytest
from django.test import override_settings
from support.ledger_factory import append, source_line, stored, tombstone
from support.people import World, change, publish

from factcheck import ledger
from factcheck.ledger.keys import new_signer, read_verifier
from factcheck.models import Facet, Head, Publication, PublishedSlug, SearchText

pytestmark = pytest.mark.django_db


def stranger_hash(value) -> str:
    """What somebody with a JSON library and a hash function computes; nothing of ours."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def as_published(line: Publication) -> dict:
    """The line as the API gives it."""
    fields = (
        "seq",
        "kind",
        "version",
        "action",
        "payload_root",
        "previous_hash",
        "hash",
    )
    written = "%Y-%m-%dT%H:%M:%S.%fZ"
    return {name: getattr(line, name) for name in fields} | {
        "uid": str(line.uid),
        "published_at": line.published_at.strftime(written),
        "recorded_at": line.recorded_at.strftime(written),
        "payload": json.loads(line.payload),
    }


def root_of_a_stranger(payload, sealed, secret) -> str:
    """The rule of docs/api.md in plain Python."""
    leaves = [(path, word, value, None) for path, word, value in parted(payload, [])]
    leaves = sorted(
        [*leaves, *((path, word, None, hash_) for path, word, hash_ in sealed)],
        key=lambda leaf: leaf[0],
    )
    salts = hashlib.shake_256(bytes.fromhex(secret)).digest(16 * len(leaves))
    hashes = (
        hash_ or stranger_hash([salts[16 * i : 16 * i + 16].hex(), path, word, value])
        for i, (path, word, value, hash_) in enumerate(leaves)
    )
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def parted(value, path):
    if isinstance(value, dict) and value:
        for key in sorted(value):
            yield from parted(value[key], [*path, key])
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from parted(item, [*path, index])
    elif isinstance(value, str) and value:
        for number, word in enumerate(
            re.findall(r"[ \t\n\r]*[^ \t\n\r]+[ \t\n\r]*|[ \t\n\r]+", value)
        ):
            yield path, number, word
    else:
        yield path, None, value


def test_a_stranger_computes_the_whole_chain_again():
    world = World()
    publish(
        change(world.claim, text="Die Brücke „gehört“ niemandem 🌉."),
        action="correct",
        notice="It is shared.",
    )

    previous = "0" * 64
    for number, stored_line in enumerate(Publication.objects.order_by("seq"), start=1):
        line = as_published(stored_line)
        payload, own_hash = line.pop("payload"), line.pop("hash")
        assert line["seq"] == number
        assert line["previous_hash"] == previous
        assert (
            root_of_a_stranger(payload, stored_line.sealed, stored_line.secret)
            == line["payload_root"]
        )
        assert stranger_hash(line) == own_hash
        previous = own_hash
    assert Head.objects.get().hash == previous


def test_lines_are_numbered_without_a_gap():
    append(source_line("one"), source_line("two"))
    append(source_line("three"))

    assert list(Publication.objects.values_list("seq", "slug")) == [
        (1, ""),
        (2, "one"),
        (3, "two"),
        (4, "three"),
    ]
    assert Head.objects.get().seq == 4


def test_a_refused_append_leaves_no_gap():
    append(source_line("one"))
    with pytest.raises(ledger.SlugTaken):
        append(source_line("two"), source_line("one"))
    append(source_line("three"))

    assert list(Publication.objects.values_list("seq", "slug")) == [
        (1, ""),
        (2, "one"),
        (3, "three"),
    ]
    assert list(ledger.verify()) == []


def test_what_is_published_together_shares_one_moment():
    made = append(source_line("one"), source_line("two"))

    assert made[0].published_at == made[1].published_at == made[0].recorded_at


def test_versions_count_up_and_keep_the_first_moment():
    first = append(source_line("one"))[0]
    second = append(source_line("one", first.uid, "correct", title="Better"))[0]

    assert (first.version, second.version) == (1, 2)
    assert second.first_published_at == first.published_at
    assert (
        ledger.payload_of(second)["first_published_at"]
        == ledger.payload_of(first)["published_at"]
    )


def test_a_new_version_supersedes_the_old_line_and_its_facets():
    first = append(source_line("one"))[0]
    second = append(source_line("one", first.uid, "correct", source_kind="treaty"))[0]

    old = stored(first.seq)
    assert (old.superseded_seq, old.superseded_at) == (second.seq, second.published_at)
    facets = Facet.objects.order_by("seq").values_list("seq", "value", "superseded_seq")
    assert list(facets) == [(2, "article", 3), (3, "treaty", None)]


def test_a_tombstone_has_no_facets_and_no_words():
    first = append(source_line("one"))[0]
    stone = append(tombstone(first))[0]

    assert not Facet.objects.filter(seq=stone.seq).exists()
    assert not SearchText.objects.filter(seq=stone.seq).exists()
    assert stored(stone.seq).happened_key == ""


def test_every_line_has_a_secret_of_its_own_that_no_payload_holds():
    first = append(source_line("one"))[0]
    second = append(source_line("one", first.uid, "minor"))[0]

    assert len({first.secret, second.secret}) == 2
    assert all(
        len(line.secret) == 64 and line.secret not in line.payload
        for line in (first, second)
    )


def test_line_1_names_the_key_that_every_line_is_signed_with():
    append(source_line("one"))
    key, line = Publication.objects.order_by("seq")

    assert (key.seq, key.kind, key.action, key.slug) == (1, "key", "key", "")
    verifier = read_verifier(ledger.payload_of(key)["key"])
    assert ledger.payload_of(key) == ledger.key_body(verifier, "first")
    assert key.key_id == line.key_id == verifier.key_id
    assert all(verifier.verifies(each.hash, each.signature) for each in (key, line))
    assert not verifier.verifies(line.hash, key.signature)


def test_nothing_is_appended_under_another_key():
    append(source_line("one"))

    other = override_settings(LEDGER_KEY=str(new_signer("record.example/ledger")))
    with other, pytest.raises(ledger.KeyRefused, match="rotate_ledger_key"):
        append(source_line("two"))
    none = override_settings(LEDGER_KEY="", LEDGER_KEY_FILE="/nowhere/ledger.key")
    with none, pytest.raises(ledger.KeyMissing, match="make_ledger_key"):
        append(source_line("two"))
    assert Head.objects.get().seq == 2


@pytest.mark.parametrize(
    "change", [{"signature": "A" * 88}, {"hash": "0" * 64}, {"payload_root": "0" * 64}]
)
def test_nothing_is_appended_to_a_line_that_nobody_signed(change):
    append(source_line("one"))
    ledger.lift_guards()
    Publication.objects.filter(seq=2).update(**change)
    Head.objects.update(hash=Publication.objects.get(seq=2).hash)

    with pytest.raises(ledger.KeyRefused, match="Line 2 has no good signature"):
        append(source_line("two"))


def test_the_payload_is_stored_as_the_bytes_that_were_hashed():
    line = append(source_line("one", title="Ærø “ø” ​\U0001f30d", authors=["Ö", "A"]))[0]

    kept = stored(line.seq)
    assert "\\u" not in kept.payload
    assert ledger.canonical(json.loads(kept.payload)) == kept.payload
    assert (
        root_of_a_stranger(json.loads(kept.payload), [], kept.secret)
        == line.payload_root
    )


def test_a_slug_is_never_given_to_another_record():
    append(source_line("one"))

    with pytest.raises(ledger.SlugTaken, match="never given away"):
        append(source_line("one"))


def test_the_slug_of_a_retracted_record_stays_its_own():
    first = append(source_line("one"))[0]
    append(tombstone(first))

    with pytest.raises(ledger.SlugTaken):
        append(source_line("one"))


def test_the_slug_of_a_merged_record_stays_its_own():
    first, second = append(source_line("one"), source_line("two"))
    append(tombstone(first, "merge", into=second.uid))

    with pytest.raises(ledger.SlugTaken):
        append(source_line("one"))


def test_a_later_version_cannot_move_to_another_slug():
    first = append(source_line("one"))[0]

    with pytest.raises(ledger.LedgerError, match="fixed at first publication"):
        append(source_line("elsewhere", first.uid, "update"))
    assert list(PublishedSlug.objects.values_list("slug", flat=True)) == ["one"]


def test_the_same_slug_serves_two_kinds():
    world = World()

    publish(change(world.claim, text="Twice."), action="update")
    append(source_line("belongs"))

    assert ledger.current().find("source", "belongs").kind == "source"


def test_one_record_has_one_line_in_an_append():
    uid = uuid4()

    with pytest.raises(ledger.LedgerError, match="only one line"):
        append(source_line("one", uid), source_line("one", uid, "correct"))


@pytest.mark.django_db(transaction=True)
def test_appending_needs_a_transaction():
    with pytest.raises(ledger.LedgerError, match="transaction"):
        ledger.append([source_line("one")])
