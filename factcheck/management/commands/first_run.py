import os

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.urls import reverse

from factcheck import ledger
from factcheck.admin.accounts import firstrun

from .. import demo_address

MESSAGE = """Open this address in your browser within one hour. It works once:

  {address}

There you choose a login and a password, and set up the second factor."""


class Command(BaseCommand):
    help = "Print a one-time address at which the first administrator sets login, password and second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="although there is an administrator already",
        )

    def handle(self, *, again: bool, **options: object) -> None:
        refuse_an_empty_database()
        make_the_key()
        names = ", ".join(firstrun.administrators().values_list("username", flat=True))
        if names and not again:
            raise CommandError(
                f"There is an administrator already: {names}. They add people at the desk. A lost second factor is "
                "forgotten by reset_second_factor LOGIN. For one more administrator: first_run --again"
            )
        path = reverse("first_run", args=[firstrun.token()])
        self.stdout.write(MESSAGE.format(address=f"{site()}{path}"))


def make_the_key() -> None:
    """The key that signs the ledger, where none is named and none is there. Raises CommandError."""
    try:
        ledger.ensure_key_file()
    except (OSError, ledger.LedgerError) as error:
        raise CommandError(str(error)) from error


def site() -> str:
    """SITE_URL where it is set, else the demonstration that runs on this machine, at whatever port."""
    if os.environ.get("SITE_URL"):
        return settings.SITE_URL
    return demo_address.running(settings.VAR_ROOT) or settings.SITE_URL


def refuse_an_empty_database() -> None:
    try:
        is_ready = Group.objects.filter(name=firstrun.ROLE).exists()
    except DatabaseError:
        is_ready = False
    if not is_ready:
        raise CommandError(
            "The database has no roles yet, or does not answer. Run manage.py migrate first."
        )
