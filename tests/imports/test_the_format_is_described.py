"""What docs say of the dossier is what the importer takes."""

import json
import re

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command
from support.dossiers import bring_in, claim, dossier, entry, ground, messages, party
from support.people import World

from factcheck.imports.dossier import export, schema
from factcheck.imports.dossier.header import TOP_LEVEL
from factcheck.imports.dossier.yamlfile import TextLoader, yaml
from factcheck.records import registry

DOCS = settings.BASE_DIR / "docs"
SEEDS = sorted((settings.BASE_DIR / "seeds").glob("*/steps/*.yaml"))


def check(given: dict) -> None:
    jsonschema.Draft202012Validator(schema.schema()).validate(given)


def test_the_schema_in_the_docs_is_up_to_date():
    assert (DOCS / "dossier.schema.json").read_text(encoding="utf-8") == schema.text()


def test_the_schema_is_printed_by_a_command(capsys):
    call_command("dossier_schema")

    assert capsys.readouterr().out == (DOCS / "dossier.schema.json").read_text(
        encoding="utf-8"
    )


@pytest.mark.django_db
def test_the_schema_takes_an_export():
    World()

    check(json.loads(export.text_of(export.export("bridge"))))


def test_the_schema_itself_is_one():
    jsonschema.Draft202012Validator.check_schema(schema.schema())


def test_the_schema_takes_a_whole_dossier():
    check(dossier(*ground(), claim(), entry(claims=["belongs"])))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_schema_takes_the_seeds(path):
    check(yaml.load(path.read_text(encoding="utf-8"), Loader=TextLoader))


@pytest.mark.parametrize(
    "record",
    [
        party(nmae="Typo"),
        party(party_kind="planet"),
        party(aliases="Oben"),
        party(slug="a b"),
        {"kind": "party", "name": "No slug", "party_kind": "group"},
        {"kind": "planet", "slug": "x"},
        entry(key_event="no"),
    ],
)
def test_the_schema_refuses_what_the_importer_refuses(record):
    with pytest.raises(jsonschema.ValidationError):
        check(dossier(record))


def test_every_kind_is_named_in_the_text():
    text = (DOCS / "dossier.md").read_text(encoding="utf-8")

    assert {kind.name for kind in registry.dossier_kinds()} <= set(
        re.findall(r"[a-z]+", text)
    )
    assert all(f"{key}:" in text for key in TOP_LEVEL)


@pytest.mark.django_db
def test_the_example_of_the_docs_can_be_imported():
    text = (DOCS / "dossier.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", text, re.DOTALL).group(1)

    job = bring_in(example, name="example.yaml")

    assert (job.created, job.failed) == (4, 0)
    assert [issue.severity for issue in job.issues.all()] == ["warning"], messages(job)
