"""The system checks on the admins of records: each rule broken once."""

from django.contrib import admin

from factcheck.admin import RecordAdmin
from factcheck.admin.records import checks
from factcheck.admin.records.claims import ClaimAdmin, EvidenceInline
from factcheck.models import Claim


def findings(**changes) -> list[str]:
    broken = type("BrokenAdmin", (ClaimAdmin,), changes)
    return [message.id for message in checks.check(broken(Claim, admin.site))]


def test_the_desk_keeps_the_rules():
    assert checks.record_admins_keep_the_rules() == []


def test_a_list_that_can_be_edited_is_refused():
    assert findings(list_editable=["claim_kind"]) == ["factcheck.E021"]


def test_a_list_that_queries_row_by_row_is_refused():
    assert findings(list_select_related=False) == ["factcheck.E022"]


def test_a_plain_select_is_refused():
    assert findings(autocomplete_fields=[]) == ["factcheck.E023"]


def test_a_plain_select_in_a_part_is_refused():
    plain = type("PlainInline", (EvidenceInline,), {"autocomplete_fields": []})

    assert findings(inlines=[plain]) == ["factcheck.E023"]


def test_an_action_without_permission_is_refused():
    def open_to_all(self, request, queryset): ...

    assert findings(actions=["open_to_all"], open_to_all=open_to_all) == [
        "factcheck.E024"
    ]


def test_every_record_has_a_desk():
    admins = [
        found
        for model, found in admin.site._registry.items()
        if hasattr(model, "lock_version") and hasattr(model, "slug")
    ]

    assert len(admins) == 9
    assert all(isinstance(found, RecordAdmin) for found in admins)
