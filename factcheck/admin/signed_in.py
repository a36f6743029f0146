"""The person who is signed in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from factcheck.models import User


def signed_in_user(request: HttpRequest) -> User:
    """The person who sent the request. Raises PermissionDenied where nobody is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
