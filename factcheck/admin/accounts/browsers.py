"""Browsers that a person signed in with before: what strangers get wrong does not keep the person out of them.

Each gets a signed cookie of its own, for one account. It lets nobody in: it only has the browser's own wrong passwords
counted apart from everybody else's. A changed password, or sessions ended by an administrator, make it worthless.
"""

import hashlib
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from factcheck.models import User
from factcheck.models.site_paths import site_path

SECONDS = 30 * 24 * 3600
SALT = "factcheck.known-browser"
PATH = "/accounts/"


def remember(response: HttpResponse, user: User) -> None:
    """Give the browser of this response the cookie that tells it from strangers, for 30 days."""
    content = {"user": user.pk, "browser": secrets.token_hex(8), "proof": _proof(user)}
    response.set_cookie(
        _name(user.username),
        signing.dumps(content, salt=SALT),
        max_age=SECONDS,
        path=site_path(PATH),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def known(request: HttpRequest, login: str) -> str:
    """The name of this browser, where the person of this login signed in with it within 30 days; else empty."""
    try:
        content = signing.loads(
            request.COOKIES.get(_name(login), ""), salt=SALT, max_age=SECONDS
        )
    except signing.BadSignature:
        return ""
    user = User.objects.filter(pk=content["user"], username__iexact=login).first()
    if user is None or not constant_time_compare(content["proof"], _proof(user)):
        return ""
    return content["browser"]


def _name(login: str) -> str:
    return f"known-{hashlib.sha256(login.lower().encode()).hexdigest()[:16]}"


def _proof(user: User) -> str:
    """An HMAC that changes with the password, and when all sessions of the person are ended."""
    return salted_hmac(
        SALT, user.get_session_auth_hash(), algorithm="sha256"
    ).hexdigest()
