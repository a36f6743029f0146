"""Bytes go through the site's default storage alone: whole or not at all, and never under a sha256 of others."""

import errno
import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage, storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from support.articles import bring, hand_in, page, run
from support.dossier_roundtrip import WORDS, capture
from support.people import World, make, person, publish, uid

from factcheck.imports import jobs, retention
from factcheck.models import Capture, ImportJob, blobs
from factcheck.workflow.checks import media_root_is_writable

pytestmark = pytest.mark.django_db


class Elsewhere(Storage):
    """As an object store is: names and bytes, and no folder on this machine."""

    def __init__(self):
        self.kept: dict[str, bytes] = {}

    def _save(self, name, content):
        self.kept[name] = content.read()
        return name

    def _open(self, name, mode="rb"):
        if name not in self.kept:
            raise FileNotFoundError(name)
        return ContentFile(self.kept[name], name)

    def exists(self, name):
        return name in self.kept

    def size(self, name):
        return self._open(name).size

    def delete(self, name):
        self.kept.pop(name, None)


class Full(Elsewhere):
    """Holds ten bytes of anything more."""

    def _save(self, name, content):
        super()._save(name, ContentFile(content.read()[:10]))
        raise OSError(errno.ENOSPC, "No space left on device")


def stored_by(settings, storage: type) -> None:
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": f"{storage.__module__}.{storage.__qualname__}"}
    }


@pytest.fixture
def open_source(settings):
    """The sha256 of a copy that may leave the house, of a source that a published claim rests on."""
    world = World()
    source = make("source", slug="open", licence="cc-by")
    digest = capture(source)
    publish(source)
    evidence = [
        {
            "source": uid(source),
            "stance": "supports",
            "passage": {"exact": "Nobody was told."},
        }
    ]
    publish(make("claim", slug="told", **world.claim_content(evidence=evidence)))
    return digest


def damage(sha256: str) -> None:
    name = f"captures/{sha256[:2]}/{sha256}"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(WORDS.replace("noon", "dawn").encode()))


def test_an_import_and_an_export_need_no_folder(settings, tmp_path):
    stored_by(settings, Elsewhere)
    settings.MEDIA_ROOT = "/nowhere"
    World()

    job = bring(page(), "page", "nuuk.html")
    call_command("export_dossier", "bridge", to=tmp_path / "out", verbosity=0)

    assert (job.state, job.created > 0) == ("done", True)
    assert blobs.read("captures", Capture.objects.get().sha256) == page()
    assert (tmp_path / "out" / "dossier.json").exists()


def test_other_storages_need_no_writable_folder(settings, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"
    assert media_root_is_writable()

    stored_by(settings, Elsewhere)

    assert media_root_is_writable() == []


def test_an_export_refuses_a_copy_whose_bytes_were_altered(open_source, tmp_path):
    damage(open_source)

    with pytest.raises(
        CommandError, match=f"{open_source} is damaged.*Put the file back from a backup"
    ):
        call_command("export_dossier", "bridge", to=tmp_path / "out", verbosity=0)

    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == []


def test_an_export_writes_what_is_whole(open_source, tmp_path):
    call_command("export_dossier", "bridge", to=tmp_path / "out", verbosity=0)

    written = (tmp_path / "out" / "captures" / open_source).read_bytes()
    assert hashlib.sha256(written).hexdigest() == open_source
    assert not list((tmp_path / "out").rglob("*.part"))


def test_altered_bytes_are_never_read_as_what_they_were():
    digest = blobs.keep("captures", WORDS.encode())
    damage(digest)

    with pytest.raises(blobs.Altered, match="captures/"):
        blobs.read("captures", digest)


def test_a_full_disk_leaves_no_half_of_a_copy(settings):
    stored_by(settings, Full)

    with pytest.raises(OSError, match="No space left"):
        blobs.keep("captures", WORDS.encode())

    assert not blobs.holds("captures", hashlib.sha256(WORDS.encode()).hexdigest())


def test_what_was_cut_off_is_stored_anew():
    digest = hashlib.sha256(WORDS.encode()).hexdigest()
    default_storage.save(
        f"captures/{digest[:2]}/{digest}", ContentFile(WORDS.encode()[:10])
    )

    blobs.keep("captures", WORDS.encode())

    assert blobs.read("captures", digest) == WORDS.encode()


def test_a_full_disk_leaves_no_half_of_a_file_that_is_handed_in(settings):
    stored_by(settings, Full)

    with pytest.raises(OSError, match="No space left"):
        hand_in(WORDS)

    assert not ImportJob.objects.exists()
    assert storages["default"].kept == {}


def test_a_job_that_is_not_saved_leaves_no_file(monkeypatch):
    monkeypatch.setattr(
        ImportJob,
        "save",
        lambda *args, **kwargs: (_ for _ in ()).throw(IntegrityError("no")),
    )
    job = ImportJob(adapter="text", file_name="a.txt", started_by=person("editor"))

    with pytest.raises(IntegrityError), transaction.atomic():
        jobs.queue(job, ContentFile(WORDS.encode()))

    assert everything("imports") == []


def test_a_file_that_is_gone_from_the_store_is_named(settings):
    stored_by(settings, Elsewhere)
    job = hand_in(WORDS)
    default_storage.delete(job.file.name)

    assert "no longer stored here" in run(job).message


def everything(folder: str) -> list[str]:
    """The names of all files below a folder of the default storage."""
    storage = storages["default"]
    if not storage.exists(folder):
        return []
    folders, files = storage.listdir(folder)
    return files + [
        name for inner in folders for name in everything(f"{folder}/{inner}")
    ]


def test_other_storages_have_no_unfinished_files(settings):
    stored_by(settings, Elsewhere)

    retention.clean_up()

    assert retention.unfinished_files() == []
