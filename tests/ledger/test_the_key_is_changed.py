"""Another key signs from a line on: by the old key while it is there, by two administrators once it is lost."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from support.ledger_factory import append, source_line
from support.people import person
from verifier.conftest import run_program

from factcheck import ledger
from factcheck.api.publications import line_text
from factcheck.ledger.keys import KeyUnreadable, new_signer, read_signer, read_verifier
from factcheck.models import Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(tmp_path) -> Path:
    """A new key in a file of its own."""
    path = tmp_path / "new.key"
    call_command(
        "make_ledger_key",
        str(path),
        "--origin",
        "record.example/ledger",
        stdout=io.StringIO(),
    )
    return path


def signing_with(path: Path):
    return override_settings(LEDGER_KEY=path.read_text())


def rotated(*arguments: str) -> str:
    out = io.StringIO()
    call_command("rotate_ledger_key", *arguments, stdout=out)
    return out.getvalue()


def strangers_answer(tmp_path) -> tuple[int, str]:
    rows = "".join(
        f"{line_text(line)}\n" for line in Publication.objects.order_by("seq")
    )
    (tmp_path / "lines.ndjson").write_text(rows)
    return run_program("lines.ndjson", cwd=tmp_path)


def test_the_old_key_signs_the_line_that_names_the_new_one(new, tmp_path):
    append(source_line("one"))
    old = ledger.signer()

    assert "line 3 names the key" in rotated(str(new))

    line = Publication.objects.get(seq=3)
    assert old.verifier.verifies(line.hash, line.signature)
    with pytest.raises(ledger.KeyRefused):
        append(source_line("two"))
    with signing_with(new):
        append(source_line("two"))
        assert list(ledger.verify()) == []
    assert strangers_answer(tmp_path)[0] == 0


def test_a_lost_key_is_replaced_by_two_and_the_verifier_says_so(new, tmp_path):
    append(source_line("one"))
    person("admin"), person("second_admin")

    with override_settings(LEDGER_KEY="", LEDGER_KEY_FILE="/nowhere/ledger.key"):
        rotated(str(new), "--lost", "--as", "admin", "--approved-by", "second_admin")

    with signing_with(new):
        append(source_line("two"))
    assert list(ledger.verify()) == []
    code, said = strangers_answer(tmp_path)
    assert code == 0
    assert said.startswith(
        "line 3: the key before was lost; only this line vouches for "
    )


@pytest.mark.parametrize(
    "people", [(), ("--as", "admin"), ("--as", "admin", "--approved-by", "admin")]
)
def test_one_person_replaces_no_key(new, people):
    append(source_line("one"))
    person("admin")

    with pytest.raises(CommandError):
        rotated(str(new), "--lost", *people)
    assert ledger.current().seq == 2


def test_a_key_that_signed_before_is_not_taken_again(new, tmp_path):
    append(source_line("one"))
    same = tmp_path / "same.key"
    same.write_text(str(ledger.signer()))

    with pytest.raises(CommandError, match="signed this ledger before"):
        rotated(str(same))


def test_the_keys_are_given_to_whoever_verifies(client, new):
    assert client.get("/.well-known/ledger-keys").content == b""
    append(source_line("one"))
    old = ledger.signer().verifier
    rotated(str(new))

    told = client.get("/.well-known/ledger-keys").content.decode().splitlines()

    assert told == [str(old), str(read_signer(new.read_text()).verifier)]
    assert read_verifier(told[0]) == old


def test_a_key_file_is_its_owners_alone_and_never_overwritten(new):
    assert new.stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("make_ledger_key", str(new))


@pytest.mark.parametrize("text", ["", "key", "PRIVATE+KEY+a+00000000+AAAA", "a+b+c"])
def test_what_is_no_key_is_an_error(text):
    with pytest.raises(KeyUnreadable):
        read_signer(text)
    with (
        override_settings(LEDGER_KEY=text or " "),
        pytest.raises(ledger.KeyMissing, match="cannot be read"),
    ):
        append(source_line("one"))


@pytest.mark.parametrize("origin", ["", "two words", "a+b"])
def test_an_origin_is_one_word(origin):
    with pytest.raises(KeyUnreadable, match="no origin"):
        new_signer(origin)


def test_a_command_may_give_the_key(new):
    with override_settings(LEDGER_KEY="", LEDGER_KEY_COMMAND=f"cat {new}"):
        append(source_line("one"))
    with (
        override_settings(LEDGER_KEY="", LEDGER_KEY_COMMAND="false"),
        pytest.raises(ledger.KeyMissing),
    ):
        append(source_line("two"))


def test_readers_learn_of_a_lost_key(new, client):
    append(source_line("one"))
    person("admin"), person("second_admin")
    rotated(str(new), "--lost", "--as", "admin", "--approved-by", "second_admin")
    out = io.StringIO()

    call_command("verify_ledger", stdout=out)

    assert "in the place of a lost key" in client.get("/ledger/").content.decode()
    assert out.getvalue().startswith(
        "line 3: the key before was lost; only this line vouches for "
    )
