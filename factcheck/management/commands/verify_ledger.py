from collections.abc import Generator
from contextlib import closing
from typing import Any

from django.core.management.base import CommandError, CommandParser

from factcheck import ledger, workflow
from factcheck.management.migrated import MigratedCommand
from factcheck.models import GENESIS, Publication
from factcheck.records import archive_checks

SAY_EVERY = 10_000


class Command(MigratedCommand):
    help = (
        "Read the whole ledger again: numbers, hashes, signatures, derived rows, head, guards and who agreed to what. "
        "Names the first line that differs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help="list everything that differs, not only the first",
        )
        parser.add_argument(
            "--archive",
            action="store_true",
            help="also read every archived copy and picture",
        )

    def handle(self, **options: Any) -> None:
        self.read = 0
        with closing(
            self.differences(options["archive"])
        ) as found:  # it reads in a transaction, which ends here
            first = next(found, None)
            rest = list(found) if first and options["all"] else []
        for difference in rest:
            self.stderr.write(str(difference))
        if first:
            raise CommandError(str(first))
        for key in ledger.named_keys():
            if key.reason == "lost":
                self.stdout.write(
                    f"line {key.seq}: the key before was lost; only this line vouches for {key.verifier}"
                )
        self.stdout.write(f"verified {self.read} lines, head {self.head_hash()}")

    def differences(self, with_archive: bool) -> Generator[object, None, None]:
        """Everything that is wrong, in words; first the lines themselves, then what they lean on."""
        yield from ledger.verify(self.say)
        yield from ledger.faults_around()
        yield from workflow.faults_of_histories()
        if with_archive:
            yield from archive_checks.faults()

    def say(self, seq: int) -> None:
        """Progress of a long ledger, beside the answer and not in it."""
        if seq // SAY_EVERY > self.read // SAY_EVERY:
            self.stderr.write(f"{seq} lines read", self.style.NOTICE)
        self.read = seq

    def head_hash(self) -> str:
        """The hash of the last line read; others may have published since."""
        return (
            Publication.objects.filter(seq=self.read)
            .values_list("hash", flat=True)
            .first()
            or GENESIS
        )
