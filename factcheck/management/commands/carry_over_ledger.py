from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from factcheck import ledger
from factcheck.management.migrated import MigratedCommand


class Command(MigratedCommand):
    help = "Carry a ledger of version 0.1.0 over into today's form, once. Stop every other process first, and back up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep",
            help=f"where the old lines are kept, MEDIA_ROOT/{ledger.OLD_LINES} unless said otherwise; a redaction "
            "takes words out of that file too, as long as it stays there and the site may write it",
        )

    def handle(self, *, keep: str | None, **options: object) -> None:
        path = Path(keep or Path(settings.MEDIA_ROOT) / ledger.OLD_LINES)
        try:
            done = ledger.carry_over(path)
        except (ledger.LedgerError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"carried over {done.lines} lines; the old ones are kept in {done.archive}"
        )
