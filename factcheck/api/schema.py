"""The OpenAPI schema: the public forms, the parameters and every possible status, said once."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import force_instance
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema_serializer,
)
from rest_framework import serializers

from factcheck.records.serializers import PartSerializer, RecordSerializer, since

from .errors import Problem
from .publications import PublicationLine

JSON, PROBLEM = "application/json", "application/problem+json"


class State(serializers.Serializer):
    """The state of the ledger that an answer was read at."""

    seq = serializers.IntegerField(help_text="The last line that it knows.")
    hash = serializers.CharField(
        help_text="That line's hash: whoever keeps it can tell later changes."
    )
    moment = serializers.DateTimeField(
        allow_null=True, help_text="The moment asked for; null for the present."
    )


class Stone(serializers.Serializer):
    """What became of a record that no longer stands."""

    kind = serializers.CharField()
    action = serializers.ChoiceField(["retract", "merge", "redact", "hold"])
    line = serializers.IntegerField(
        help_text="The line of the ledger that says so, or that was emptied or is held."
    )
    path = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    into = serializers.UUIDField(
        allow_null=True, help_text="What it was merged into, wherever that went since."
    )


class Tombstone(Stone):
    uid = serializers.UUIDField()
    at = serializers.DateTimeField()
    ground = serializers.CharField(
        required=False, help_text="The legal ground of a redaction."
    )
    state = serializers.CharField(required=False, help_text="`held` while it is.")
    since = serializers.DateTimeField(
        required=False, help_text="Since when it is held."
    )


class GoneProblem(Problem):
    """Why a record that was published is not shown."""

    tombstone = Tombstone()


class Page(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    as_of = State()
    refs = serializers.DictField(
        child=Stone(),
        help_text="By uid: what these records refer to that is retracted, redacted, held or merged.",
    )
    count = serializers.IntegerField(required=False, help_text="With count=true.")


@extend_schema_serializer(many=False)
class PublicationPage(serializers.Serializer):
    """Lines of the ledger, in order."""

    results = PublicationLine(many=True)
    next = serializers.URLField(allow_null=True)
    as_of = State()


MADE: dict[str, type[serializers.Serializer]] = {}


def page_of(form: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """A page of records of this form; the same class for the same form."""
    name = f"{called(form)}Page"
    if name not in MADE:
        fields = {"results": form(many=True), "__doc__": "A page of a list."}
        MADE[name] = extend_schema_serializer(many=False)(type(name, (Page,), fields))
    return MADE[name]


def called(form: type) -> str:
    return form.__name__.removesuffix("Serializer").removesuffix("Slot")


ANSWERS = {
    302: OpenApiResponse(
        None, "Merged into the record at Location; a merge can be undone."
    ),
    304: OpenApiResponse(None, "Not changed since the ETag in If-None-Match."),
    400: OpenApiResponse(
        Problem, "A parameter is unknown or wrong; `errors` names each with its remedy."
    ),
    404: OpenApiResponse(
        Problem, "Never published, or not yet at the moment asked for."
    ),
    405: OpenApiResponse(Problem, "Something else than GET, HEAD or OPTIONS."),
    406: OpenApiResponse(Problem, "The client takes no JSON."),
    410: OpenApiResponse(
        GoneProblem, "Retracted, redacted or held; `tombstone` says when and why."
    ),
}
LIST, DETAIL = (304, 400, 405, 406), (302, 304, 400, 404, 405, 406, 410)


def statuses(good: type[serializers.Serializer], codes: tuple[int, ...]) -> dict:
    """The answers of an operation, each with its media type."""
    return {(200, JSON): good} | {
        (code, PROBLEM) if code >= 400 else code: ANSWERS[code] for code in codes
    }


def since_said(said: dict, form: int) -> dict:
    """The schema of a field with the form that brought it; beside a reference nothing else may stand."""
    return ({"allOf": [said]} if "$ref" in said else said) | {"x-since": form}


class ReadSchema(AutoSchema):
    """What is said of an operation follows from its view: parameters, answers, name."""

    is_list = property(lambda self: self.view.action == "list")

    def get_override_parameters(self) -> list[OpenApiParameter]:
        parameters = (
            self.view.list_parameters if self.is_list else self.view.detail_parameters
        )
        found = [
            OpenApiParameter(
                name,
                field.schema,
                description=field.help_text,
                deprecated=field.is_deprecated,
            )
            for name, field in parameters.fields_once().items()
        ]
        tag = OpenApiParameter(
            "ETag", str, OpenApiParameter.HEADER, response=[200, 304]
        )
        known = OpenApiParameter(
            "If-None-Match",
            str,
            OpenApiParameter.HEADER,
            description="An ETag that you hold.",
        )
        return [*self.path_parameters(), *found, known, tag]

    def path_parameters(self) -> list[OpenApiParameter]:
        return []

    def get_filter_backends(self) -> list:
        return []

    def get_tags(self) -> list[str]:
        return [self.plural]

    def get_operation_id(self) -> str:
        return f"{self.plural}_{'list' if self.is_list else 'detail'}"

    def get_description(self) -> str:
        return ""

    def _map_basic_serializer(self, serializer, direction) -> dict:
        """A public form says of each field since which form of the kind it exists, and which form is today's."""
        made = super()._map_basic_serializer(serializer, direction)
        form = force_instance(serializer)
        if isinstance(form, RecordSerializer | PartSerializer):
            made["properties"] = {
                name: since_said(said, since(form, name))
                for name, said in made["properties"].items()
            }
        return made | (
            {"x-form": form.SCHEMA} if isinstance(form, RecordSerializer) else {}
        )

    def get_serializer_name(self, serializer, direction) -> str:
        return called(type(serializer))


class RecordSchema(ReadSchema):
    plural = property(lambda self: self.view.kind.plural)

    def path_parameters(self) -> list[OpenApiParameter]:
        if self.is_list:
            return []
        return [
            OpenApiParameter(
                "key", str, OpenApiParameter.PATH, description="Slug or uid."
            )
        ]

    def get_summary(self) -> str:
        return (
            f"The published {self.plural}"
            if self.is_list
            else f"One {self.view.kind.name}"
        )

    def get_response_serializers(self) -> dict:
        form = self.view.kind.serializer_class
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
        return (
            "The ledger in order: the change feed"
            if self.is_list
            else "One line of the ledger"
        )

    def get_response_serializers(self) -> dict:
        if self.is_list:
            return statuses(PublicationPage, LIST)
        return statuses(PublicationLine, (304, 400, 404, 405, 406))
