"""A full disk: a page that says so, nothing half written, and the site goes on when there is space again."""

import errno
import io
import os
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from support.people import make, person, published, uid

from factcheck.models import Capture, ImportJob, Party, blobs, disk, storage

SAID = "The disk is full: nothing was saved"
PARTS = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def desk(db) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(person("editor"))
    return browser


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def no_space(*args, **options):
    raise OSError(errno.ENOSPC, "No space left on device")


def full_database(*args, **options):
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise OperationalError("database or disk is full") from cause


class Endless(io.RawIOBase):
    """A file of which a part can be written before the disk is full."""

    def chunks(self):
        yield b"the first part"
        no_space()


def hand_in(desk: Client):
    file = SimpleUploadedFile(
        "note.txt", b"The bridge was closed on Wednesday.", content_type="text/plain"
    )
    return desk.post("/admin/factcheck/importjob/add/", {"file": file})


def test_an_upload_without_space_is_answered_and_leaves_nothing(
    desk, media, monkeypatch
):
    monkeypatch.setattr(storage, "_Moved", no_space)

    answer = hand_in(desk)

    assert (answer.status_code, SAID in answer.content.decode()) == (507, True)
    assert "still in the form" in answer.content.decode()
    assert files(media) == []
    assert not ImportJob.objects.exists()


def test_a_file_is_there_whole_or_not_at_all(media):
    with pytest.raises(OSError, match="No space"):
        default_storage.save("captures/half", Endless())

    assert files(media) == []
    assert (
        default_storage.save("captures/whole", ContentFile(b"all of it"))
        == "captures/whole"
    )
    assert [path.read_bytes() for path in files(media)] == [b"all of it"]


def test_bytes_that_were_half_written_are_not_held(media):
    with pytest.raises(OSError, match="No space"):
        default_storage.save(blobs._name("captures", "0" * 64), Endless())

    assert not blobs.holds("captures", "0" * 64)


def test_a_row_that_cannot_be_written_leaves_no_file(desk, media, monkeypatch):
    monkeypatch.setattr(ImportJob, "save", full_database)

    answer = hand_in(desk)

    assert (answer.status_code, SAID in answer.content.decode()) == (507, True)
    assert files(media) == []


def test_a_copy_whose_row_cannot_be_written_is_taken_back(desk, media, monkeypatch):
    source = make("source")
    kept = blobs.keep("captures", b"A copy that was held before.")
    Capture.objects.create(
        source=source,
        sha256=kept,
        media_type="text/plain",
        byte_count=28,
        captured_at="2026-01-01T00:00Z",
    )

    def request_that_fails(name):
        storage.watch()
        blobs.keep("captures", b"A copy that was held before.")
        blobs.keep("captures", b"A new one.")
        storage.take_back()

    request_that_fails("captures")

    assert [path.name for path in files(media)] == [kept]


def test_a_save_without_space_is_answered_and_changes_nothing(desk, monkeypatch):
    monkeypatch.setattr(Party, "save", full_database)

    answer = desk.post(
        "/admin/factcheck/party/add/",
        {"name": "Ada Lund", "slug": "ada-lund", "party_kind": "person"} | PARTS,
    )

    assert (answer.status_code, SAID in answer.content.decode()) == (507, True)
    assert not Party.objects.exists()


def test_a_reader_s_report_that_has_no_space_is_answered(db, monkeypatch):
    monkeypatch.setattr("factcheck.workflow.report", full_database)
    from_reader = Client(raise_request_exception=False)
    record = uid(published("party"))

    answer = from_reader.post(f"/report/?record={record}", {"text": "It was the 14th."})

    assert (answer.status_code, SAID in answer.content.decode()) == (507, True)


def test_another_fault_is_not_called_a_full_disk(desk, media, monkeypatch):
    def fail(*args, **options):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(storage, "_Moved", fail)

    answer = hand_in(desk)

    assert (answer.status_code, SAID in answer.content.decode()) == (500, False)


def test_a_real_sqlite_says_that_it_is_full(tmp_path):
    database = sqlite3.connect(tmp_path / "small.sqlite3")
    database.execute("PRAGMA max_page_count = 3")
    database.execute("CREATE TABLE t (a)")

    with pytest.raises(sqlite3.OperationalError) as caught:
        database.execute("INSERT INTO t VALUES (zeroblob(100000))")

    assert disk.is_full(caught.value)
    database.close()


@pytest.mark.slow
def test_a_disk_that_is_really_full(media, settings):
    """A file system of one megabyte in memory; only root may mount one."""
    if os.geteuid():
        pytest.skip("only root may mount a file system of its own")
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], check=False
        )
        if mounted.returncode:
            pytest.skip("this machine mounts no tmpfs")
        try:
            settings.MEDIA_ROOT = folder
            with pytest.raises(OSError, match="No space") as caught:
                blobs.keep("captures", b"x" * 2**21)
            assert disk.is_full(caught.value)
            assert files(Path(folder)) == []
            assert blobs.read("captures", blobs.keep("captures", b"small")) == b"small"
        finally:
            subprocess.run(["umount", folder], check=True)
