"""The desk's roles, as the table of the desk has them; made and mended by one command."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from support.people import person

from factcheck import workflow
from factcheck.models import User
from factcheck.records import registry

pytestmark = pytest.mark.django_db

ROLES = (
    "Reporter",
    "Editor",
    "Publisher",
    "Read-only",
    "Import operator",
    "Administrator",
)
# what: who may, in the order of ROLES
TABLE = {
    "factcheck.view_claim": "RRRR-R",
    "timeline.view_entry": "RRRR-R",
    "factcheck.view_suggestion": "RRRRRR",
    "factcheck.view_importjob": "RRRRRR",
    "factcheck.view_publication": "RRRR-R",
    "factcheck.add_claim": "RRR--R",
    "factcheck.change_claim": "RRR--R",
    "timeline.change_entry": "RRR--R",
    "factcheck.change_verdict": "RRR--R",
    "factcheck.delete_evidence": "RRR--R",
    "factcheck.view_site": "RRRR-R",
    "factcheck.add_site": "-----R",
    "factcheck.change_site": "-----R",
    "factcheck.delete_site": "-----R",
    "factcheck.change_logo": "-----R",
    "factcheck.delete_logo": "-----R",
    "factcheck.delete_claim": "-----R",
    "factcheck.submit_records": "RRR--R",
    "factcheck.return_records": "-RR--R",
    "factcheck.approve_records": "-RR--R",
    "factcheck.publish_records": "--R--R",
    "factcheck.retract_records": "--R--R",
    "factcheck.restore_records": "--R--R",
    "factcheck.merge_records": "--R--R",
    "factcheck.review_emergencies": "--R--R",
    "factcheck.redact_lines": "-----R",
    "factcheck.run_imports": "-RR-RR",
    "factcheck.run_own_imports": "RRR--R",
    "factcheck.publish_in_emergency": "------",
    "factcheck.change_user": "-----R",
    "factcheck.change_publication": "------",
    "factcheck.delete_publication": "------",
    "factcheck.change_head": "------",
    "factcheck.change_revision": "------",
    "factcheck.change_proposal": "------",
    "auth.change_group": "------",
    "auth.change_permission": "------",
}


@pytest.mark.parametrize("permission", TABLE)
def test_each_row_of_the_table_of_roles(permission):
    app, codename = permission.split(".")
    held = Group.objects.filter(
        permissions__content_type__app_label=app, permissions__codename=codename
    )

    expected = {
        role for role, may in zip(ROLES, TABLE[permission], strict=True) if may == "R"
    }
    assert set(held.filter(name__in=ROLES).values_list("name", flat=True)) == expected


def test_every_permission_of_the_table_exists():
    known = {
        f"{p.content_type.app_label}.{p.codename}"
        for p in Permission.objects.select_related("content_type")
    }

    assert set(TABLE) <= known
    assert {
        row.permission for row in workflow.VERBS.values() if row.permission
    } <= known


def test_emergency_publication_is_a_permission_of_its_own():
    group = Group.objects.get(name="Emergency publication")

    assert list(group.permissions.values_list("codename", flat=True)) == [
        "publish_in_emergency"
    ]


def test_only_an_administrator_deletes_a_record_that_was_never_published():
    names = [f"delete_{kind.name}" for kind in registry.all_kinds()]

    holders = Group.objects.filter(permissions__codename__in=names).values_list(
        "name", flat=True
    )
    assert set(holders) == {"Administrator"}


def permissions() -> set[tuple]:
    return set(Group.objects.values_list("name", "permissions__codename"))


def test_the_command_mends_what_was_changed_and_can_be_run_again():
    before = permissions()
    Group.objects.get(name="Reporter").permissions.add(
        Permission.objects.get(codename="publish_records")
    )
    Group.objects.get(name="Editor").permissions.clear()
    Group.objects.get(name="Read-only").delete()
    out = io.StringIO()

    call_command("sync_roles", stdout=out)
    assert permissions() == before
    call_command("sync_roles", stdout=io.StringIO())
    assert permissions() == before

    said = dict(line.split(": ") for line in out.getvalue().splitlines())
    assert said["Emergency publication"] == "1 permissions"
    assert set(said) == set(workflow.ROLES)


def test_people_keep_their_roles():
    editor = person("editor")

    call_command("sync_roles", stdout=io.StringIO())

    assert User.objects.get(pk=editor.pk).has_perm("factcheck.approve_records")


def test_other_groups_are_left_alone():
    ours = Group.objects.create(name="Night desk")
    ours.permissions.add(Permission.objects.get(codename="submit_records"))

    call_command("sync_roles", stdout=io.StringIO())

    assert ours.permissions.count() == 1
