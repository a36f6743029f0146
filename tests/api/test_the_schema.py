import pytest
from django.core.management import call_command
from django.test import Client
from support.people import World, published

from factcheck.api.schema import component_name
from factcheck.records import registry

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_complete(tmp_path):
    call_command(
        "spectacular",
        "--validate",
        "--fail-on-warn",
        "--file",
        str(tmp_path / "schema.yml"),
    )

    assert "ClaimPage" in (tmp_path / "schema.yml").read_text()


def test_the_docs_page_names_every_list_and_needs_no_script():
    page = Client().get("/api/v1/docs/").content.decode()

    for plural in (
        "claims",
        "entries",
        "quotes",
        "sources",
        "parties",
        "points",
        "ratings",
        "disputes",
        "publications",
    ):
        assert f"/api/v1/{plural}/" in page
    assert "<script" not in page
    assert "style=" not in page


def test_every_answer_has_the_fields_that_the_schema_names():
    World()
    schema = Client().get("/api/v1/schema/?format=json").json()["components"]["schemas"]

    claim = Client().get("/api/v1/claims/belongs/").json()

    assert set(claim) == set(schema["Claim"]["properties"]) - {"names"}


def test_where_the_desk_signs_the_schema_names_the_names_too(settings):
    settings.DESK_SIGNS = True
    published("party", slug="lower-town")
    schema = Client().get("/api/v1/schema/?format=json").json()["components"]["schemas"]

    party = Client().get("/api/v1/parties/lower-town/").json()

    assert party["names"] == {"edited_by": ["Reporter"], "approved_by": ["Editor"]}
    assert set(party) == set(schema["Party"]["properties"])


@pytest.mark.parametrize("kind", registry.all_kinds(), ids=lambda kind: kind.name)
def test_the_schema_says_of_each_field_since_which_form_it_exists(kind):
    form = (
        Client()
        .get("/api/v1/schema/?format=json")
        .json()["components"]["schemas"][component_name(kind.serializer_class)]
    )

    assert form["x-form"] == kind.serializer_class.SCHEMA
    since = {name: said["x-since"] for name, said in form["properties"].items()}
    assert since.keys() == kind.serializer.fields.keys()
    later = {name for name, number in since.items() if number > 1}
    assert later >= {"noindex", "names"} or kind.serializer_class.SCHEMA == 1
    assert max(since.values()) <= kind.serializer_class.SCHEMA


def test_the_form_of_a_part_says_it_too():
    schemas = (
        Client().get("/api/v1/schema/?format=json").json()["components"]["schemas"]
    )

    assert schemas["Picture"]["properties"]["shows"]["x-since"] == 2
    assert schemas["Claim"]["properties"]["verdict"]["x-since"] == 1


def test_the_docs_page_names_what_a_later_form_brought():
    page = Client().get("/api/v1/docs/").content.decode()

    assert "since form 2" in page
    assert "Form 2." in page
