from django.core.management.base import CommandError, CommandParser

from factcheck import workflow
from factcheck.management.migrated import MigratedCommand
from factcheck.models import Report, User

SHORTEST = 5  # letters; less would be found in what other readers gave


class Command(MigratedCommand):
    help = "Erase what a reader gave to be reached by from every report that holds it; the reports stay."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "contact", help="The address or number, or a part of what the reader wrote."
        )
        parser.add_argument(
            "--as",
            dest="login",
            required=True,
            help="Who erases it: one who may answer reports.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say which reports hold it and erase nothing.",
        )

    def handle(
        self, *, contact: str, login: str, dry_run: bool, **options: object
    ) -> None:
        wanted = contact.strip()
        if len(wanted) < SHORTEST:
            raise CommandError(
                f"Write at least {SHORTEST} letters of it, so that nobody else's is erased."
            )
        by = User.objects.filter(username=login).first()
        if by is None:
            raise CommandError(f"There is nobody with the login {login}.")
        self._erase(list(Report.objects.filter(contact__icontains=wanted)), by, dry_run)
        for report in Report.objects.filter(text__icontains=wanted):
            self.stdout.write(
                f"Report {report.pk} holds it in its text, which stays as the reader wrote it."
            )

    def _erase(self, reports: list[Report], by: User, dry_run: bool) -> None:
        for report in reports:
            if not dry_run:
                self._erase_one(report, by)
            self.stdout.write(
                f"Report {report.pk}: {'would be erased' if dry_run else 'erased'}."
            )
        if not reports:
            self.stdout.write("No report holds it as a contact.")

    def _erase_one(self, report: Report, by: User) -> None:
        try:
            workflow.erase_contact(report, by)
        except workflow.WorkflowError as refusal:
            raise CommandError(f"Report {report.pk}: {refusal}") from refusal
