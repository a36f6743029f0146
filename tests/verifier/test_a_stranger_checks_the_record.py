"""What the verifier says of downloaded lines, run alone as a stranger would run it."""

import ast
import json
import runpy
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.html import escape
from support.people import change, make, publish, published
from support.redactions import redact

from factcheck import ledger
from factcheck.ledger.keys import new_signer
from factcheck.syndication import ledger_lines

from .conftest import PROGRAM, run_program

pytestmark = pytest.mark.django_db


def write_keys(folder) -> str:
    """A file with the keys of the ledger, as somebody keeps it."""
    (folder / "ledger-keys").write_text(
        "".join(f"{key.verifier}\n" for key in ledger.named_keys())
    )
    return "ledger-keys"


def head() -> str:
    return ledger.current().hash


def test_what_was_downloaded_verifies(world, download, verify):
    code, said = verify(download(), "--head", head())

    assert (code, said) == (0, f"verified 8 lines, up to line 8; head {head()}\n")


def test_pages_of_the_api_verify_one_after_the_other(world, client, tmp_path):
    address, names = "/api/v1/publications/?limit=3", []
    while address:
        page = client.get(address)
        (tmp_path / f"page-{len(names)}.json").write_bytes(page.content)
        names.append(f"page-{len(names)}.json")
        address = page.json()["next"]

    code, said = run_program(*names, "--head", head(), cwd=tmp_path)

    assert len(names) == 3
    assert (code, said.split(";")[0]) == (0, "verified 8 lines, up to line 8")


def test_a_page_that_was_set_out_over_many_rows_verifies(world, client, verify):
    page = client.get("/api/v1/publications/").json()

    assert verify(json.dumps(page, indent=2).encode())[0] == 0


def test_letters_of_every_script_verify(world, download, verify):
    publish(
        change(
            world.entry,
            headline="Grønlands “Kalaallit Nunaat” – 格陵兰 🇬🇱 \u00a0 \\u00e6",
            place="É\u0301",
        ),
        action="update",
    )

    assert verify(download(), "--head", head())[0] == 0


def test_lines_from_standard_input_verify(world, download, tmp_path):
    code, _ = run_program("-", cwd=tmp_path, given="\n".join(download()).encode())

    assert code == 0


@pytest.mark.parametrize("seq", [1, 4, 8])
def test_every_changed_character_of_a_line_is_detected(world, download, verify, seq):
    rows = download()
    fields = list(json.loads(rows[seq - 1]))
    row = rows[seq - 1]
    places = [
        row.index(f'"{field}"') + len(field) + 4
        for field in fields
        if field not in ("payload", "salts", "sealed")
    ] + [
        row.index('"secret":') + 15,
        row.index(
            next(
                f'"{name}":' for name in ("title", "slug", "key") if f'"{name}":' in row
            )
        )
        + 10,
    ]

    missed = []
    for at in places:
        other = "1" if row[at] != "1" else "2"
        altered = [*rows[: seq - 1], row[:at] + other + row[at + 1 :], *rows[seq:]]
        code, said = verify(altered)
        if code != 1 or f"line {seq}" not in said:
            missed.append((row[at - 20 : at + 5], code, said))

    assert missed == []


def test_a_line_that_is_missing_is_named(world, download, verify):
    rows = download()

    code, said = verify(rows[:3] + rows[4:])

    assert code == 1
    assert "lines.ndjson:4: line 5 stands where line 4 should." in said
    assert said.count("line ") == 2  # nothing more is said of the lines after it


def test_lines_that_changed_places_are_named(world, download, verify):
    rows = download()
    rows[2], rows[3] = rows[3], rows[2]

    code, said = verify(rows)

    assert code == 1
    assert "line 4 stands where line 3 should." in said


def test_lines_that_were_cut_off_are_detected_by_the_head(world, download, verify):
    rows = download()

    assert verify(rows[:-1])[0] == 0  # without it, nobody can know
    code, said = verify(rows[:-1], "--head", head())

    assert code == 1
    assert "line 7 is the last one here" in said
    assert head() in said


def test_a_record_written_anew_is_detected_by_an_earlier_hash(world, download, verify):
    rows = download()
    kept = json.loads(rows[2])["hash"]
    seen = verify(rows, "--kept", f"3:{kept}")

    code, said = verify(rows, "--kept", f"3:{'0' * 64}")

    assert seen[0] == 0
    assert (
        code,
        said.startswith(f"line 3 has the hash {kept}; you wrote down 000"),
    ) == (1, True)


def test_lines_after_one_that_was_checked_before_verify(
    world, download, verify, tmp_path
):
    before, keys = json.loads(download()[3]), write_keys(tmp_path)

    code, said = verify(
        download("?after=4"),
        "--after",
        f"4:{before['hash']}",
        "--head",
        head(),
        "--keys",
        keys,
    )

    assert (code, said.split(";")[0]) == (0, "verified 4 lines, up to line 8")


def test_a_moment_that_goes_back_is_detected(world, download, verify, reworded):
    rows = download()
    rows[4] = reworded(rows[4], published_at="2001-01-01T00:00:00.000000Z")

    assert "line 5 goes back in time, to 2001-01-01T00:00:00.000000Z" in verify(rows)[1]


def test_a_redacted_text_verifies_where_a_later_line_says_so(world, download, verify):
    redact(8, "privacy")

    code, said = verify(download(), "--head", head())

    assert code == 0
    assert said.startswith("verified 9 lines, up to line 9, 1 redacted;")


@pytest.mark.parametrize(
    "left",
    ["{}", '{"path":"/entries/closing/","slug":"closing"}'],
    ids=["nothing", "address"],
)
def test_a_text_that_was_emptied_in_silence_is_detected(
    world, download, verify, reworded, left
):
    rows = download()
    rows[7] = reworded(rows[7], payload=json.loads(left), secret=None, salts=[])

    code, said = verify(rows)

    assert code == 1
    assert "line 8 was emptied, and no later line says that it was redacted." in said


def test_a_redaction_covers_no_other_line_and_no_other_text(
    world, download, verify, reworded
):
    redact(8, "privacy")
    rows = download()
    other = [*rows[:6], reworded(rows[6], payload={}, secret=None, salts=[]), *rows[7:]]
    text = [
        *rows[:7],
        reworded(rows[7], payload={"path": "/", "slug": "x", "text": "Written anew."}),
        *rows[8:],
    ]

    assert "line 7 was emptied, and no later line" in verify(other)[1]
    assert "line 8 has not as many salts as leaves" in verify(text)[1]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{", "line 3 is no JSON"),
        ("\udcff", "line 3 is no JSON in UTF-8"),
        ("[1]", "line 3 is no line of a ledger."),
        ('{"seq":3}', "line 3 has no action, hash, key_id, kind"),
        ('{"seq":3,"seq":3}', "line 3 names a key twice."),
        ('{"seq":3.0}', "line 3 holds the number 3.0, which has no canonical form."),
        ('{"seq":NaN}', "line 3 holds the number NaN"),
        ("[" * 100_000, "line 3 is no JSON"),
    ],
    ids=["broken", "bytes", "list", "fields", "twice", "fraction", "nan", "deep"],
)
def test_a_row_that_is_no_line_is_named_and_the_rest_is_checked(
    world, download, verify, row, told
):
    rows = download()
    data = "\n".join(
        [*rows[:2], row, *rows[3:7], rows[7].replace("closing", "opening")]
    )

    code, said = verify(data.encode("utf-8", "surrogateescape"))

    assert code == 1
    assert f"lines.ndjson:3: {told}" in said
    assert "line 8 holds a payload" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"seq": "3"}, "its seq is no number from 1"),
        ({"seq": True}, "its seq is no number from 1"),
        ({"published_at": "2026-01-01"}, "its published_at is no moment"),
        ({"hash": "abc"}, "its hash is no sha256"),
        ({"payload": []}, "its payload is no object"),
        ({"note": "x"}, "says note, which no hash covers"),
        ({"payload": {"text": "\ud800"}}, "holds a payload without canonical form"),
    ],
    ids=["text", "boolean", "day", "hash", "payload", "more", "half"],
)
def test_a_field_that_no_ledger_writes_is_named(world, download, verify, changes, told):
    rows = download()
    rows[2] = json.dumps(json.loads(rows[2]) | changes)

    code, said = verify(rows)

    assert code == 1
    assert f"lines.ndjson:3: line 3 {told}" in said


FORGED = {"signature": "A" * 86 + "==", "key_id": "00000000"}


@pytest.mark.parametrize("name", FORGED)
def test_a_line_that_the_key_did_not_sign_is_named(
    world, download, verify, reworded, name
):
    rows = download()
    rows[3] = reworded(rows[3], **{name: FORGED[name]})

    code, said = verify(rows)

    assert (code, said.splitlines()[0]) == (
        1,
        "lines.ndjson:4: line 4 has no good signature (signature).",
    )
    assert verify(rows, "--no-signatures")[0] == 0


def test_lines_written_anew_under_another_key_are_detected_by_the_earlier_key(
    world, download, verify, tmp_path
):
    write_keys(tmp_path)
    assert verify(download(), "--keys", "ledger-keys")[0] == 0
    (tmp_path / "ledger-keys").write_text(
        f"{new_signer('record.example/ledger').verifier}\n"
    )

    code, said = verify(download(), "--keys", "ledger-keys")

    assert code == 1
    assert "line 1 names the key" in said


def test_lines_without_their_key_line_need_the_key(world, download, verify):
    before = json.loads(download()[3])

    code, said = verify(download("?after=4"), "--after", f"4:{before['hash']}")

    assert code == 1
    assert said.count("give it by --keys") == 1


def test_a_file_of_keys_that_holds_none_is_an_error(world, download, verify, tmp_path):
    (tmp_path / "kept").write_text("no key\n")

    assert verify(download(), "--keys", "kept") == (
        2,
        "kept cannot be read: names no verifier key.\n",
    )
    assert verify(download(), "--keys", "nowhere")[0] == 2


@pytest.mark.parametrize(
    ("seed", "message"),
    [(bytes(32), b""), (bytes(range(32)), b"a line"), (b"\xff" * 32, b"\0" * 999)],
)
def test_its_ed25519_is_that_of_the_library(seed, message):
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    own = runpy.run_path(str(PROGRAM))["is_signed"]

    assert own(public, message, signature)
    assert not own(public, message + b"x", signature)
    assert not own(public, message, bytes([signature[0] ^ 1]) + signature[1:])
    assert not own(
        public,
        message,
        signature[:32]
        + (int.from_bytes(signature[32:], "little") + 2**252).to_bytes(32, "little"),
    )
    assert not own(bytes([public[0] ^ 1]) + public[1:], message, signature)


def test_an_empty_file_does_not_verify(verify):
    assert verify(b"") == (1, "there is no line to check.\n1 problem in 0 lines\n")


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    code, said = run_program("nowhere.ndjson", cwd=tmp_path)

    assert code == 2
    assert said.startswith("nowhere.ndjson cannot be read: ")


def test_it_imports_the_standard_library_alone():
    found = set()
    for node in ast.walk(ast.parse(PROGRAM.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module.partition(".")[0])

    assert found
    assert found <= sys.stdlib_module_names


def test_a_download_of_many_batches_is_whole(world, download, verify, monkeypatch):
    monkeypatch.setattr(ledger_lines, "BATCH", 2)
    published("source", slug="another")

    assert verify(download(), "--head", head())[0] == 0


def test_a_line_emptied_during_a_download_comes_with_the_line_that_says_so(
    world, client, verify, monkeypatch
):
    monkeypatch.setattr(ledger_lines, "BATCH", 2)
    sent = iter(client.get("/ledger/lines.ndjson").streaming_content)
    first = next(sent)
    redact(8, "privacy")

    code, said = verify(first + b"".join(sent))

    assert (code, said.split(";")[0]) == (
        0,
        "verified 9 lines, up to line 9, 1 redacted",
    )


def test_a_download_of_a_past_moment_ends_there(world, client, download):
    line = ledger.as_of_seq(5)
    make("source", slug="draft")

    assert len(download(f"?as_of={ledger.moment_text(line.moment)}")) == 5


def test_the_page_leads_to_the_program_and_the_lines(world, client):
    page = client.get("/ledger/verify/").content.decode()

    assert (
        '<a href="/static/verify/verify_record.py" download="verify_record.py">' in page
    )
    assert '<a href="/ledger/lines.ndjson">' in page
    assert escape(f"--head {head()}") in page
    assert '<a href="/ledger/verify/">' in client.get("/ledger/").content.decode()


def test_a_place_that_is_no_line_is_refused(world, client):
    assert client.get("/ledger/lines.ndjson?after=x").status_code == 400


def test_the_head_of_a_download_costs_no_reading(world, client):
    response = client.head("/ledger/lines.ndjson")

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b""
