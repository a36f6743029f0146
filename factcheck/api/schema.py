"""The OpenAPI schema: the public forms, the filters and every possible status, said once."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers

from factcheck import kinds

from .errors import Problem
from .filters import FILTERS, ListFilter
from .publications import PublicationLine, PublicationPage

PROBLEM = "application/problem+json"
AS_OF = OpenApiParameter(
    "as_of", str, description="A day (its end, UTC; today means now) or a moment: the record as it stood then."
)
PAGING = [
    AS_OF,
    OpenApiParameter("cursor", str, description="As `next` and `previous` give it."),
    OpenApiParameter("page_size", int, description="1 to 200; 50 when not given."),
    OpenApiParameter("count", bool, description="`true` counts the whole list."),
]


class State(serializers.Serializer):
    """The state of the ledger that an answer was read at."""

    seq = serializers.IntegerField()
    hash = serializers.CharField()
    moment = serializers.DateTimeField(allow_null=True)


class Stone(serializers.Serializer):
    """Something referred to that no longer stands."""

    action = serializers.CharField(help_text="retract, merge or redact")
    kind = serializers.CharField()
    path = serializers.CharField()
    reason = serializers.CharField()
    line = serializers.IntegerField()
    into = serializers.UUIDField(allow_null=True)


def _problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(Problem, description)


def _statuses(good, *codes: int) -> dict:
    known = {
        301: OpenApiResponse(None, "Merged into the record at Location."),
        302: OpenApiResponse(None, "Merged, at the moment asked for, into the record at Location."),
        304: OpenApiResponse(None, "Not changed since the ETag of If-None-Match."),
        400: _problem("A parameter is unknown or wrong; `errors` names it."),
        404: _problem("Not published, or not yet at the moment asked for."),
        410: _problem("Retracted or redacted; `tombstone` says when and why."),
    }
    said = {(code, PROBLEM) if code >= 400 else code: known[code] for code in codes}
    return {(200, "application/json"): good} | said


def _parameter(name: str, filter_: ListFilter) -> OpenApiParameter:
    return OpenApiParameter(
        name,
        OpenApiTypes.STR,
        many=not filter_.is_single,
        explode=None if filter_.is_single else True,
        style=None if filter_.is_single else "form",
        description=filter_.extra["help_text"],
    )


def described_record(view: type, kind: kinds.Kind) -> type:
    """The view set with its operations described."""
    form = kind.public
    page = inline_serializer(
        f"{kind.name.title()}Page",
        {
            "results": form(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "as_of": State(),
            "refs": serializers.DictField(child=Stone(), help_text="By uid: what these records refer to that is gone."),
            "count": serializers.IntegerField(required=False),
        },
    )
    parameters = [_parameter(name, filter_) for name, filter_ in FILTERS[kind.name].base_filters.items()]
    key = OpenApiParameter("key", str, OpenApiParameter.PATH, description="Slug or uid.")
    return extend_schema_view(
        list=extend_schema(
            operation_id=f"{kind.plural}_list",
            tags=[kind.plural],
            filters=False,
            summary=f"Published {kind.plural}",
            parameters=[*parameters, *PAGING],
            responses=_statuses(page, 304, 400),
        ),
        retrieve=extend_schema(
            operation_id=f"{kind.plural}_detail",
            tags=[kind.plural],
            summary=f"One {kind.name}",
            parameters=[key, AS_OF],
            responses=_statuses(form, 301, 302, 304, 400, 404, 410),
        ),
    )(view)


described_publications = extend_schema_view(
    list=extend_schema(
        operation_id="publications_list",
        tags=["publications"],
        filters=False,
        summary="The ledger, in order",
        parameters=[
            OpenApiParameter("after", int, description="Lines after this one; 0 for all."),
            OpenApiParameter("page_size", int, description="1 to 200; 50 when not given."),
        ],
        responses=_statuses(PublicationPage, 304, 400),
    ),
    retrieve=extend_schema(
        operation_id="publications_detail",
        tags=["publications"],
        summary="One line of the ledger",
        parameters=[OpenApiParameter("seq", int, OpenApiParameter.PATH)],
        responses=_statuses(PublicationLine, 304, 400, 404),
    ),
)
