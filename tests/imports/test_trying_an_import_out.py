"""`import_file` at the command line: trying out, handing in, waiting, and what it says when it cannot."""

import json
from hashlib import sha256

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from support.dossiers import bring_in, dossier, ground, party, source
from support.people import change, person

from factcheck import imports
from factcheck.management.commands import import_file
from factcheck.models import Capture, ImportJob, Party, blobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(content, name: str = "dossier.json"):
        path = tmp_path / name
        path.write_text(json.dumps(content) if isinstance(content, dict) else content)
        return path

    return write


def row_counts() -> dict:
    return {
        model._meta.label: model._base_manager.count() for model in apps.get_models()
    }


def tried(path, capsys, *arguments) -> list[dict]:
    call_command("import_file", path, "--dry-run", "--json", *arguments)
    return [
        json.loads(line)
        for line in capsys.readouterr().out.splitlines()
        if line.startswith('{"action"')
    ]


def test_trying_out_says_what_each_record_would_become(file, capsys):
    bring_in(dossier(party("same"), party("other"), party("ours")))
    change(Party.objects.get(slug="ours"), description="Ours.")
    records = [
        party("same"),
        party("other", name="Changed"),
        party("ours", name="Theirs"),
        party("new"),
        party(x="y"),
    ]

    rows = tried(file(dossier(*records)), capsys)

    assert [row["action"] for row in rows] == [
        "keep",
        "update",
        "suggest",
        "create",
        "refuse",
    ]
    assert (rows[3]["kind"], rows[3]["slug"], rows[3]["fields"]["name"]) == (
        "party",
        "new",
        "New",
    )
    assert rows[4]["issues"][0]["field"] == "x"


def test_trying_out_writes_nothing(file, capsys):
    before = row_counts()

    tried(file(dossier(*ground())), capsys)

    assert row_counts() == before


def test_trying_out_as_somebody_takes_their_permissions(file, capsys):
    person("reader")

    with pytest.raises(CommandError, match="may not add"):
        tried(file(dossier(party())), capsys, "--as", "reader")


def test_a_file_is_handed_in_with_the_copies_beside_it(file, tmp_path, capsys):
    person("editor")
    digest = sha256(b"It was closed at noon.").hexdigest()
    (tmp_path / "captures").mkdir()
    (tmp_path / "captures" / digest).write_bytes(b"It was closed at noon.")
    copy = {
        "sha256": digest,
        "media_type": "text/plain",
        "captured_at": "2026-01-15T08:30:00Z",
    }

    call_command(
        "import_file", file(dossier(source(captures=[copy]))), "--as", "editor"
    )
    imports.run(ImportJob.objects.get().pk)

    assert Capture.objects.get().text == "It was closed at noon."
    assert blobs.holds("captures", digest)


def test_waiting_follows_the_job_to_its_end(file, capsys, monkeypatch):
    person("editor")
    monkeypatch.setattr(
        import_file.time,
        "sleep",
        lambda seconds: imports.run(ImportJob.objects.get().pk),
    )

    call_command("import_file", file(dossier(party())), "--as", "editor", "--wait")

    assert (
        "1 created, 0 updated, 0 unchanged, 0 to decide, 0 not taken."
        in capsys.readouterr().out
    )


def test_a_shell_gets_an_exit_code_when_not_all_was_taken(file, capsys, monkeypatch):
    person("editor")
    monkeypatch.setattr(
        import_file.time,
        "sleep",
        lambda seconds: imports.run(ImportJob.objects.get().pk),
    )

    with pytest.raises(CommandError, match="1 created, .* 1 not taken") as refusal:
        call_command(
            "import_file",
            file(dossier(party(), party(x="y"))),
            "--as",
            "editor",
            "--wait",
        )

    assert refusal.value.returncode == import_file.NOT_ALL
    assert "records[1], x: “x” is no field here" in capsys.readouterr().err


def test_waiting_for_a_job_that_fails_is_a_failure(file, capsys, monkeypatch):
    person("editor")
    monkeypatch.setattr(
        import_file.time,
        "sleep",
        lambda seconds: imports.run(ImportJob.objects.get().pk),
    )

    with pytest.raises(CommandError, match="“record” is no key of a dossier"):
        call_command(
            "import_file",
            file("dossier: 1\nrecord: []\n", "d.yaml"),
            "--as",
            "editor",
            "--wait",
        )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Say whose import this is"),
        (["--as", "nobody"], "Say whose import this is"),
        (["--as", "editor", "--dispute", "nowhere"], "There is no dispute “nowhere”"),
        (
            ["--as", "editor", "--format", "xml"],
            "“xml” is no format that can be imported; known are: dossier",
        ),
        (["--as", "reader"], "may not run imports"),
    ],
)
def test_what_the_command_refuses(file, arguments, message):
    person("editor")
    person("reader")

    with pytest.raises(CommandError, match=message):
        call_command("import_file", file(dossier(party())), *arguments)
    assert not ImportJob.objects.exists()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_file", tmp_path / "nothing.yaml", "--as", "editor")


def test_what_concerns_no_record_is_a_note(file, capsys):
    rows = tried(file(dossier(party(), dispute="nowhere")), capsys)

    assert [(row["action"], row["place"]) for row in rows][1:] == [
        ("note", "the top of the file")
    ]


DANISH = "Havnen var stille torsdag, og ingen på kajen ville tale om det, der var blevet sagt i byrådet dagen før.\n"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (DANISH, "havn.txt", "havn.txt: This text is in Danish; only English is read"),
        (
            "BM\x01\x02\x03\x04\x05",
            "quay.bin",
            "quay.bin: Kept, not read: this is a file of a kind that is not known here",
        ),
    ],
)
def test_trying_out_says_what_was_not_read(file, capsys, content, name, said):
    call_command("import_file", file(content, name), "--dry-run")

    assert said in capsys.readouterr().out


def test_trying_out_refuses_data_by_its_name(file):
    with pytest.raises(
        CommandError, match=r"votes.txt: This is a spreadsheet as text \(CSV\)"
    ):
        call_command(
            "import_file",
            file("town,boats,year\nUpper,12,2024\nLower,7,2025\n", "votes.txt"),
            "--dry-run",
        )
