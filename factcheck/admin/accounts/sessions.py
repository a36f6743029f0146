"""Ending the sessions of a person."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.db.models import F
from django.http import HttpRequest

from factcheck.models import User


def end_all(person: User) -> None:
    """Sign the person out wherever they are, at once."""
    _outdate(person)
    for session in UserSession.objects.filter(user_id=person.pk):
        session.end()


def end_others(request: HttpRequest) -> None:
    """Sign the person of this request out everywhere else."""
    others = UserSession.objects.filter(user_id=request.user.pk).exclude(
        session_key=request.session.session_key
    )
    _outdate(request.user)
    for session in others:
        session.end()
    update_session_auth_hash(request, request.user)


def _outdate(person: User) -> None:
    User.objects.filter(pk=person.pk).update(
        session_generation=F("session_generation") + 1
    )
    person.refresh_from_db(fields=["session_generation"])
