from contextlib import closing

from django.core.management.base import BaseCommand, CommandError

from factcheck import ledger
from factcheck.models import GENESIS, Publication

SAY_EVERY = 10_000


class Command(BaseCommand):
    help = "Read the whole ledger again: numbers, hashes, derived rows and head. Names the first line that differs."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="list every line that differs, not only the first")

    def handle(self, **options):
        self.read = 0
        with closing(ledger.verify(self.say)) as found:  # it reads in a transaction, which ends here and not later
            first = next(found, None)
            rest = list(found) if first and options["all"] else []
        for difference in rest:
            self.stderr.write(str(difference))
        if first:
            raise CommandError(str(first))
        self.stdout.write(f"verified {self.read} lines, head {self.head_hash()}")

    def say(self, seq: int) -> None:
        """Progress of a long ledger, beside the answer and not in it."""
        if seq // SAY_EVERY > self.read // SAY_EVERY:
            self.stderr.write(f"{seq} lines read", self.style.NOTICE)
        self.read = seq

    def head_hash(self) -> str:
        """The hash of the last line read; others may have published since."""
        return Publication.objects.filter(seq=self.read).values_list("hash", flat=True).first() or GENESIS
