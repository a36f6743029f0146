from django.core.management.base import CommandError, CommandParser

from factcheck import workflow
from factcheck.management.migrated import MigratedCommand
from factcheck.models import User


class Command(MigratedCommand):
    help = (
        "Erase the name of a person of the desk, what lines have sealed of it and the name in the account, or the name "
        "of a guest in the links that were made for them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("login", nargs="?")
        who.add_argument(
            "--guest", metavar="NAME", help="the name as it stands in the link"
        )

    def handle(
        self, *, login: str | None, guest: str | None, **options: object
    ) -> None:
        if guest:
            self.erase_guest(guest)
            return
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

    def erase_guest(self, name: str) -> None:
        links = workflow.erase_guest(name)
        if not links:
            raise CommandError(f"No link was made for a guest called {name}.")
        self.stdout.write(
            f"The name went from {links} link{'s' if links > 1 else ''}; what the guest wrote stays."
        )
