"""Who needs a second factor, who has one, and what becomes of a lost one."""

import logging

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from factcheck.models import User
from factcheck.workflow.roles import REPORTER, ROLES

from . import sessions

log = logging.getLogger(__name__)

# Asked of permissions, not of groups: one that was given to a single person counts too.
ENTRUSTED = sorted(
    {
        f"factcheck.{verb}"
        for verbs, *_ in ROLES.values()
        for verb in verbs
        if verb not in REPORTER
    }
    | {"factcheck.add_user", "factcheck.change_user"}
)


def is_required_of(user: User | AnonymousUser) -> bool:
    """True for whoever may do more than a reporter: approve, publish, import, or look after people."""
    return (
        settings.REQUIRE_MFA
        and user.is_active
        and any(user.has_perm(permission) for permission in ENTRUSTED)
    )


def is_missing(user: User | AnonymousUser) -> bool:
    """True when this person needs a second factor and has none. Recovery codes alone are none."""
    return (
        is_required_of(user)
        and not authenticators_of(user).filter(type=Authenticator.Type.TOTP).exists()
    )


def authenticators_of(user: User | AnonymousUser) -> QuerySet[Authenticator]:
    """The authenticators of this person: TOTP and recovery codes."""
    return Authenticator.objects.filter(user_id=user.pk)


def reset(person: User, *, by: str) -> None:
    """Delete the authenticators of somebody who lost them, recovery codes included, and end all sessions."""
    authenticators_of(person).delete()
    sessions.end_all(person)
    log.warning("The second factor of %s was reset by %s.", person.username, by)
