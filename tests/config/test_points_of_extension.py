"""What a desk adds without a fork: an adapter, a check before publication, a template."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as project
from support.people import World, change, make, person

from factcheck import workflow
from factcheck.imports import adapters
from factcheck.workflow import Blocked, Change


def test_an_adapter_of_a_setting_is_offered_before_ours(settings):
    settings.IMPORT_ADAPTERS = ["support.desk_additions"]

    formats = adapters.load_formats()

    assert list(formats)[0] == "minutes"
    assert formats["minutes"].recognises("council.txt", b"MINUTES of the council")
    assert list(formats)[1:] == list(adapters.FORMATS)


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture
def _own_check(world, settings):
    settings.PUBLICATION_CHECKS = ["support.desk_additions.claims_need_context"]


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_check")
def test_a_check_of_a_setting_refuses_approval(world):
    content = world.claim_content() | {"context": ""}
    claim = make("claim", text="It is so.", **content)
    workflow.submit(claim, person("reporter"))

    with pytest.raises(Blocked, match="no claim without context"):
        workflow.approve(claim, person("editor"))


@pytest.mark.django_db
@pytest.mark.usefixtures("_own_check")
def test_a_check_of_a_setting_warns(world):
    claim = change(world.claim, context="A bridge.")

    warnings = workflow.warnings([Change(claim)])

    assert "short-context" in [warning.name for warning in warnings]


def test_a_template_of_the_desk_stands_before_ours(tmp_path):
    (tmp_path / "factcheck").mkdir()
    (tmp_path / "factcheck" / "_stamp.html").write_text("Stamped by our desk")
    code = (
        "from django.template.loader import render_to_string as render;"
        "print(render('factcheck/_stamp.html'))"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_VERSION"}
    environment |= {"TEMPLATE_DIRS": str(tmp_path), "SECRET_KEY": "x" * 50}

    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", code],
        cwd=project.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert "Stamped by our desk" in done.stdout, done.stderr
