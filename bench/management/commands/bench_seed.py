from django.core.management import BaseCommand, CommandParser, call_command

from bench.content import Author, Chronicler, Courses, Scale
from bench.rows import Chain, batches
from bench.working import copy_newest_claims
from bench.writing import close, make_room, write
from factcheck import ledger


class Command(BaseCommand):
    help = "Fill an empty scratch database with a ledger of that many lines, and working records for the stock list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("lines", type=int, nargs="?", default=1_000)
        parser.add_argument(
            "--courses",
            type=int,
            nargs="+",
            help="disputes of so many entries each, not LINES lines",
        )
        parser.add_argument("--verify", action="store_true")

    def handle(
        self, *, lines: int, courses: list[int] | None, verify: bool, **options: object
    ) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        make_room()
        chain = Chain(ledger.ensure_key_file())
        author = Chronicler(Courses(courses)) if courses else Author(Scale(lines))
        for batch in batches(chain, author.lines()):
            write(batch)
        close(chain)
        if verify:
            call_command("verify_ledger")
        if not courses:
            copy_newest_claims(200)
