"""The address in a payload is what the kind declares, whatever the desk or the server calls things."""

import pytest
from django.test.utils import override_script_prefix
from django.urls import resolve
from support.people import change, publish
from support.roles import open_office

from factcheck import workflow
from factcheck.ledger import original_of
from factcheck.records import registry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", registry.all_kinds(), ids=lambda kind: kind.name)
def test_every_kind_declares_an_address_that_this_site_answers(kind):
    path, _, fragment = kind.model.path("closing", dispute="bridge").partition("#")

    assert resolve(path).func
    assert "closing" in (fragment or path)


def published_path(record) -> str:
    """The path in the line of the record's next version."""
    publish(change(record, noindex=True), action="update")
    return original_of(workflow.current_line(record))["path"]


def test_a_line_holds_the_declared_path_whatever_the_desk_calls_its_lists(monkeypatch):
    office = open_office()

    for record, path in (
        (office.claim, "/claims/belongs/"),
        (office.point, "/disputes/bridge/positions/#whose"),
    ):
        monkeypatch.setattr(type(record)._meta, "verbose_name_plural", "files")
        assert published_path(record) == path


def test_the_prefix_of_the_site_is_in_its_links_and_in_no_line():
    claim = open_office().claim

    with override_script_prefix("/record/"):
        assert claim.get_absolute_url() == "/record/claims/belongs/"
        assert published_path(claim) == "/claims/belongs/"
