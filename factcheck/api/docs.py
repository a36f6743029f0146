"""The API's documentation as a page of our own, from the schema: without script or inline style."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.views.generic import View
from drf_spectacular.generators import SchemaGenerator

from factcheck.pages.frame import Frame, rendered

METHODS = ("get",)


class DocsPage(View):
    """Every path with its parameters, answers and the fields of what it gives."""

    def get(self, request: HttpRequest) -> HttpResponse:
        response = rendered("api/docs.html", Frame(request.path), **described())
        response["Cache-Control"] = "public, max-age=300"
        return response


@lru_cache(maxsize=1)
def described() -> dict:
    """The schema as the template reads it; the code does not change while it runs, so it is made once."""
    schema = SchemaGenerator().get_schema(public=True)
    components = schema["components"]["schemas"]
    operations = [_operation(path, methods["get"]) for path, methods in schema["paths"].items() if "get" in methods]
    groups: dict[str, list] = {}
    for operation in operations:
        groups.setdefault(operation["group"], []).append(operation)
    return {
        "groups": sorted(groups.items()),
        "schemas": [_schema(name, body) for name, body in sorted(components.items())],
    }


def _operation(path: str, said: dict) -> dict:
    return {
        "path": path,
        "id": said["operationId"],
        "summary": said.get("summary", ""),
        "group": (said.get("tags") or ["api"])[0],
        "parameters": [
            {
                "name": p["name"],
                "where": p["in"],
                "many": p["schema"].get("type") == "array",
                "description": p.get("description", ""),
            }
            for p in said.get("parameters", [])
        ],
        "answers": [
            {"status": status, "description": answer.get("description", ""), "schema": _answer_schema(answer)}
            for status, answer in sorted(said["responses"].items())
        ],
    }


def _answer_schema(answer: dict) -> str:
    for body in answer.get("content", {}).values():
        return body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return ""


def _schema(name: str, body: dict) -> dict:
    fields = [
        {"name": field, "type": _type(said), "link": _link(said), "description": said.get("description", "")}
        for field, said in body.get("properties", {}).items()
    ]
    return {"name": name, "description": body.get("description", ""), "fields": fields}


def _type(said: dict) -> str:
    if said.get("type") == "array":
        return "list of " + _type(said.get("items", {}))
    kind = said.get("type") or _link(said) or "any"
    return f"{kind} ({said['format']})" if said.get("format") else kind


def _link(said: dict) -> str:
    found = said if "$ref" in said else next(iter(said.get("allOf", [])), said.get("items", {}))
    return found.get("$ref", "").rpartition("/")[2] if isinstance(found, dict) else ""
