from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from factcheck import blobs
from factcheck.imports.dossier import export


class Command(BaseCommand):
    help = "Write a dispute's current public records as a dossier, with the archived copies that may be shared."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument(
            "--to", type=Path, help="a folder for dossier.json and captures/; without it, to the screen"
        )

    def handle(self, *, slug: str, to: Path | None, **options):
        try:
            dossier = export.export(slug)
        except export.NotPublished as problem:
            raise CommandError(str(problem)) from None
        if to is None:
            self.stdout.write(export.text_of(dossier), ending="")
            return
        (to / "captures").mkdir(parents=True, exist_ok=True)
        (to / "dossier.json").write_text(export.text_of(dossier), encoding="utf-8")
        copies = export.copies(dossier)
        for sha256 in copies:
            (to / "captures" / sha256).write_bytes(blobs.read("captures", sha256))
        self.stdout.write(f"{len(dossier['records'])} records and {len(copies)} archived copies in {to}")
