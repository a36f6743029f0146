from django.core.management.base import BaseCommand

from factcheck.imports.dossier import schema


class Command(BaseCommand):
    help = (
        "Print the JSON Schema of a dossier, as it stands in docs/dossier.schema.json."
    )

    def handle(self, **options: object) -> None:
        self.stdout.write(schema.text(), ending="")
