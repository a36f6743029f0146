"""Administrators write the site's record at the desk; a second person approves it as any other."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from support.people import make, person, published
from support.whole_dispute import image

from factcheck import workflow
from factcheck.models import Site
from factcheck.records import drafts, registry

pytestmark = pytest.mark.django_db

ADD = "/admin/factcheck/site/add/"
NO_LOGO = {
    "logo-TOTAL_FORMS": "0",
    "logo-INITIAL_FORMS": "0",
    "logo-MIN_NUM_FORMS": "0",
    "logo-MAX_NUM_FORMS": "1",
}
WRITTEN = {"name": "The Bridge Papers", "slug": "papers", "language": "en"} | NO_LOGO


def browser(name: str) -> Client:
    client = Client()
    client.force_login(person(name))
    return client


def errors_of(**content) -> dict[str, str]:
    """{field: message} of what the form of the site refuses."""
    content = {"slug": "papers", "name": "Papers", "language": "en"} | content
    draft = drafts.Draft(registry.get("site"), content)
    return {error.path: error.message for error in draft.errors()}


def test_an_administrator_writes_it_with_its_logo(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    logo = SimpleUploadedFile("logo.png", image(size=(64, 32)), "image/png")
    data = WRITTEN | {"logo-TOTAL_FORMS": "1", "logo-0-file": logo}

    answer = browser("admin").post(ADD, data)

    assert answer.status_code == 302, answer.content.decode()
    site = Site.objects.get()
    assert (site.name, site.logo.width) == ("The Bridge Papers", 64)


@pytest.mark.parametrize("name", ["reader", "reporter", "editor", "publisher"])
def test_nobody_else_does(name):
    assert browser(name).post(ADD, WRITTEN).status_code == 403
    assert not Site.objects.exists()


def test_the_desk_offers_no_second_one():
    make("site", slug="papers")

    assert browser("admin").get(ADD).status_code == 403


def test_the_database_takes_no_second_one():
    first = make("site", slug="papers")

    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.create(name="Second", slug="second", changed_by=first.changed_by)


def test_whoever_wrote_it_does_not_approve_it():
    site = make("site", slug="papers")
    workflow.submit(site, person("admin"))

    with pytest.raises(workflow.NotAllowed):
        workflow.approve(site, person("admin"))

    workflow.approve(site, person("second_admin"))


def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast_and_one_that_can():
    message = errors_of(accent="#ffcc00")["accent"]

    assert "1.28 to 1 on light paper" in message
    assert errors_of(accent=message.split("Near to it ")[1][:7]) == {}


def test_a_colour_for_dark_paper_is_measured_on_dark_paper():
    found = errors_of(accent="#17406d", accent_dark="#17406d")

    assert "on dark paper" in found["accent_dark"]
    assert errors_of(accent="#17406d", accent_dark="#9cc3ee") == {}


@pytest.mark.parametrize("colour", ["red", "#FFF", "17406d", "#17406d;x"])
def test_what_is_no_colour_is_refused(colour):
    assert "accent" in errors_of(accent=colour)


def test_a_colour_for_dark_paper_alone_is_refused():
    assert "light paper too" in str(errors_of(accent_dark="#9cc3ee"))


def test_it_is_published_as_any_other_record():
    site = published("site", slug="papers")

    line = workflow.current_line(site)
    assert (line.kind, line.version, line.action) == ("site", 1, "publish")
