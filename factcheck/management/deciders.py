"""The two people that a command acts for, each named by login."""

from django.core.management.base import CommandError, CommandParser

from factcheck.models import User


def add_deciders(parser: CommandParser, *, required: bool = True) -> None:
    """The options that name them."""
    when = "" if required else "with --lost: "
    parser.add_argument(
        "--as",
        dest="by",
        metavar="LOGIN",
        required=required,
        help=f"{when}who decides it",
    )
    parser.add_argument(
        "--approved-by",
        metavar="LOGIN",
        required=required,
        help=f"{when}the second administrator, who agrees",
    )


def deciders(options: dict) -> tuple[User, User]:
    """Who decides and who agrees. Raises CommandError."""
    if not (options["by"] and options["approved_by"]):
        raise CommandError("Say who decides: --as LOGIN --approved-by LOGIN.")
    return _person(options["by"]), _person(options["approved_by"])


def _person(login: str) -> User:
    person = User.objects.filter(username=login, is_active=True).first()
    if person is None:
        raise CommandError(f"There is no person “{login}” at this desk.")
    return person
