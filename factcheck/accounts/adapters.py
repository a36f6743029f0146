"""Where allauth asks this site what it wants."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import admin
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are added at the desk."""
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_issuer(self) -> str:
        """The name beside the codes in a person's app; the address tells two sites of ours apart."""
        return f"{admin.site.site_header} ({super().get_totp_issuer()})"
