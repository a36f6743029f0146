import getpass

from django.core.management.base import CommandError, CommandParser

from factcheck.admin.accounts import factors
from factcheck.management.migrated import MigratedCommand
from factcheck.models import User


class Command(MigratedCommand):
    help = "Forget a person's lost second factor and end their sessions: for the administrator whom no other can help."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login")

    def handle(self, *, login: str, **options: object) -> None:
        person = User.objects.filter(username=login).first()
        if person is None:
            raise CommandError(f"There is nobody with the login {login}.")
        factors.reset(person, by=f"{getpass.getuser()}, on the command line")
        self.stdout.write(
            f"{login} signs in with the password alone once, and sets a second factor up anew."
        )
