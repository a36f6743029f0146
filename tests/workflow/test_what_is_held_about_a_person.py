"""Everything that is held about a person is listed for who must answer a request; a name of the desk can be erased."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from support.guest_links import in_review, invite
from support.people import World, person, published
from support.redactions import strike
from support.struck_name import NAME, NamedWorld, fill_the_desk, struck

from factcheck import ledger, workflow
from factcheck.models import GuestLink, Publication, SealedLeaf, User
from factcheck.workflow import redaction_registry
from factcheck.workflow.redaction_registry import RedactionAct

pytestmark = pytest.mark.django_db


@pytest.fixture
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def _named(_media) -> None:
    fill_the_desk(NamedWorld())


def output_of(command: str, *args: str) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


def held(name: str) -> dict:
    return json.loads(output_of("subject", name, "--json"))


@pytest.mark.usefixtures("_named")
def test_lines_rows_and_files_that_hold_a_name_are_listed():
    found = held(NAME)

    in_lines = {
        (line["kind"], line["field"].partition(".")[0]) for line in found["ledger"]
    }
    assert in_lines >= {
        ("party", "name"),
        ("party", "slug"),
        ("entry", "body"),
        ("quote", "passage"),
        ("source", "url"),
    }
    rows = {(row["table"], row["field"]) for row in found["tables"]}
    words = {
        (m._meta.label, name)
        for m in redaction_registry.changed_models()
        for name, rule in redaction_registry.rules_of(m).items()
    }
    kept = {
        (label, name)
        for label, rules in redaction_registry.tables().items()
        for name, r in rules.items()
        if r.act == RedactionAct.UNCHANGED
    }
    assert words - kept - rows == {("factcheck.ImportJob", "file")}
    assert [Path(name).parts[0] for name in found["files"]] == [
        "captures",
        "captures",
        "imports",
        ledger.OLD_LINES,
    ]
    assert any("Backups" in text for text in found["elsewhere"])


@pytest.mark.usefixtures("_named")
def test_nothing_is_left_to_list_after_a_redaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        struck()

    found = held(NAME)

    assert (found["ledger"], found["tables"], found["files"]) == ([], [], [])


@pytest.mark.usefixtures("_media")
def test_it_reads_in_words_too():
    World()

    text = output_of("subject", "Upper Town")

    assert "party, name: Upper Town" in text
    assert "factcheck.Party" in text
    assert "In stored files: nothing" in text


@pytest.mark.usefixtures("_media")
def test_what_somebody_of_the_desk_did_is_counted():
    World()

    mine = held("Publisher")["accounts"]

    assert {deed["table"] for deed in mine if deed["login"] == "publisher"} >= {
        "factcheck.Revision"
    }
    assert any(
        row["table"] == "factcheck.SealedLeaf" for row in held("Reporter")["tables"]
    )


@pytest.fixture
def _guest(_media) -> None:
    """A lawyer outside approved a draft by a link."""
    _link, token = invite(
        in_review(), "editor", name="Vera Lund", role="lawyer, Lund & Co"
    )
    workflow.guests.approve(token, words="It is sound.")


@pytest.mark.usefixtures("_guest")
def test_a_guest_is_listed_with_what_they_decided():
    found = held("Vera Lund")

    assert {(row["table"], row["field"]) for row in found["tables"]} >= {
        ("factcheck.GuestLink", "name"),
        ("factcheck.Revision", "reason"),
    }
    did = {(deed["login"], deed["table"], deed["field"]) for deed in found["accounts"]}
    assert ("guest Vera Lund", "factcheck.Revision", "guest") in did


@pytest.mark.usefixtures("_guest")
def test_the_name_of_a_guest_is_erased_and_their_decision_stays():
    said = output_of("erase_name", "--guest", "Vera Lund")

    assert "went from 1 link" in said
    assert (held("Vera Lund")["tables"], held("Vera Lund")["accounts"]) == ([], [])
    link = GuestLink.objects.get()
    assert (link.name, link.decision, link.words) == (
        "[removed]",
        "approve",
        "It is sound.",
    )
    with pytest.raises(CommandError, match="No link"):
        output_of("erase_name", "--guest", "Vera Lund")


def test_a_name_without_a_letter_is_refused(db):
    with pytest.raises(CommandError):
        output_of("subject", "–")


def test_the_sealed_names_of_one_person_are_erased_and_those_of_others_stay(db):
    World()
    reporter, seq = person("reporter"), Publication.objects.latest("seq").seq
    SealedLeaf.objects.create(
        seq=seq, path=["sealed_names", "edited_by", 0], salt="0" * 64, value="Reporter"
    )
    others = SealedLeaf.objects.exclude(value="Reporter").count()

    said = output_of("erase_name", "reporter")

    assert not SealedLeaf.objects.filter(value="Reporter").exists()
    assert SealedLeaf.objects.count() == others > 0
    assert "sealed names were deleted" in said
    reporter.refresh_from_db()
    assert (reporter.desk_name, str(reporter)) == ("", "reporter")
    assert list(ledger.verify()) == []
    assert held("Reporter")["ledger"] == []


def test_lines_that_the_desk_signed_openly_are_named(db, settings):
    settings.DESK_SIGNS = True
    published("party", slug="anna", name="Anna")

    erased = workflow.erase_name(person("reporter"))

    assert erased.open_lines == [
        line.seq for line in Publication.objects.filter(payload__contains='"Reporter"')
    ]
    assert erased.open_lines


def test_a_redaction_takes_a_name_out_that_the_desk_signed_with(client, settings):
    settings.DESK_SIGNS = True
    published("party", slug="anna", name="Anna")

    strike(ledger.strikes_of(ledger.find_phrase("Reporter")))

    assert b"Reporter" not in client.get("/parties/anna/").content
    assert b"[removed: privacy]" in client.get("/parties/anna/").content
    assert list(ledger.verify()) == []


def test_nobody_of_that_login(db):
    with pytest.raises(CommandError, match="nobody with the login"):
        output_of("erase_name", "nobody")


def test_one_keeps_ones_own_name_sealed_and_nobody_elses(client, settings):
    settings.DESK_SIGNS = True
    client.force_login(person("reporter"))

    page = client.get("/accounts/byline/").content.decode()
    client.post("/accounts/byline/", {"declines_byline": "on"})

    assert "Keep my name sealed" in page
    assert list(User.objects.filter(declines_byline=True)) == [person("reporter")]
    assert "Let my name be shown" in client.get("/accounts/byline/").content.decode()

    client.post("/accounts/byline/", {"desk_name": "Somebody Else"})

    assert User.objects.filter(declines_byline=True).count() == 0
    assert person("reporter").desk_name == "Reporter"
