"""The settings of allauth that are code: no sign-up, the client's address, attempts counted by browser."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from factcheck.config.client_address import client_ip
from factcheck.models import User

from . import audit, browsers

LOCKED = "too_many_login_attempts"
KNOWN_BROWSER = {"login_failed": "5/5m/key"}


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are added at the desk."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: object) -> None:
        """Count the attempt against the rate limit; a browser that the person signed in with before has its own count.

        Raises ValidationError when the limit is reached.
        """
        browser = browsers.known(request, str(credentials.get("username", "")))
        if not browser:
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            config=KNOWN_BROWSER,
            key=f"known-browser-{browser}",
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error(LOCKED)

    def post_login(
        self, request: HttpRequest, user: User, **options: object
    ) -> HttpResponse:
        response = super().post_login(request, user, **options)
        browsers.remember(response, user)
        return response

    def validation_error(self, code: str, *args: object) -> ValidationError:
        if code == LOCKED:
            audit.locked(context.request)
        return super().validation_error(code, *args)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        """The name beside the codes in a person's app; the address tells two sites of ours apart."""
        return f"{admin.site.site_header} ({super().get_totp_issuer()})"
