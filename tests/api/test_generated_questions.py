"""Questions that schemathesis makes of the schema: each answer is one that the schema promises."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from support.people import World
from support.rounds import rounds

from factcheck.config.wsgi import application
from factcheck.records import registry

pytestmark = [pytest.mark.slow, pytest.mark.nightly, pytest.mark.django_db]
SENT = {"Host": "127.0.0.1", "Accept-Encoding": "identity"}
# Left out of all checks is one: that whatever the schema allows is taken. A slug must have been published, a day be in
# the calendar, a cursor be ours: no schema can say so, and the answer is a 400 that it documents.
EXAMPLES = rounds(15, 500)
PLURALS = [*(kind.plural for kind in registry.all_kinds()), "publications"]
OPERATIONS = sorted(
    f"{plural}_{shape}" for plural in PLURALS for shape in ("list", "detail")
)


@pytest.fixture
def operations(db) -> Iterator[dict]:
    """What the schema describes, by operationId, asked of the site itself."""
    World()
    for signal in (
        request_started,
        request_finished,
    ):  # which would end the test's own transaction
        signal.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", application)
    found = [result.ok() for result in schema.get_all_operations()]
    yield {operation.definition.raw["operationId"]: operation for operation in found}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_operation_is_generated(operations):
    assert sorted(operations) == OPERATIONS


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_as_the_schema_says(operations, name):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operations[name].as_strategy())
    def ask(case):
        case.call_and_validate(headers=SENT, excluded_checks=[positive_data_acceptance])

    ask()


def test_what_is_refused_as_empty_is_so_in_the_schema(operations):
    for name, operation in operations.items():
        for parameter in operation.definition.raw.get("parameters", ()):
            schema = parameter["schema"].get("items", parameter["schema"])
            if (
                parameter["in"] == "query"
                and schema["type"] == "string"
                and "enum" not in schema
            ):
                assert schema["minLength"] == 1, (name, parameter["name"])
