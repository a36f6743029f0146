"""The schema for machines and, made from it, the documentation for people: a page of ours, without script."""

import hashlib
import json
from functools import lru_cache

from django.conf import settings
from django.http import HttpResponse
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
        return caching.said_to_caches(
            Response(schema()), _schema_tag(request.accepted_media_type)
        )


def _schema_tag(media_type: str) -> str:
    """The schema changes with the release alone."""
    return f'"{hashlib.sha256(f"{release()} schema {media_type}".encode()).hexdigest()[:32]}"'


class DocsPage(PublicPage):
    """Every address with its parameters, its answers and the fields of what it gives."""

    template_name = "api/docs.html"

    def context(self, view: View) -> dict:
        day = (view.moment or timezone.now()).date()
        return described() | {"site": settings.SITE_URL, "day": day.isoformat()}


@lru_cache(maxsize=1)
def described() -> dict:
    """The schema as the template reads it."""
    made = schema()
    groups: dict[str, list] = {}
    for path, methods in made["paths"].items():
        groups.setdefault(methods["get"]["tags"][0], []).append(
            _operation(path, methods["get"])
        )
    order = [*(kind.plural for kind in reversed(registry.all_kinds())), "publications"]
    return {
        "groups": [(name, groups[name]) for name in order],
        "forms": [
            _form(name, body)
            for name, body in sorted(made["components"]["schemas"].items())
        ],
    }


def _operation(path: str, said: dict) -> dict:
    parameters = [
        _parameter(each) for each in said["parameters"] if each["in"] != "header"
    ]
    answers = [
        _answer(status, each) for status, each in sorted(said["responses"].items())
    ]
    return {
        "path": path,
        "id": said["operationId"],
        "summary": said["summary"],
        "parameters": parameters,
        "answers": answers,
    }


def _parameter(said: dict) -> dict:
    form = said["schema"]
    words = form.get("items", form).get("enum", [])
    bounds = (
        f"{form['minimum']} to {form['maximum']}"
        if form.get("maximum", 2**63) < 2**62
        else ""
    )
    return {
        "name": said["name"],
        "description": said.get("description", ""),
        "is_repeatable": form.get("type") == "array",
        "words": words,
        "bounds": bounds,
        "is_deprecated": said.get("deprecated", False),
        "default": _as_json(form["default"]) if "default" in form else None,
    }


def _as_json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _answer(status: str, said: dict) -> dict:
    body = next(iter(said.get("content", {}).values()), {})
    return {
        "status": status,
        "description": said.get("description", ""),
        "form": _name(body.get("schema", {})),
    }


def _form(name: str, body: dict) -> dict:
    required, properties = body.get("required", []), body.get("properties", {})
    fields = [
        _field(each, said) | {"may_lack": each not in required}
        for each, said in properties.items()
    ]
    return {
        "name": name,
        "description": _first(body),
        "words": body.get("enum", []),
        "fields": fields,
        "form": body.get("x-form"),
    }


def _first(body: dict) -> str:
    """The description; that of a list of words repeats the words."""
    return "" if "enum" in body else body.get("description", "")


def _field(name: str, said: dict) -> dict:
    return {
        "name": name,
        "type": _type(said),
        "form": _linked(said),
        "description": said.get("description", ""),
        "since": said.get("x-since", 1),
    }


def _type(said: dict) -> str:
    """The type in words: list of Evidence, string (uuid), Verdict or null."""
    if said.get("type") == "array":
        return f"list of {_type(said['items'])}"
    if "additionalProperties" in said and said["additionalProperties"]:
        return f"by uid: {_type(said['additionalProperties'])}"
    kind = said.get("type") or _linked(said) or "any"
    return (f"{kind} ({said['format']})" if "format" in said else kind) + (
        " or null" if said.get("nullable") else ""
    )


def _linked(said: dict) -> str:
    """The form that a field is made of."""
    inner = said.get("items") or said.get("additionalProperties") or said
    return (
        _name(inner) or _name(next(iter(inner.get("allOf", [])), {}))
        if isinstance(inner, dict)
        else ""
    )


def _name(said: dict) -> str:
    return said.get("$ref", "").rpartition("/")[2]
