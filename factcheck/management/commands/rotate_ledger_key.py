from pathlib import Path

from django.core.management.base import CommandError, CommandParser

from factcheck import ledger, workflow
from factcheck.management.deciders import add_deciders, deciders
from factcheck.management.migrated import MigratedCommand

SAID = """line {seq} names the key {key_id}. Point LEDGER_KEY_FILE at {new} now and restart every process that
publishes: until then nothing can be published."""


class Command(MigratedCommand):
    help = "Let another key sign the ledger from now on: the old one signs the line that names it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "new", help="the file with the new key, made by make_ledger_key"
        )
        parser.add_argument(
            "--lost",
            action="store_true",
            help="the old key is lost; two administrators decide",
        )
        add_deciders(parser, required=False)

    def handle(self, *, new: str, lost: bool, **options: object) -> None:
        try:
            key = ledger.read_signer(Path(new).read_text())
        except OSError as error:
            raise CommandError(f"{new} cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"{new} holds no key: {error}") from error
        try:
            line = (
                workflow.replace_lost_key(key, *deciders(options))
                if lost
                else workflow.rotate_key(key)
            )
        except (ledger.LedgerError, workflow.WorkflowError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            SAID.format(seq=line.seq, key_id=key.verifier.key_id, new=new)
        )
