from django.core.management.base import CommandError, CommandParser

from factcheck import workflow
from factcheck.management.migrated import MigratedCommand
from factcheck.models import User


class Command(MigratedCommand):
    help = "Erase the name of a person of the desk: what lines have sealed of it, and the name in the account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")

    def handle(self, *, login: str, **options: object) -> None:
        person = User.objects.filter(username=login).first()
        if person is None:
            raise CommandError(f"There is nobody with the login {login}.")
        erased = workflow.erase_name(person)
        self.stdout.write(
            f"{erased.sealed} sealed names were deleted; the account {login} has no name any more."
        )
        if erased.open_lines:
            lines = ", ".join(map(str, erased.open_lines))
            self.stdout.write(
                f"The desk signed with the name in lines {lines}; a redaction takes it out of them."
            )
