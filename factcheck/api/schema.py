"""The OpenAPI schema: the public forms, the parameters and every possible status, said once."""

from typing import Protocol, cast

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import force_instance
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.serializers import Serializer

from factcheck.models import Publication
from factcheck.records.registry import Kind
from factcheck.records.serializers import PartSerializer, RecordSerializer, since

from .errors import ProblemSerializer
from .filters import Parameters
from .publications import PublicationLineSerializer

JSON, PROBLEM = "application/json", "application/problem+json"


class StateSerializer(serializers.Serializer):
    """The state of the ledger that an answer was read at."""

    seq = serializers.IntegerField(help_text="The last line that it knows.")
    hash = serializers.CharField(
        help_text="That line's hash: whoever keeps it can tell later changes."
    )
    moment = serializers.DateTimeField(
        allow_null=True, help_text="The moment asked for; null for the present."
    )


class StoneSerializer(serializers.Serializer):
    """What became of a record that no longer stands."""

    kind = serializers.CharField()
    action = serializers.ChoiceField(
        [action.value for action in Publication.TOMBSTONES]
    )
    line = serializers.IntegerField(
        help_text="The line of the ledger that says so, or that was emptied or is held."
    )
    path = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    into = serializers.UUIDField(
        allow_null=True, help_text="What it was merged into, wherever that went since."
    )


class TombstoneSerializer(StoneSerializer):
    uid = serializers.UUIDField()
    at = serializers.DateTimeField()
    ground = serializers.CharField(
        required=False, help_text="The legal ground of a redaction."
    )
    state = serializers.CharField(required=False, help_text="`held` while it is.")
    since = serializers.DateTimeField(
        required=False, help_text="Since when it is held."
    )


class GoneProblemSerializer(ProblemSerializer):
    """Why a record that was published is not shown."""

    tombstone = TombstoneSerializer()


class PageSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    as_of = StateSerializer()
    refs = serializers.DictField(
        child=StoneSerializer(),
        help_text="By uid: what these records refer to that is retracted, redacted, held or merged.",
    )
    count = serializers.IntegerField(required=False, help_text="With count=true.")


@extend_schema_serializer(many=False)
class PublicationPageSerializer(serializers.Serializer):
    """Lines of the ledger, in order."""

    results = PublicationLineSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    as_of = StateSerializer()


PAGE_SERIALIZERS: dict[str, type[serializers.Serializer]] = {}


def page_of(form: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """A page of records of this form; the same class for the same form."""
    name = f"{component_name(form)}Page"
    if name not in PAGE_SERIALIZERS:
        fields = {"results": form(many=True), "__doc__": "A page of a list."}
        PAGE_SERIALIZERS[name] = extend_schema_serializer(many=False)(
            type(name, (PageSerializer,), fields)
        )
    return PAGE_SERIALIZERS[name]


def component_name(form: type) -> str:
    return form.__name__.removesuffix("Serializer").removesuffix("Slot")


ANSWERS = {
    302: OpenApiResponse(
        None, "Merged into the record at Location; a merge can be undone."
    ),
    304: OpenApiResponse(None, "Not changed since the ETag in If-None-Match."),
    400: OpenApiResponse(
        ProblemSerializer,
        "A parameter is unknown or wrong; `errors` names each with its remedy.",
    ),
    404: OpenApiResponse(
        ProblemSerializer, "Never published, or not yet at the moment asked for."
    ),
    405: OpenApiResponse(
        ProblemSerializer, "Something else than GET, HEAD or OPTIONS."
    ),
    406: OpenApiResponse(ProblemSerializer, "The client takes no JSON."),
    410: OpenApiResponse(
        GoneProblemSerializer,
        "Retracted, redacted or held; `tombstone` says when and why.",
    ),
}
LIST, DETAIL = (304, 400, 405, 406), (302, 304, 400, 404, 405, 406, 410)


def statuses(good: type[serializers.Serializer], codes: tuple[int, ...]) -> Serializer:
    """The answers of an operation, each with its media type."""
    answers: dict = {(200, JSON): good}
    for code in codes:
        answers[(code, PROBLEM) if code >= 400 else code] = ANSWERS[code]
    # A dictionary is taken in place of a serializer, and left out where that is annotated.
    return cast(Serializer, answers)


def with_since(schema: dict, form: int) -> dict:
    """The schema of a field with the form that brought it; beside a reference nothing else may stand."""
    if "$ref" in schema:
        schema = {"allOf": [schema]}
    return schema | {"x-since": form}


class DescribedView(Protocol):
    """What the schema reads of a view."""

    action: str
    list_parameters: type[Parameters]
    detail_parameters: type[Parameters]


class RecordKindView(Protocol):
    """A view of one kind of record."""

    kind: Kind


class ReadSchema(AutoSchema):
    """What is said of an operation follows from its view: parameters, answers, name."""

    @property
    def read_view(self) -> DescribedView:
        """The view that this is of; of others no schema is made."""
        return cast(DescribedView, self.view)

    @property
    def is_list(self) -> bool:
        return self.read_view.action == "list"

    @property
    def plural(self) -> str:
        """The name of the list in the API."""
        raise NotImplementedError

    def get_override_parameters(
        self,
    ) -> list[OpenApiParameter | Serializer | type[Serializer]]:
        declared = self.read_view.detail_parameters
        if self.is_list:
            declared = self.read_view.list_parameters
        parameters = []
        for name, field in declared.fields_once().items():
            parameter = OpenApiParameter(
                name,
                field.schema,
                description=field.help_text,
                deprecated=field.is_deprecated,
            )
            parameters.append(parameter)
        tag = OpenApiParameter(
            "ETag", str, OpenApiParameter.HEADER, response=[200, 304]
        )
        known = OpenApiParameter(
            "If-None-Match",
            str,
            OpenApiParameter.HEADER,
            description="An ETag that you hold.",
        )
        return [*self.path_parameters(), *parameters, known, tag]

    def path_parameters(self) -> list[OpenApiParameter]:
        return []

    def get_filter_backends(self) -> list:
        return []

    def get_tags(self) -> list[str]:
        return [self.plural]

    def get_operation_id(self) -> str:
        return f"{self.plural}_{'list' if self.is_list else 'detail'}"

    def get_description(self, path: str = "", method: str = "") -> str:
        return ""

    def _map_basic_serializer(
        self, serializer: Serializer | type[Serializer], direction: str
    ) -> dict:
        """A public form says of each field since which form of the kind it exists, and which form is today's."""
        schema = super()._map_basic_serializer(serializer, direction)
        form = force_instance(serializer)
        if isinstance(form, RecordSerializer | PartSerializer):
            properties = schema["properties"]
            for name in properties:
                properties[name] = with_since(properties[name], since(form, name))
        if isinstance(form, RecordSerializer):
            schema = schema | {"x-form": form.SCHEMA}
        return schema

    def get_serializer_name(self, serializer: Serializer, direction: str) -> str:
        return component_name(type(serializer))


class RecordSchema(ReadSchema):
    @property
    def kind(self) -> Kind:
        return cast(RecordKindView, self.view).kind

    @property
    def plural(self) -> str:
        return self.kind.plural

    def path_parameters(self) -> list[OpenApiParameter]:
        if self.is_list:
            return []
        return [
            OpenApiParameter(
                "key", str, OpenApiParameter.PATH, description="Slug or uid."
            )
        ]

    def get_summary(self) -> str:
        if self.is_list:
            return f"The published {self.plural}"
        return f"One {self.kind.name}"

    def get_response_serializers(self) -> Serializer:
        form = self.kind.serializer_class
        return statuses(page_of(form), LIST) if self.is_list else statuses(form, DETAIL)


class FeedSchema(ReadSchema):
    plural = "publications"

    def path_parameters(self) -> list[OpenApiParameter]:
        if self.is_list:
            return []
        return [
            OpenApiParameter(
                "seq", int, OpenApiParameter.PATH, description="The line's number."
            )
        ]

    def get_summary(self) -> str:
        if self.is_list:
            return "The ledger in order: the change feed"
        return "One line of the ledger"

    def get_response_serializers(self) -> Serializer:
        if self.is_list:
            return statuses(PublicationPageSerializer, LIST)
        return statuses(PublicationLineSerializer, (304, 400, 404, 405, 406))
