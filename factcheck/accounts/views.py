"""allauth's pages where ours do more: a changed second factor and the list of sessions end the others."""

from allauth.mfa.totp.views import ActivateTOTPView
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from . import sessions


# The QR code is a picture within the page; this page alone may show such.
@method_decorator(csp_update({"img-src": "data:"}), name="dispatch")
class SetUp(ActivateTOTPView):
    """Sets a second factor up. What was opened with the password alone, by whomever, ends with that."""

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        sessions.end_others(self.request)
        return response


class Sessions(ListUserSessionsView):
    """Where the person is signed in; a POST ends everything but this session."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        UserSession.objects.create_from_request(request)  # its key changes with the password
        return super().get(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        sessions.end_others(self.request)
        return super().form_valid(form)
