"""Where files are stored: whole or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol, cast

from django.apps import apps
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.signals import request_started
from django.db.models import Model
from django.dispatch import receiver

_new: ContextVar[list[str] | None] = ContextVar("new_files", default=None)


class _Saves(Protocol):
    """How a storage of Django saves a file under a free name; its stubs leave it out."""

    def _save(self, name: str, content: File) -> str: ...


class WholeFileStorage(FileSystemStorage):
    """Writes beside the other files first: a full disk or a killed process leaves no part of one under its name."""

    UNFINISHED = ".unfinished"

    def _save(self, name: str, content: File) -> str:
        with self._written(content) as path:
            saved = cast(_Saves, super())._save(name, _Moved(path))
        names = _new.get()
        if names is not None:
            names.append(saved)
        return saved

    @contextmanager
    def _written(self, content: File) -> Iterator[Path]:
        """The content as a file of its own, gone after the block unless it was moved."""
        folder = Path(self.path(self.UNFINISHED))
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            path = Path(file.name)
            try:
                for chunk in content.chunks():
                    file.write(chunk if isinstance(chunk, bytes) else chunk.encode())
                file.flush()
                yield path
            finally:
                path.unlink(missing_ok=True)


class _Moved(File):
    """A file that Django's storage takes by its path."""

    def __init__(self, path: Path):
        super().__init__(None, name=path.name)
        self.path = str(path)

    def temporary_file_path(self) -> str:
        return self.path


@receiver(request_started, dispatch_uid="factcheck.models.storage.watch")
def watch(**kwargs: object) -> None:
    """From here on it is known which files the request wrote."""
    _new.set([])


def take_back() -> None:
    """Remove the files that this request wrote and that no row names, since what named them could not be saved."""
    for name in _new.get() or ():
        if not any(_names(model, name) for model in apps.get_models()):
            default_storage.delete(name)
    _new.set(None)


def _names(model: type[Model], stored: str) -> bool:
    """Whether a row of the model names the file: by its sha256, or as a file."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    if "sha256" in fields:
        return model._base_manager.filter(sha256=Path(stored).name).exists()
    files = [
        name
        for name, field in fields.items()
        if field.get_internal_type() == "FileField"
    ]
    return any(model._base_manager.filter(**{name: stored}).exists() for name in files)
