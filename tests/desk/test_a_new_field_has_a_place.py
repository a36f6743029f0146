"""A field that no section of an admin names is on the page all the same, in a last one."""

from django.contrib import admin
from django.test import RequestFactory

from factcheck.admin.records.claims import ClaimAdmin
from factcheck.models import Claim, User


def fieldsets_of(**attributes) -> list:
    request = RequestFactory().get("/")
    request.user = User(username="admin", is_staff=True, is_superuser=True)
    narrowed = type("Narrowed", (ClaimAdmin,), attributes)
    return narrowed(Claim, admin.site).get_fieldsets(request)


def test_every_field_of_a_claim_is_in_a_section_of_its_own_admin():
    assert "More" not in [title for title, _ in fieldsets_of()]


def test_a_field_that_no_section_names_stands_in_the_last_one():
    narrowed = [(None, {"fields": ["text", "disputes"]})]

    title, options = fieldsets_of(fieldsets=narrowed)[-1]

    assert title == "More"
    assert {"claim_kind", "claimed_on", "context"} <= set(options["fields"])
    assert "expected" not in options["fields"]
