"""A redaction empties a past line on a legal ground; its hash stays and the ledger says so."""

import io

import pytest
from django.test import override_settings
from PIL import Image
from support.ledger_factory import append, source_line, stored, tombstone
from support.people import World, change, make, person, publish, uid
from support.redactions import redact

from factcheck import ledger, workflow
from factcheck.ledger import Listing, count
from factcheck.models import Facet, Publication, Ref, SearchText, blobs
from factcheck.records import pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> Publication:
    return append(source_line("one", title="Private matters", note="Secret words"))[0]


def test_the_payload_is_emptied_and_its_hash_stays(line):
    redact(line.seq)

    emptied = stored(line.seq)
    assert ledger.payload_of(emptied) == {"path": "/sources/one/", "slug": "one"}
    assert (emptied.hash, emptied.payload_root) == (line.hash, line.payload_root)
    assert emptied.secret == ""
    assert list(ledger.verify()) == []


def test_the_redaction_names_the_line_and_the_ground(line):
    made = redact(line.seq, "court-order")

    assert (made.kind, made.action) == ("redaction", "redact")
    assert made.payload == (
        '{"ground":"court-order","of":[{"disputes":[],"kind":"source","seq":2}],"second":"administrator"}'
    )
    assert made.uid != line.uid
    assert stored(line.seq).superseded_seq is None


def test_nothing_finds_the_emptied_line(line):
    redact(line.seq)

    for model in (Facet, Ref, SearchText):
        assert not model.objects.filter(seq=line.seq).exists()
    assert count(ledger.current(), Listing("source")) == 0
    assert count(ledger.current(), Listing("source", words="secret")) == 0
    assert ledger.current().tombstones()[line.uid].action == "redact"


def test_the_address_goes_too_where_it_names_what_must_go(line):
    redact(line.seq, "address")

    assert stored(line.seq).payload == "{}"
    assert stored(line.seq).slug == ""
    assert ledger.current().find("source", "one") is None
    assert list(ledger.verify()) == []


def test_a_record_goes_on_after_an_old_version_was_emptied(line):
    append(source_line("one", line.uid, "correct", title="Harmless"))
    redact(line.seq)

    assert (
        ledger.payload_of(ledger.current().find("source", "one"))["title"] == "Harmless"
    )
    assert ledger.current().tombstones() == {}
    assert set(ledger.as_of_seq(2).tombstones()) == {line.uid}
    assert list(ledger.verify()) == []


def test_a_new_version_may_follow_an_emptied_one(line):
    redact(line.seq)
    append(source_line("one", line.uid, "correct", title="Harmless"))

    assert (
        ledger.payload_of(ledger.current().find("source", "one"))["title"] == "Harmless"
    )
    assert list(ledger.verify()) == []


def test_the_reason_of_a_tombstone_can_go(line):
    stone = append(tombstone(line))[0]
    redact(stone.seq)

    assert ledger.current().tombstones()[line.uid].reason == ""
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("ground", ["", "shame", "PRIVACY"])
def test_only_a_ground_of_the_list_will_do(line, ground):
    with pytest.raises(ledger.LedgerError, match="no legal ground"):
        redact(line.seq, ground)


def test_the_grounds_are_a_closed_list():
    once = {"privacy", "defamation", "copyright", "court-order", "safety", "address"}
    assert set(ledger.GROUNDS) == once | {"data-protection", "undisclosed"}


def test_a_line_that_is_not_there_cannot_be_emptied():
    with pytest.raises(ledger.LedgerError, match="no line 9"):
        redact(9)


def test_nothing_is_emptied_twice(line):
    made = redact(line.seq)

    for seq in (line.seq, made.seq):
        with pytest.raises(ledger.LedgerError, match="holds nothing"):
            redact(seq)


def picture(world: World, entry=None, colour: str = "red"):
    image = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(image, "PNG")
    stored = pictures.store(image.getvalue())
    return stored.sha256, world.entry_content(
        pictures=[{**stored._asdict(), "alt": "A bridge", "caption": "", "credit": ""}]
    )


def carried_out(seq: int) -> None:
    line = stored(seq)
    proposal = workflow.propose_redact(
        line, person("admin"), ground="copyright", reason="Not ours."
    )
    workflow.carry_out(proposal, person("second_admin"))


def test_pictures_go_with_the_last_line_that_shows_them(
    tmp_path, django_capture_on_commit_callbacks
):
    with override_settings(MEDIA_ROOT=tmp_path):
        world = World()
        sha256, content = picture(world)
        entry = make("entry", slug="pictured", **content)
        first = publish(entry)[0]
        second = publish(change(entry, headline="Again"), action="update")[0]

        with django_capture_on_commit_callbacks(execute=True):
            carried_out(first.seq)
        assert blobs.holds(pictures.FOLDER, sha256)
        with django_capture_on_commit_callbacks(execute=True):
            carried_out(second.seq)
        assert not blobs.holds(pictures.FOLDER, sha256)


def test_a_picture_stays_while_another_entry_shows_it(
    tmp_path, django_capture_on_commit_callbacks
):
    with override_settings(MEDIA_ROOT=tmp_path):
        world = World()
        sha256, content = picture(world)
        line = publish(make("entry", slug="pictured", **content))[0]
        publish(make("entry", slug="other", **content))

        with django_capture_on_commit_callbacks(execute=True):
            carried_out(line.seq)
        assert blobs.holds(pictures.FOLDER, sha256)


def test_what_rests_on_an_emptied_line_reads_on():
    world = World()
    seq = ledger.current().find("quote", "our-bridge").seq
    carried_out(seq)

    view = ledger.current()
    assert view.resolve([world.quote.uid]) == {}
    assert view.find("claim", "belongs").happened_key
    assert uid(world.quote) in view.find("claim", "belongs").payload
    assert list(ledger.verify()) == []
