import pytest
from django.core.management import call_command
from django.test import Client
from people import World

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_complete(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))

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

    assert set(claim) == set(schema["Claim"]["properties"])
