"""Problems as RFC 9457 says them: application/problem+json with type, title, status, detail and errors by field."""

import json
from collections.abc import Iterable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.urls import reverse
from rest_framework import exceptions, serializers
from rest_framework.views import set_rollback

from factcheck.records.filters.parsing import WrongFilters

MEDIA_TYPE = "application/problem+json"
NOTHING_HERE = "There is nothing at this address, or nothing that was published."
SAYS_ELSE = {
    405: "This address is for reading: GET, HEAD or OPTIONS.",
    406: "The answer is application/json; send that in Accept, or leave Accept out.",
}


class FieldProblemSerializer(serializers.Serializer):
    """What is wrong with one parameter."""

    field = serializers.CharField()
    message = serializers.CharField(
        help_text="What is wrong, and what to write instead."
    )


class ProblemSerializer(serializers.Serializer):
    """An RFC 9457 problem."""

    type = serializers.CharField(
        help_text="about:blank, or an address that explains it."
    )
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    # The payload calls it so. DRF's `errors` is another thing: its metaclass takes the fields out of the class.
    errors = FieldProblemSerializer(many=True, required=False)  # type: ignore[assignment]


class BadRequest(exceptions.APIException):
    """A 400 with the parameters that are wrong, each with its remedy."""

    status_code = 400

    def __init__(self, errors: Iterable[tuple[str, str]]):
        self.errors = [
            {"field": field, "message": message} for field, message in errors
        ]
        super().__init__(" ".join(error["message"] for error in self.errors))


class ResponseReady(Exception):
    """Ends a request with a ready answer: a tombstone or a redirect."""

    def __init__(self, response: HttpResponse):
        super().__init__(response.status_code)
        self.response = response


def problem(
    status: int, detail: str, about: str = "", **members: object
) -> HttpResponse:
    """A problem answer.

    `about` is the part of the docs that explains this type of problem; `members` are extensions such as `errors`.
    """
    kind = (
        f"{settings.SITE_URL}{reverse('api_docs')}#{about}" if about else "about:blank"
    )
    body = {
        "type": kind,
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    } | members
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE
    )


def problem_handler(error: Exception, context: dict) -> HttpResponse | None:
    """DRF's exception handler; None lets Django answer what is nobody's mistake but ours."""
    if isinstance(error, ResponseReady):
        return error.response
    if isinstance(error, WrongFilters):
        error = BadRequest(error.errors)
    if isinstance(error, Http404):
        return problem(404, NOTHING_HERE)
    if isinstance(error, PermissionDenied):
        return problem(403, "This is not for everyone.")
    if isinstance(error, SuspiciousOperation):  # such as thousands of parameters
        return problem(
            400,
            "The address asks for too much, or for something that no client of ours would.",
        )
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    return _api_problem(error)


def _api_problem(error: exceptions.APIException) -> HttpResponse:
    if isinstance(error, BadRequest):
        return problem(400, str(error.detail), "parameters", errors=error.errors)
    response = problem(
        error.status_code, SAYS_ELSE.get(error.status_code, str(error.detail))
    )
    for name, header in (("auth_header", "WWW-Authenticate"), ("wait", "Retry-After")):
        if value := getattr(error, name, None):
            response[header] = str(value)
    return response
