"""Middleware that sends whoever lacks a required second factor to the page that sets one up."""

from collections.abc import Callable
from functools import partial
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse
from django.utils.functional import SimpleLazyObject

from factcheck.models import User

from . import factors

SIGNED_IN_PAGES = ("accounts/", "admin/")
SETTING_UP = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "admin:logout",
    "mfa_activate_totp",
    "mfa_authenticate",
}


class SecondFactorMiddleware:
    """Redirects signed-in pages to the one that sets a second factor up; all other pages get an AnonymousUser.

    The latter is what closes whatever is added later, such as an API that takes sessions. It is lazy: a page that does
    not ask who reads it stays without a session, and its caches without a cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict
    ) -> HttpResponse | None:
        match = cast(ResolverMatch, request.resolver_match)  # a view was found
        if match.view_name in SETTING_UP:
            return None
        if match.route.startswith(SIGNED_IN_PAGES):
            return (
                HttpResponseRedirect(reverse("mfa_activate_totp"))
                if factors.is_missing(request.user)
                else None
            )
        user = SimpleLazyObject(partial(_admitted, request.user))
        request.user = cast(User | AnonymousUser, user)
        return None


def _admitted(user: User | AnonymousUser) -> User | AnonymousUser:
    return AnonymousUser() if factors.is_missing(user) else user
