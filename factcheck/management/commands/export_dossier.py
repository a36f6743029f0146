from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from factcheck import blobs
from factcheck.imports.dossier import export


class Command(BaseCommand):
    help = "Write a dispute's current public records as a dossier, with pictures and the copies that may be shared."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument(
            "--to", type=Path, help="a folder for dossier.json, captures/ and pictures/; without it, to the screen"
        )

    def handle(self, *, slug: str, to: Path | None, **options):
        try:
            dossier = export.export(slug)
        except export.NotPublished as problem:
            raise CommandError(str(problem)) from None
        if to is None:
            self.stdout.write(export.text_of(dossier), ending="")
            return
        to.mkdir(parents=True, exist_ok=True)
        (to / "dossier.json").write_text(export.text_of(dossier), encoding="utf-8")
        files = export.files(dossier)
        for folder, sha256 in files:
            (to / folder).mkdir(exist_ok=True)
            (to / folder / sha256).write_bytes(blobs.read(folder, sha256))
        self.stdout.write(f"{len(dossier['records'])} records, and {len(files)} archived copies and pictures, in {to}")
