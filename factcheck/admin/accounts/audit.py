"""Who came in, who was refused, and from where: a line of the log each, for people and for fail2ban.

What was typed as a login and is none is not written down: it may be a password.
"""

import structlog
from allauth.account.internal.stagekit import unstash_login
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import (
    user_logged_in,
    user_logged_out,
    user_login_failed,
)
from django.dispatch import receiver
from django.http import HttpRequest

from factcheck.config.client_address import client_ip
from factcheck.models import User

log = structlog.get_logger(__name__)


@receiver(user_logged_in, dispatch_uid="factcheck.audit.in")
def signed_in(request: HttpRequest, user: User, **kwargs: object) -> None:
    log.info("signed in", **_log_fields(request, user))


@receiver(user_logged_out, dispatch_uid="factcheck.audit.out")
def signed_out(request: HttpRequest, user: User | None, **kwargs: object) -> None:
    if user:
        log.info("signed out", **_log_fields(request, user))


@receiver(user_login_failed, dispatch_uid="factcheck.audit.refused")
def refused(
    credentials: dict, request: HttpRequest | None = None, **kwargs: object
) -> None:
    log.warning(
        "sign-in refused",
        **_log_fields(request, _user(credentials.get("username", ""))),
    )


@receiver(authentication_failed, dispatch_uid="factcheck.audit.factor")
def factor_refused(request: HttpRequest, user: User, **kwargs: object) -> None:
    log.warning("second factor refused", **_log_fields(request, user))


def appointed(request: HttpRequest, user: User) -> None:
    """Somebody became administrator by the address that the command line printed."""
    log.warning("administrator made by first_run", **_log_fields(request, user))


def locked(request: HttpRequest) -> None:
    """A password or a code was not even looked at, after too many wrong ones."""
    log.warning("sign-in locked", **_log_fields(request, _who_tries(request)))


def held_back(request: HttpRequest) -> None:
    """A client exceeded the rate limit and got no answer."""
    log.warning("sign-in held back", **_log_fields(request, _who_tries(request)))


def _who_tries(request: HttpRequest) -> User | None:
    """Whose password or code was sent."""
    if login := request.POST.get("login"):
        return _user(login)
    pending = unstash_login(request, peek=True)
    if pending:
        return pending.user
    return request.user if request.user.is_authenticated else None


def _user(login: str) -> User | None:
    return User.objects.filter(username__iexact=login.strip()).first()


def _log_fields(request: HttpRequest | None, user: User | None) -> dict:
    address = client_ip(request) if request else None
    return {
        "login": user and user.username,
        "known_login": user is not None,
        "client_ip": address,
    }
