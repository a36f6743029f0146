from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from factcheck.imports.dossier import export
from factcheck.management.migrated import MigratedCommand
from factcheck.models import blobs


class Command(MigratedCommand):
    help = "Write a dispute's current public records as a dossier, with pictures and the copies that may be shared."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument(
            "--to",
            type=Path,
            help="a folder for dossier.json, captures/ and pictures/; without it, to the screen",
        )

    def handle(self, *, slug: str, to: Path | None, **options: object) -> None:
        try:
            dossier = export.export(slug)
        except export.NotPublished as problem:
            raise CommandError(str(problem)) from None
        if to is None:
            self.stdout.write(export.text_of(dossier), ending="")
            return
        files = sorted(export.files(dossier))
        self._write(to, files)
        (to / "dossier.json").write_text(export.text_of(dossier), encoding="utf-8")
        self.stdout.write(
            f"{len(dossier['records'])} records, and {len(files)} archived copies and pictures, in {to}"
        )

    def _write(self, to: Path, files: list[tuple[str, str]]) -> None:
        """Every copy and picture, each under its sha256. Raises CommandError that names all that are damaged."""
        to.mkdir(parents=True, exist_ok=True)
        damaged = []
        for folder, sha256 in files:
            (to / folder).mkdir(exist_ok=True)
            try:
                write_copy(to / folder / sha256, folder, sha256)
            except blobs.Altered as problem:
                damaged.append(str(problem))
        if damaged:
            raise CommandError("\n".join([*damaged, "The dossier was not written."]))


def write_copy(path: Path, folder: str, sha256: str) -> None:
    """The stored bytes into a file that appears under its name only when they have this sha256. Raises Altered."""
    unfinished = path.with_name(f"{sha256}.part")
    with ExitStack() as undo:
        undo.callback(unfinished.unlink)
        with unfinished.open("wb") as file:
            file.writelines(blobs.pieces(folder, sha256))
        unfinished.replace(path)
        undo.pop_all()
