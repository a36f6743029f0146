"""How the first administrator comes to be: by an address that is printed on the command line and works once."""

from django.contrib.auth.models import Group
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet

from factcheck.models import User

ROLE = "Administrator"
SALT = "factcheck.first-run"
SECONDS = 3600


class LinkUsed(Exception):
    """The address was used meanwhile, or another one was."""


def administrators() -> QuerySet[User]:
    """Everybody with that role, inactive accounts included."""
    return User.objects.filter(Q(is_superuser=True) | Q(groups__name=ROLE)).distinct()


def token() -> str:
    """A signed token, valid for an hour and only while the set of administrators is the one of now."""
    return signing.dumps(_known(), salt=SALT)


def is_good(token: str) -> bool:
    try:
        return signing.loads(token, salt=SALT, max_age=SECONDS) == _known()
    except signing.BadSignature:
        return False


def _known() -> list[int]:
    return sorted(administrators().values_list("pk", flat=True))


@transaction.atomic
def appoint(user: User, token: str) -> User:
    """Save the person of the form as an administrator. Raises LinkUsed where somebody was quicker."""
    role = Group.objects.select_for_update().get(name=ROLE)
    if not is_good(token):
        raise LinkUsed
    user.is_staff = user.is_superuser = True
    user.save()
    user.groups.add(role)
    return user
