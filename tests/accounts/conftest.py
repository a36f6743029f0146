import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.test import Client
from support.people import person

from factcheck.models import User

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _as_in_production(settings, db):
    settings.REQUIRE_MFA = True
    settings.MFA_TOTP_TOLERANCE = (
        1  # the next half minute may begin between a code and its use
    )


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


class Browser(Client):
    """A browser, in which people sign in as they do."""

    def log_in(self, name: str, password: str = PASSWORD, **extra):
        return self.post(
            "/accounts/login/", {"login": name, "password": password}, **extra
        )

    def give(self, code: str):
        return self.post("/accounts/second-factor/ask/", {"code": code})

    def is_in(self) -> bool:
        return self.get("/admin/").status_code == 200

    def set_up(self) -> str:
        """Set a second factor up, from the page's own key; returns the key."""
        self.post("/accounts/reauthenticate/", {"password": PASSWORD})
        secret = self.get("/accounts/second-factor/set-up/").context["form"].secret
        self.answer = self.post(
            "/accounts/second-factor/set-up/", {"code": code_of(secret)}
        )
        return secret


@pytest.fixture
def browser() -> type[Browser]:
    return Browser


class Holder:
    """A person with a second factor: what their app shows, and their recovery codes."""

    def __init__(self, name: str):
        self.user: User = person(name)
        self.secret = generate_totp_secret()
        TOTP.activate(self.user, self.secret)
        self.recovery_codes = RecoveryCodes.activate(self.user).generate_codes()

    def code(self) -> str:
        return code_of(self.secret)


@pytest.fixture
def holder() -> type[Holder]:
    return Holder
