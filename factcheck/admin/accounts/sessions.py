"""Ending the sessions of a person."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest

from factcheck.models import User

from ..signed_in import signed_in_user


def end_all(person: User) -> None:
    """Sign the person out wherever they are, at once."""
    _outdate(person)
    for session in UserSession.objects.filter(user_id=person.pk):
        session.end()


def end_others(request: HttpRequest) -> None:
    """Sign the person of this request out everywhere else."""
    person = signed_in_user(request)
    others = UserSession.objects.filter(user_id=person.pk).exclude(
        session_key=request.session.session_key
    )
    _outdate(person)
    for session in others:
        session.end()
    update_session_auth_hash(request, person)


def _outdate(person: User) -> None:
    User.objects.filter(pk=person.pk).update(
        session_generation=F("session_generation") + 1
    )
    person.refresh_from_db(fields=["session_generation"])
