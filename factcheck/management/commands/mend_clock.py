from django.core.management.base import CommandError, CommandParser

from factcheck import ledger, workflow
from factcheck.management.deciders import add_deciders, deciders
from factcheck.management.migrated import MigratedCommand


class Command(MigratedCommand):
    help = "Take a ledger whose last line lies ahead of the clock back to now, by a line that says so."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reason", required=True, help="what happened, in one public sentence"
        )
        add_deciders(parser)

    def handle(self, *, reason: str, **options: object) -> None:
        try:
            line = workflow.mend_clock(*deciders(options), reason=reason)
        except (ledger.LedgerError, workflow.WorkflowError) as error:
            raise CommandError(str(error)) from error
        step = ledger.payload_of(line)
        self.stdout.write(f"line {line.seq}: from {step['from']} back to {step['to']}")
