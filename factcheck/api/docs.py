"""The schema for machines and, made from it, the documentation for people: a page of ours, without script."""

import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
)
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck.ledger import View
from factcheck.pages.base_views import PublicPage
from factcheck.pages.cache.build_id import release
from factcheck.records import registry

from . import caching
from .views import OpenView


@lru_cache(maxsize=1)
def schema() -> dict:
    """The OpenAPI schema; the code does not change while it runs, so it is made once."""
    return SchemaGenerator().get_schema(public=True)


class YamlRenderer(OpenApiYamlRenderer):
    """YAML under the name that RFC 9512 gives it; the renderer before it has the one that OpenAPI once gave."""

    media_type = "application/yaml"


class SchemaView(OpenView):
    """The OpenAPI schema as YAML or JSON, by `format` or Accept."""

    schema = None
    renderer_classes = (
        OpenApiYamlRenderer,
        YamlRenderer,
        OpenApiJsonRenderer,
        OpenApiJsonRenderer2,
    )
    content_negotiation_class = DefaultContentNegotiation

    def get(self, request: Request) -> HttpResponse:
        return caching.with_cache_headers(
            Response(schema()), _schema_tag(request.accepted_media_type)
        )


def _schema_tag(media_type: str) -> str:
    """The schema changes with the release alone."""
    digest = hashlib.sha256(f"{release()} schema {media_type}".encode()).hexdigest()
    return f'"{digest[:32]}"'


class DocsPage(PublicPage):
    """Every address with its parameters, its answers and the fields of what it gives."""

    template_name = "api/docs.html"

    def context(self, view: View) -> dict:
        day = (view.moment or timezone.now()).date()
        return docs_context() | {
            "origin": settings.SITE_URL + reverse("home").rstrip("/"),
            "day": day.isoformat(),
        }


@lru_cache(maxsize=1)
def docs_context() -> dict:
    """The schema as the template reads it."""
    openapi = schema()
    groups: dict[str, list] = {}
    for path, methods in openapi["paths"].items():
        tag = methods["get"]["tags"][0]
        groups.setdefault(tag, []).append(_operation(path, methods["get"]))
    order = [*(kind.plural for kind in reversed(registry.all_kinds())), "publications"]
    components = sorted(openapi["components"]["schemas"].items())
    return {
        "groups": [(name, groups[name]) for name in order],
        "forms": [_form(name, body) for name, body in components],
    }


def _operation(path: str, operation: dict) -> dict:
    parameters = []
    for parameter in operation["parameters"]:
        if parameter["in"] != "header":
            parameters.append(_parameter(parameter))
    responses = sorted(operation["responses"].items())
    return {
        "path": path,
        "id": operation["operationId"],
        "summary": operation["summary"],
        "parameters": parameters,
        "answers": [_answer(status, response) for status, response in responses],
    }


def _parameter(parameter: dict) -> dict:
    form = parameter["schema"]
    words = form.get("items", form).get("enum", [])
    bounds = ""
    if form.get("maximum", 2**63) < 2**62:  # the largest integer is no bound
        bounds = f"{form['minimum']} to {form['maximum']}"
    return {
        "name": parameter["name"],
        "description": parameter.get("description", ""),
        "is_repeatable": form.get("type") == "array",
        "words": words,
        "bounds": bounds,
        "is_deprecated": parameter.get("deprecated", False),
        "default": _as_json(form["default"]) if "default" in form else None,
    }


def _as_json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _answer(status: str, response: dict) -> dict:
    body: dict = next(iter(response.get("content", {}).values()), {})
    return {
        "status": status,
        "description": response.get("description", ""),
        "form": _reference(body.get("schema", {})),
    }


def _form(name: str, body: dict) -> dict:
    required = body.get("required", [])
    fields = []
    for field_name, field in body.get("properties", {}).items():
        may_lack = {"may_lack": field_name not in required}
        fields.append(_field(field_name, field) | may_lack)
    return {
        "name": name,
        "description": _description(body),
        "words": body.get("enum", []),
        "fields": fields,
        "form": body.get("x-form"),
    }


def _description(body: dict) -> str:
    """The description; that of a list of words repeats the words."""
    return "" if "enum" in body else body.get("description", "")


def _field(name: str, field: dict) -> dict:
    return {
        "name": name,
        "type": _type(field),
        "form": _linked_form(field),
        "description": field.get("description", ""),
        "since": field.get("x-since", 1),
    }


def _type(field: dict) -> str:
    """The type in words: list of Evidence, string (uuid), Verdict or null."""
    if field.get("type") == "array":
        return f"list of {_type(field['items'])}"
    if field.get("additionalProperties"):
        return f"by uid: {_type(field['additionalProperties'])}"
    text = field.get("type") or _linked_form(field) or "any"
    if "format" in field:
        text += f" ({field['format']})"
    if field.get("nullable"):
        text += " or null"
    return text


def _linked_form(field: dict) -> str:
    """The form that a field consists of; empty for a plain value."""
    inner = field.get("items") or field.get("additionalProperties") or field
    if not isinstance(inner, dict):
        return ""
    return _reference(inner) or _reference(next(iter(inner.get("allOf", [])), {}))


def _reference(schema: dict) -> str:
    """The name of the form that a schema refers to."""
    return schema.get("$ref", "").rpartition("/")[2]
