from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck import ledger

MESSAGE = """{verifier}

That is the public key, for whoever verifies the ledger. The key that signs lies in {path}, readable by its owner
alone. Keep a copy outside this machine and outside the database: a ledger whose key is lost goes on only by the word of
two administrators. Every process that publishes must read it: the web processes and the workers."""


class Command(BaseCommand):
    help = "Make the key that signs the ledger's lines, in a new file. Nothing that exists is overwritten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path",
            nargs="?",
            help="where it goes; LEDGER_KEY_FILE unless said otherwise",
        )
        parser.add_argument(
            "--origin",
            default="",
            help="what it speaks for; host and ledger of SITE_URL by default",
        )

    def handle(self, *, path: str | None, origin: str, **options: object) -> None:
        place = Path(path or settings.LEDGER_KEY_FILE)
        try:
            signer = ledger.make_key_file(place, origin)
        except FileExistsError as error:
            raise CommandError(
                f"{place} is there already and is never overwritten; name another file."
            ) from error
        except (OSError, ledger.KeyUnreadable) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(MESSAGE.format(verifier=signer.verifier, path=place))
