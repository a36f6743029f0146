"""Pages of signing in: the first administrator's, and allauth's where ours do more."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import Login
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, UpdateView

from factcheck.models import User

from ..signed_in import signed_in_user
from . import audit, browsers, firstrun, sessions


class AdministratorForm(BaseUserCreationForm):
    """Login, name at the desk and password; nothing else is needed, and no e-mail is asked for."""

    class Meta:
        model = User
        fields = ["username", "desk_name"]
        labels = {"desk_name": "Name at the desk"}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["desk_name"].required = True
        self.fields[
            "username"
        ].help_text = "What you type to sign in: letters, digits and @/./+/-/_ alone."
        self.fields[
            "password1"
        ].help_text = "At least eight characters, and none of the common ones."
        self.fields["password2"].help_text = ""


@method_decorator(
    [never_cache, sensitive_post_parameters("password1", "password2")], name="dispatch"
)
class FirstRunView(FormView):
    """The page of the address that `manage.py first_run` prints: it makes an administrator, and signs them in."""

    form_class = AdministratorForm
    template_name = "account/first_run.html"
    http_method_names = ("get", "head", "post", "options")

    def dispatch(
        self, request: HttpRequest, *args: object, **kwargs: str
    ) -> HttpResponseBase:
        if not firstrun.is_good(kwargs["token"]):
            return self._over()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AdministratorForm) -> HttpResponse:
        try:
            user = firstrun.appoint(form.save(commit=False), self.kwargs["token"])
        except firstrun.LinkUsed:
            return self._over()
        audit.appointed(self.request, user)
        login = Login(user=user, redirect_url=reverse("admin:index"))
        response = perform_password_login(
            self.request, {"username": user.username}, login
        )
        reauthenticate_by_password(
            self.request
        )  # it was typed just now, so the second factor's page asks not again
        return response

    def _over(self) -> HttpResponse:
        return render(self.request, "account/first_run_over.html", status=404)


# The QR code is a picture within the page; this page alone may show such.
@method_decorator(csp_update({"img-src": "data:"}), name="dispatch")
class SecondFactorSetUpView(ActivateTOTPView):
    """Sets up a second factor, and ends all other sessions: they were opened with the password alone."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        response = super().form_valid(form)
        sessions.end_others(self.request)
        browsers.remember(response, signed_in_user(self.request))
        return response


class BylineView(LoginRequiredMixin, UpdateView):
    """Whether the person's own name stays sealed where the desk signs; a POST without the field lets it be shown."""

    model = User
    fields = ("declines_byline",)
    template_name = "account/byline.html"
    success_url = reverse_lazy("account_byline")
    http_method_names = ("get", "head", "post", "options")

    def get_object(self, queryset: QuerySet | None = None) -> User:
        return signed_in_user(self.request)

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs, desk_signs=settings.DESK_SIGNS)


class SessionsView(ListUserSessionsView):
    """Where the person is signed in; a POST ends everything but this session."""

    def get(
        self, request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponse:
        UserSession.objects.create_from_request(
            request
        )  # its key changes with the password
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        sessions.end_others(self.request)
        return super().form_valid(form)


def too_often(request: HttpRequest) -> HttpResponse:
    """The 429 page that allauth answers with when a client exceeds its rate limit."""
    audit.held_back(request)
    return render(request, "429.html", status=429)
