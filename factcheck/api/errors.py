"""Problems as RFC 9457 says them: application/problem+json with type, title, status, detail and errors by field."""

import json
from collections.abc import Iterable

from django.http import Http404, HttpResponse
from rest_framework import exceptions, serializers, status
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"


class FieldProblem(serializers.Serializer):
    """What is wrong with one parameter."""

    field = serializers.CharField()
    message = serializers.CharField()


class Problem(serializers.Serializer):
    """An RFC 9457 problem."""

    type = serializers.CharField(help_text="about:blank, or tombstone.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = FieldProblem(many=True, required=False)


class BadRequest(exceptions.APIException):
    """A 400 with the parameters that are wrong, each with its remedy."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Iterable[tuple[str, str]]):
        self.errors = [{"field": field, "message": message} for field, message in errors]
        super().__init__(" ".join(error["message"] for error in self.errors))


class Answered(Exception):
    """Ends a request with a ready answer: a tombstone or a redirect."""

    def __init__(self, response: HttpResponse):
        super().__init__(response.status_code)
        self.response = response


def problem(code: int, title: str, detail: str, **members) -> HttpResponse:
    """A problem answer; `members` are extensions such as `errors` or the members of a tombstone."""
    body = {"type": "about:blank", "title": title, "status": code, "detail": detail} | members
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=code, content_type=MEDIA_TYPE)


def problem_handler(error: Exception, context: dict) -> HttpResponse | None:
    """DRF's exception handler; None lets Django answer what is nobody's mistake but ours."""
    if isinstance(error, Answered):
        return error.response
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is nothing at this address, or nothing that was published.")
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    members = {"errors": error.errors} if isinstance(error, BadRequest) else {}
    response = problem(error.status_code, str(error.default_detail).rstrip("."), str(error.detail), **members)
    for name in ("auth_header", "wait"):
        if value := getattr(error, name, None):
            response["WWW-Authenticate" if name == "auth_header" else "Retry-After"] = str(value)
    return response
